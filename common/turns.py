"""What a store and its transactions know of whose turn it is, and of moves out of turn."""

from collections.abc import Mapping
from datetime import date
from typing import Protocol

from common.domain.ids import CounterCode, GroupCode, LegId, TicketId
from common.domain.ticket import Leg
from common.domain.turns import OutOfTurn


class TurnRecords(Protocol):
    """The part of one transaction's records that is about turns."""

    def waiting(self) -> tuple[Leg, ...]:
        """Return all legs that wait today."""

    def undone(self, counter: CounterCode) -> LegId | None:
        """Return whose call a counter took back last; None once it has called again."""

    def set_undone(self, counter: CounterCode, leg: LegId | None) -> None:
        """Remember whose call a counter took back."""

    def set_priority(self, ticket: TicketId, group: GroupCode | None) -> None:
        """Give a ticket a priority group, or none."""

    def why(self, leg: Leg) -> Mapping[str, object]:
        """Return what was kept with the last call of a leg; empty where it was never called."""


class TurnStore(Protocol):
    """The part of a store that tells of moves out of turn; it may raise Unavailable."""

    def out_of_turn(self, day: date, counter: CounterCode | None = None) -> tuple[OutOfTurn, ...]:
        """Return what was out of turn on a day, in order, to whoever may AUDIT at a counter.

        Of the own entity's people alone where he has one; None is an administrator's asking.
        Refused(UNKNOWN_COUNTER | NOT_SIGNED_IN | NOT_PERMITTED).
        """
