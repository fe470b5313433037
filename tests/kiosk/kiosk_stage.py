"""A kiosk over a real store, with a printer and a feed that the test holds in its hands."""

import shutil
import sqlite3
import threading
from collections.abc import Callable
from contextlib import closing
from datetime import datetime, timedelta
from importlib.resources import as_file, files
from pathlib import Path

from fixtures.centres import KeptCentre
from fixtures.stores import ShiftedClock, today
from PySide6.QtCore import QPoint
from PySide6.QtGui import QPointingDevice
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from queues import NINE

from common.clock import SystemClock
from common.domain.change import EVERYTHING, Change
from common.domain.errors import Unavailable
from common.domain.events import EventKind
from common.domain.floor import Floor, PrinterSetup
from common.domain.ids import CentreCode, DeviceCode
from common.domain.slip import Slip
from common.domain.slip_layout import Line
from common.domain.ticket import SlipState
from common.floorfile.catalogue import read_catalogue
from common.floorfile.floor import read_floor
from common.journals import KioskJournal
from common.ports import Clock, Feed, Printer, PrinterState, Printout, Store
from common.store.kiosk_journal import SqliteKioskJournal
from common.store.migrating import migrate
from common.store.opening import open_store
from common.ui.icons import Icons
from common.ui.store_link import StoreLink
from common.usecases.setup import replace_floor
from kiosk.idle import Patience
from kiosk.paper_lane import PaperLane
from kiosk.presenter import Presenter
from kiosk.printer_reports import PrinterReports
from kiosk.reserve import Reserve
from kiosk.standing import Standing
from kiosk.state import KioskState
from kiosk.window import KioskWindow

CENTRE = CentreCode("ASAN-01")
KIOSK = DeviceCode("K1")
ON_PAPER = Printout(SlipState.PRINTED, PrinterState.READY)
OUT_OF_PAPER = Printout(SlipState.FAILED, PrinterState.OUT_OF_PAPER)
LOST = Printout(SlipState.UNKNOWN, PrinterState.UNKNOWN)
TILE = (540, 960)
"""A whole portrait kiosk in a quarter of the pixels, as the demonstration shows it."""
NO_HURRY = Patience(settle_ms=0)
PATIENCE_MS = 30_000
"""For what comes in milliseconds, unless the disk stands still."""


class ComputerClock(SystemClock):
    """The kiosk's own clock: right, or years off."""

    def __init__(self, right: Clock) -> None:
        self._right = right
        self.ahead = timedelta()
        self.minutes = 0
        """So many have passed for the kiosk that have not for its store."""

    def now(self) -> datetime:
        return self._right.now() + self.ahead

    def monotonic(self) -> float:
        return super().monotonic() + 60 * self.minutes


class HandPrinter:
    """A printer that does what the test says."""

    def __init__(self) -> None:
        self.answer = ON_PAPER
        self.state = PrinterState.READY
        self.slips: list[Slip] = []
        self.free = threading.Event()
        self.free.set()

    def status(self) -> PrinterState:
        return self.state

    def print_slip(self, slip: Slip) -> Printout:
        self.slips.append(slip)
        self.free.wait(5)
        return self.answer


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
    """Lets questions through to a store, or not; or loses only the answers."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self.cut = False
        self.cut_once = False
        self.deaf = False
        self.deaf_once = False
        self.free = threading.Event()
        self.free.set()

    def __getattr__(self, name: str) -> object:
        if self.cut:
            raise Unavailable("the cable is out")
        return getattr(self._store, name)

    def close(self) -> None:
        """Keep the store's connections: the next test has the same store."""

    def perform(self, rule: Callable[..., object], *args: object, **kwargs: object) -> object:
        if self.cut or self.cut_once:
            self.cut_once = False
            raise Unavailable("the cable is out")
        self.free.wait(5)
        answer = self._store.perform(rule, *args, **kwargs)
        if self.deaf or self.deaf_once:
            self.deaf_once = False
            raise Unavailable("the answer was lost")
        return answer


def demonstration_floor() -> Floor:
    """Return the floor of the demonstration."""
    assets = files("assets")
    with (
        as_file(assets / "catalogue" / "catalogue.json") as catalogue,
        as_file(assets / "floors" / "demo.json") as setup,
    ):
        return read_floor(setup, read_catalogue(catalogue))


def make_centre(folder: Path) -> Path:
    """Make a store with the demonstration's floor; return its file."""
    file = folder / "centre.db"
    migrate(f"sqlite:///{file}")
    store = open_store(f"sqlite:///{file}", CENTRE)
    replace_floor(store, demonstration_floor())
    store.close()
    return file


def make_journal(folder: Path) -> Path:
    """Make a journal with its tables and nothing in them, not even its name; return its file."""
    file = folder / "journal.db"
    SqliteKioskJournal(file).close()
    with closing(sqlite3.connect(file)) as made, made:
        made.execute("DELETE FROM journal")
    return file


class Centre(KeptCentre):
    """A centre in which it is nine in the morning whenever a test begins."""

    def __init__(self, template: Path, folder: Path) -> None:
        self.clock = ShiftedClock()
        self.new_journal = make_journal(folder)
        """To copy: to make its tables takes longer than some tests."""
        super().__init__(template, folder, CENTRE, self.clock)

    def put_back(self) -> None:
        self.clock.set(NINE)
        super().put_back()


