"""How a visit goes on elsewhere (the twins: functions/38_passing.sql)."""

from dataclasses import replace
from datetime import timedelta

from common.domain.errors import Reason, Refused
from common.domain.events import EventKind
from common.domain.ids import CounterCode, LegId, OperatorCode, ServiceCode
from common.domain.reasons import OutOfTurnReason
from common.domain.ticket import Leg, Move, NewLeg
from common.domain.turns import Onward, QueuePlace, TurnMove
from common.domain.views import Seat
from common.ports import Records
from common.rules.steps import leg_at, require, require_words, rules_of, seat_at, step
from common.rules.turns import due_in_lane, note_out_of_turn, why_out_of_place

_MOVES = {
    QueuePlace.FIRST: TurnMove.TRANSFER_FIRST,
    QueuePlace.LAST: TurnMove.TRANSFER_LAST,
}


def transfer(  # noqa: PLR0913 - as wide as what there is to say of it
    records: Records,
    counter: CounterCode,
    service: ServiceCode | None = None,
    *,
    to_counter: CounterCode | None = None,
    to_operator: OperatorCode | None = None,
    place: QueuePlace = QueuePlace.DUE,
    note: str = "",
    reason: OutOfTurnReason | None = None,
    words: str = "",
) -> Leg:
    """Pass the visitor on to a service, a counter or an operator; return the new leg.

    Without a service he goes on with the one he has. He is due as if he had come for it when he
    arrived, or waits first or last of its lane, which is out of turn; whoever serves him next
    reads the note. Refused(UNKNOWN_COUNTER | NOT_SIGNED_IN | NOBODY_AT_COUNTER | NOT_LAWFUL |
    UNKNOWN_OPERATOR | SAME_SERVICE | UNKNOWN_SERVICE | SERVICE_OFF | WORDS_TOO_LONG); out of turn
    NOT_PERMITTED and REASON_MISSING.
    """
    seat = seat_at(records, counter)
    leg = leg_at(records, counter)
    require(records, leg, Move.TRANSFER)
    onward = Onward(service or leg.service, to_counter, to_operator, place, note)
    _check(records, seat, leg, onward)
    cause = why_out_of_place(records, seat, place, reason, words)
    added, passed = _queue_at(records, leg, onward, returns_to=leg.returns_to)
    facts = {
        "service": onward.service,
        "new_leg": added.id,
        "to_counter": to_counter,
        "to_operator": to_operator,
    }
    given = {name: fact for name, fact in facts.items() if fact is not None}
    if note:
        _note(records, seat, leg, note)
    if cause is not None:
        note_out_of_turn(records, seat, added, _MOVES[place], cause, passed)
    step(records, leg, Move.TRANSFER, facts=given)
    return added


def send_and_return(records: Records, counter: CounterCode, service: ServiceCode) -> Leg:
    """Send the visitor to another service; when that ends he is due here. Return the new leg.

    Refused(UNKNOWN_COUNTER | NOT_SIGNED_IN | NOBODY_AT_COUNTER | NOT_LAWFUL | SAME_SERVICE |
    UNKNOWN_SERVICE | SERVICE_OFF).
    """
    seat = seat_at(records, counter)
    leg = leg_at(records, counter)
    require(records, leg, Move.SEND)
    onward = Onward(service)
    _check(records, seat, leg, onward)
    errand, _ = _queue_at(records, leg, onward, returns_to=leg.id)
    step(records, leg, Move.SEND, facts={"service": service, "new_leg": errand.id})
    return errand


def _check(records: Records, seat: Seat, leg: Leg, onward: Onward) -> None:
    """Refuse to pass a visitor on to nobody, or to where he is."""
    floor = records.floor()
    if onward.counter is not None and floor.counter(onward.counter) is None:
        raise Refused(Reason.UNKNOWN_COUNTER, counter=onward.counter)
    if onward.operator is not None and floor.operator(onward.operator) is None:
        raise Refused(Reason.UNKNOWN_OPERATOR, operator=onward.operator)
    here = onward.counter in (None, seat.counter.code)
    mine = onward.operator in (None, seat.operator.code)
    if onward.service != leg.service:
        rules_of(records, onward.service)
    elif here and mine:
        raise Refused(Reason.SAME_SERVICE, service=onward.service)
    require_words(onward.note)


def _note(records: Records, seat: Seat, leg: Leg, words: str) -> None:
    """Write down what whoever serves the visitor next is told, as a note of his visit."""
    records.log(
        EventKind.NOTED,
        ticket=leg.ticket,
        leg=leg.id,
        counter=seat.counter.code,
        operator=seat.operator.code,
        facts={"words": words},
    )


def _queue_at(
    records: Records, leg: Leg, onward: Onward, *, returns_to: LegId | None
) -> tuple[Leg, int]:
    """Add the leg that waits elsewhere; return it, and how many it passes or lets pass."""
    due = leg.due_at
    if onward.service != leg.service:
        target = rules_of(records, onward.service).target
        due = leg.arrived_at + timedelta(minutes=target.green)
    there = replace(leg, service=onward.service, due_at=due)
    due_at, passed = due_in_lane(records, there, onward.place)
    new = NewLeg(
        ticket=leg.ticket,
        service=onward.service,
        lane=leg.lane,
        arrived_at=leg.arrived_at,
        due_at=due_at,
        for_counter=onward.counter,
        for_operator=onward.operator,
        returns_to=returns_to,
    )
    return records.add_leg(new), passed
