"""Moves that put a visitor ahead of his due place or drop him behind it, and their record."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from common.domain.ids import CounterCode, OperatorCode, ServiceCode, TicketId
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
    REINSTATE_LAST = "reinstate_last"
    PRIORITY_GRANTED = "priority_granted"
    PRIORITY_WITHDRAWN = "priority_withdrawn"
    WALK_IN = "walk_in"


@dataclass(frozen=True, slots=True)
class Onward:
    """Where a visitor is passed on to."""

    service: ServiceCode
    counter: CounterCode | None = None
    operator: OperatorCode | None = None
    place: QueuePlace = QueuePlace.DUE
    note: str = ""
    """What whoever serves him next is told."""


def due_at_place(
    place: QueuePlace,
    due: datetime,
    arrived: datetime,
    others: Collection[tuple[datetime, datetime]],
) -> tuple[datetime, int]:
    """Return when somebody is due at a place of his lane, and how many he passes or lets pass.

    `due` and `arrived` make his due place; `others` are those of all who wait there.
    """
    before = sum(other <= (due, arrived) for other in others)
    if place is QueuePlace.FIRST:
        first = min((other_due for other_due, _ in others), default=None)
        return due if first is None else min(due, first - timedelta.resolution), before
    if place is QueuePlace.LAST:
        last = max((other_due for other_due, _ in others), default=None)
        behind = due if last is None else max(due, last + timedelta.resolution)
        return behind, len(others) - before
    return due, 0


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
