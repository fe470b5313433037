"""The faults of a day: what was done to whom and when, and what was seen at that moment."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    """What may be killed."""

    CLIENT = "client"
    BACKEND = "backend"
    POSTMASTER = "postmaster"
    LINK = "link"


SHARES: Mapping[Kind, int] = {
    Kind.CLIENT: 45,
    Kind.BACKEND: 30,
    Kind.POSTMASTER: 5,
    Kind.LINK: 20,
}


@dataclass(frozen=True, slots=True)
class Fault:
    """One kill."""

    kind: Kind
    how: str
    """terminate, kill -9, lose_commit ..."""
    begun_ns: int
    done_ns: int
    """On this computer's monotonic clock."""
    clients: frozenset[str]
    """Whom it may have hit."""
    inside: bool = False
    """A change was seen open, and could not end any more."""
    life: int = 0
    """Which start of a client's process it ended."""
    xids: tuple[str, ...] = ()
    """The changes that Postgres had open at that moment."""


class Landed(StrEnum):
    """Where a kill landed."""

    INSIDE = "inside an open transaction"
    BETWEEN = "between commit and answer"
    ELSEWHERE = "elsewhere"
