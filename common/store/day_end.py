"""Queries of the end of a day: whether it was ended, and what is left of it."""

from collections.abc import Sequence
from datetime import date, datetime

from sqlalchemy import Date, bindparam, delete, insert, select, text

from common.domain.change import EVERYTHING
from common.domain.ids import CounterCode, LegId, OperatorCode, TicketId
from common.domain.ticket import ENDED, Leg, LegState
from common.store.tables import ended_days, events, legs
from common.store.tickets import LEG
from common.store.transaction import Transaction

_DAY = bindparam("day", type_=Date)
_OPEN = sorted(set(LegState) - ENDED)
_HERE = (ended_days.c.centre == bindparam("centre"), ended_days.c.day == _DAY)
_ENDED = select(ended_days.c.since).where(*_HERE)
_GO_ON = delete(ended_days).where(
    ended_days.c.centre == bindparam("of_centre"),
    ended_days.c.day == bindparam("of_day", type_=Date),
)
_OPEN_LEGS = (
    select(*LEG)
    .where(legs.c.centre == bindparam("centre"), legs.c.day == _DAY, legs.c.state.in_(_OPEN))
    .order_by(legs.c.id)
)
_SETTLED = (
    select(events.c.operator, events.c.facts)
    .join(legs, legs.c.id == events.c.leg)
    .where(
        events.c.centre == bindparam("centre"),
        events.c.day == _DAY,
        events.c.leg == bindparam("leg"),
        legs.c.counter == bindparam("counter"),
    )
    .order_by(events.c.id.desc())
)
_SETTLED_BY_HEART = text("SELECT settled_by(:centre, :counter, :leg)")


class DayQueries(Transaction):
    """Whether a day was ended, and what is open in it."""

    def day_ended(self, day: date) -> datetime | None:
        """Return since when somebody has ended a day; None where it goes on."""
        found = self.first(_ENDED, day=day)
        return None if found is None else found["since"]

    def settled_by(self, counter: CounterCode, leg: LegId) -> OperatorCode | None:
        """Return who ended one of a counter's visits of today without serving it; None: nobody."""
        if self.is_postgres:
            # A counter's login reads no event of another counter.
            here = {"centre": self.centre, "counter": counter, "leg": leg}
            found = self.connection.execute(_SETTLED_BY_HEART, here).scalar_one()
            return None if found is None else OperatorCode(found)
        values = {"centre": self.centre, "day": self.day, "counter": counter, "leg": leg}
        rows = self.connection.execute(_SETTLED, values)
        return next((row.operator for row in rows if "settled" in row.facts), None)

    def set_day_ended(self, day: date, counter: CounterCode | None) -> None:
        """Say, from a counter, that a day is ended; None opens it again."""
        self.connection.execute(_GO_ON, {"of_centre": self.centre, "of_day": day})
        if counter is not None:
            row = {"centre": self.centre, "day": day, "since": self.now, "counter": counter}
            self.connection.execute(insert(ended_days), row)
        self.change |= EVERYTHING

    def open_legs(self, day: date, ticket: TicketId | None = None) -> Sequence[Leg]:
        """Return the legs of a day, or of one ticket of it, that are not over."""
        statement = _OPEN_LEGS if ticket is None else _OPEN_LEGS.where(legs.c.ticket == ticket)
        values = {"centre": self.centre, "day": day}
        return [Leg(**row) for row in self.connection.execute(statement, values).mappings()]
