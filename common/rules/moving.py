"""How a visit comes back to the queue, or ends early."""

from dataclasses import replace

from common.domain.errors import Reason, Refused
from common.domain.events import EventKind
from common.domain.ids import CounterCode, LegId
from common.domain.order import may_call
from common.domain.permissions import Permission
from common.domain.reasons import CancelReason, OutOfTurnReason
from common.domain.ticket import UNDER_WAY, Leg, LegState, Move, waiting_again
from common.domain.turns import QueuePlace, TurnMove
from common.domain.views import Seat
from common.ports import Records
from common.rules.steps import (
    because,
    caller_at,
    end_leg,
    may_on,
    refuse_ended,
    require,
    seat_at,
    waiting_as,
)
from common.rules.turns import due_in_lane, note_out_of_turn, why_out_of_place

_MOVES = {
    QueuePlace.FIRST: TurnMove.REINSTATE_FIRST,
    QueuePlace.LAST: TurnMove.REINSTATE_LAST,
}

_CANCEL_ANY = {"permission": Permission.CANCEL_ANY.value}
"""Who has it is refused less."""


def reinstate(
    records: Records,
    counter: CounterCode,
    leg: LegId,
    *,
    place: QueuePlace = QueuePlace.DUE,
    reason: OutOfTurnReason | None = None,
    words: str = "",
) -> Leg:
    """Let a visitor who missed his calls wait again, due now, behind all who already are.

    First or last of his lane is out of turn. Refused(UNKNOWN_COUNTER | NOT_SIGNED_IN | TICKET_GONE
    | NOT_SERVED_HERE | DAY_ENDED), and NOT_LAWFUL for one who did not miss his calls, missed them
    too long ago, or is called elsewhere meanwhile; out of turn NOT_PERMITTED, REASON_MISSING,
    WORDS_TOO_LONG.
    """
    seat = seat_at(records, counter)
    refuse_ended(records)
    missed = records.leg(leg)
    require(records, missed, Move.REINSTATE)
    if missed.counter != counter:
        _check_is_ours(records, seat, missed)
    cause = why_out_of_place(records, seat, place, reason, words)
    _send_away_again(records, missed)
    back = replace(
        waiting_again(missed),
        due_at=max(missed.due_at, records.now),
        ended_at=None,
    )
    due_at, passed = due_in_lane(records, back, place)
    waiting = records.move(missed, replace(back, due_at=due_at))
    records.log(
        EventKind.REINSTATED,
        ticket=missed.ticket,
        leg=missed.id,
        counter=counter,
        operator=seat.operator.code,
    )
    if cause is not None:
        note_out_of_turn(records, seat, waiting, _MOVES[place], cause, passed)
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
    elsewhere = unwanted.counter != counter
    if unwanted.state is LegState.CALLED and elsewhere:
        raise Refused(Reason.NOT_SERVED_HERE, counter=unwanted.counter)
    if not may_on(records, seat, unwanted, Permission.CANCEL_ANY):
        if unwanted.state is LegState.WAITING:
            _check_is_ours(records, seat, unwanted, **_CANCEL_ANY)
        elif elsewhere:
            raise Refused(Reason.NOT_SERVED_HERE, counter=unwanted.counter, **_CANCEL_ANY)
    end_leg(records, unwanted, Move.CANCEL, by=seat, facts=because(reason, words))


def _check_is_ours(records: Records, seat: Seat, leg: Leg, **lacks: str) -> None:
    if not may_call(waiting_as(leg, records.at_work()), caller_at(records, seat)):
        raise Refused(Reason.NOT_SERVED_HERE, service=leg.service, **lacks)


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
