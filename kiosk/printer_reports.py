"""Tells the store how this kiosk's printer is, and how much it printed."""

import logging
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from PySide6.QtCore import QObject, QTimer, Slot

from common.domain.errors import Unavailable
from common.domain.ids import DeviceCode
from common.domain.printers import PrinterReport, PrinterState
from common.ports import Printout, Store
from common.ui.store_link import StoreLink
from common.ui.tasks import Expected
from common.usecases.paper import report_printer
from kiosk.paper_lane import PaperLane
from kiosk.state import KioskState

BEAT_MS, RETRY_MS = 60_000, 2_000
EARLIEST = datetime(1970, 1, 1, tzinfo=UTC)
_TICK = timedelta(microseconds=1)

log = logging.getLogger(__name__)


class PrinterReports(QObject):
    """Reports every change at once, and without one each minute; paper is added up in between.

    A report is kept as it is until the store has taken it, so that paper is counted once.
    """

    def __init__(
        self,
        link: StoreLink,
        paper: PaperLane,
        device: DeviceCode,
        retry_ms: int = RETRY_MS,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._link, self._device = link, device
        self._seen: KioskState | None = None
        self._said: PrinterState | None = None
        self._count = PrinterReport(EARLIEST, PrinterState.UNKNOWN)
        """What was printed since the last report; its state and moment are of no account."""
        self._under_way: PrinterReport | None = None
        self._asking = False
        self._beat = QTimer(self, interval=BEAT_MS)
        self._beat.timeout.connect(self._send)
        self._beat.start()
        self._again = QTimer(self, singleShot=True, interval=retry_ms)
        self._again.timeout.connect(self._send)
        paper.printed.connect(self._add)

    @Slot(object)
    def see(self, state: KioskState) -> None:
        """Take note of what is on the screen; a printer that changed is reported."""
        self._seen = state
        if _state_of(state) != self._said:
            self._send()

    @Slot(object)
    def _add(self, printout: Printout) -> None:
        count = self._count
        if printout.paper_mm:
            paper = count.paper_mm + printout.paper_mm
            self._count = replace(count, slips=count.slips + 1, paper_mm=paper)

    @Slot()
    def _send(self) -> None:
        state = self._seen
        if state is None or self._asking or not _can_report(state):
            return
        report = self._under_way or self._next(state)
        self._under_way, self._asking = report, True

        def tell(store: Store) -> None:
            report_printer(store, kiosk=self._device, report=report)

        self._link.ask(tell, self._taken, self._failed)

    def _next(self, state: KioskState) -> PrinterReport:
        """Return a report of now, later than any before."""
        at = max(state.now, self._count.at + _TICK)
        report = replace(self._count, at=at, state=_state_of(state))
        self._count = PrinterReport(at, PrinterState.UNKNOWN)
        return report

    def _taken(self, _answer: None) -> None:
        said = None if self._under_way is None else self._under_way.state
        self._said, self._under_way, self._asking = said, None, False
        if self._seen is not None and _state_of(self._seen) != said:
            self._send()

    def _failed(self, error: Expected) -> None:
        self._asking = False
        if isinstance(error, Unavailable):
            log.info("the printer's state is not written down yet: %s", error)
            self._again.start()
            return
        log.warning("the printer's state was not taken: %s", error)
        if self._under_way is not None:
            # Said again only when it changes.
            self._said, self._under_way = self._under_way.state, None


def _can_report(state: KioskState) -> bool:
    """Say whether the store is there, and knows of a printer here."""
    kiosk = None if state.menu is None else state.menu.floor.kiosk(DeviceCode(state.device))
    return state.reachable and kiosk is not None and kiosk.printer is not None


def _state_of(state: KioskState) -> PrinterState:
    """Return the printer's state as it is reported: a slip about to be taken is no news."""
    taken_soon = state.printer is PrinterState.NOT_TAKEN
    return PrinterState.READY if taken_soon else state.printer
