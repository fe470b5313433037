"""What a store tells those who end a day, and what their rules need of its records."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Protocol

from common.domain.day_end import DayNow
from common.domain.ids import CounterCode, TicketId
from common.domain.ticket import Leg
from common.domain.views import Seat


class DayRecords(Protocol):
    """The part of a transaction that is about the end of a day."""

    def day_ended(self, day: date) -> datetime | None:
        """Return since when somebody has ended a day; None where it goes on."""

    def set_day_ended(self, day: date, counter: CounterCode | None) -> None:
        """Say, from a counter, that a day is ended; None opens it again."""

    def open_legs(self, day: date, ticket: TicketId | None = None) -> Sequence[Leg]:
        """Return the legs of a day, or of one ticket of it, that are not over."""

    def seats(self) -> Sequence[Seat]:
        """Return everybody who sits at a counter."""


class DayStore(Protocol):
    """The part of a store that shows the day to who ends it; may raise Unavailable."""

    def day_now(self, counter: CounterCode) -> DayNow:
        """Return what is left of the day.

        Refused(UNKNOWN_COUNTER | NOT_SIGNED_IN), NOT_PERMITTED without Permission.END_DAY.
        """
