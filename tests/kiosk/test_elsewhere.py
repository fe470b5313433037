"""What a visitor is told whose slip comes out at another printer, and who stands there."""

import logging
from collections.abc import Callable
from dataclasses import replace

import pytest
from kiosk_stage import KIOSK, LOST, ON_PAPER, OUT_OF_PAPER, HandPrinter, Stage

from common.domain.floor import Kiosk, SparePlace
from common.domain.ids import DeviceCode, PrinterCode, RequestId
from common.domain.permissions import Role
from common.domain.printers import PrinterReport, PrinterState
from common.domain.ticket import SlipState
from common.domain.words import Language, Words
from common.ports import Printout
from common.rules.spare import ask_spare
from common.usecases.paper import report_printer
from common.usecases.setup import replace_floor
from common.usecases.walk_ins import walk_in
from kiosk.given import ForOther
from kiosk.idle import Patience
from kiosk.state import ChooseLanguage, KioskState, Welcome

K2, P2, DESK = DeviceCode("K2"), PrinterCode("P2"), PrinterCode("DESK")
SENT = Printout(SlipState.SENT, PrinterState.UNKNOWN)
HURRY = Patience(settle_ms=0, printer_ms=10, retry_ms=20, look_ms=20)
WHERE = {
    P2: Words("K2 terminalında, solda", "at kiosk K2, to the left", "на терминале K2, слева"),
    DESK: Words("məlumat masasında", "at the information desk", "у стойки информации"),
}


def set_up(stage: Stage, *printers: PrinterCode) -> None:
    """Let the first kiosk's slips come out at these printers as well."""
    floor = stage.store.floor()
    first, setup = floor.kiosks[0], floor.printers[0]
    places = tuple(SparePlace(code, WHERE[code]) for code in printers)
    kiosks = (replace(first, spares=places), Kiosk(K2, first.zone, P2))
    setups = (setup, replace(setup, code=P2), replace(setup, code=DESK))
    replace_floor(stage.store, replace(floor, kiosks=kiosks, printers=setups))
    report = PrinterReport(stage.store.now(), PrinterState.READY)
    report_printer(stage.store, kiosk=K2, report=report)


Both = tuple[Stage, Stage]


@pytest.fixture
def both(kiosk_of: Callable[..., Stage]) -> Both:
    """Make two kiosks side by side: at the first one nothing comes out, the second is idle."""
    first, second = kiosk_of(HURRY), kiosk_of(HURRY, K2)
    set_up(first, P2)
    first.printer.answer = OUT_OF_PAPER
    first.open()
    second.open()
    second.until(lambda: second.state.printer is PrinterState.READY)
    return first, second


def ask(both: Both) -> None:
    """Take a ticket at the first kiosk, and let the second hear that its slip is asked for."""
    first, second = both
    first.take()
    first.until(lambda: first.slips() == ["failed"])
    first.reach("trouble")

    def heard() -> bool:
        # The wish follows the report of the failure; a wake-up may come before it.
        second.feed.wake()
        return bool(second.printer.slips)

    second.until(heard)


def test_a_slip_comes_out_at_an_idle_kiosk_and_both_screens_say_so(both: Both) -> None:
    first, second = both
    ask(both)
    second.until(lambda: second.words("lead") == "Talonunuzu buradan götürün")
    assert second.words("number") == first.words("number") == "A001"
    assert [slip.label for slip in second.printer.slips] == ["A001"]
    said = "Talonunuz K2 terminalında, solda çıxdı, oradan götürün"
    first.until(lambda: first.words("remember") == said)
    assert first.slips() == ["failed", "printing", "printed"]

    second.touch("taken")
    second.reach("welcome")
    first.reach("welcome")


