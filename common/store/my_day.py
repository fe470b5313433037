"""An operator's own day, read from the legs and the log."""

from sqlalchemy import String, bindparam, column, select, text

from common.domain.events import EventKind
from common.domain.ids import CounterCode
from common.domain.my_day import DayVisit, MyDay
from common.domain.outcomes import ServiceOutcome
from common.domain.ticket import ENDED, LegState
from common.store.columns import Moment, OneOf
from common.store.records import CentreRecords
from common.store.tables import events, legs, tickets

_ENDED = (
    select(
        tickets.c.label,
        legs.c.service,
        legs.c.arrived_at,
        legs.c.called_at,
        legs.c.started_at,
        legs.c.ended_at,
        legs.c.state,
        legs.c.outcome,
    )
    .select_from(legs.join(tickets, tickets.c.id == legs.c.ticket))
    .where(
        legs.c.centre == bindparam("centre"),
        legs.c.day == bindparam("day"),
        legs.c.operator == bindparam("operator"),
        legs.c.state.in_(sorted(ENDED)),
        legs.c.ended_at.is_not(None),
    )
)
_UNDONE = (
    select(tickets.c.label, legs.c.service, legs.c.arrived_at, events.c.at)
    .select_from(
        events.join(legs, legs.c.id == events.c.leg).join(tickets, tickets.c.id == events.c.ticket)
    )
    .where(
        events.c.centre == bindparam("centre"),
        events.c.day == bindparam("day"),
        events.c.operator == bindparam("operator"),
        events.c.kind == EventKind.CALL_UNDONE,
    )
)
# A counter's login sees no leg of another counter, and its operator may have sat there.
_DAY_THERE = text("SELECT * FROM my_day(:centre, :counter)").columns(
    column("label", String),
    column("service", String),
    column("arrived_at", Moment),
    column("called_at", Moment),
    column("started_at", Moment),
    column("ended_at", Moment),
    column("state", OneOf(LegState)),
    column("outcome", OneOf(ServiceOutcome)),
)


def read_my_day(records: CentreRecords, counter: CounterCode) -> MyDay | None:
    """Return the day of whoever sits at a counter; None when nobody is signed in there."""
    seat = records.seat_at(counter)
    if seat is None:
        return None
    here = {"centre": records.centre, "counter": counter}
    mine = {"centre": records.centre, "day": records.day, "operator": seat.operator.code}
    execute = records.connection.execute
    if records.is_postgres:
        found = [DayVisit(*row) for row in execute(_DAY_THERE, here)]
    else:
        found = [DayVisit(*row) for row in execute(_ENDED, mine)]
        undone = execute(_UNDONE, mine)
        found += [DayVisit(*row[:3], None, None, row[3], None) for row in undone]
    newest = sorted(found, key=lambda visit: (visit.ended_at, visit.label), reverse=True)
    return MyDay(tuple(newest))
