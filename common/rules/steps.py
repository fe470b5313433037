"""What several use cases share: who is at a counter, a lawful step, the end of a leg."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace
from datetime import timedelta
from enum import StrEnum

from common.domain.day import Admission, Closed, admission, business_day
from common.domain.errors import Reason, Refused
from common.domain.events import EventKind
from common.domain.floor import ServiceRules
from common.domain.ids import CounterCode, DeviceCode, OperatorCode, ServiceCode
from common.domain.order import Caller, Waiting, kept_by
from common.domain.permissions import Permission
from common.domain.reasons import OTHER, WORDS_AT_MOST
from common.domain.spans import left_of
from common.domain.ticket import (
    AT_COUNTER,
    ENDED,
    LEADS_TO,
    Leg,
    LegState,
    Move,
    lawful_moves,
    next_of_visit,
)
from common.domain.views import Seat, Seen
from common.ports import Records

_CLOSED = {
    Closed.OFF: Reason.SERVICE_OFF,
    Closed.DAY: Reason.CLOSED_NOW,
    Closed.NOT_YET: Reason.CLOSED_NOW,
    Closed.LAST_TICKET: Reason.NO_MORE_TODAY,
    Closed.LIMIT: Reason.LIMIT_REACHED,
    Closed.RESERVE: Reason.OUT_OF_NUMBERS,
    Closed.STAFF: Reason.CLOSED_BY_STAFF,
}
NO_RECEPTION = {"permission": Permission.RECEPTION.value}
"""What is lacked where only the reception may do something with somebody else's visitor."""
_SECOND = timedelta(seconds=1)
_LOGGED = {
    Move.START: EventKind.STARTED,
    Move.FINISH: EventKind.FINISHED,
    Move.NO_SHOW: EventKind.NO_SHOW,
    Move.TRANSFER: EventKind.TRANSFERRED,
    Move.HOLD: EventKind.HELD,
    Move.SEND: EventKind.SENT,
    Move.CANCEL: EventKind.CANCELLED,
}


def seat_at(records: Records, counter: CounterCode) -> Seat:
    """Return who is at a counter; Refused(UNKNOWN_COUNTER | NOT_SIGNED_IN)."""
    if records.floor().counter(counter) is None:
        raise Refused(Reason.UNKNOWN_COUNTER, counter=counter)
    seat = records.seat_at(counter)
    if seat is None:
        raise Refused(Reason.NOT_SIGNED_IN, counter=counter)
    return seat


def require_seen(records: Records, seen: Seen) -> None:
    """Refuse a move that was meant for another visitor or operator: Refused(DESK_CHANGED).

    A second console of the same counter may have gone on meanwhile. Refused(UNKNOWN_COUNTER |
    NOT_SIGNED_IN | NOBODY_AT_COUNTER).
    """
    other = seat_at(records, seen.counter).operator.code != seen.operator
    if other or (seen.leg is not None and leg_at(records, seen.counter).id != seen.leg):
        raise Refused(Reason.DESK_CHANGED, counter=seen.counter)


def require_permission(records: Records, seat: Seat, permission: Permission) -> None:
    """Refuse what the role of whoever sits there does not allow: Refused(NOT_PERMITTED)."""
    if permission not in records.floor().permissions_of(seat.operator):
        raise Refused(Reason.NOT_PERMITTED, permission=permission.value)


def require_proof_seer(records: Records, seat: Seat) -> None:
    """Refuse priority to be given by who may neither see proof nor call out of turn."""
    if Permission.RECEPTION not in records.floor().permissions_of(seat.operator):
        require_permission(records, seat, Permission.OUT_OF_TURN)


def permitted_at(records: Records, counter: CounterCode, permission: Permission) -> Seat:
    """Return who is at a counter and may do something.

    Refused(UNKNOWN_COUNTER | NOT_SIGNED_IN), NOT_PERMITTED with the `permission` he lacks.
    """
    seat = seat_at(records, counter)
    require_permission(records, seat, permission)
    return seat


def require_own_entity(records: Records, seat: Seat, service: ServiceCode) -> None:
    """Refuse a service of another entity to one who has his own: Refused(NOT_SERVED_HERE)."""
    entity = seat.operator.entity
    given = records.floor().catalogue.services().get(service)
    if entity is not None and given is not None and given.entity != entity:
        raise Refused(Reason.NOT_SERVED_HERE, service=service)


def may_on(records: Records, seat: Seat, leg: Leg, permission: Permission) -> bool:
    """Say whether somebody may do something with anybody, of his own entity if he has one."""
    floor, entity = records.floor(), seat.operator.entity
    given = floor.catalogue.find(leg.service)
    own = entity is None or (given is not None and given[0].code == entity)
    return own and permission in floor.permissions_of(seat.operator)


