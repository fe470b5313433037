"""Whether the operator has the whole window or the narrow strip before him."""

from dataclasses import replace

from counter.rooms import Room
from counter.state import CounterState, Page

KEY = "Ctrl+M"


def switched(state: CounterState) -> CounterState:
    """Return the state with the other one of strip and whole window; a question is left open."""
    if state.narrow:
        # What lies over everything is taken away in the whole window; then the strip is back.
        return replace(state, narrow=False, narrow_after=state.cover is not None)
    if state.page is not Page.CONSOLE or state.cover or Room.CONSOLE not in state.rooms:
        return state
    return replace(
        state,
        narrow=True,
        narrow_after=False,
        asking=None,
        day_shown=False,
        room=Room.CONSOLE,
    )


def narrowed(state: CounterState) -> CounterState:
    """Return the state with the whole window for a question, and with the strip again after it."""
    if state.page is not Page.CONSOLE or state.room is not Room.CONSOLE:
        return replace(state, narrow=False, narrow_after=False)
    opened = state.asking is not None or state.day_shown
    if state.narrow and opened:
        return replace(state, narrow=False, narrow_after=True)
    if state.narrow_after and not opened and state.cover is None:
        return replace(state, narrow=True, narrow_after=False)
    return state
