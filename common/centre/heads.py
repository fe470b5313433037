"""The second place of a chain's head: a file on another disk, to which lines are only added."""

import os
from collections.abc import Sequence
from pathlib import Path

from common.centre.saying import say
from common.domain.errors import Unavailable
from common.domain.ids import CentreCode
from common.domain.sealing import Head, head_fault, read_head, write_head
from common.store.keeper import Keeper


class HeadOutOfReach(Unavailable):
    """The file of the heads cannot be read or written; the store may be well."""


class Heads:
    """The heads of one centre's chain in a file."""

    def __init__(self, file: Path, centre: CentreCode) -> None:
        self.file = file
        self._centre = centre
        self._last: int | None = None
        """Position of the last head in the file; None before it was looked into."""

    def add(self, keeper: Keeper) -> None:
        """Add the chain's head where the file has it not yet; raises HeadOutOfReach."""
        head = keeper.head()
        if self._last is None:
            self._last = self._look(keeper)
        if head.position not in (0, self._last):
            append_head(self.file, head)
            self._last = head.position

    def _look(self, keeper: Keeper) -> int:
        """Compare the last head of the file with the chain: it may be another store by now."""
        if not self.file.exists():
            say(f"{self.file} is new: what is sealed by now has no head elsewhere")
            return 0
        heads, _ = read_heads(self.file, self._centre)
        if not heads:
            return 0
        last = heads[-1]
        fault = head_fault(last, keeper.chained([last.position]).get(last.position))
        if fault is None:
            return last.position
        say(f"warning: {fault}; see asan-centre audit verify --against {self.file}")
        return 0


def append_head(file: Path, head: Head) -> None:
    """Add a head as a line of its own and wait until it is on the disk; raises HeadOutOfReach."""
    line = f"{write_head(head)}\n".encode()
    try:
        with file.open("ab+") as opened:
            if opened.tell():
                opened.seek(-1, os.SEEK_END)
                # A line that was cut short by the end of a program must not spoil this one.
                line = line if opened.read(1) == b"\n" else b"\n" + line
            opened.write(line)
            opened.flush()
            os.fsync(opened.fileno())
    except OSError as error:
        reason = error.strerror or str(error)
        raise HeadOutOfReach(f"the head cannot be written to {file} ({reason})") from error


def read_heads(file: Path, centre: CentreCode) -> tuple[Sequence[Head], Sequence[int]]:
    """Return a centre's heads in a file, and the numbers of lines that are none.

    Raises HeadOutOfReach where the file cannot be read.
    """
    try:
        lines = file.read_text(encoding="utf-8", errors="replace").splitlines()
    except OSError as error:
        reason = error.strerror or str(error)
        raise HeadOutOfReach(f"the heads in {file} cannot be read ({reason})") from error
    found = [(number, read_head(line)) for number, line in enumerate(lines, 1) if line]
    heads = [head for _, head in found if head is not None and head.centre == centre]
    return heads, [number for number, head in found if head is None]
