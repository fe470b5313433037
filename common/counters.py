"""What a store and its transactions know of what goes on at counters besides calls."""

from typing import Protocol

from common.domain.asks import Ask
from common.domain.ids import CounterCode, LegId, OperatorCode
from common.domain.notes import Note, TicketMark
from common.domain.ticket import Leg
from common.domain.views import Leaving, Pause, Seat


class CounterRecords(Protocol):
    """The part of one transaction's records that is about open counters."""

    def set_pause(self, counter: CounterCode, pause: Pause | None) -> None:
        """Keep an open counter from calling, or let it call again (None)."""

    def set_closing(self, counter: CounterCode, *, closing: bool) -> None:
        """Remember whether an open counter closes when the visitor at it has gone."""

    def tell(self, leg: Leg) -> None:
        """Wake whoever sees a leg as it stands, though it was not moved."""

    def notes_of(self, leg: Leg) -> tuple[Note, ...]:
        """Return the notes of a visit, the oldest first."""

    def set_marks(self, leg: Leg, wanted: frozenset[TicketMark]) -> None:
        """Mark a leg's ticket so, and no otherwise."""

    def open_asks(self) -> tuple[Ask, ...]:
        """Return what is asked today and not ended, the oldest first."""

    def add_ask(self, ask: Ask) -> Ask:
        """Add what is asked (its id is ignored) and return it with its id."""

    def see_ask(self, ask: Ask, seat: Seat) -> None:
        """Write down who said first that he has seen it."""

    def end_ask(self, ask: Ask) -> None:
        """Write down that it stands no more."""


class CounterStore(Protocol):
    """The part of a store that tells of counters; every method may raise Unavailable."""

    def left(self, counter: CounterCode) -> Leaving | None:
        """Return how the last seat at a counter ended today; None where none has."""

    def settled_by(self, counter: CounterCode, leg: LegId) -> OperatorCode | None:
        """Return who ended one of a counter's visits of today without serving it; None: nobody."""
