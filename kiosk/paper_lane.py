"""The printer, on a thread of its own."""

import logging
from collections.abc import Callable

from PySide6.QtCore import QObject, Signal

from common.domain.floor import Floor, PrinterSetup
from common.domain.ids import DeviceCode
from common.domain.slip import Slip
from common.domain.slip_layout import Line
from common.domain.ticket import SlipState
from common.ports import Printer, PrinterState, Printout
from common.ui.tasks import Expected, TaskLane

log = logging.getLogger(__name__)

NONE = Printout(SlipState.FAILED, PrinterState.NO_LINK)


class PaperLane(QObject):
    """Prints slips one after another and asks how the printer is; never on the caller's thread."""

    told = Signal(object)
    """What the printer says of itself."""
    printed = Signal(object)
    """How an attempt to print ended."""

    def __init__(
        self,
        open_printer: Callable[[PrinterSetup, tuple[Line, ...]], Printer],
        device: DeviceCode,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._open = open_printer
        self._device = device
        self._lane = TaskLane("paper", self)
        self._setup: PrinterSetup | None = None
        self._lines: tuple[Line, ...] = ()
        self._opened: tuple[PrinterSetup, tuple[Line, ...], Printer] | None = None
        self._asking = False

    def use(self, floor: Floor) -> None:
        """Print where the floor says this kiosk does, and as it lays slips out."""
        self._lines = floor.slip
        kiosk = floor.kiosk(self._device)
        code = None if kiosk is None else kiosk.printer
        self._setup = next((each for each in floor.printers if each.code == code), None)

    def print_slip(self, slip: Slip, done: Callable[[Printout], None]) -> None:
        """Print a slip; `done` follows on the caller's thread."""
        setup = self._setup

        def job() -> Printout:
            return NONE if setup is None else self._printer(setup).print_slip(slip)

        def ended(printout: Printout) -> None:
            self.printed.emit(printout)
            done(printout)

        def failed(error: Expected) -> None:
            log.error("nothing can be printed: %s", error)
            ended(NONE)

        self._lane.run(job, ended, failed)

    def print_at(self, setup: PrinterSetup, slip: Slip, done: Callable[[Printout], None]) -> None:
        """Print on another printer than this kiosk's own; `done` follows as well."""

        def failed(error: Expected) -> None:
            log.error("nothing can be printed on %s: %s", setup.code, error)
            done(NONE)

        lines = self._lines
        self._lane.run(lambda: self._open(setup, lines).print_slip(slip), done, failed)

    def ask(self) -> None:
        """Ask how the printer is; `told` follows. Does nothing while an answer is awaited."""
        if self._asking:
            return
        self._asking = True
        setup = self._setup
        self._lane.run(
            lambda: PrinterState.NO_LINK if setup is None else self._printer(setup).status(),
            self._answered,
            self._failed,
        )

    def stop(self) -> None:
        """End after the job at hand."""
        self._lane.stop()

    def _printer(self, setup: PrinterSetup) -> Printer:
        """Return the printer of a set-up; only ever called on the lane."""
        lines = self._lines
        if self._opened is None or self._opened[:2] != (setup, lines):
            self._opened = (setup, lines, self._open(setup, lines))
        return self._opened[2]

    def _answered(self, state: PrinterState) -> None:
        self._asking = False
        self.told.emit(state)

    def _failed(self, error: Expected) -> None:
        log.info("the printer cannot be asked: %s", error)
        self._answered(PrinterState.NO_LINK)
