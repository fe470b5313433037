"""A console over a real store, with a clock, a feed and a cable that the test moves."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import partial
from importlib.resources import as_file, files
from pathlib import Path
from typing import cast
from uuid import uuid4

from fixtures.centres import KeptCentre
from fixtures.stores import QUICK
from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from common.clock import SystemClock
from common.domain.change import EVERYTHING, Change
from common.domain.errors import Unavailable
from common.domain.floor import Floor, Role
from common.domain.ids import (
    CentreCode,
    CounterCode,
    DeviceCode,
    GroupCode,
    OperatorCode,
    RequestId,
)
from common.domain.ids import ServiceCode as Service
from common.domain.views import Desk, Issued, Seen
from common.domain.words import Language
from common.floorfile.catalogue import read_catalogue
from common.floorfile.floor import read_floor
from common.i18n import texts
from common.ports import Feed, Store
from common.store.counter_journal import SqliteCounterJournal
from common.store.migrating import migrate
from common.store.opening import open_store
from common.ui.store_link import StoreLink
from common.usecases import hall
from common.usecases.setup import replace_floor
from common.usecases.shifts import set_pin
from common.usecases.tickets import issue_ticket
from counter.main import doors_of, wire
from counter.option_list import OptionList
from counter.place import Place
from counter.presenter import Presenter
from counter.state import CounterState, Page
from counter.ticked_off import TickedOff
from counter.window import CounterWindow

CENTRE = CentreCode("ASAN-01")
OPERATOR = OperatorCode("a.mammadova")
OTHER = OperatorCode("t.huseynov")
CASHIER = OperatorCode("r.aliyev")
WINDOW = CounterCode("W12")
ELSEWHERE = CounterCode("W11")
BANK = CounterCode("W2")
PIN = "4826"
LOCK_AFTER = timedelta(hours=3)
MORNING = datetime(2026, 11, 24, 6, 42, tzinfo=UTC)
"""A working morning in Baku."""
CARD, PASSPORT, DUTY = Service("DIN-02"), Service("DIN-05"), Service("BNK-01")


class MovedClock(SystemClock):
    """A clock that stands still until it is moved."""

    def __init__(self) -> None:
        self._now = MORNING

    def now(self) -> datetime:
        return self._now

    def monotonic(self) -> float:
        return (self._now - MORNING).total_seconds()

    def move(self, **span: float) -> None:
        self._now += timedelta(**span)

    def forget(self) -> None:
        """Make it morning again."""
        self._now = MORNING


class ComputerClock(SystemClock):
    """The console's own clock: as right as the store's, or years off."""

    def __init__(self, right: MovedClock) -> None:
        self._right = right
        self.ahead = timedelta()

    def now(self) -> datetime:
        return self._right.now() + self.ahead

    def monotonic(self) -> float:
        return self._right.monotonic()


class HandFeed:
    """A feed that wakes when the test says so."""

    def __init__(self) -> None:
        self.wake: Callable[[], None] = lambda: None
        self.state: Callable[[bool], None] = lambda _: None

    def start(self, wake: Callable[[Change], None], state: Callable[[bool], None]) -> None:
        self.wake, self.state = lambda: wake(EVERYTHING), state

    def stop(self) -> None:
        self.wake, self.state = lambda: None, lambda _: None


class Cable:
    """Lets questions through to a store, or not."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self.cut = False
        self.cut_behind_next = False
        """The next move is made, and then the cable is out before its answer has come."""
        self.cut_behind = ""
        """The same with the next move of this name."""

    def __getattr__(self, name: str) -> object:
        if self.cut:
            raise Unavailable("the cable is out")
        if self.cut_behind_next and name == "perform":
            return partial(self._perform_unheard, self._store)
        if self.cut_behind and name == "perform":
            return self._perform_until
        return getattr(self._store, name)

    def as_seen(self, seen: Seen) -> Store:
        if self.cut:
            raise Unavailable("the cable is out")
        store = self._store.as_seen(seen)
        return cast("Store", _Seen(self, store)) if self.cut_behind_next else store

    def close(self) -> None:
        """Keep the store's connections: the next test has the same store."""

    def _perform_until(
        self, rule: Callable[..., object], *asked: object, **named: object
    ) -> object:
        if rule.__name__ != self.cut_behind:
            return self._store.perform(rule, *asked, **named)
        self.cut_behind = ""
        return self._perform_unheard(self._store, rule, *asked, **named)

    def _perform_unheard(self, store: Store, *asked: object, **named: object) -> object:
        self.cut, self.cut_behind_next = True, False
        store.perform(*asked, **named)
        raise Unavailable("the cable went out")


