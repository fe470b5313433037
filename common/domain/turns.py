"""Moves that put a visitor ahead of his due place or drop him behind it, and their record."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from common.domain.ids import CounterCode, OperatorCode, TicketId
from common.domain.reasons import OutOfTurnReason


class QueuePlace(StrEnum):
    """Where somebody waits among those of the same service and lane."""

    FIRST = "first"
    """Ahead of all who wait there; out of turn."""
    DUE = "due"
    LAST = "last"
    """Behind all who wait there; out of turn."""


class TurnMove(StrEnum):
    """What may be out of turn."""

    CALL_THIS = "call_this"
    UNDO_CALL = "undo_call"
    TRANSFER_FIRST = "transfer_first"
    TRANSFER_LAST = "transfer_last"
    REINSTATE_FIRST = "reinstate_first"
    PRIORITY_GRANTED = "priority_granted"
    PRIORITY_WITHDRAWN = "priority_withdrawn"
    WALK_IN = "walk_in"


@dataclass(frozen=True, slots=True)
class OutOfTurn:
    """One move out of turn, as the report has it."""

    at: datetime
    move: TurnMove
    operator: OperatorCode | None
    """None once his name was erased."""
    counter: CounterCode
    ticket: TicketId | None
    label: str
    """Empty where the ticket is not there any more."""
    reason: OutOfTurnReason
    passed: int
    """How many it passed, or was dropped behind."""
    words: str = ""
