"""What a visitor sees and what the store keeps when a real printer's line goes wrong."""

import threading
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from kiosk_stage import Stage
from PySide6.QtWidgets import QWidget

from common.demo.printer_faults import Fault, Trouble
from common.demo.printer_tongues import TONGUES
from common.demo.virtual_printer import VirtualPrinter
from common.domain.floor import Cable, PrinterSetup
from common.domain.ids import PrinterCode
from common.domain.slip import Slip
from common.domain.words import Language
from common.i18n import texts
from common.ports import PrinterState, Printout, Raster
from common.printing.setup import open_printer
from kiosk.given import Paper, Ticket

SAY = texts()[Language.AZ]
LONG, SHORT = 20.0, 2.0
"""Seconds a slip may take: where the printer speaks, and where it falls silent."""


class Stripes:
    """Paints a pattern instead of a slip."""

    def paint(self, slip: Slip, width_dots: int) -> Raster:
        return Raster(width_dots, 200, slip.label.encode().ljust(width_dots // 8, b"\xa5") * 200)


class OnMachine:
    """The kiosk's printer at the end of a cable, as the stage keeps one."""

    def __init__(self, machine: VirtualPrinter, family: str) -> None:
        address = f"127.0.0.1:{machine.port}"
        setup = PrinterSetup(PrinterCode("P1"), Cable.NETWORK, address, 576, family=family)
        self._long = open_printer(setup, Stripes(), timeout=LONG)
        self._short = open_printer(setup, Stripes(), timeout=SHORT)
        self.hurried = False
        self.free = threading.Event()

    def status(self) -> PrinterState:
        return self._long.status()

    def print_slip(self, slip: Slip) -> Printout:
        return (self._short if self.hurried else self._long).print_slip(slip)


class Floor:
    """A kiosk and its virtual printer."""

    def __init__(self, kiosk: Stage, machine: VirtualPrinter, printer: OnMachine) -> None:
        self.kiosk, self.machine, self.printer = kiosk, machine, printer

    def fail(self, fault: Fault) -> None:
        silent = {Trouble.SILENT, Trouble.POWER_OFF, Trouble.SLOW, Trouble.WRONG_LENGTH}
        self.printer.hurried = fault.trouble in silent
        self.machine.fail(fault)

    def take(self) -> str:
        """Take a ticket and return what was written down of its paper."""
        self.kiosk.take("DIN-02")
        self.kiosk.until(lambda: len(self.kiosk.slips()) == 1)
        self.kiosk.until(lambda: not self._printing())
        return str(self.kiosk.slips()[0])

    def _printing(self) -> bool:
        page = self.kiosk.state.page
        return isinstance(page, Ticket) and page.paper is Paper.PRINTING

    def reads(self) -> list[str]:
        """Return all that is written on the page."""
        found = self.kiosk.window.findChildren(QWidget)
        return [one.accessibleName() for one in found if one.isVisible() and one.accessibleName()]


@pytest.fixture
def floor_of(kiosk_of: Callable[[], Stage], tmp_path: Path) -> Iterator[Callable[..., Floor]]:
    with ExitStack() as machines:

        def make(family: str = "generic_escpos", tongue: str = "generic_escpos") -> Floor:
            machine = VirtualPrinter(tmp_path / "paper", tongue=TONGUES[tongue])
            printer = OnMachine(machines.enter_context(machine), family)
            kiosk = kiosk_of()
            kiosk.printer = printer
            kiosk.open()
            return Floor(kiosk, machine, printer)

        yield make


@pytest.fixture
def expect_warnings(caplog: pytest.LogCaptureFixture) -> Iterator[None]:
    yield
    records = caplog.get_records("call")
    assert {record.name for record in records} == {"common.printing.printer"}
    records.clear()


def test_a_confirmed_slip_is_printed_and_the_visitor_is_sent_to_the_paper(
    floor_of: Callable[..., Floor],
) -> None:
    floor = floor_of()

    assert floor.take() == "printed"
    assert SAY("kiosk.collect") in floor.reads()


BEFORE = [
    (Trouble.PAPER_OUT, "kiosk.out_of_paper"),
    (Trouble.COVER_OPEN, "kiosk.not_printed"),
    (Trouble.SILENT, "kiosk.not_printed"),
    (Trouble.GARBAGE, "kiosk.not_printed"),
]


@pytest.mark.usefixtures("expect_warnings")
@pytest.mark.parametrize(("trouble", "said"), BEFORE)
def test_a_printer_that_is_not_well_fails_the_slip_and_the_number_stands(
    floor_of: Callable[..., Floor], trouble: Trouble, said: str
) -> None:
    floor = floor_of()
    floor.fail(Fault(trouble))

    assert floor.take() == "failed"
    assert floor.kiosk.seen("page:trouble") is not None
    assert SAY(said) in floor.reads()
    assert floor.kiosk.words("number") == "A001"


MIDWAY = [Trouble.PAPER_OUT, Trouble.SILENT, Trouble.CLOSE_MID, Trouble.GARBAGE]
"""One of each kind: told, silent, gone, not understood."""
OF_SUCH_KINDS = [
    Trouble.COVER_OPEN,
    Trouble.CUTTER,
    Trouble.JAM,
    Trouble.HOT,
    Trouble.SLOW,
    Trouble.POWER_OFF,
    Trouble.WRONG_LENGTH,
]
"""Tried at the printer's own end by test_printing_faults.py each time."""


@pytest.mark.usefixtures("expect_warnings")
@pytest.mark.parametrize(
    "trouble", [*MIDWAY, *(pytest.param(one, marks=pytest.mark.long) for one in OF_SUCH_KINDS)]
)
def test_a_slip_that_met_trouble_is_unknown_and_the_visitor_is_told_to_remember(
    floor_of: Callable[..., Floor], trouble: Trouble
) -> None:
    floor = floor_of()
    floor.fail(Fault(trouble, after=4000, bytes_per_second=500))

    assert floor.take() == "unknown"
    assert SAY("kiosk.not_printed_hint") in floor.reads()
    assert SAY("kiosk.collect") not in floor.reads()
    assert floor.kiosk.words("number") == "A001"
    floor.machine.mend()


def test_a_slip_that_nobody_can_confirm_is_sent_and_never_called_printed(
    floor_of: Callable[..., Floor],
) -> None:
    floor = floor_of("one_way")

    assert floor.take() == "sent"
    assert SAY("kiosk.not_printed_hint") in floor.reads()
    assert SAY("kiosk.collect") not in floor.reads()


def test_a_slip_that_hangs_in_the_presenter_was_printed(floor_of: Callable[..., Floor]) -> None:
    floor = floor_of("citizen_ppu", "citizen_ppu")
    floor.fail(Fault(Trouble.NOT_TAKEN))

    assert floor.take() == "printed"
    assert SAY("kiosk.collect") in floor.reads()
    assert floor.kiosk.state.printer is PrinterState.NOT_TAKEN


@pytest.mark.usefixtures("expect_warnings")
def test_paper_that_ends_in_a_slip_of_another_family_is_not_called_printed(
    floor_of: Callable[..., Floor],
) -> None:
    floor = floor_of("star_line", "star_line")
    floor.fail(Fault(Trouble.PAPER_OUT, after=4000))

    assert floor.take() == "unknown"
    assert floor.kiosk.state.printer is PrinterState.OUT_OF_PAPER
    assert SAY("kiosk.collect") not in floor.reads()
