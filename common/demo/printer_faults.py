"""The troubles a virtual printer can be told to have, and what it then answers."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum


class Trouble(StrEnum):
    """What is wrong with a printer or its link."""

    PAPER_OUT = "paper_out"
    NEAR_END = "near_end"
    COVER_OPEN = "cover_open"
    CUTTER = "cutter"
    JAM = "jam"
    HOT = "hot"
    SLOW = "slow"
    SILENT = "silent"
    """Prints, and never answers."""
    POWER_OFF = "power_off"
    """Takes bytes for a while, as a network card does, and does nothing with them."""
    CLOSE_MID = "close_mid"
    """Hangs up in the middle of a job."""
    GARBAGE = "garbage"
    WRONG_LENGTH = "wrong_length"


STOPPING = frozenset(
    {
        Trouble.PAPER_OUT,
        Trouble.COVER_OPEN,
        Trouble.CUTTER,
        Trouble.JAM,
        Trouble.HOT,
        Trouble.POWER_OFF,
    }
)


@dataclass(frozen=True, slots=True)
class Fault:
    """A trouble and when it comes."""

    trouble: Trouble
    after: int | None = None
    """Bytes of the next job that are still printed; None: the trouble is there at once.

    A cutter told to fail later fails at the cut.
    """
    once: bool = False
    """It goes away, unprinted bytes with it, when the link of the job it hit is closed."""
    bytes_per_second: float = 2000
    """Of a slow printer."""


FINE = 0x12
_ANSWERS: Mapping[Trouble, tuple[int, int, int, int]] = {
    Trouble.PAPER_OUT: (0x1A, 0x32, 0x12, 0x72),
    Trouble.NEAR_END: (0x12, 0x12, 0x12, 0x1E),
    Trouble.COVER_OPEN: (0x1A, 0x16, 0x12, 0x12),
    Trouble.CUTTER: (0x1A, 0x52, 0x1A, 0x12),
    Trouble.JAM: (0x1A, 0x52, 0x16, 0x12),
    Trouble.HOT: (0x1A, 0x52, 0x52, 0x12),
}


def real_time_answer(trouble: Trouble | None, n: int) -> bytes:
    """Return what is said to DLE EOT n, n from 1 to 4."""
    answers = (FINE,) * 4 if trouble is None else _ANSWERS.get(trouble, (FINE,) * 4)
    return _spoken(trouble, answers[n - 1])


def paper_answer(trouble: Trouble | None) -> bytes:
    """Return what is said to GS r 1 by a printer that has come to it."""
    return _spoken(trouble, 0x03 if trouble is Trouble.NEAR_END else 0)


def _spoken(trouble: Trouble | None, answer: int) -> bytes:
    if trouble in (Trouble.SILENT, Trouble.POWER_OFF):
        return b""
    if trouble is Trouble.GARBAGE:
        return b"\xff"
    if trouble is Trouble.WRONG_LENGTH:
        return bytes((answer, answer))
    return bytes((answer,))
