"""Whether a path lies on another computer's disk, where SQLite's locks do not hold."""

import sys
from pathlib import Path

_NETWORK_KINDS = frozenset(
    {"nfs", "nfs4", "cifs", "smb", "smb2", "smb3", "smbfs", "9p", "afs", "ncpfs", "ceph"}
    | {"glusterfs", "lustre", "gfs2", "ocfs2", "davfs", "fuse.sshfs", "fuse.glusterfs"}
    | {"fuse.davfs2", "fuse.rclone", "fuse.s3fs", "fuse.ceph", "fuse.smbnetfs", "virtiofs"}
)
_DRIVE_REMOTE = 4


def network_kind(path: Path, mounts: Path = Path("/proc/mounts")) -> str | None:
    """Return the kind of network file system a path lies on; None for a disk of this computer.

    On a system without a mount table the answer is None as well.
    """
    if sys.platform == "win32":
        return _windows_kind(path)
    if not mounts.exists():
        return None
    kind = _kind_of(_existing(path), mounts.read_text(encoding="utf-8", errors="replace"))
    return kind if kind in _NETWORK_KINDS else None


def _existing(path: Path) -> Path:
    path = path.absolute()
    while not path.exists() and path != path.parent:
        path = path.parent
    return path.resolve()


def _kind_of(path: Path, table: str) -> str:
    best, kind = -1, ""
    for line in table.splitlines():
        fields = line.split()
        mounted = Path(fields[1].encode().decode("unicode_escape"))
        if path.is_relative_to(mounted) and len(mounted.parts) >= best:
            best, kind = len(mounted.parts), fields[2]
    return kind


def _windows_kind(path: Path) -> str | None:
    import ctypes  # noqa: PLC0415 - only Windows has what is asked here

    root = path.absolute().anchor
    if root.startswith("\\\\"):
        return "UNC"
    remote = ctypes.windll.kernel32.GetDriveTypeW(root) == _DRIVE_REMOTE
    return "mapped drive" if remote else None
