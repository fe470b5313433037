"""What a supervisor's console says of printers and paper."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from counter_stage import CENTRE, MORNING, Stage, supervised

from common.domain.change import Change, Concern
from common.domain.floor import Floor
from common.domain.ids import DeviceCode, PrinterCode
from common.domain.paper import Forecast
from common.domain.printers import HallPaper, PrinterNow, PrinterReport, PrinterState
from common.domain.ticket import SlipState
from common.domain.words import Language
from common.i18n import texts
from common.store.opening import open_store
from common.usecases.paper import report_printer
from common.usecases.tickets import report_slip
from counter.attention import concern
from counter.paper_watch import words_of_paper

K1 = DeviceCode("K1")
SAY = texts()


@pytest.fixture(scope="module")
def floor(centre_file: Path) -> Floor:
    store = open_store(f"sqlite:///{centre_file}", CENTRE)
    read = store.floor()
    store.close()
    return read


def fail(console: Stage) -> str:
    """Let a visitor get no paper; return his number."""
    ticket = console.issue().ticket
    report_slip(console.store, ticket.id, SlipState.FAILED)
    return ticket.label


def jam(console: Stage) -> None:
    report = PrinterReport(console.clock.now(), PrinterState.JAM)
    report_printer(console.store, kiosk=K1, report=report)


def test_a_supervisor_sees_every_printer_in_trouble_and_every_slip_that_failed(
    stage: Stage,
) -> None:
    console = supervised(stage)
    assert console.words("paper") == "Terminal printeri (K1): məlum deyil"
    label = fail(console)
    jam(console)

    console.wake(lambda: "kağız ilişib" in console.words("paper"))

    said = console.words("paper")
    assert "K1: kağız ilişib (10:42)" in said
    assert "Terminal printeri (" not in said
    assert f"Talonu çıxmayan və ya bilinməyən: {label}" in said


def test_an_operator_is_not_bothered_with_printers(console: Stage) -> None:
    fail(console)
    jam(console)
    console.wake(lambda: len(console.desk.queue) == 1)

    assert console.state.paper is None
    assert console.seen("paper") is None


def test_a_slip_that_failed_concerns_a_supervisor_whatever_its_service(stage: Stage) -> None:
    console = supervised(stage)

    assert concern(Change(services=frozenset({"NOT-01"})), console.state) is Concern.SOON


def known(state: PrinterState, **changes: object) -> PrinterNow:
    now = PrinterNow(PrinterCode("P1"), K1, state, MORNING, MORNING, MORNING)
    return replace(now, **changes)


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize("state", PrinterState)
def test_what_is_not_known_to_print_is_said_in_every_language(
    floor: Floor, state: PrinterState, language: Language
) -> None:
    paper = HallPaper((known(state),))

    said = words_of_paper(paper, floor, MORNING, SAY[language])

    fine = state in (PrinterState.READY, PrinterState.NEAR_END, PrinterState.NOT_TAKEN)
    assert ("K1" in said) is not fine


def test_a_roll_is_spoken_of_when_it_ends_soon(floor: Floor) -> None:
    def said(slips: int, minutes: int | None) -> str:
        at = None if minutes is None else MORNING + timedelta(minutes=minutes)
        left = {PrinterCode("P1"): Forecast(slips, at)}
        paper = HallPaper((known(PrinterState.READY),), left=left)
        return words_of_paper(paper, floor, MORNING, SAY[Language.EN])

    assert said(240, 200) == ""
    assert said(240, 38) == "Tickets left at K1: about 240. Change the paper at about 11:20."
    assert said(40, None) == "Tickets left at K1: about 40."
