"""Calls, the board that shows them, and what on it is new."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from common.domain.floor import Direction
from common.domain.ids import CallId, CounterCode, EntityCode, LegId, ServiceCode, ZoneCode
from common.domain.spans import within
from common.domain.words import Language


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


@dataclass(frozen=True, slots=True)
class Board:
    """All that a hall board shows, read at one moment; newest call first."""

    at: datetime
    """The store's clock when it was read."""
    calls: tuple[Call, ...]
    waiting: tuple[WaitingCount, ...] = ()
    floor_version: int = 0


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
