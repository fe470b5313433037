"""When a deed may be done, as far as the console can know; the store decides."""

from collections.abc import Callable
from functools import partial

from common.domain.permissions import Permission
from common.domain.ticket import Lane, LegState, Move
from common.domain.views import Desk, Visit
from counter.asking import Asking
from counter.offers import offers, resumable, wants_outcome
from counter.state import CounterState

SEES_PROOF = frozenset({Permission.RECEPTION, Permission.OUT_OF_TURN})
Lawful = Callable[[CounterState, Asking], bool]


def visit_about(desk: Desk, asking: Asking) -> Visit | None:
    """Return whom a deed is about; None where he is not here any more."""
    if asking.about is None:
        return desk.current
    here = (*desk.queue, *desk.held, *desk.missed)
    if asking.found is not None:
        here = (*here, Visit(asking.found.ticket, asking.found.leg))
    return next((visit for visit in here if visit.leg.id == asking.about), None)


def always(_state: CounterState, _asking: Asking) -> bool:
    """Allow it at any time."""
    return True


def move(one: Move) -> Lawful:
    """Allow it while the move with a key of its own is."""
    return lambda state, _: offers(state)[one].alive


def seated(lawful: Callable[[Desk], bool]) -> Lawful:
    """Allow what the desk allows, whomever it is about."""
    return lambda state, _: state.desk is not None and lawful(state.desk)


def permitted(lawful: Lawful, permission: Permission) -> Lawful:
    """Allow what is lawful only to whoever has a permission."""
    return lambda state, asking: (
        state.desk is not None and permission in state.desk.may and lawful(state, asking)
    )


def here(state: CounterState, asking: Asking) -> bool:
    """Allow it with whoever is at the window, or with one of the queue."""
    return state.desk is not None and visit_about(state.desk, asking) is not None


def waits(state: CounterState, asking: Asking) -> bool:
    """Allow it with one of the queue."""
    visit = None if state.desk is None else visit_about(state.desk, asking)
    return visit is not None and visit.leg.state is LegState.WAITING


somebody_missed = seated(lambda desk: bool(desk.missed))
somebody_held = seated(lambda desk: bool(resumable(desk)))
may_finish = move(Move.FINISH)
may_add = seated(lambda desk: desk.current is not None)
is_asked = seated(lambda desk: any(one.seen_at is None for one in desk.asks))
may_end_help = seated(lambda desk: bool(desk.asks or desk.asked))
may_rest = seated(lambda desk: desk.current is None and desk.seat.paused is None)
may_take_in = seated(lambda desk: bool(desk.may & {Permission.RECEPTION, Permission.SERVE}))
may_take_in_now = seated(
    lambda desk: (
        desk.current is None
        and desk.seat.paused is None
        and desk.may >= {Permission.SERVE, Permission.OUT_OF_TURN}
    )
)
may_close_after = seated(lambda desk: _may_close(desk) and not resumable(desk))
may_close_on_held = seated(lambda desk: _may_close(desk) and bool(resumable(desk)))
may_stay_open = seated(lambda desk: desk.seat.closing)


def _may_close(desk: Desk) -> bool:
    return desk.current is not None and not desk.seat.closing


def may_call_by_itself(state: CounterState, _asking: Asking) -> bool:
    """Allow it to whoever serves and has not asked for it yet."""
    desk = state.desk
    return desk is not None and Permission.SERVE in desk.may and not state.auto_call


def calls_by_itself(state: CounterState, _asking: Asking) -> bool:
    """Allow it to whoever has asked that the next one is called by itself."""
    return state.auto_call


def may_grant(state: CounterState, asking: Asking) -> bool:
    """Allow it with one of the ordinary lane, to whoever may see proof."""
    return _proof(state, asking, Lane.ORDINARY)


def may_withdraw(state: CounterState, asking: Asking) -> bool:
    """Allow it with one of the priority lane, to whoever may see proof."""
    return _proof(state, asking, Lane.PRIORITY)


def _proof(state: CounterState, asking: Asking, lane: Lane) -> bool:
    desk = state.desk
    visit = None if desk is None else visit_about(desk, asking)
    if desk is None or visit is None or desk.may.isdisjoint(SEES_PROOF):
        return False
    return visit.leg.state is LegState.WAITING and visit.leg.lane is lane


def _may_call(state: CounterState, asking: Asking, *, in_turn: bool) -> bool:
    desk = state.desk
    if desk is None or desk.seat.paused is not None or not waits(state, asking):
        return False
    # Who has to say what came of a service finishes it first.
    ends = desk.current is not None and desk.current.leg.state is LegState.SERVING
    free = desk.current is None or (ends and not wants_outcome(state, desk))
    is_next = desk.next is not None and desk.next.leg == asking.about
    return free and (is_next if in_turn else not is_next and Permission.OUT_OF_TURN in desk.may)


may_call_now = partial(_may_call, in_turn=True)
may_call_ahead = partial(_may_call, in_turn=False)


def _may_undo(desk: Desk) -> bool:
    called = desk.current is not None and desk.current.leg.state is LegState.CALLED
    # One who was put aside and called again has no place in the queue to go back to.
    queued = desk.why is not None and "lane" in desk.why
    return called and queued and Permission.OUT_OF_TURN in desk.may


may_undo = seated(_may_undo)
