"""`python -m tests.bench.kiosk_at_work URL CENTRE FOLDER TICKETS`: one kiosk measures itself.

A process of its own, so that its memory is the kiosk's: the real window, presenter, journal and
store, and a printer that draws every slip and makes its bytes. Answers in JSON.
"""

import json
import sys
import time
from collections.abc import Callable, Iterator
from itertools import cycle
from pathlib import Path
from typing import Any

from PySide6.QtCore import QEventLoop
from PySide6.QtWidgets import QApplication

from common.clock import SystemClock
from common.domain.catalogue import Kind
from common.domain.floor import PrinterSetup
from common.domain.ids import CentreCode, DeviceCode, EntityCode, ServiceCode
from common.domain.slip import Slip, qr_text
from common.domain.ticket import SlipState
from common.domain.waits import WaitSpan
from common.domain.words import Language
from common.floorfile.models import models
from common.i18n import texts
from common.ports import Printer, PrinterState, Printout
from common.printing.job import digest, slip_bytes
from common.store.connecting import connection
from common.store.kiosk_journal import SqliteKioskJournal
from common.ui.fonts import load_fonts
from common.ui.icons import Icons
from common.ui.slip_painter import DotSlipPainter
from common.ui.store_link import StoreLink
from kiosk.given import Paper, Ticket
from kiosk.idle import Patience
from kiosk.paper_lane import PaperLane
from kiosk.presenter import Presenter
from kiosk.printer_reports import PrinterReports
from kiosk.reserve import Reserve
from kiosk.standing import Standing
from kiosk.state import (
    AnyWish,
    ChooseEntity,
    ChooseKind,
    ChooseLanguage,
    ChooseService,
    Welcome,
    Wish,
)
from kiosk.window import KioskWindow

WIDTH = 576
ROUNDS = 60
WARM = 100
"""Tickets after which the first memory is read: libraries are loaded, caches filled."""
STUCK_SECONDS = 30.0
SERVICE = ServiceCode("DIN-02")


class DrawingPrinter:
    """Draws each slip and makes its bytes, as a printer at the end of a cable does."""

    def __init__(self) -> None:
        self._painter = DotSlipPainter(texts())

    def status(self) -> PrinterState:
        """Say that all is well."""
        return PrinterState.READY

    def print_slip(self, slip: Slip) -> Printout:
        """Say that it is printed."""
        return Printout(SlipState.PRINTED, PrinterState.READY, digest(self.data(slip)), 130.0)

    def data(self, slip: Slip) -> bytes:
        """Return the bytes of a slip's job."""
        return slip_bytes(self._painter.paint(slip, WIDTH), models()["generic_escpos"])


class Kiosk:
    """A kiosk put together as in `kiosk.main`, whose visitors do not wait."""

    def __init__(self, url: str, centre: CentreCode, folder: Path) -> None:
        self.window = KioskWindow(DeviceCode("K1"), 21.5, Icons())
        self.window.resize(1080, 1920)
        window, device, clock = self.window, DeviceCode("K1"), SystemClock()
        link = StoreLink(connection(url, centre, 3.0), pause_ms=1_000, parent=window)
        paper = PaperLane(self._printer, device, parent=window)
        journal = lambda: SqliteKioskJournal(folder / "journal.db")  # noqa: E731 - opened later
        self.presenter = Presenter(
            link,
            paper,
            Reserve(journal, link, clock, device, parent=window),
            clock,
            device,
            Standing(folder / "off"),
            patience=Patience(settle_ms=0),
            parent=window,
        )
        self.presenter.changed.connect(window.show_state)
        self.presenter.changed.connect(PrinterReports(link, paper, device, parent=window).see)
        window.show()
        self.presenter.start()
        self.until(lambda: isinstance(self.presenter.state.page, Welcome))

    def _printer(self, _setup: PrinterSetup, _lines: object) -> Printer:
        return DrawingPrinter()

    def until(self, so: Callable[[], bool]) -> None:
        """Go on until something is so."""
        last = time.monotonic() + STUCK_SECONDS
        while not so():
            QApplication.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)
            if time.monotonic() > last:
                raise TimeoutError(self.presenter.state.page)

    def wish(self, wish: AnyWish) -> None:
        """Do what a visitor's touch does."""
        self.presenter.obey(wish)

    def ticket(self) -> None:
        """Take a ticket and go away."""
        self.wish(ChooseService(SERVICE))
        self.wish(Wish.TAKE)
        self.until(self._is_printed)
        self.wish(Wish.LEAVE)
        self.until(lambda: isinstance(self.presenter.state.page, Welcome))

    def _is_printed(self) -> bool:
        page = self.presenter.state.page
        return isinstance(page, Ticket) and page.paper is Paper.PRINTED


def slips(kiosk: Kiosk) -> Iterator[tuple[float, int]]:
    """Measure every service of the set-up in every language: milliseconds, and bytes."""
    menu, printer = kiosk.presenter.state.menu, DrawingPrinter()
    if menu is None:
        raise AssertionError("the first page has a menu")
    floor = menu.floor
    for language in Language:
        for code in menu.services:
            slip = Slip(
                centre=floor.name.of(language),
                label="A1000",
                service=floor.catalogue.services()[code].name.of(language),
                entity=floor.catalogue.entity_of(code).name.of(language),
                ahead=12,
                issued_at=menu.at.astimezone(floor.zone_info),
                language=language,
                qr=qr_text(floor.centre, menu.at.date(), "abcdefghijkl"),
                expected=WaitSpan(10, 20),
            )
            began = time.perf_counter()
            data = printer.data(slip)
            yield (time.perf_counter() - began) * 1e3, len(data)


def page_changes(kiosk: Kiosk) -> Iterator[float]:
    """Measure from a wish to the end of its page's painting."""
    tongues = cycle(Language)
    way: tuple[AnyWish, ...] = (
        ChooseKind(Kind.PUBLIC),
        ChooseEntity(EntityCode("DIN")),
        ChooseService(SERVICE),
        Wish.PRIORITY,
        Wish.HOME,
        Wish.SEARCH,
        Wish.HOME,
    )
    for _ in range(ROUNDS):
        for wish in (ChooseLanguage(next(tongues)), *way):
            QApplication.processEvents()
            began = time.perf_counter()
            kiosk.wish(wish)
            QApplication.processEvents()
            yield (time.perf_counter() - began) * 1e3


def resident() -> float:
    """Return how much memory this process has, in MB."""
    status = Path("/proc/self/status").read_text(encoding="ascii")
    line = next(line for line in status.splitlines() if line.startswith("VmRSS:"))
    return int(line.split()[1]) / 1024


def main() -> int:
    """Measure, and answer."""
    url, centre, folder, tickets = sys.argv[1:]
    _application = QApplication(sys.argv[:1])
    load_fonts()
    kiosk = Kiosk(url, CentreCode(centre), Path(folder))
    told: dict[str, Any] = {"pages": list(page_changes(kiosk)), "slips": list(slips(kiosk))}
    memory: list[tuple[int, float]] = []
    began = time.monotonic()
    for number in range(1, int(tickets) + 1):
        kiosk.ticket()
        if number == WARM or number % 1000 == 0:
            memory.append((number, resident()))
    told |= {"memory": memory, "seconds": time.monotonic() - began}
    kiosk.presenter.stop()
    sys.stdout.write(json.dumps(told) + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
