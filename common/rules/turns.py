"""Whom an operator calls or lets wait out of turn (the twins: functions/31_out_of_turn.sql)."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from common.domain.board import Call
from common.domain.errors import Reason, Refused
from common.domain.events import EventKind
from common.domain.ids import CounterCode, LegId, ServiceCode
from common.domain.order import choose_this
from common.domain.outcomes import ServiceOutcome
from common.domain.permissions import Permission
from common.domain.reasons import OutOfTurnReason
from common.domain.ticket import Leg, LegState, Move, waiting_again
from common.domain.turns import QueuePlace, TurnMove, due_at_place
from common.domain.views import Seat
from common.ports import Records
from common.rules.calling import call_chosen
from common.rules.outcomes import finish_with
from common.rules.steps import (
    because,
    caller_at,
    close_if_asked,
    leg_at,
    permitted_at,
    require,
    require_permission,
    seat_at,
    waiting_of,
)


def call_this(  # noqa: PLR0913 - as wide as what there is to say of both visitors
    records: Records,
    counter: CounterCode,
    leg: LegId,
    *,
    finish: bool = False,
    reason: OutOfTurnReason | None = None,
    words: str = "",
    outcome: ServiceOutcome | None = None,
    delivered: Sequence[ServiceCode] = (),
) -> Call:
    """Call a visitor who waits for this counter; with `finish` the present one is done, or neither.

    Refused(UNKNOWN_COUNTER | NOT_SIGNED_IN | ALREADY_SERVING | PAUSED), with `finish` as it is,
    and CLOSES_AFTER where the counter closes behind the present one;
    TICKET_GONE for one who does not wait any more, NOT_SERVED_HERE for one who waits elsewhere; for
    one who is not the very next NOT_PERMITTED without OUT_OF_TURN, REASON_MISSING, WORDS_TOO_LONG.
    """
    seat = seat_at(records, counter)
    current = records.current_leg(counter)
    if current is not None:
        if not finish:
            raise Refused(Reason.ALREADY_SERVING, counter=counter)
        if seat.closing:
            raise Refused(Reason.CLOSES_AFTER, counter=counter)
        finish_with(records, current, outcome, delivered)
        seat = seat_at(records, counter)
    return call_waiting(records, seat, records.leg(leg), TurnMove.CALL_THIS, reason, words)


def call_waiting(
    records: Records,
    seat: Seat,
    leg: Leg,
    move: TurnMove,
    reason: OutOfTurnReason | None,
    words: str,
) -> Call:
    """Call a leg of this counter's queue to a free counter, as `call_this` does."""
    if leg.state is not LegState.WAITING:
        raise Refused(Reason.TICKET_GONE)
    caller, at_work = caller_at(records, seat), records.at_work()
    chosen = choose_this(waiting_of(records.waiting(), at_work), leg.id, caller)
    if chosen is None:
        raise Refused(Reason.NOT_SERVED_HERE, service=leg.service)
    choice, passed = chosen
    if leg.id == caller.undone:
        records.set_undone(seat.counter.code, None)
    if not passed:
        return call_chosen(records, seat, caller, leg, choice, {})
    require_permission(records, seat, Permission.OUT_OF_TURN)
    cause = because(reason, words)
    kept = {"passed": passed, "reason": cause["reason"]}
    call = call_chosen(records, seat, caller, leg, choice, kept)
    note_out_of_turn(records, seat, leg, move, cause, passed)
    return call


def undo_call(
    records: Records,
    counter: CounterCode,
    *,
    reason: OutOfTurnReason | None,
    words: str = "",
) -> Leg:
    """Take back the call of a visitor who has not come; he waits exactly where he waited.

    Whoever is called next at this counter by its order is he again, if he still waits. Return his
    leg. Refused(UNKNOWN_COUNTER | NOT_SIGNED_IN | NOT_PERMITTED | REASON_MISSING | WORDS_TOO_LONG |
    NOBODY_AT_COUNTER), and NOT_LAWFUL once he is served, or was called from being put aside.
    """
    seat = permitted_at(records, counter, Permission.OUT_OF_TURN)
    cause = because(reason, words)
    leg = leg_at(records, counter)
    require(records, leg, Move.UNDO)
    why = records.why(leg)
    if "lane" not in why:
        raise Refused(Reason.NOT_LAWFUL, move=Move.UNDO.value, state=leg.state.value)
    waiting = records.move(leg, waiting_again(leg))
    records.close_call(leg, withdrawn=True)
    run = why.get("run")
    if isinstance(run, int):
        records.set_priority_run(counter, run)
    records.set_undone(counter, leg.id)
    records.log(
        EventKind.CALL_UNDONE,
        ticket=leg.ticket,
        leg=leg.id,
        counter=counter,
        operator=seat.operator.code,
        facts={"times": leg.calls},
    )
    note_out_of_turn(records, seat, leg, TurnMove.UNDO_CALL, cause, 0)
    close_if_asked(records, leg)
    return waiting


def note_out_of_turn(
    records: Records,
    seat: Seat,
    leg: Leg,
    move: TurnMove,
    cause: Mapping[str, object],
    passed: int,
) -> None:
    """Write down a move out of turn, for the report."""
    records.log(
        EventKind.OUT_OF_TURN,
        ticket=leg.ticket,
        leg=leg.id,
        counter=seat.counter.code,
        operator=seat.operator.code,
        facts={"move": move.value, "passed": passed, **cause},
    )


def why_out_of_place(
    records: Records,
    seat: Seat,
    place: QueuePlace,
    reason: OutOfTurnReason | None,
    words: str,
) -> Mapping[str, object] | None:
    """Return why somebody may wait first or last; None at his due place, which needs nothing.

    Refused(NOT_PERMITTED | REASON_MISSING | WORDS_TOO_LONG).
    """
    if place is QueuePlace.DUE:
        return None
    require_permission(records, seat, Permission.OUT_OF_TURN)
    return because(reason, words)


def due_in_lane(records: Records, leg: Leg, place: QueuePlace) -> tuple[datetime, int]:
    """Return when a leg is due at a place of its lane, and how many it passes or lets pass."""
    others = [
        (other.due_at, other.arrived_at)
        for other in (() if place is QueuePlace.DUE else records.waiting())
        if (other.service, other.lane) == (leg.service, leg.lane)
    ]
    return due_at_place(place, leg.due_at, leg.arrived_at, others)
