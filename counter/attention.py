"""What of all that changes in the hall a console has to follow."""

from common.domain.change import Change, Concern
from common.domain.permissions import Permission
from counter.state import CounterState


def concern(change: Change, state: CounterState) -> Concern:
    """Say what a change is to a console: its own window's at once, its own services' soon."""
    desk, floor = state.desk, state.floor
    if desk is None or floor is None:
        # Nobody is signed in: only a changed set-up would be seen.
        return Concern.SOON if change.everything else Concern.NONE
    if desk.seat.counter.code in change.counters:
        return Concern.AT_ONCE
    if change.services and Permission.FLOOR in desk.may:
        # A slip that failed concerns whoever sees the floor, whatever its service.
        return Concern.SOON
    work = floor.work_of(desk.seat.counter, desk.seat.operator, desk.extra)
    mine = change.everything or not change.services.isdisjoint(work)
    return Concern.SOON if mine else Concern.NONE
