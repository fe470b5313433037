"""What operators note of a visit for those who serve it later."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from common.domain.ids import CounterCode, OperatorCode


class TicketMark(StrEnum):
    """One thing about a visitor that whoever serves him has to know beforehand."""

    INTERPRETER = "interpreter"
    WHEELCHAIR = "wheelchair"
    ELDERLY = "elderly"
    CHILD = "child"
    DOCUMENTS_MISSING = "documents_missing"
    COMPLAINT = "complaint"


@dataclass(frozen=True, slots=True)
class Note:
    """What somebody wrote down of a visit."""

    at: datetime
    counter: CounterCode
    operator: OperatorCode
    words: str


def in_order(marks: frozenset[TicketMark]) -> tuple[TicketMark, ...]:
    """Return marks as they are shown and kept."""
    return tuple(mark for mark in TicketMark if mark in marks)
