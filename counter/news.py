"""What somebody else, or the clock, has changed at a counter without a move of its console."""

from common.domain.day import business_day
from common.domain.floor import Floor
from common.domain.ids import OperatorCode
from common.domain.views import Desk
from counter.rows import spaced
from counter.saying import Saying
from counter.state import CounterState


def news_of(
    before: CounterState, desk: Desk, floor: Floor, settled_by: OperatorCode | None
) -> Saying | None:
    """Return what whoever sits here has to be told of a desk that was read; None for nothing.

    `settled_by` is who ended the visit that was at the window, where somebody has.
    """
    was = before.desk
    if was is None:
        return None
    began = _new_day(was, desk, floor)
    # A move of this console waits for its own answer.
    return began if began is not None or before.pending else _taken(was, desk, floor, settled_by)


def _new_day(was: Desk, desk: Desk, floor: Floor) -> Saying | None:
    """Return that a business day has begun, and whose number of the one before was open here."""
    zone, rollover = floor.zone_info, floor.rollover
    if business_day(was.at, zone, rollover) == business_day(desk.at, zone, rollover):
        return None
    at_window = () if desk.current is None else (desk.current,)
    here = {visit.leg.id for visit in (*at_window, *desk.held)}
    before = () if was.current is None else (was.current,)
    left = [visit for visit in (*before, *was.held) if visit.leg.id not in here]
    if not left:
        return Saying("counter.new_day")
    labels = ", ".join(spaced(visit.ticket.label) for visit in left)
    return Saying("counter.new_day_left", {"labels": labels})


def _taken(was: Desk, desk: Desk, floor: Floor, settled_by: OperatorCode | None) -> Saying | None:
    """Return that the visitor at the window was taken from there, and how."""
    before, now = was.current, desk.current
    if before is None or (now is not None and now.leg.id == before.leg.id):
        return None
    label = spaced(before.ticket.label)
    if before.leg.id in {visit.leg.id for visit in (*desk.queue, *desk.held)}:
        return Saying("counter.taken_away", {"label": label})
    last = desk.last
    if settled_by is None or last is None or last.leg.id != before.leg.id:
        return None
    person = floor.operator(settled_by)
    name = settled_by if person is None else person.name
    return Saying(f"counter.settled.{last.leg.state.value}", {"label": label, "name": name})