class _Seen:
    """A store as it was seen, whose next answer the cable loses."""

    def __init__(self, cable: Cable, store: Store) -> None:
        self.perform = partial(cable._perform_unheard, store)  # noqa: SLF001 - a part of it


def make_centre(folder: Path) -> Path:
    """Make a store with the demonstration's floor and two PINs; return its file."""
    file = folder / "centre.db"
    migrate(f"sqlite:///{file}")
    assets = files("assets")
    with (
        as_file(assets / "catalogue" / "catalogue.json") as catalogue,
        as_file(assets / "floors" / "demo.json") as setup,
    ):
        floor = read_floor(setup, read_catalogue(catalogue))
    store = open_store(f"sqlite:///{file}", floor.centre)
    replace_floor(store, floor)
    for operator in (OPERATOR, OTHER, CASHIER):
        set_pin(store, operator, PIN, cost=QUICK)
    store.close()
    return file


class Centre(KeptCentre):
    """A centre by a clock that the tests move."""

    def __init__(self, template: Path, folder: Path) -> None:
        self.clock = MovedClock()
        super().__init__(template, folder, CENTRE, self.clock)

    def put_back(self) -> None:
        self.clock.forget()
        super().put_back()


class Stage:
    """A centre with its store, one console, and people around it."""

    def __init__(self, centre: Centre, folder: Path, wait: Callable[..., None]) -> None:
        centre.put_back()
        self.url, self.store = centre.url, centre.store
        self._wait = wait
        self.clock = centre.clock
        self.computer = ComputerClock(self.clock)
        self.floor: Floor = self.store.floor()
        self.cable = Cable(centre.of_application)
        self.feed = HandFeed()
        self.there = True
        self.journal = folder / "journal.db"
        self._start()

    def _start(self) -> None:
        self.link = StoreLink(self._connect, pause_ms=1)
        self.by_hand = TickedOff(
            lambda: SqliteCounterJournal(self.journal), self.link, reopen_ms=20
        )
        said = texts()
        self.doors = doors_of(self.link, self.computer, said, self.link)
        place = Place(Language.AZ, WINDOW, self.doors.rooms, LOCK_AFTER)
        self.presenter = Presenter(self.link, self.by_hand, self.computer, place)
        self.window = CounterWindow(said, self.doors)
        wire(self.window, self.presenter)
        self.presenter.changed.connect(self.doors.follow)

    def _connect(self) -> tuple[object, Feed]:
        if not self.there:
            raise Unavailable("nobody answers")
        return self.cable, self.feed

    @property
    def state(self) -> CounterState:
        return self.presenter.state

    @property
    def desk(self) -> Desk:
        desk = self.state.desk
        assert desk is not None
        return desk

    def until(self, condition: Callable[[], bool]) -> None:
        self._wait(condition, timeout=30_000)

    def restart(self) -> None:
        """Let the console end in the middle of whatever it does, and another one be started."""
        self.close()
        self.cable.cut = False
        self._start()
        self.sign_in()

    def open(self) -> None:
        """Show the window and reach the sign-in page."""
        self.window.show()
        self.window.activateWindow()
        self.by_hand.start()
        self.link.start()
        self.until(lambda: self.state.page is Page.SIGN_IN)

    def sign_in(self) -> None:
        """Reach the console."""
        self.open()
        self.presenter.sign_in(OPERATOR, PIN, WINDOW)
        self.until(lambda: self.state.page is Page.CONSOLE and not self.state.pending)

    def press(self, key: Qt.Key) -> None:
        """Press a key where the focus is and wait for the answer, if it asked for one."""
        QTest.keyClick(QApplication.focusWidget() or self.window, key)
        self.until(lambda: not self.state.pending)

    def pick(self, name: str) -> None:
        """Choose an option of the panel by its name, with the arrow keys."""
        options = next(one for one in self.window.findChildren(OptionList) if one.isVisible())
        passed: list[str] = []
        if options.marked is None:
            QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Down)
        while options.marked is not None and options.marked.objectName() != name:
            assert options.marked.objectName() not in passed, f"{name} is not among {passed}"
            passed.append(options.marked.objectName())
            QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Down)
        self.press(Qt.Key.Key_Return)

    def take_first(self) -> None:
        """Choose the first of what is asked: the arrow marks it, nothing does before."""
        self.press(Qt.Key.Key_Down)
        self.press(Qt.Key.Key_Return)

    def type(self, text: str) -> None:
        QTest.keyClicks(QApplication.focusWidget(), text)

    def wake(self, condition: Callable[[], bool]) -> None:
        """Wake the console as the store's feed does, and wait until it has read."""
        self.feed.wake()
        self.until(condition)

    def lose_store(self) -> None:
        """Cut the store off, and wait until the console knows."""
        self.cable.cut = True
        self.feed.state(False)  # noqa: FBT003 - the feed's own call
        self.until(self._knows_of_loss)

    def _knows_of_loss(self) -> bool:
        if self.state.lost_since is None:
            # What was on its way when the cable was cut may have come; nothing after it does.
            self.feed.wake()
        return self.state.lost_since is not None

    def second(self, seconds: float = 1) -> None:
        """Let time pass."""
        self.clock.move(seconds=seconds)
        self.presenter.tick()

    def seen(self, name: str) -> QWidget | None:
        """Return a visible thing of the window by its name."""
        found = self.window.findChildren(QWidget, name)
        return next((one for one in found if one.isVisible()), None)

    def words(self, name: str) -> str:
        """Return what a visible thing is called for who cannot see it; empty when not there."""
        thing = self.seen(name)
        return "" if thing is None else thing.accessibleName()

    def alive(self) -> set[str]:
        """Return the moves that react, but for the list of the rarer ones."""
        prefix = "move:"
        return {
            one.objectName().removeprefix(prefix)
            for one in self.window.findChildren(QWidget)
            if one.objectName().startswith(prefix)
            and one.objectName() != "move:more"
            and one.isVisible()
            and one.isEnabled()
        }

    def issue(
        self,
        service: Service = CARD,
        language: Language = Language.AZ,
        priority: GroupCode | None = None,
        more: tuple[Service, ...] = (),
    ) -> Issued:
        """Let a visitor take a ticket."""
        return issue_ticket(
            self.store,
            service=service,
            language=language,
            request=RequestId(str(uuid4())),
            priority=priority,
            more=more,
        )

    def queue(self, *services: Service) -> None:
        """Let visitors take tickets, and wait until the console shows them."""
        for service in services:
            self.issue(service)
        self.wake(lambda: len(self.desk.queue) == len(services))

    def hall_reports(self, *, spoken: bool) -> None:
        """Let the board show the newest call, and the voice speak it."""
        call = self.store.board(None).calls[0]
        report = [(call.id, call.times, self.clock.now())]
        hall.acknowledge_shown(self.store, DeviceCode("D1"), report)
        if spoken:
            hall.acknowledge_spoken(self.store, DeviceCode("D1"), report)

    def close(self) -> None:
        self.presenter.stop()
        self.doors.leave()
        self.link.stop()
        self.by_hand.stop()
        self.window.close()
        # What Qt's side of a connection holds is let go of only with its object.
        parts = [one for one in vars(self.presenter).values() if isinstance(one, QObject)]
        for each in (self.window, *parts, self.presenter, self.by_hand, self.link):
            each.deleteLater()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def let_be(store: Store, role: Role, operator: OperatorCode = OPERATOR, what: str = "") -> None:
    """Give somebody another role; whoever does more than supervise is of no entity."""
    floor = store.floor()
    people = [
        replace(one, role=role, entity=one.entity if role is Role.SUPERVISOR else None)
        if one.code == operator
        else one
        for one in floor.operators
    ]
    replace_floor(store, replace(floor, operators=tuple(people)), what)


def supervised(stage: Stage, role: Role = Role.SUPERVISOR) -> Stage:
    """Sign a supervisor in, or whoever else is no operator."""
    let_be(stage.store, role)
    stage.sign_in()
    return stage


def waiting(stage: Stage) -> list[str]:
    """Return the numbers of the queue, in the order of the calls."""
    return [visit.ticket.label for visit in stage.desk.queue]
