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
    if state.asking is not None and not (state.desk and may_do(state, state.asking)):
        state = replace(state, asking=None)
    told = state.said is not None or bool(state.taken) or bool(state.report)
    if told or state.lost_since or state.asking is not None or state.room is not Room.CONSOLE:
        # What has to be told stands over the queue.
        state = replace(state, day_shown=False)
    return narrowed(state)
