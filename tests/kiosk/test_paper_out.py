"""What a visitor is told before his touch where no paper can come out."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta

import pytest
from kiosk_pages import FEW_WORDS, NOW, SCREENS, busy_menu
from kiosk_stage import KIOSK, OUT_OF_PAPER, Stage
from pytestqt.qtbot import QtBot
from test_fit import look

from common.domain.floor import Kiosk
from common.domain.ids import DeviceCode, PrinterCode, RequestId, ZoneCode
from common.domain.printers import STALE, PrinterNow, PrinterReport, PrinterState
from common.domain.views import Menu
from common.domain.words import Language
from common.ui.fonts import load_fonts
from common.ui.icons import Icons
from common.usecases.paper import report_printer
from common.usecases.setup import replace_floor
from kiosk.idle import Patience
from kiosk.nearest import nearest_with_paper
from kiosk.state import Confirm, KioskState, Page, Welcome
from kiosk.window import KioskWindow

K2, K3 = DeviceCode("K2"), DeviceCode("K3")
P2, P3 = PrinterCode("P2"), PrinterCode("P3")


def spoken(printer: PrinterCode, state: PrinterState = PrinterState.READY) -> PrinterNow:
    return PrinterNow(printer, KIOSK, state, NOW, NOW, NOW)


def three_kiosks(menu: Menu, *printers: PrinterNow) -> Menu:
    """Return a hall with a second kiosk in the next zone, and a third in the first one's."""
    first, setup = menu.floor.kiosks[0], menu.floor.printers[0]
    more = (Kiosk(K2, ZoneCode("B"), P2), Kiosk(K3, first.zone, P3))
    setups = (setup, replace(setup, code=P2), replace(setup, code=P3))
    floor = replace(menu.floor, kiosks=(first, *more), printers=setups)
    return replace(menu, floor=floor, printers=printers)


def code_of(menu: Menu, now: object = NOW) -> DeviceCode | None:
    found = nearest_with_paper(menu, KIOSK, now)
    return None if found is None else found.code


def test_a_kiosk_of_the_same_zone_comes_first_then_any_other() -> None:
    menu = busy_menu()

    assert code_of(three_kiosks(menu, spoken(P2), spoken(P3))) == K3
    assert code_of(three_kiosks(menu, spoken(P2), spoken(P3, PrinterState.JAM))) == K2
    assert code_of(three_kiosks(menu, spoken(menu.floor.printers[0].code))) is None


def test_a_kiosk_that_is_not_known_to_print_is_not_named() -> None:
    menu = busy_menu()

    assert code_of(three_kiosks(menu)) is None
    assert code_of(three_kiosks(menu, spoken(P3, PrinterState.UNKNOWN))) is None
    assert code_of(three_kiosks(menu, spoken(P3)), NOW + STALE + timedelta(seconds=1)) is None


def test_paper_that_is_out_is_said_before_the_touch_and_a_number_can_be_had(
    kiosk_of: Callable[..., Stage],
) -> None:
    kiosk = kiosk_of(Patience(settle_ms=0, printer_ms=10))
    floor = kiosk.store.floor()
    other = Kiosk(K2, floor.kiosks[0].zone, P2)
    printer = replace(floor.printers[0], code=P2)
    both = (floor.kiosks[0], other), (floor.printers[0], printer)
    replace_floor(kiosk.store, replace(floor, kiosks=both[0], printers=both[1]))
    report = PrinterReport(kiosk.store.now(), PrinterState.READY)
    report_printer(kiosk.store, kiosk=K2, report=report)
    kiosk.printer.state, kiosk.printer.answer = PrinterState.OUT_OF_PAPER, OUT_OF_PAPER
    kiosk.open()
    kiosk.until(lambda: kiosk.seen("paper") is not None)

    assert "Talon K2 terminalında çap olunur." in kiosk.words("paper")
    kiosk.touch("service:DIN-02")
    kiosk.reach("confirm")
    assert kiosk.words("take") == "Nömrəni talonsuz götürün"
    kiosk.touch("take")
    kiosk.reach("trouble")
    assert kiosk.words("number") == "A001"


@pytest.fixture(params=SCREENS)
def window(request: pytest.FixtureRequest, qtbot: QtBot) -> Iterator[KioskWindow]:
    load_fonts()
    width, height, diagonal = SCREENS[request.param]
    made = KioskWindow(KIOSK, diagonal, Icons())
    qtbot.addWidget(made)
    made.resize(width, height)
    made.show()
    yield made
    made.hide()


def test_what_is_said_of_missing_paper_is_not_cut(window: KioskWindow) -> None:
    menu = three_kiosks(busy_menu(), spoken(P2))
    pages: tuple[Page, ...] = (Welcome(), Confirm(FEW_WORDS, RequestId("r")))
    for language in Language:
        for page in pages:
            out = PrinterState.OUT_OF_PAPER
            state = KioskState(NOW, KIOSK, language, page, menu=menu, reachable=True, printer=out)
            window.show_state(state)
            look(window, f"{type(page).__name__} in {language}")
