"""The troubles a virtual printer can be told to have."""

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
    NOT_TAKEN = "not_taken"
    """A slip hangs in the presenter."""
    PUSHES = "pushes"
    """Says of itself how it is, between the answers; all is well."""


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
