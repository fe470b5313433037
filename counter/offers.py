"""Which moves an operator has now, which one comes next, and what there is to say of each."""

from dataclasses import dataclass
from datetime import datetime
from math import ceil

from common.domain.floor import FloorRules
from common.domain.ids import LegId
from common.domain.permissions import Permission
from common.domain.ticket import Leg, LegState, Move, lawful_moves, may_recall
from common.domain.views import Desk, Visit
from counter.asking import DeedName
from counter.rows import minutes_between, spaced
from counter.saying import Saying
from counter.state import CounterState, Page

MOVES = (
    Move.CALL,
    Move.RECALL,
    Move.START,
    Move.FINISH,
    Move.NO_SHOW,
    Move.TRANSFER,
    Move.HOLD,
    Move.SEND,
    Move.RESUME,
)
"""The moves of the console in the order of their keys; CALL stands for "next"."""

SERVING = LegState.SERVING
ASKING = {
    Move.TRANSFER: DeedName.TRANSFER,
    Move.SEND: DeedName.SEND,
    Move.HOLD: DeedName.HOLD,
}
"""The moves that ask something first."""
NO_QUEUE = "counter.no_queue"
"""The key of what is said to whoever calls nobody."""
LIKELY = {LegState.CALLED: Move.START, LegState.SERVING: Move.FINISH}


@dataclass(frozen=True, slots=True)
class Offer:
    """One move as it stands now."""

    alive: bool
    likely: bool = False
    hint: Saying | None = None


def offers(state: CounterState) -> dict[Move, Offer]:
    """Return how each move of the console stands."""
    desk, floor = state.desk, state.floor
    if desk is None or floor is None:
        return {move: Offer(alive=False) for move in MOVES}
    frozen = state.pending or state.lost_since is not None or state.page is not Page.CONSOLE
    lawful = _lawful(desk, state.now, floor.rules)
    likely = _likely(desk, lawful)
    return {
        move: Offer(
            alive=move in lawful and not frozen,
            likely=move is likely and not frozen,
            hint=_hint(
                # Who finishes calls the next: then both keys do one thing, and say so.
                Move.CALL if state.auto_call and move is Move.FINISH and _serves(desk) else move,
                desk,
                state.now,
                floor.rules,
            ),
        )
        for move in MOVES
    }


def _serves(desk: Desk) -> bool:
    return desk.current is not None and desk.current.leg.state is LegState.SERVING


def deed_of(move: Move, state: CounterState, desk: Desk) -> DeedName | None:
    """Return the deed that a move is when it has to ask something first; None where it has not."""
    if move is Move.RESUME:
        return DeedName.RESUME if len(resumable(desk)) > 1 else None
    if move in (Move.FINISH, Move.CALL) and wants_outcome(state, desk):
        goes_on = move is Move.CALL or state.auto_call
        return DeedName.FINISH_NEXT if goes_on else DeedName.FINISH
    return ASKING.get(move)


def wants_outcome(state: CounterState, desk: Desk) -> bool:
    """Say whether the entity wants to know what came of the service that is going on."""
    if state.floor is None or desk.current is None or desk.current.leg.state is not SERVING:
        return False
    found = state.floor.catalogue.find(desk.current.leg.service)
    return found is not None and found[0].outcome_required


def resumable(desk: Desk) -> tuple[Visit, ...]:
    """Return the visits on hold at this counter; those sent away come back by the queue."""
    return tuple(visit for visit in desk.held if visit.leg.state is LegState.HELD)


def next_visit(desk: Desk) -> Visit | None:
    """Return whom F2 would call."""
    return None if desk.next is None else visit_of(desk, desk.next.leg)


def visit_of(desk: Desk, leg: LegId) -> Visit | None:
    """Return a waiting or held visit of the desk by its leg."""
    return next((visit for visit in (*desk.queue, *desk.held) if visit.leg.id == leg), None)


def _lawful(desk: Desk, now: datetime, rules: FloorRules) -> frozenset[Move]:
    """Return what the rules allow at this very second; the desk was read a while ago."""
    if desk.current is None and desk.seat.paused is not None:
        return frozenset({Move.CALL})
    if desk.current is None:
        called = {Move.CALL} if desk.next is not None else set()
        return frozenset(called | ({Move.RESUME} if resumable(desk) else set()))
    leg = desk.current.leg
    moves = set(lawful_moves(leg, now, rules)) - {Move.CALL}
    if not may_recall(leg, now, rules):
        moves.discard(Move.RECALL)
    if leg.state is LegState.SERVING:
        moves.add(Move.CALL)
    return frozenset(moves)


def _likely(desk: Desk, lawful: frozenset[Move]) -> Move | None:
    if desk.evacuated_since is not None:
        # Whoever may still be called, nobody is to be invited to it now.
        return None
    if desk.current is not None:
        if desk.current.leg.state is LegState.SERVING and desk.next is not None:
            return Move.CALL
        return LIKELY.get(desk.current.leg.state)
    if Move.CALL in lawful:
        return Move.CALL
    return Move.RESUME if Move.RESUME in lawful else None


def _hint(move: Move, desk: Desk, now: datetime, rules: FloorRules) -> Saying | None:
    leg = None if desk.current is None else desk.current.leg
    if move is Move.CALL:
        return _next_hint(desk, now)
    if move is Move.RESUME:
        return _resume_hint(desk)
    if leg is None or leg.state is not LegState.CALLED:
        return None
    if move is Move.RECALL and (seconds := seconds_to_call(leg, now, rules)):
        return Saying("counter.in_seconds", {"seconds": seconds})
    return _no_show_hint(leg, now, rules) if move is Move.NO_SHOW else None


def _next_hint(desk: Desk, now: datetime) -> Saying | None:
    if Permission.SERVE not in desk.may and desk.current is None:
        return None
    if desk.current is None and desk.seat.paused is not None:
        return Saying("counter.ends_break")
    coming = next_visit(desk)
    serving = _serves(desk)
    if serving and desk.seat.closing:
        return Saying("counter.finish_and_close")
    if coming is None:
        return Saying("counter.finish_only" if serving else "op.no_waiting")
    if serving:
        return Saying("counter.finish_and_call", {"label": spaced(coming.ticket.label)})
    minutes = minutes_between(coming.leg.arrived_at, now)
    return Saying("counter.waits", {"label": spaced(coming.ticket.label), "minutes": minutes})


def nobody_waits(desk: Desk) -> str:
    """Return the key of what is said where the queue is empty."""
    if desk.day_ended_since is not None:
        return "counter.day_closed"
    return "op.no_waiting" if Permission.SERVE in desk.may else NO_QUEUE


def _resume_hint(desk: Desk) -> Saying | None:
    held = resumable(desk)
    if not held:
        return None
    return Saying(
        "counter.labels", {"labels": ", ".join(spaced(visit.ticket.label) for visit in held)}
    )


def _no_show_hint(leg: Leg, now: datetime, rules: FloorRules) -> Saying | None:
    calls = max(0, rules.no_show_calls - leg.calls)
    seconds = seconds_to_call(leg, now, rules)
    if calls and seconds:
        return Saying("counter.calls_and_seconds", {"calls": calls, "seconds": seconds})
    if calls:
        return Saying("counter.calls_left", {"calls": calls})
    return Saying("counter.in_seconds", {"seconds": seconds}) if seconds else None


def seconds_to_call(leg: Leg, now: datetime, rules: FloorRules) -> int:
    """Return how many seconds the last call still has to be heard."""
    if leg.called_at is None:
        return 0
    return max(0, ceil((leg.called_at + rules.no_show_gap - now).total_seconds()))
