"""The store as its keeper sees it: who seals the log, closes days and erases persons."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta

from sqlalchemy import text

from common.domain.ids import CentreCode, EventId
from common.domain.sealing import Head, Link
from common.ports import Clock
from common.store.centre_store import CentreStore
from common.store.closing import (
    close_day,
    days_to_erase,
    end_some,
    erase_some,
    forget_appointments,
    is_closed,
    is_empty,
    move_some,
    next_day,
    note_erased,
    note_moved,
)
from common.store.engine import open_engines, parse
from common.store.figures import Report, read_report
from common.store.records import CentreRecords
from common.store.seals import (
    Tail,
    chained_at,
    erased_days,
    keeps_alone,
    last_head,
    links_after,
    lost,
    seal_some,
    strays,
    tail_of,
)

_TICK = timedelta(microseconds=1)
_SHIFT = text("SELECT set_config('novbe.shift', :shift, true)")


class Keeper(CentreStore):
    """Keeps one centre's past; every method is one short transaction, or raises Unavailable.

    While another keeps it, nothing is done: he does the same.
    """

    @property
    def centre(self) -> CentreCode:
        """The centre that is kept."""
        return self._centre

    @contextmanager
    def records(self) -> Iterator[CentreRecords]:
        """Open one transaction, in which the functions of Postgres go by the same clock."""
        with super().records() as records:
            if records.is_postgres and self._clock is not None:
                shift = self._clock.now() - datetime.now(UTC)
                values = {"shift": f"{shift // _TICK} microseconds"}
                records.connection.execute(_SHIFT, values)
            yield records

    @contextmanager
    def _alone(self) -> Iterator[CentreRecords | None]:
        """Open one transaction as the centre's only keeper; None while another is that."""
        with self.records() as records:
            yield records if keeps_alone(records) else None

    def seal(self) -> int | None:
        """Seal the oldest events without a seal; return how many, None while another keeps."""
        with self._alone() as records:
            return None if records is None else seal_some(records)

    def head(self) -> Head:
        """Return the end of the chain."""
        with self._reading() as records:
            return last_head(records)

    def links(self, after: int) -> Sequence[Link]:
        """Return the next links of the chain; none at its end."""
        with self._reading() as records:
            return links_after(records, after)

    def chained(self, positions: Sequence[int]) -> dict[int, str]:
        """Return the chained hashes at some positions; what is not there is left out."""
        with self._reading() as records:
            return chained_at(records, positions)

    def tail(self) -> Tail:
        """Return what waits for its seal."""
        with self._reading() as records:
            return tail_of(records)

    def strays(self, in_history: int) -> tuple[EventId, ...]:
        """Return events that nobody logged lawfully; see `seals.strays`."""
        with self._reading() as records:
            return strays(records, in_history)

    def lost(self) -> tuple[EventId, ...]:
        """Return events that were gone before they could be sealed."""
        with self._reading() as records:
            return lost(records)

    def today(self) -> date:
        """Return the business day of now."""
        with self._reading() as records:
            return records.day

    def next_day(self, after: date) -> date | None:
        """Return the next day of which anything is still among today's rows."""
        with self._reading() as records:
            return next_day(records, after)

    def end_some(self, day: date) -> int:
        """End some of the legs of a day that is over and nobody ended; return how many."""
        with self._alone() as records:
            return 0 if records is None else end_some(records, day)

    def close_day(self, day: date) -> bool:
        """Count a day that is over; False where it is counted or something is still open."""
        with self._alone() as records:
            return records is not None and close_day(records, day)

    def move_some(self, day: date) -> int:
        """Move some of a day to the history; 0 where it is not closed or nothing more may go."""
        with self._alone() as records:
            if records is None:
                return 0
            moved = move_some(records, day) if is_closed(records, day) else 0
            if not moved and is_empty(records, day):
                note_moved(records, day)
            return moved

    def days_to_erase(self, kept_days: int) -> Sequence[date]:
        """Return the days of the history whose persons are to be forgotten."""
        with self._reading() as records:
            return days_to_erase(records, kept_days)

    def erase_some(self, day: date) -> int:
        """Forget who stands in some rows of a day of the history; 0 where nobody is left."""
        with self._alone() as records:
            if records is None:
                return 0
            erased = erase_some(records, day)
            if not erased:
                note_erased(records, day)
            return erased

    def forget_appointments(self, kept_days: int) -> int:
        """Forget some appointments of days whose persons are to be forgotten; say how many."""
        with self._alone() as records:
            return 0 if records is None else forget_appointments(records, kept_days)

    def report(self, first: date, last: date, by: str) -> Report:
        """Add up what was counted from the first day to the last, both included."""
        with self._reading() as records:
            return read_report(records, first, last, by)

    def erased_days(self) -> frozenset[date]:
        """Return the days of which the log says that persons were erased."""
        with self._reading() as records:
            return erased_days(records)


def open_keeper(
    url: str, centre: CentreCode, *, timeout: float = 3.0, clock: Clock | None = None
) -> Keeper:
    """Prepare a keeper's way to a store; nothing is reached before the first question."""
    return Keeper(open_engines(parse(url), timeout), centre, clock)
