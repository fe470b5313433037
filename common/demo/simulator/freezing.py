"""Stops a process in the middle of what it does, looks where that was, and kills it there."""

import os
import signal
import struct
import sys
from contextlib import suppress
from pathlib import Path

_RESERVED_BYTE = 0x40000001
"""Whoever has this byte of an SQLite file locked has an open change."""
_FLOCK = "hhqqi4x"
_LOCAL, _INODE = 1, 9
_ENDED = ("Z", "X")


def freeze(pid: int) -> None:
    """Stop a process where it is; where the system cannot, it runs on."""
    if hasattr(signal, "SIGSTOP"):
        os.kill(pid, signal.SIGSTOP)


def thaw(pid: int) -> None:
    """Let a stopped process run on."""
    if hasattr(signal, "SIGCONT"):
        os.kill(pid, signal.SIGCONT)


def kill(pid: int) -> None:
    """End a process at once; it learns nothing of it. Nothing happens where it has ended."""
    # What Windows calls so ends a process as abruptly as the other does elsewhere.
    with suppress(ProcessLookupError):
        os.kill(pid, signal.SIGTERM if sys.platform == "win32" else signal.SIGKILL)


def runs(pid: int) -> bool:
    """Say whether a process has not ended; one that nobody has asked after yet has."""
    try:
        # The name in brackets may hold anything; the state stands behind it.
        state = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()[0]
    except FileNotFoundError:
        return False
    return state not in _ENDED


def ports_of(pid: int) -> frozenset[int]:
    """Return the local TCP ports of a process; none where the system does not tell."""
    try:
        links = [str(each.readlink()) for each in Path(f"/proc/{pid}/fd").iterdir()]
        table = Path("/proc/net/tcp").read_text(encoding="ascii").splitlines()[1:]
    except OSError:
        return frozenset()
    inodes = {link[8:-1] for link in links if link.startswith("socket:[")}
    rows = [line.split() for line in table]
    return frozenset(int(row[_LOCAL].split(":")[1], 16) for row in rows if row[_INODE] in inodes)


class FileLock:
    """Tells which process has an open change in an SQLite file.

    It keeps the file open to the end: closing it would take this process's own locks away.
    """

    def __init__(self, path: Path) -> None:
        self._file = os.open(path, os.O_RDWR)

    @property
    def tells(self) -> bool:
        """Say whether this system knows who holds a lock."""
        return sys.platform != "win32"

    def holder(self) -> int | None:
        """Return the process with an open change; None without one, or where nobody can tell."""
        if sys.platform == "win32":
            return None
        import fcntl  # noqa: PLC0415 - there is none on Windows

        question = struct.pack(_FLOCK, fcntl.F_WRLCK, os.SEEK_SET, _RESERVED_BYTE, 1, 0)
        with suppress(OSError):
            answer = struct.unpack(_FLOCK, fcntl.fcntl(self._file, fcntl.F_GETLK, question))
            return None if answer[0] == fcntl.F_UNLCK else int(answer[4])
        return None

    def close(self) -> None:
        """Let go of the file."""
        os.close(self._file)