def leg_at(records: Records, counter: CounterCode) -> Leg:
    """Return the visitor at a counter; Refused(NOT_SIGNED_IN | NOBODY_AT_COUNTER)."""
    seat_at(records, counter)
    leg = records.current_leg(counter)
    if leg is None:
        raise Refused(Reason.NOBODY_AT_COUNTER, counter=counter)
    return leg


def caller_at(records: Records, seat: Seat) -> Caller:
    """Return a counter and its operator as the order of calls sees them."""
    floor = records.floor()
    return Caller(
        counter=seat.counter.code,
        operator=seat.operator.code,
        work=floor.work_of(
            seat.counter, seat.operator, records.extra_services().get(seat.counter.code, ())
        ),
        priority_run=records.priority_run(seat.counter.code),
        ratio=floor.rules.priority_ratio,
        undone=records.undone(seat.counter.code),
    )


def waiting_as(leg: Leg, at_work: Collection[tuple[CounterCode, OperatorCode]]) -> Waiting:
    """Return a leg as the order of calls sees it; `at_work` says who sits where."""
    return waiting_of((leg,), at_work)[0]


def waiting_of(
    legs: Iterable[Leg], at_work: Collection[tuple[CounterCode, OperatorCode]]
) -> list[Waiting]:
    """Return legs as the order of calls sees them; `at_work` says who sits where."""
    return [kept_by(_waiting(leg), at_work) for leg in legs]


def _waiting(leg: Leg) -> Waiting:
    return Waiting(
        leg=leg.id,
        service=leg.service,
        lane=leg.lane,
        due_at=leg.due_at,
        arrived_at=leg.arrived_at,
        for_counter=leg.for_counter,
        for_operator=leg.for_operator,
    )


def require(records: Records, leg: Leg, move: Move) -> None:
    """Refuse a move that the rules do not allow: NOT_LAWFUL, or TOO_SOON where time will."""
    rules = records.floor().rules
    if move in lawful_moves(leg, records.now, rules):
        return
    if move is Move.NO_SHOW and leg.state is LegState.CALLED:
        raise Refused(
            Reason.TOO_SOON,
            seconds=seconds_to_wait(records, leg),
            calls=max(0, rules.no_show_calls - leg.calls),
        )
    raise Refused(Reason.NOT_LAWFUL, move=move.value, state=leg.state.value)


