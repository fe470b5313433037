"""What follows of itself whenever the state of the console changes."""

from dataclasses import replace
from datetime import datetime

from counter.deeds import may_do
from counter.evidence import board_after, voice_after
from counter.narrowing import narrowed
from counter.rooms import Room
from counter.state import CounterState


def settled(state: CounterState, now: datetime) -> CounterState:
    """Return a state with all that follows from it: what the hall has shown, what may be asked."""
    if state.desk is None:
        state = replace(state, auto_call=False, day_shown=False, my_day=None)
    else:
        state = replace(
            state,
            board=board_after(state.board, state.desk, now),
            voice=voice_after(state.voice, state.desk, now),
        )
    state = replace(state, now=now)
    state = _asked(state)
    told = state.said is not None or state.news is not None or bool(state.report)
    if told or state.lost_since or state.asking is not None or state.room is not Room.CONSOLE:
        # What has to be told stands over the queue.
        state = replace(state, day_shown=False)
    return narrowed(state)


def _asked(state: CounterState) -> CounterState:
    """Return a state that asks what may be done, and keeps it while nobody can answer."""
    if state.desk is None:
        return replace(state, asking=None, laid_aside=None)
    asking, aside = state.asking, state.laid_aside
    covered = state.cover is not None or state.lost_since is not None
    shown = not covered and not state.pending and state.room is Room.CONSOLE
    if asking is None and aside is not None and shown:
        asking, aside = aside, None
    if asking is None or may_do(state, asking):
        return replace(state, asking=asking, laid_aside=aside)
    return replace(state, asking=None, laid_aside=asking if covered else None)
