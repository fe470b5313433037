"""All that the console reads of the store at one moment."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from common.domain.floor import Floor
from common.domain.ids import CounterCode, LegId, OperatorCode
from common.domain.printers import HallPaper
from common.domain.search import Index
from common.domain.views import Desk, Leaving
from common.ports import Store
from counter.asking import Asking
from counter.news import news_of
from counter.paper_watch import read_paper
from counter.rooms import Room, first_of, rooms_for
from counter.saying import Saying
from counter.state import CounterState, Page


@dataclass(frozen=True, slots=True)
class Reading:
    """What was read, at the store's clock."""

    at: datetime
    floor: Floor
    desk: Desk | None
    services: Index
    paper: HallPaper | None
    begun: bool
    """Somebody of the centre has a PIN."""
    left: Leaving | None = None
    """How the seat ended where nobody sits at the counter any more."""
    settled_by: OperatorCode | None = None
    """Who ended the visit that was at the window, where another did."""


def read(
    store: Store,
    counter: CounterCode | None,
    known: Floor | None,
    services: Index | None,
    *,
    begun: bool,
    at_window: LegId | None = None,
) -> Reading:
    """Read a counter's desk and the set-up; what is `known` of the set-up is kept while it holds.

    What was `begun` once stays so, and is not asked again. `at_window` is whose visit was there
    and is no longer, unless by a move of this console. Not for the thread of a window.
    """
    desk = None if counter is None else store.desk(counter)
    left = None if counter is None or desk is not None else store.left(counter)
    at = store.now() if desk is None else desk.at
    floor = known
    # A desk says by which set-up it was read.
    if floor is None or desk is None or desk.floor_version != floor.version:
        now = store.floor()
        floor = now if floor is None or now.version != floor.version else floor
    if services is None or floor is not known:
        services = Index(floor.catalogue, floor.services.keys())
    begun = begun or store.has_pins()
    paper = read_paper(store, desk, floor)
    settled = _settled_by(store, desk, at_window)
    return Reading(at, floor, desk, services, paper, begun, left, settled)


def _settled_by(store: Store, desk: Desk | None, at_window: LegId | None) -> OperatorCode | None:
    ended = None if desk is None or desk.last is None else desk.last.leg.id
    if desk is None or ended is None or ended != at_window:
        return None
    return store.settled_by(desk.seat.counter.code, ended)


def at_window(state: CounterState) -> LegId | None:
    """Return whose visit is at the window; None where a move is under way that may end it."""
    if state.desk is None or state.desk.current is None or state.pending:
        return None
    return state.desk.current.leg.id


def after_reading(state: CounterState, reading: Reading) -> CounterState:
    """Return a state with what is true of the whole centre, whoever sits here."""
    return replace(
        state,
        floor=reading.floor,
        services=reading.services,
        paper=reading.paper,
        begun=reading.begun,
        no_set_up=False,
        lost_since=None,
    )


def at_desk(
    before: CounterState, desk: Desk, reading: Reading, built: Sequence[Room]
) -> CounterState:
    """Return a state with a desk that was read, and what that says of all that was shown before."""
    floor = reading.floor
    may = floor.permissions_of(desk.seat.operator)
    rooms = rooms_for(may, built, serving=desk.current is not None)
    return replace(
        before,
        page=Page.CONSOLE,
        desk=desk,
        room=before.room if before.desk and before.room in rooms else first_of(rooms, may),
        rooms=rooms,
        asking=still_asked(before.asking, before, desk),
        laid_aside=still_asked(before.laid_aside, before, desk),
        news=news_of(before, desk, floor, reading.settled_by) or before.news,
    )


def parting_of(left: Leaving | None, floor: Floor) -> tuple[Saying, ...]:
    """Return what is said to whoever finds his counter closed; nothing if nobody knows.

    It closed behind his visitor, as he had asked, a supervisor closed it, or somebody did at the
    end of the day; and whether he left anybody on hold.
    """
    if left is None:
        return ()
    if left.sent_home is not None:
        why = Saying(f"counter.sent_home.{left.sent_home.value}")
    elif left.after_visitor:
        why = Saying("counter.closed_after")
    elif left.day_ended_by is not None:
        person = floor.operator(left.day_ended_by)
        name = left.day_ended_by if person is None else person.name
        time = f"{left.at.astimezone(floor.zone_info):%H:%M}"
        why = Saying("counter.closed_for_day", {"time": time, "name": name})
    else:
        return ()
    return (why, Saying("counter.left_on_hold")) if left.held else (why,)


def still_asked(asking: Asking | None, before: CounterState, desk: Desk) -> Asking | None:
    """Return what was being asked, unless it is about whom another has followed at the window."""
    was, now = None if before.desk is None else before.desk.current, desk.current
    followed = was is not None and now is not None and was.leg.id != now.leg.id
    return None if followed and asking is not None and asking.about is None else asking
