"""A hall for the board's tests: a store, a voice and a clock that do what a test says."""

import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from typing import TypeVar

from common.domain.board import Board, Call, WaitingCount, WindowNow
from common.domain.catalogue import Catalogue, Entity, Kind
from common.domain.change import EVERYTHING, Change
from common.domain.errors import Unavailable
from common.domain.events import EventKind
from common.domain.floor import Direction, Display, Floor
from common.domain.ids import (
    CallId,
    CentreCode,
    CounterCode,
    DeviceCode,
    EntityCode,
    LegId,
    ServiceCode,
    ZoneCode,
)
from common.domain.waits import WaitSpan
from common.domain.words import Language, Words
from common.hearing import Announcement, Notice, VoiceState
from common.ui.store_link import StoreLink
from display.chosen import Place
from display.presenter import Presenter
from display.state import BoardState

NOON = datetime(2026, 11, 24, 8, 0, tzinfo=UTC)
"""Twelve o'clock in Baku."""
BOARD = DeviceCode("D1")
HALL = ZoneCode("A")
T = TypeVar("T")


def seconds(count: float) -> timedelta:
    """Return a span of seconds."""
    return timedelta(seconds=count)


def words(text: str) -> Words:
    return Words(text, text, text)


def floor(version: int = 1, zone: ZoneCode | None = HALL) -> Floor:
    entity = Entity(EntityCode("DIN"), Kind.PUBLIC, words("Daxili İşlər Nazirliyi"), ())
    return Floor(
        centre=CentreCode("T"),
        name=words("Mərkəz"),
        catalogue=Catalogue((entity,)),
        displays=(Display(BOARD, zone),),
        version=version,
    )


def call(number: int, label: str = "", *, at: datetime = NOON, times: int = 1) -> Call:
    return Call(
        id=CallId(number),
        leg=LegId(number),
        label=label or f"A{number:03d}",
        counter=CounterCode(f"W{number}"),
        window=number,
        zone=HALL,
        direction=Direction.LEFT,
        language=Language.AZ,
        service=ServiceCode("DIN-01"),
        times=times,
        called_at=at,
        open=True,
    )


class HandClock:
    """A clock that stands until it is moved on."""

    def __init__(self) -> None:
        self.seconds = 0.0

    def now(self) -> datetime:
        return NOON + timedelta(seconds=self.seconds)

    def monotonic(self) -> float:
        return self.seconds


class FakeStore:
    """Answers with what the test put in; every question fails while it is away."""

    def __init__(self, clock: HandClock) -> None:
        self._clock = clock
        self.calls: tuple[Call, ...] = ()
        self.waiting: tuple[WaitingCount, ...] = ()
        self.window: WindowNow | None = None
        self.expected: dict[ServiceCode, WaitSpan] = {}
        self.asked_waits = 0
        self.messages: tuple[Words, ...] = ()
        self.evacuated_since: datetime | None = None
        self.set_up = floor()
        self.away = False
        self.zones: list[ZoneCode | None] = []
        self.told: list[tuple[DeviceCode, EventKind, CallId, int, datetime]] = []
        self.ahead = timedelta()
        """By how much the store's clock is ahead of the display's."""
        self.readings = 0
        self.tellings = 0
        self.knocks = 0
        self.refusals = 0
        self.stuck = threading.Event()
        self.stuck.set()

    def floor(self) -> Floor:
        self._reach()
        return self.set_up

    def board(self, display: Display | None) -> Board:
        self._reach()
        self.zones.append(None if display is None else display.zone)
        self.readings += 1
        at = self._clock.now() + self.ahead
        return Board(
            at,
            self.calls,
            self.waiting,
            self.set_up.version,
            self.window,
            self.messages,
            self.evacuated_since,
        )

    def expected_waits(self) -> dict[ServiceCode, WaitSpan]:
        self._reach()
        self.asked_waits += 1
        return self.expected

    def acknowledge(
        self, device: DeviceCode, kind: EventKind, calls: Sequence[tuple[CallId, int, datetime]]
    ) -> None:
        self._reach()
        self.tellings += 1
        self.told.extend((device, kind, *one) for one in calls)

    def perform(self, rule: Callable[..., T], *args: object) -> T:
        return rule(self, *args)

    def close(self) -> None:
        """Nothing is open."""

    def _reach(self) -> None:
        self.knocks += 1
        self.stuck.wait(timeout=5)
        if self.away:
            self.refusals += 1
            raise Unavailable("the store is away")


