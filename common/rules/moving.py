"""How a visit goes on elsewhere, comes back to the queue, or ends early."""

from dataclasses import replace
from datetime import timedelta

from common.domain.errors import Reason, Refused
from common.domain.events import EventKind
from common.domain.ids import CounterCode, LegId, ServiceCode
from common.domain.order import may_call
from common.domain.permissions import Permission
from common.domain.reasons import CancelReason
from common.domain.ticket import UNDER_WAY, Leg, LegState, Move, NewLeg
from common.domain.views import Seat
from common.ports import Records
from common.rules.steps import (
    because,
    caller_at,
    end_leg,
    leg_at,
    may_on,
    refuse_ended,
    require,
    rules_of,
    seat_at,
    step,
    waiting_as,
)


def transfer(records: Records, counter: CounterCode, service: ServiceCode) -> Leg:
    """Pass the visitor on to another service, in its queue by due time; return the new leg.

    He is due there as if he had come for it when he arrived. Refused(UNKNOWN_COUNTER |
    NOT_SIGNED_IN | NOBODY_AT_COUNTER | NOT_LAWFUL | SAME_SERVICE | UNKNOWN_SERVICE |
    SERVICE_OFF).
    """
    leg = leg_at(records, counter)
    require(records, leg, Move.TRANSFER)
    onward = _queue_at(records, leg, service, returns_to=leg.returns_to)
    step(records, leg, Move.TRANSFER, facts={"service": service, "new_leg": onward.id})
    return onward


def send_and_return(records: Records, counter: CounterCode, service: ServiceCode) -> Leg:
    """Send the visitor to another service; when that ends he is due here. Return the new leg.

    Refused(UNKNOWN_COUNTER | NOT_SIGNED_IN | NOBODY_AT_COUNTER | NOT_LAWFUL | SAME_SERVICE |
    UNKNOWN_SERVICE | SERVICE_OFF).
    """
    leg = leg_at(records, counter)
    require(records, leg, Move.SEND)
    errand = _queue_at(records, leg, service, returns_to=leg.id)
    step(records, leg, Move.SEND, facts={"service": service, "new_leg": errand.id})
    return errand


def reinstate(records: Records, counter: CounterCode, leg: LegId) -> Leg:
    """Let a visitor who missed his calls wait again, due now, behind all who already are.

    Refused(UNKNOWN_COUNTER | NOT_SIGNED_IN | TICKET_GONE | NOT_SERVED_HERE | DAY_ENDED), and
    NOT_LAWFUL for one who did not miss his calls, missed them too long ago, or is called
    elsewhere meanwhile.
    """
    seat = seat_at(records, counter)
    refuse_ended(records)
    missed = records.leg(leg)
    require(records, missed, Move.REINSTATE)
    if missed.counter != counter:
        _check_is_ours(records, seat, missed)
    _send_away_again(records, missed)
    back = replace(
        missed,
        state=LegState.WAITING,
        due_at=max(missed.due_at, records.now),
        counter=None,
        operator=None,
        calls=0,
        called_at=None,
        ended_at=None,
    )
    waiting = records.move(missed, back)
    records.log(
        EventKind.REINSTATED,
        ticket=missed.ticket,
        leg=missed.id,
        counter=counter,
        operator=seat.operator.code,
    )
    return waiting


def cancel(
    records: Records,
    counter: CounterCode,
    leg: LegId,
    reason: CancelReason | None,
    words: str = "",
) -> None:
    """End a visit that waits for, is called to, or is held at this counter.

    One who may CANCEL_ANY ends likewise who waits or is held anywhere in the hall, of his own
    entity where he has one. Refused(UNKNOWN_COUNTER | NOT_SIGNED_IN | TICKET_GONE | NOT_LAWFUL |
    NOT_SERVED_HERE | REASON_MISSING | WORDS_TOO_LONG).
    """
    seat = seat_at(records, counter)
    unwanted = records.leg(leg)
    require(records, unwanted, Move.CANCEL)
    if unwanted.state is LegState.CALLED or not may_on(
        records, seat, unwanted, Permission.CANCEL_ANY
    ):
        if unwanted.state is LegState.WAITING:
            _check_is_ours(records, seat, unwanted)
        elif unwanted.counter != counter:
            raise Refused(Reason.NOT_SERVED_HERE, counter=unwanted.counter)
    end_leg(records, unwanted, Move.CANCEL, by=seat, facts=because(reason, words))


def _queue_at(records: Records, leg: Leg, service: ServiceCode, *, returns_to: LegId | None) -> Leg:
    if service == leg.service:
        raise Refused(Reason.SAME_SERVICE, service=service)
    target = rules_of(records, service).target
    return records.add_leg(
        NewLeg(
            ticket=leg.ticket,
            service=service,
            lane=leg.lane,
            arrived_at=leg.arrived_at,
            due_at=leg.arrived_at + timedelta(minutes=target.green),
            returns_to=returns_to,
        )
    )


def _check_is_ours(records: Records, seat: Seat, leg: Leg) -> None:
    if not may_call(waiting_as(leg, records.at_work()), caller_at(records, seat)):
        raise Refused(Reason.NOT_SERVED_HERE, service=leg.service)


def _send_away_again(records: Records, missed: Leg) -> None:
    """Take back what the end of a missed leg brought about, so that one leg waits, not two."""
    for other in records.legs_of(missed.ticket):
        if other.state in UNDER_WAY - {LegState.WAITING}:
            raise Refused(Reason.NOT_LAWFUL, move=Move.REINSTATE.value, state=other.state.value)
        if other.state is LegState.WAITING:
            away = replace(other, state=LegState.AWAY, counter=other.for_counter, for_counter=None)
            records.move(other, away)
            records.log(
                EventKind.SENT,
                ticket=other.ticket,
                leg=other.id,
                counter=away.counter,
                facts={"service": missed.service, "new_leg": missed.id},
            )