def test_the_printer_tells_both_screens_that_the_slip_was_taken(both: Both) -> None:
    first, second = both
    second.printer.answer = replace(ON_PAPER, state=PrinterState.NOT_TAKEN)
    second.printer.state = PrinterState.NOT_TAKEN
    ask(both)
    first.until(lambda: first.words("remember").startswith("Talonunuz K2 terminalında, solda ç"))
    assert second.seen("page:for_other") is not None

    second.printer.state = PrinterState.READY
    second.reach("welcome")
    first.reach("welcome")


def test_paper_that_nobody_confirmed_is_not_called_printed_elsewhere(both: Both) -> None:
    first, second = both
    second.printer.answer = LOST
    ask(both)
    said = "Talonunuz K2 terminalında, solda çıxmış ola bilər"
    first.until(lambda: first.words("remember") == said)
    assert second.words("lead") == "Talon burada çıxmış ola bilər"
    assert first.slips() == ["failed", "printing", "unknown"]


def test_a_kiosk_at_which_somebody_stands_prints_for_nobody_else(both: Both) -> None:
    first, second = both
    second.touch("help")
    second.reach("help")
    first.take()
    first.until(lambda: first.slips() == ["failed"])
    second.feed.wake()

    first.until(lambda: first.words("remember") == "Nömrənizi yadda saxlayın")
    assert second.seen("page:help") is not None
    assert second.printer.slips == []
    assert first.slips() == ["failed"]


def test_where_the_other_printer_fails_too_the_number_stands(both: Both) -> None:
    first, second = both
    second.printer.answer = OUT_OF_PAPER
    ask(both)
    first.until(lambda: first.slips() == ["failed", "printing", "failed"])
    first.until(lambda: first.words("remember") == "Nömrənizi yadda saxlayın")
    assert first.words("number") == "A001"
    second.reach("welcome")


@pytest.fixture
def with_desk(kiosk_of: Callable[..., Stage]) -> Stage:
    """Make a kiosk at which nothing comes out, and a printer of the staff."""
    stage = kiosk_of(HURRY)
    set_up(stage, DESK)
    stage.others[DESK] = HandPrinter()
    stage.printer.answer = OUT_OF_PAPER
    stage.open()
    return stage


@pytest.mark.parametrize(
    ("answer", "said", "slips"),
    [
        (ON_PAPER, "Talonunuz məlumat masasında çıxdı, oradan götürün", "printed"),
        (SENT, "Talonunuz məlumat masasında çıxmış ola bilər", "sent"),
        (OUT_OF_PAPER, "Nömrənizi yadda saxlayın", "failed"),
    ],
)
def test_a_slip_comes_out_with_staff(
    with_desk: Stage, answer: Printout, said: str, slips: str
) -> None:
    with_desk.others[DESK].answer = answer
    with_desk.take()
    with_desk.until(lambda: with_desk.slips() == ["failed", slips])
    with_desk.until(lambda: with_desk.words("remember") == said)

    assert [slip.label for slip in with_desk.others[DESK].slips] == ["A001"]
    assert with_desk.words("number") == "A001"


@pytest.mark.parametrize("answer", [LOST, SENT])
def test_paper_that_may_be_out_here_is_looked_for_nowhere_else(
    with_desk: Stage, answer: Printout
) -> None:
    with_desk.printer.answer = answer
    with_desk.take()
    with_desk.until(lambda: with_desk.slips() == [answer.slip.value])
    with_desk.reach("ticket")

    assert with_desk.others[DESK].slips == []


def test_without_the_store_no_other_printer_is_asked(
    with_desk: Stage, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.CRITICAL, "kiosk")
    with_desk.lose_store()
    with_desk.take()
    with_desk.reach("trouble")

    assert with_desk.words("remember") == "Nömrənizi yadda saxlayın"
    assert with_desk.others[DESK].slips == []


def test_off_by_default_no_other_printer_is_asked(kiosk_of: Callable[..., Stage]) -> None:
    stage = kiosk_of(HURRY)
    stage.printer.answer = OUT_OF_PAPER
    stage.open()
    stage.take()
    stage.reach("trouble")

    assert stage.words("remember") == "Nömrənizi yadda saxlayın"
    assert stage.store.floor().kiosk(KIOSK) is not None
    assert stage.printer.slips[0].label == "A001"


