"""What a store and its transactions know of whose turn it is, and of moves out of turn."""

from collections.abc import Mapping
from typing import Protocol

from common.domain.ids import CounterCode, LegId
from common.domain.ticket import Leg


class TurnRecords(Protocol):
    """The part of one transaction's records that is about turns."""

    def waiting(self) -> tuple[Leg, ...]:
        """Return all legs that wait today."""

    def undone(self, counter: CounterCode) -> LegId | None:
        """Return whose call a counter took back last; None once it has called again."""

    def set_undone(self, counter: CounterCode, leg: LegId | None) -> None:
        """Remember whose call a counter took back."""

    def why(self, leg: Leg) -> Mapping[str, object]:
        """Return what was kept with the last call of a leg; empty where it was never called."""
