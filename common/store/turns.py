"""Queries of whose turn it is, and of moves out of turn."""

from collections.abc import Mapping

from sqlalchemy import String, bindparam, func, select, text, update

from common.domain.ids import CounterCode, GroupCode, LegId, TicketId
from common.domain.ticket import Leg
from common.store.choosing import WAITING
from common.store.tables import calls, legs, priority_runs, tickets
from common.store.tickets import LEG
from common.store.transaction import Transaction

_CENTRE = bindparam("centre", type_=String)
_WAITING = select(*LEG).where(legs.c.centre == _CENTRE, legs.c.day == bindparam("day"), WAITING)
_CALLED_LAST_AT = (
    select(calls.c.counter)
    .where(calls.c.leg == priority_runs.c.undone)
    .order_by(calls.c.id.desc())
    .limit(1)
    .scalar_subquery()
)
_UNDONE = select(priority_runs.c.undone).where(
    priority_runs.c.centre == _CENTRE,
    priority_runs.c.counter == bindparam("counter"),
    priority_runs.c.counter == func.coalesce(_CALLED_LAST_AT, priority_runs.c.counter),
)
_SET_UNDONE = text(
    "INSERT INTO priority_runs (centre, counter, run, undone) VALUES (:centre, :counter, 0, :leg)"
    " ON CONFLICT (centre, counter) DO UPDATE SET undone = excluded.undone"
)
_WHY = (
    select(calls.c.why)
    .where(calls.c.centre == _CENTRE, calls.c.leg == bindparam("leg"))
    .order_by(calls.c.id.desc())
    .limit(1)
)

_SET_PRIORITY = (
    update(tickets)
    .where(tickets.c.centre == bindparam("of_centre"), tickets.c.id == bindparam("of_ticket"))
    .values(priority=bindparam("group"))
)


class TurnQueries(Transaction):
    """Turns, and moves out of turn."""

    def waiting(self) -> tuple[Leg, ...]:
        """Return all legs that wait today."""
        values = {"centre": self.centre, "day": self.day}
        rows = self.connection.execute(_WAITING, values).mappings()
        return tuple(Leg(**row) for row in rows)

    def undone(self, counter: CounterCode) -> LegId | None:
        """Return whose call a counter took back last; None once either called or was called."""
        found = self.first(_UNDONE, counter=counter)
        return None if found is None else found["undone"]

    def set_undone(self, counter: CounterCode, leg: LegId | None) -> None:
        """Remember whose call a counter took back."""
        values = {"centre": self.centre, "counter": counter, "leg": leg}
        self.connection.execute(_SET_UNDONE, values)

    def set_priority(self, ticket: TicketId, group: GroupCode | None) -> None:
        """Give a ticket a priority group, or none."""
        values = {"of_centre": self.centre, "of_ticket": ticket, "group": group}
        self.connection.execute(_SET_PRIORITY, values)

    def why(self, leg: Leg) -> Mapping[str, object]:
        """Return what was kept with the last call of a leg; empty where it was never called."""
        found = self.first(_WHY, leg=leg.id)
        return {} if found is None else found["why"]
