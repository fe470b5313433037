"""What a desk tells of the board and the voice, and a desk right after a call."""

from dataclasses import replace
from datetime import datetime, timedelta

from common.domain.board import Call
from common.domain.ticket import LegState
from common.domain.views import Desk
from counter.offers import visit_of
from counter.rows import spaced
from counter.state import Evidence, Sight

SHOWN_WITHIN = timedelta(seconds=3)
SPOKEN_WITHIN = timedelta(seconds=30)
"""Several calls may have to be spoken before this one."""


def board_after(before: Evidence, desk: Desk, now: datetime) -> Evidence:
    """Return what is known of the board now."""
    return _after(before, desk, desk.shown_at, now, SHOWN_WITHIN)


def voice_after(before: Evidence, desk: Desk, now: datetime) -> Evidence:
    """Return what is known of the voice now."""
    return _after(before, desk, desk.spoken_at, now, SPOKEN_WITHIN)


def awaits_hall(desk: Desk | None, now: datetime) -> bool:
    """Say whether the hall may still report a call as shown or spoken."""
    if (
        desk is None
        or desk.call is None
        or (desk.shown_at is not None and desk.spoken_at is not None)
    ):
        return False
    return now - desk.call.called_at <= SPOKEN_WITHIN * 2


def after_call(desk: Desk, call: Call) -> Desk | None:
    """Return the desk as the answer to a call makes it, until it is read again.

    None where the desk did not know who was called: he came after it was read.
    """
    current, onward = desk.current, desk.onward
    if current is None or current.leg.id != call.leg:
        # Where he goes on afterwards only the store knows.
        current, onward = visit_of(desk, call.leg), ()
    if current is None:
        return None
    leg = replace(
        current.leg,
        state=LegState.CALLED,
        version=current.leg.version + 1,
        counter=call.counter,
        calls=call.times,
        called_at=call.called_at,
    )
    return replace(
        desk,
        current=replace(current, leg=leg),
        call=call,
        shown_at=None,
        spoken_at=None,
        next=None,
        queue=tuple(visit for visit in desk.queue if visit.leg.id != call.leg),
        held=tuple(visit for visit in desk.held if visit.leg.id != call.leg),
        onward=onward,
    )


def _after(
    before: Evidence, desk: Desk, seen_at: datetime | None, now: datetime, within: timedelta
) -> Evidence:
    if desk.call is None or desk.current is None:
        return before
    if seen_at is not None:
        return Evidence(Sight.SEEN, seen_at)
    waited = now - desk.call.called_at
    if desk.current.leg.state is LegState.CALLED and waited > within:
        return Evidence(Sight.MISSING, before.at, spaced(desk.call.label))
    return before
