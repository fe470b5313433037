"""Whether a path lies on another computer's disk, where SQLite's locks do not hold."""

import re
import sys
from pathlib import Path

_NETWORK_KINDS = frozenset(
    {"nfs", "nfs4", "cifs", "smb", "smb2", "smb3", "smbfs", "9p", "afs", "ncpfs", "ceph"}
    | {"glusterfs", "lustre", "gfs2", "ocfs2", "davfs", "fuse.sshfs", "fuse.glusterfs"}
    | {"fuse.davfs2", "fuse.rclone", "fuse.s3fs", "fuse.ceph", "fuse.smbnetfs"}
)
_MOUNTS = Path("/proc/mounts")
_DRIVE_REMOTE = 4

if sys.platform == "win32":
    import ctypes

    def network_kind(path: Path) -> str | None:
        """Return the kind of network drive a path lies on; None for a disk of this computer."""
        root = path.absolute().anchor
        if root.startswith("\\\\"):
            return "UNC"
        remote = ctypes.windll.kernel32.GetDriveTypeW(root) == _DRIVE_REMOTE
        return "mapped drive" if remote else None

else:

    def network_kind(path: Path, mounts: Path = _MOUNTS) -> str | None:
        """Return the kind of network file system a path lies on; None for this computer's disk.

        On a system without a mount table the answer is None as well.
        """
        if not mounts.exists():
            return None
        table = mounts.read_text(encoding="utf-8", errors="replace")
        kind = _kind_at(path.resolve(), table)
        return kind if kind in _NETWORK_KINDS else None

    def _kind_at(path: Path, table: str) -> str:
        deepest, kind = -1, ""
        for line in table.splitlines():
            _, place, found = line.split()[:3]
            # The table writes a space in a path as \040.
            mounted = Path(re.sub(r"\\([0-7]{3})", lambda code: chr(int(code[1], 8)), place))
            # Of two mounts on one place the later hides the earlier.
            if path.is_relative_to(mounted) and len(mounted.parts) >= deepest:
                deepest, kind = len(mounted.parts), found
        return kind
