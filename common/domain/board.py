"""Calls, the board that shows them, and what on it is new."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from common.domain.floor import Direction, Display, Floor
from common.domain.ids import CallId, CounterCode, EntityCode, LegId, ServiceCode, ZoneCode
from common.domain.spans import within
from common.domain.words import Language, Words


@dataclass(frozen=True, slots=True)
class Call:
    """A visitor called to a window; a recall is the same call with `times` one more."""

    id: CallId
    leg: LegId
    label: str
    counter: CounterCode
    window: int
    zone: ZoneCode
    direction: Direction
    language: Language
    service: ServiceCode
    times: int
    called_at: datetime
    """The last time."""
    open: bool
    """The visitor has not come yet: neither served, a no-show, nor withdrawn."""
    withdrawn: bool = False
    """Taken back by the operator (held, transferred, cancelled): off the board at once."""


@dataclass(frozen=True, slots=True)
class WaitingCount:
    """How many wait for one entity."""

    entity: EntityCode
    series: str
    waiting: int


class WindowState(StrEnum):
    """What is going on at a window."""

    CLOSED = "closed"
    BREAK = "break"
    FREE = "free"
    CALLED = "called"
    SERVING = "serving"


@dataclass(frozen=True, slots=True)
class WindowNow:
    """What the sign over a counter says."""

    counter: CounterCode
    state: WindowState
    label: str = ""
    """The number that is called or served there."""


@dataclass(frozen=True, slots=True)
class Board:
    """All that a board, or the sign over a counter, shows, read at one moment; newest call first.

    A sign has its window and no calls.
    """

    at: datetime
    """The store's clock when it was read."""
    calls: tuple[Call, ...]
    waiting: tuple[WaitingCount, ...] = ()
    floor_version: int = 0
    window: WindowNow | None = None
    messages: tuple[Words, ...] = ()
    """What is told to everybody who looks at it."""
    evacuated_since: datetime | None = None
    """The building has to be left: nothing else is shown."""


def belongs_on(display: Display | None, call: Call, floor: Floor) -> bool:
    """Say whether a call stands on a board; every call stands on the hall's."""
    if display is None:
        return True
    if display.counters and call.counter not in display.counters:
        return False
    if display.entities and floor.catalogue.entity_of(call.service).code not in display.entities:
        return False
    return display.zone in (None, call.zone)


def served_on(display: Display | None, floor: Floor) -> frozenset[ServiceCode] | None:
    """Return the services whose waiting visitors a board counts; None counts all."""
    if display is None or not (display.zone or display.counters or display.entities):
        return None
    profiles = {
        counter.profile
        for counter in floor.counters
        if display.zone in (None, counter.zone)
        and (not display.counters or counter.code in display.counters)
    }
    served = {
        code for profile in floor.profiles if profile.code in profiles for code in profile.handicaps
    }
    services = floor.catalogue.services()
    return frozenset(
        code
        for code in served
        if not display.entities or (code in services and services[code].entity in display.entities)
    )


def visible(board: Board, now: datetime, shown_at_least: timedelta) -> tuple[Call, ...]:
    """Return the calls to draw: open ones, and each for at least a while; newest first."""
    rows = [
        call
        for call in board.calls
        if not call.withdrawn and (call.open or within(shown_at_least, call.called_at, now))
    ]
    return tuple(sorted(rows, key=lambda call: (call.called_at, call.id), reverse=True))


def what_is_new(
    previous: Board | None, current: Board, fresh: timedelta = timedelta(seconds=20)
) -> tuple[Call, ...]:
    """Return the calls to flash and speak, oldest first.

    New is a call, or a further time of one, that the previous board did not have and that is
    still fresh: after a cut of any length nothing stale is spoken, and the first call on an
    empty board is.
    """
    known = {} if previous is None else {call.id: call.times for call in previous.calls}
    news = [
        call
        for call in current.calls
        if call.open
        and call.times > known.get(call.id, 0)
        and within(fresh, call.called_at, current.at)
    ]
    return tuple(sorted(news, key=lambda call: (call.called_at, call.id)))
