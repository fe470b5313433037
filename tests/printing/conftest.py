"""Slips to print, a painter without a screen, and printers to print them on."""

from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from PySide6.QtWidgets import QApplication

from common.demo.virtual_printer import VirtualPrinter
from common.domain.floor import Cable, PrinterSetup
from common.domain.ids import PrinterCode
from common.domain.slip import Slip
from common.domain.words import Language
from common.i18n import texts
from common.ports import Printer, Raster, SlipPainter
from common.printing.setup import open_printer
from common.ui.fonts import load_fonts
from common.ui.slip_painter import DotSlipPainter

SLIP = Slip(
    centre="1 saylı ASAN xidmət mərkəzi",
    label="A047",
    service="Şəxsiyyət vəsiqəsinin dəyişdirilməsi",
    entity="Daxili İşlər Nazirliyi",
    ahead=6,
    issued_at=datetime(2026, 11, 23, 10, 41, tzinfo=ZoneInfo("Asia/Baku")),
    language=Language.AZ,
    qr="AN1:BAKI1:20261123:Xk3_9vQe7TzR2mLpXk3_9w",
)


class Chequers:
    """Paints a pattern instead of a slip: quick, and different for every number."""

    def paint(self, slip: Slip, width_dots: int) -> Raster:
        line = slip.label.encode().ljust((width_dots + 7) // 8, b"\xa5")
        return Raster(width_dots, 300, line * 300)


class OpenPrinters:
    """Makes printers at the end of any cable."""

    def __init__(self, timeout: float = 20.0) -> None:
        self.timeout = timeout

    def __call__(
        self,
        address: str,
        cable: Cable = Cable.NETWORK,
        *,
        family: str = "generic_escpos",
        painter: SlipPainter | None = None,
        timeout: float | None = None,
        clear: bool = True,
    ) -> Printer:
        setup = PrinterSetup(PrinterCode("P1"), cable, address, 576, family=family)
        seconds = timeout or self.timeout
        return open_printer(setup, painter or Chequers(), timeout=seconds, clear=clear)


@pytest.fixture
def slip() -> Slip:
    return SLIP


@pytest.fixture
def chequers() -> SlipPainter:
    return Chequers()


@pytest.fixture(scope="session")
def painter(qapp: QApplication) -> SlipPainter:
    assert qapp is not None
    load_fonts()
    return DotSlipPainter(texts())


@pytest.fixture
def open_at() -> OpenPrinters:
    """Return a maker of printers whose timeout is long: a fault must be told from slowness."""
    return OpenPrinters()


@pytest.fixture
def machine(tmp_path: Path) -> Iterator[VirtualPrinter]:
    with VirtualPrinter(tmp_path / "paper") as printer:
        yield printer


@pytest.fixture
def on_machine(machine: VirtualPrinter, open_at: OpenPrinters) -> Callable[..., Printer]:
    """Return a maker of printers that print on the virtual printer."""
    return lambda **how: open_at(f"127.0.0.1:{machine.port}", **how)


@pytest.fixture
def expect_warnings(caplog: pytest.LogCaptureFixture) -> Iterator[None]:
    yield
    records = caplog.get_records("call")
    assert {record.name for record in records} == {"common.printing.printer"}
    records.clear()