def test_how_a_slip_ended_here_is_told_before_another_is_taken(
    both: Both, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.CRITICAL, "kiosk")
    first, second = both
    second.printer.answer = OUT_OF_PAPER
    second.printer.free.clear()
    ask(both)
    second.cable.cut_once = True
    second.printer.free.set()

    first.until(lambda: len(first.slips()) == 3)
    assert first.slips() == ["failed", "printing", "failed"]


def test_a_wish_whose_answer_was_lost_is_looked_after(
    both: Both, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.CRITICAL, "kiosk")
    first, second = both
    first.printer.free.clear()
    first.take()
    first.until(lambda: bool(first.printer.slips))
    perform = first.cable.perform

    def lose_wish(rule: Callable[..., object], *args: object, **kwargs: object) -> object:
        first.cable.deaf_once = rule is ask_spare
        return perform(rule, *args, **kwargs)

    first.cable.perform = lose_wish  # type: ignore[method-assign]
    first.printer.free.set()

    def heard() -> bool:
        second.feed.wake()
        return bool(second.printer.slips)

    second.until(heard)
    said = "Talonunuz K2 terminalında, solda çıxdı, oradan götürün"
    first.until(lambda: first.words("remember") == said)


def test_a_kiosk_whose_language_somebody_chose_prints_for_nobody_else(both: Both) -> None:
    first, second = both
    second.presenter.obey(ChooseLanguage(Language.RU))
    first.take()
    first.until(lambda: first.slips() == ["failed"])
    second.feed.wake()

    first.until(lambda: first.words("remember") == "Nömrənizi yadda saxlayın")
    assert second.seen("page:welcome") is not None
    assert second.printer.slips == []


def test_a_kiosk_that_printed_nothing_for_another_speaks_its_own_language_again(
    both: Both,
) -> None:
    first, second = both
    second.printer.answer = OUT_OF_PAPER
    first.presenter.obey(ChooseLanguage(Language.EN))
    ask(both)
    first.until(lambda: first.slips() == ["failed", "printing", "failed"])
    second.reach("welcome")

    assert second.state.language is Language.AZ


def test_the_screen_ends_with_the_page_that_is_meant_once_the_paper_was_taken(both: Both) -> None:
    second = both[1]
    shown: list[KioskState] = []
    second.printer.answer = replace(ON_PAPER, state=PrinterState.NOT_TAKEN)
    second.printer.state = PrinterState.NOT_TAKEN
    ask(both)
    second.until(lambda: isinstance(second.state.page, ForOther))
    second.presenter.changed.connect(shown.append)
    second.printer.state = PrinterState.READY
    second.reach("welcome")

    kinds = [type(state.page) for state in shown]
    assert ForOther not in kinds[kinds.index(Welcome) :]


def test_the_slip_of_whoever_a_window_took_in_comes_out_at_the_kiosk_that_was_asked(
    kiosk_of: Callable[..., Stage],
) -> None:
    stage = kiosk_of(HURRY)
    floor = stage.store.floor()
    boss = next(one for one in floor.operators if one.role is Role.SUPERVISOR)
    counter = floor.counters[0].code
    with stage.store.records() as records:
        records.open_seat(counter, boss.code)
    stage.open()
    stage.until(lambda: stage.state.printer is PrinterState.READY)

    issued = walk_in(
        stage.store,
        counter,
        service=next(iter(floor.services)),
        language=Language.RU,
        request=RequestId("r1"),
        printer=floor.printers[0].code,
    )

    def heard() -> bool:
        stage.feed.wake()
        return bool(stage.printer.slips)

    stage.until(heard)
    stage.until(lambda: stage.words("lead") == "Возьмите талон здесь")
    assert stage.words("number") == issued.ticket.label
    assert [slip.label for slip in stage.printer.slips] == [issued.ticket.label]