class FakeFeed:
    """Wakes and loses the board when the test says so."""

    def start(self, wake: Callable[[Change], None], state: Callable[[bool], None]) -> None:
        self.wake, self.tell, self.state = lambda: wake(EVERYTHING), wake, state

    def stop(self) -> None:
        """No thread runs."""


class FakeVoice:
    """Keeps what it was told; speaks when the test says so."""

    def __init__(self) -> None:
        self.announced: list[Announcement] = []
        self.forgotten: list[CallId] = []
        self.noticed: list[Notice] = []
        self.closes: datetime | None = None

    def start(
        self,
        spoken: Callable[[Announcement, datetime], None],
        state: Callable[[VoiceState], None],
    ) -> None:
        self.spoken, self.state = spoken, state

    def announce(self, announcement: Announcement) -> None:
        self.announced.append(announcement)

    def forget(self, call: CallId) -> None:
        self.forgotten.append(call)

    def say(self, notice: Notice) -> None:
        self.noticed.append(notice)

    def lift(self) -> None:
        self.noticed.clear()

    def close_at(self, moment: datetime | None) -> None:
        self.closes = moment

    def stop(self) -> None:
        """Nothing speaks."""

    @property
    def labels(self) -> list[str]:
        return [announcement.label for announcement in self.announced]


@dataclass
class Hall:
    """A board's presenter among fakes."""

    wait: Callable[[Callable[[], bool]], None]
    clock: HandClock = field(default_factory=HandClock)
    voice: FakeVoice = field(default_factory=FakeVoice)
    feed: FakeFeed = field(default_factory=FakeFeed)
    states: list[BoardState] = field(default_factory=list)
    calm: bool = False
    place: Place = field(default_factory=lambda: Place(BOARD))

    def __post_init__(self) -> None:
        self.store = FakeStore(self.clock)
        self.link = StoreLink(lambda: (self.store, self.feed), pause_ms=1)
        self.presenter = Presenter(
            self.link,
            self.voice,
            self.clock,
            self.place,
            calm=self.calm,
        )
        self.presenter.changed.connect(self.states.append)

    @property
    def state(self) -> BoardState:
        return self.presenter.state

    @property
    def shown(self) -> list[str]:
        return [f"{row.letters}{row.serial}" for row in self.state.rows]

    def open(self) -> None:
        self.presenter.start()
        self.wait(lambda: self.store.readings > 0)
        self.wake()

    def put(self, *calls: Call) -> None:
        """Put calls on the store's board and wake the presenter."""
        self.store.calls = calls
        self.wake()

    def wake(self) -> None:
        """Wake the presenter and wait until it has taken over what was read."""
        self.feed.wake()
        self.settle()

    def settle(self) -> None:
        """Wait until a question put now, and so all before it, has been answered."""
        for _ in range(3):
            self._ask_and_wait()

    def _ask_and_wait(self) -> None:
        answers: list[object] = []
        self.link.ask(lambda _store: True, answers.append, answers.append)
        self.wait(lambda: bool(answers))

    def lose(self) -> None:
        self.store.away = True
        self.feed.state(False)  # noqa: FBT003 - the port's callback has no name for it
        self.wait(lambda: self.state.since is not None)

    def come_back(self) -> None:
        self.store.away = False
        self.feed.state(True)  # noqa: FBT003 - likewise
        self.wait(lambda: self.state.since is None)
        self.settle()

    def pass_time(self, seconds: float) -> None:
        self.clock.seconds += seconds
        self.presenter.tick()

    def paint_all(self) -> None:
        """Say that the screen has drawn this page."""
        for row in self.state.rows:
            self.presenter.note_painted(row.call, row.times, 0)

    def told(self, kind: EventKind) -> list[tuple[CallId, int]]:
        return [(one[2], one[3]) for one in self.store.told if one[1] is kind]

    def close(self) -> None:
        self.store.stuck.set()
        self.presenter.stop()


def closed(one: Call) -> Call:
    return replace(one, open=False)


def again(one: Call, at: datetime) -> Call:
    return replace(one, times=one.times + 1, called_at=at)
