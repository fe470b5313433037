"""Who may practise, and as whom."""

from common.domain.permissions import Permission
from counter.state import CounterState
from counter.training.practice import Practice


def practice_of(state: CounterState) -> Practice | None:
    """Return what whoever is signed in would practise as; None for who may not, or does already."""
    desk, floor = state.desk, state.floor
    if desk is None or floor is None or state.cover is not None or state.practice:
        return None
    if Permission.TRAINING not in desk.may:
        return None
    seat = desk.seat
    return Practice(floor, seat.counter.code, seat.operator.code, state.language)
