"""What one console shows."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from sqlalchemy import bindparam, literal_column, select, text

from common.domain.board import Call
from common.domain.events import EventKind
from common.domain.ids import CounterCode, ServiceCode
from common.domain.order import Caller, Choice, choose, in_call_order
from common.domain.ticket import Leg, LegState, Move, lawful_moves
from common.domain.views import DayFigures, Desk, Seat, Visit
from common.rules.steps import caller_at, waiting_of
from common.store.records import CentreRecords
from common.store.tables import legs
from common.store.visits import AT_WINDOW, LAST_HERE, LEFT_HERE, QUEUE, visits

_DONE = select(legs.c.arrived_at, legs.c.started_at, legs.c.ended_at).where(
    legs.c.centre == bindparam("centre"),
    legs.c.day == bindparam("day"),
    legs.c.operator == bindparam("operator"),
    legs.c.state == literal_column("'done'"),
    legs.c.started_at.is_not(None),
)
_ONWARD = (
    select(legs.c.service)
    .where(
        legs.c.centre == bindparam("centre"),
        legs.c.ticket == bindparam("ticket"),
        legs.c.state == literal_column("'away'"),
        legs.c.counter.is_(None),
    )
    .order_by(legs.c.id)
)
_ONWARD_BY_HEART = text("SELECT onward_services(:centre, :counter)")


def read_desk(records: CentreRecords, counter: CounterCode) -> Desk | None:
    """Return a counter's desk; None when nobody is signed in there."""
    seat = records.seat_at(counter)
    if seat is None:
        return None
    queue, coming = _queue(records, caller_at(records, seat))
    asks, asked = records.asks_at(seat)
    here = _left_here(records, counter)
    desk = Desk(
        at=records.now,
        seat=seat,
        current=None,
        call=None,
        shown_at=None,
        spoken_at=None,
        queue=queue,
        held=tuple(v for v in here if v.leg.state in (LegState.HELD, LegState.AWAY)),
        missed=_missed(here, records),
        next=coming,
        figures=_figures(records, seat),
        floor_version=records.floor().version,
        marks=records.marks(),
        asks=asks,
        asked=asked,
        last=next(visits(records, LAST_HERE, counter=counter), None),
        evacuated_since=records.evacuated_since,
        extra=records.extra_services().get(counter, frozenset()),
        may=records.floor().permissions_of(seat.operator),
        day_ended_since=records.day_ended(records.day),
    )
    current = next(visits(records, AT_WINDOW, counter=counter), None)
    return desk if current is None else _with_visitor(records, desk, current)


def _with_visitor(records: CentreRecords, desk: Desk, current: Visit) -> Desk:
    """Return a desk with what there is to know of the visitor at the counter."""
    leg = current.leg
    call, why = records.latest_call(leg) or (None, None)
    reported = _reported(records, call)
    return replace(
        desk,
        current=current,
        call=call,
        shown_at=reported.get(EventKind.SHOWN),
        spoken_at=reported.get(EventKind.SPOKEN),
        notes=records.notes_of(leg),
        onward=_onward(records, leg),
        why=why,
    )


def _queue(records: CentreRecords, caller: Caller) -> tuple[tuple[Visit, ...], Choice | None]:
    """Return who waits for a counter in the order of its calls, and whom it calls next."""
    mine = {
        "services": list(caller.work),
        "counter": caller.counter,
        "operator": caller.operator,
    }
    waiting = {visit.leg.id: visit for visit in visits(records, QUEUE, **mine)}
    queue = waiting_of((visit.leg for visit in waiting.values()), records.at_work())
    ordered = tuple(waiting[one] for one in in_call_order(queue, caller))
    return ordered, choose(queue, caller)


def _onward(records: CentreRecords, leg: Leg) -> tuple[ServiceCode, ...]:
    if records.is_postgres:
        # A counter's login sees no queue of another entity, and the visitor may go on to one.
        here = {"centre": records.centre, "counter": leg.counter}
        return tuple(records.connection.execute(_ONWARD_BY_HEART, here).scalar_one() or ())
    later = {"centre": records.centre, "ticket": leg.ticket}
    return tuple(records.connection.execute(_ONWARD, later).scalars())


def _left_here(records: CentreRecords, counter: CounterCode) -> list[Visit]:
    """Return who is on hold or sent away at a counter, and who missed his calls a while ago."""
    since = records.now - records.floor().rules.reinstate_within
    return list(visits(records, LEFT_HERE, counter=counter, since=since))


def _missed(here: Sequence[Visit], records: CentreRecords) -> tuple[Visit, ...]:
    rules = records.floor().rules
    back = [v for v in here if Move.REINSTATE in lawful_moves(v.leg, records.now, rules)]
    return tuple(sorted(back, key=lambda visit: -visit.leg.id))


def _reported(records: CentreRecords, call: Call | None) -> dict[EventKind, datetime]:
    """Return when the first display and the first voice brought the call's last time."""
    if call is None:
        return {}
    reported: dict[EventKind, datetime] = {}
    for event in records.acknowledgements([call.id]):
        if event.facts["times"] != call.times:
            continue
        when = datetime.fromisoformat(str(event.facts["when"]))
        reported[event.kind] = min(when, reported.get(event.kind, when))
    return reported


def _figures(records: CentreRecords, seat: Seat) -> DayFigures:
    values = {
        "centre": records.centre,
        "day": records.day,
        "operator": seat.operator.code,
    }
    done = records.connection.execute(_DONE, values).all()
    return DayFigures(
        served=len(done),
        average_service=_average([row.ended_at - row.started_at for row in done]),
        average_wait=_average([row.started_at - row.arrived_at for row in done]),
    )


def _average(spans: Sequence[timedelta]) -> timedelta | None:
    return sum(spans, timedelta()) / len(spans) if spans else None
