"""Each ticket's whole way, told from the log alone."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime

from common.domain.events import Event, EventKind
from common.domain.ids import LegId, ServiceCode, TicketId
from common.domain.ticket import ENDED, LegState, SlipState
from common.domain.views import TicketStory

_LEADS_TO: Mapping[EventKind, LegState] = {
    EventKind.ISSUED: LegState.WAITING,
    EventKind.CALLED: LegState.CALLED,
    EventKind.RESUMED: LegState.CALLED,
    EventKind.STARTED: LegState.SERVING,
    EventKind.FINISHED: LegState.DONE,
    EventKind.NO_SHOW: LegState.NO_SHOW,
    EventKind.HELD: LegState.HELD,
    EventKind.TRANSFERRED: LegState.TRANSFERRED,
    EventKind.SENT: LegState.AWAY,
    EventKind.RETURNED: LegState.WAITING,
    EventKind.REINSTATED: LegState.WAITING,
    EventKind.CALL_UNDONE: LegState.WAITING,
    EventKind.FREED: LegState.WAITING,
    EventKind.CANCELLED: LegState.CANCELLED,
}
_ON_PAPER = frozenset({SlipState.PRINTED.value, SlipState.REPRINTED.value})


def tell_stories(day: date, events: Iterable[Event]) -> tuple[TicketStory, ...]:
    """Return a story for each ticket whose issue is among the events, in their order."""
    ways: dict[TicketId, list[Event]] = defaultdict(list)
    for event in events:
        if event.ticket is not None:
            ways[event.ticket].append(event)
    return tuple(_tell(day, way) for way in ways.values())


def _tell(day: date, way: Sequence[Event]) -> TicketStory:
    issued = next(event for event in way if event.kind is EventKind.ISSUED)
    windows = [event.counter for event in way if event.kind is EventKind.CALLED]
    printed = [
        event for event in way if event.kind is EventKind.SLIP and event.facts["slip"] in _ON_PAPER
    ]
    return TicketStory(
        label=_label(way),
        day=day,
        service=ServiceCode(str(issued.facts["service"])),
        language=str(issued.facts["language"]),
        counter=windows[-1] if windows else None,
        issued=_moment(issued),
        printed=printed[0].at if printed else None,
        called=_first(way, EventKind.CALLED),
        shown=_first(way, EventKind.SHOWN),
        spoken=_first(way, EventKind.SPOKEN),
        served=_first(way, EventKind.STARTED),
        end=_end(way).value,
    )


def _label(way: Sequence[Event]) -> str:
    """Return the number on the visitor's paper: the one given last."""
    given = (EventKind.ISSUED, EventKind.RENUMBERED)
    return str(next(event for event in reversed(way) if event.kind in given).facts["label"])


def _first(way: Sequence[Event], kind: EventKind) -> datetime | None:
    moments = [_moment(event) for event in way if event.kind is kind]
    return min(moments, default=None)


def _moment(event: Event) -> datetime:
    """Return when it happened: displays and kiosks report what happened before."""
    when = event.facts.get("when")
    return event.at if when is None else datetime.fromisoformat(str(when))


def _end(way: Sequence[Event]) -> LegState:
    """Return where the visit stands: at the leg that is still open, else at the last to end."""
    states: dict[LegId, LegState] = {}
    for event in way:
        if event.leg is not None and event.kind in _LEADS_TO:
            states.pop(event.leg, None)
            back = "back" in event.facts
            states[event.leg] = LegState.WAITING if back else _LEADS_TO[event.kind]
        if event.kind in (EventKind.TRANSFERRED, EventKind.SENT):
            states[LegId(int(str(event.facts["new_leg"])))] = LegState.WAITING
    still = [state for state in states.values() if state not in ENDED | {LegState.AWAY}]
    return (still or list(states.values()))[-1]