class Stage:
    """A centre, its kiosk, and a visitor's finger."""

    def __init__(
        self,
        centre: Centre,
        folder: Path,
        wait: Callable[..., None],
        patience: Patience,
        device: DeviceCode = KIOSK,
        *,
        double_ms: int = 0,
    ) -> None:
        self.url, self.store = centre.url, centre.store
        self.journal = folder / f"{device}.db"
        self._new_journal = centre.new_journal
        self._wait = wait
        self._closed = False
        self.cable = Cable(centre.of_application)
        self.feed = HandFeed()
        self.there = True
        self.clock = ComputerClock(centre.clock)
        self.printer = HandPrinter()
        self.others: dict[str, HandPrinter] = {}
        """Printers of staff, by their codes."""
        self.touches = 0
        self.window = KioskWindow(device, 21.5, Icons(), double_ms=double_ms)
        self.window.resize(*TILE)
        # Nobody looks at it, and drawing took a fifth of the time: the tests of what fits look.
        self.window.setUpdatesEnabled(False)
        self.link = link = StoreLink(self._connect, pause_ms=1, parent=self.window)
        self.laid_out: tuple[Line, ...] = ()
        paper = PaperLane(self._open_printer, device, parent=self.window)
        self.reserve = Reserve(
            self._open_journal, link, self.clock, device, parent=self.window, reopen_ms=20
        )
        self.presenter = Presenter(
            link,
            paper,
            self.reserve,
            self.clock,
            device,
            Standing(folder / f"{device}.off"),
            patience=patience,
            parent=self.window,
        )
        self.presenter.changed.connect(self.window.show_state)
        reports = PrinterReports(link, paper, device, retry_ms=20, parent=self.window)
        self.presenter.changed.connect(reports.see)
        self.window.wished.connect(self.presenter.obey)
        self.window.noticed.connect(self.presenter.notice)
        self._finger: QPointingDevice = QTest.createTouchDevice()

    def _connect(self) -> tuple[object, Feed]:
        if not self.there:
            raise Unavailable("nobody answers")
        return self.cable, self.feed

    def _open_journal(self) -> KioskJournal:
        if not self.journal.exists():
            shutil.copy(self._new_journal, self.journal)
        return SqliteKioskJournal(self.journal)

    def _open_printer(self, setup: PrinterSetup, lines: tuple[Line, ...]) -> Printer:
        self.laid_out = lines
        return self.others.get(setup.code, self.printer)

    @property
    def state(self) -> KioskState:
        return self.presenter.state

    def start(self) -> None:
        """Show the window and begin to look for the store."""
        self.window.show()
        self.presenter.start()

    def open(self) -> None:
        """Reach the first page."""
        self.start()
        self.reach("welcome")

    def lose_store(self) -> None:
        """Cut the store off once the kiosk holds its numbers, and wait until it knows."""
        self.until(lambda: self.reserve.menu() is not None)
        self.cable.cut = True
        self.feed.state(False)  # noqa: FBT003 - as the feed calls it
        self.until(lambda: not self.state.reachable)

    def wake_up(self) -> None:
        """Let the kiosk hear of a change, and wait until it has seen all there is."""
        self.feed.wake()
        now = self.store.menu().services
        self.until(lambda: self.state.menu is not None and self.state.menu.services == now)

    def find_store(self) -> None:
        """Let the store be heard again."""
        self.cable.cut = self.cable.deaf = False
        self.feed.state(True)  # noqa: FBT003 - as the feed calls it

    def close(self) -> None:
        """End everything the kiosk and the test began; once is enough."""
        if self._closed:
            return
        self._closed = True
        self.printer.free.set()
        self.cable.free.set()
        self.presenter.stop()
        self.window.close()
        self.window.deleteLater()

    def until(self, condition: Callable[[], bool]) -> None:
        self._wait(condition, timeout=PATIENCE_MS)

    def reach(self, page: str) -> None:
        """Wait until a page is on the screen."""
        self.until(lambda: self.seen(f"page:{page}") is not None)

    def seen(self, name: str) -> QWidget | None:
        """Return a visible thing of the window by its name."""
        found = self.window.findChildren(QWidget, name)
        return next((one for one in found if one.isVisible()), None)

    def words(self, name: str) -> str:
        """Return what a visible thing says."""
        thing = self.seen(name)
        assert thing is not None, f"{name} is not on the screen"
        return thing.accessibleName()

    def touch(self, name: str) -> None:
        """Touch a thing in its middle, alive or dead."""
        thing = self.seen(name)
        assert thing is not None, f"{name} is not on the screen"
        self.touches += 1
        spot = thing.mapTo(self.window, QPoint(thing.width() // 2, thing.height() // 2))
        self.touch_at(spot)

    def touch_at(self, spot: QPoint) -> None:
        """Touch a spot of the window, whatever is there."""
        QTest.touchEvent(self.window, self._finger).press(0, spot, self.window).commit()
        QTest.touchEvent(self.window, self._finger).release(0, spot, self.window).commit()

    def type(self, letters: str) -> None:
        """Type on the keyboard of the screen."""
        for letter in letters:
            self.touch(f"key:{letter}")

    def take(self, service: str = "DIN-02") -> None:
        """Take a ticket for a service of the first page."""
        self.touch(f"service:{service}")
        self.reach("confirm")
        self.touch("take")

    def issued(self) -> int:
        """Return how many tickets the store has given today."""
        events = self.store.events(today(self.store))
        return sum(event.kind is EventKind.ISSUED for event in events)

    def slips(self) -> list[object]:
        """Return what was written down about slips, in order."""
        events = self.store.events(today(self.store))
        return [event.facts["slip"] for event in events if event.kind is EventKind.SLIP]