def seconds_to_wait(records: Records, leg: Leg) -> int:
    """Return how many whole seconds the gap after the last call still lasts."""
    if leg.called_at is None:
        return 0
    left = left_of(records.floor().rules.no_show_gap, leg.called_at, records.now)
    return -(-left // _SECOND)


def step(
    records: Records,
    leg: Leg,
    move: Move,
    device: DeviceCode | None = None,
    *,
    by: Seat | None = None,
    facts: Mapping[str, object] | None = None,
) -> Leg:
    """Make a lawful move with a leg, end its call where it is one, and log it.

    `device` is where a visitor asked for it himself, `by` who did it where that is not whoever
    the visitor is with.

    Refused(NOT_LAWFUL | TOO_SOON | TICKET_GONE | ALREADY_SERVING).
    """
    require(records, leg, move)
    if move is Move.FINISH:
        _require_outcome(records, leg)
    state = LEADS_TO[leg.state, move]
    after = replace(leg, state=state)
    if state is LegState.SERVING:
        after = replace(after, started_at=records.now)
    if state in ENDED:
        after = replace(after, ended_at=records.now)
    moved = records.move(leg, after)
    if leg.state is LegState.CALLED:
        records.close_call(moved, withdrawn=move not in (Move.START, Move.NO_SHOW))
    records.log(
        _LOGGED[move],
        ticket=leg.ticket,
        leg=leg.id,
        counter=leg.counter if by is None else by.counter.code,
        operator=leg.operator if by is None else by.operator.code,
        device=device,
        facts=facts,
    )
    if leg.state in AT_COUNTER and state not in AT_COUNTER:
        close_if_asked(records, leg)
    return moved


def _require_outcome(records: Records, leg: Leg) -> None:
    given = records.floor().catalogue.find(leg.service)
    if leg.outcome is None and given is not None and given[0].outcome_required:
        raise Refused(Reason.OUTCOME_MISSING, service=leg.service)


def end_leg(
    records: Records,
    leg: Leg,
    move: Move,
    device: DeviceCode | None = None,
    *,
    by: Seat | None = None,
    facts: Mapping[str, object] | None = None,
) -> Leg:
    """End a leg; where another of the ticket is away, it waits now."""
    ended = step(records, leg, move, device, by=by, facts=facts)
    go_on(records, ended)
    return ended


def go_on(records: Records, ended: Leg) -> None:
    """Let the next leg of a visit wait: at its own counter, due now, or by its arrival."""
    leg = next_of_visit(records.legs_of(ended.ticket), ended)
    if leg is None:
        return
    back = replace(
        leg,
        state=LegState.WAITING,
        due_at=leg.due_at if leg.counter is None else records.now,
        for_counter=leg.counter,
        counter=None,
        operator=None,
    )
    records.move(leg, back)
    records.log(EventKind.RETURNED, ticket=leg.ticket, leg=leg.id, counter=leg.counter)


def close_if_asked(records: Records, leg: Leg) -> None:
    """Close the counter that a visitor leaves, where its operator had asked for that."""
    seat = None if leg.counter is None else records.seat_at(leg.counter)
    if seat is None or not seat.closing:
        return
    records.close_seat(seat.counter.code)
    records.log(
        EventKind.SIGNED_OUT,
        counter=seat.counter.code,
        operator=seat.operator.code,
        facts={"after_visitor": True},
    )


def require_working(seat: Seat) -> None:
    """Refuse to call to a counter that has a break: PAUSED with `why`."""
    if seat.paused is not None:
        raise Refused(Reason.PAUSED, why=seat.paused.reason.value)


def refuse_ended(records: Records) -> None:
    """Refuse what begins something on a day that somebody has ended: Refused(DAY_ENDED)."""
    floor = records.floor()
    if records.day_ended(business_day(records.now, floor.zone_info, floor.rollover)) is not None:
        raise Refused(Reason.DAY_ENDED)


def require_words(words: str) -> None:
    """Refuse what somebody wrote of his own: WORDS_TOO_LONG with how many may be at `most`.

    What is not one line is refused likewise; `one_line` makes it one.
    """
    if len(words) > WORDS_AT_MOST or not (words.isprintable() and words == words.strip()):
        raise Refused(Reason.WORDS_TOO_LONG, most=WORDS_AT_MOST)


def because(reason: StrEnum | None, words: str) -> dict[str, object]:
    """Return the facts of what needs a reason; another than those of the list needs words.

    Refused(REASON_MISSING | WORDS_TOO_LONG).
    """
    if reason is None or (reason.value == OTHER and not words):
        raise Refused(Reason.REASON_MISSING)
    require_words(words)
    facts: dict[str, object] = {"reason": reason.value}
    return {**facts, "words": words} if words else facts


def call_to(records: Records, seat: Seat, leg: Leg) -> Leg:
    """Return a leg as it stands once it is called to a counter; nothing is written.

    Refused(PAUSED | DAY_ENDED).
    """
    require_working(seat)
    refuse_ended(records)
    return replace(
        leg,
        state=LegState.CALLED,
        counter=seat.counter.code,
        operator=seat.operator.code,
        calls=1,
        called_at=records.now,
        hold_reason=None,
    )


def rules_of(records: Records, service: ServiceCode) -> ServiceRules:
    """Return how a service is run here; Refused(UNKNOWN_SERVICE | SERVICE_OFF)."""
    floor = records.floor()
    if floor.catalogue.find(service) is None:
        raise Refused(Reason.UNKNOWN_SERVICE, service=service)
    if admission(floor, service, records.now, 0).closed is Closed.OFF:
        raise Refused(Reason.SERVICE_OFF, service=service)
    return floor.services[service]


def admit(records: Records, service: ServiceCode, taken: int) -> None:
    """Refuse a ticket that may not be taken now.

    Refused(SERVICE_OFF | CLOSED_NOW | NO_MORE_TODAY | LIMIT_REACHED | CLOSED_BY_STAFF), with
    `opens` and `last_ticket` where today has hours.
    """
    answer = admission(records.floor(), service, records.now, taken)
    if answer.closed is None and service in records.closed_services():
        answer = replace(answer, closed=Closed.STAFF)
    refuse_closed(service, answer)


def refuse_closed(service: ServiceCode, answer: Admission) -> None:
    """Refuse what an admission does not let in, with the reasons of `admit`."""
    if answer.closed is None:
        return
    facts: dict[str, object] = {"service": service}
    if answer.opening is not None:
        facts |= {"opens": answer.opening.opens, "last_ticket": answer.opening.last_ticket}
    raise Refused(_CLOSED[answer.closed], **facts)
