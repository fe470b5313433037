"""Visitors served by hand while the store was out of reach."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from common.domain.day import business_day
from common.domain.events import EventKind
from common.domain.ids import CounterCode, SeriesCode
from common.domain.numbers import split_label
from common.domain.order import may_call
from common.domain.outage import BY_HAND, ByHand, Reconciled, ServedByHand
from common.domain.ticket import AT_COUNTER, Leg, LegState
from common.domain.views import Seat
from common.ports import Records
from common.rules.steps import caller_at, close_if_asked, go_on, seat_at, waiting_as


def reconcile_by_hand(
    records: Records, counter: CounterCode, served: Sequence[ServedByHand]
) -> tuple[Reconciled, ...]:
    """Mark as done whom this counter served by hand, at the time he was; twice does nothing more.

    Whom others moved meanwhile stays as they left him. Refused(UNKNOWN_COUNTER | NOT_SIGNED_IN).
    """
    seat = seat_at(records, counter)
    return tuple(Reconciled(one.label, _reconcile(records, seat, one)) for one in served)


def _reconcile(records: Records, seat: Seat, served: ServedByHand) -> ByHand:
    leg = _leg_of(records, served)
    if leg is None:
        return ByHand.NOT_FOUND
    ended_at = max(leg.arrived_at, min(records.now, served.served_at))
    if leg.state is LegState.DONE and (leg.counter, leg.ended_at) == (seat.counter.code, ended_at):
        return ByHand.DONE
    if leg.state not in BY_HAND or (served.leg is not None and leg.version != served.version):
        return ByHand.MOVED
    if leg.state is LegState.WAITING:
        if not may_call(waiting_as(leg, records.at_work()), caller_at(records, seat)):
            return ByHand.NOT_HERE
    elif leg.counter != seat.counter.code:
        return ByHand.MOVED
    _end(records, seat, leg, ended_at)
    return ByHand.DONE


def _leg_of(records: Records, served: ServedByHand) -> Leg | None:
    """Return the leg that was seen in the queue; for a number typed, the one under way."""
    try:
        series, serial = split_label(served.label)
    except ValueError:
        return None
    floor = records.floor()
    # Numbers begin anew each day: a tick of yesterday is not of today's visitor.
    at = min(records.now, served.served_at)
    day = business_day(at, floor.zone_info, floor.rollover)
    ticket = records.ticket_of_number(day, SeriesCode(series), serial)
    if ticket is None:
        return None
    legs = records.legs_of(ticket.id)
    if served.leg is not None:
        return next((leg for leg in legs if leg.id == served.leg), None)
    return min(legs, key=lambda leg: (leg.state not in BY_HAND, -leg.id))


def _end(records: Records, seat: Seat, leg: Leg, ended_at: datetime) -> None:
    done = replace(
        leg,
        state=LegState.DONE,
        counter=seat.counter.code,
        operator=seat.operator.code,
        ended_at=ended_at,
    )
    moved = records.move(leg, done)
    if leg.state is LegState.CALLED:
        records.close_call(moved, withdrawn=False)
    records.log(
        EventKind.FINISHED,
        ticket=leg.ticket,
        leg=leg.id,
        counter=moved.counter,
        operator=moved.operator,
        facts={"by_hand": True, "served_at": ended_at.isoformat()},
    )
    if leg.state in AT_COUNTER:
        close_if_asked(records, leg)
    go_on(records, moved)
