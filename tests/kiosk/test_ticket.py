from collections.abc import Callable
from dataclasses import replace

import pytest
from kiosk_stage import LOST, OUT_OF_PAPER, Stage
from PySide6.QtCore import QPoint

from common.domain.ids import GroupCode
from common.domain.ticket import SlipState
from common.domain.words import Language
from common.ports import PrinterState, Printout
from common.usecases.setup import replace_floor
from kiosk.given import Paper, Ticket
from kiosk.idle import Patience


def test_a_most_taken_service_costs_two_touches_to_paper(kiosk: Stage) -> None:
    kiosk.take("DIN-02")
    kiosk.reach("ticket")

    assert kiosk.touches == 2
    assert kiosk.words("number") == "A001"
    kiosk.until(lambda: len(kiosk.printer.slips) == 1)
    assert kiosk.printer.slips[0].label == "A001"


def test_any_service_costs_at_most_four_touches_to_paper(kiosk: Stage) -> None:
    kiosk.touch("kind:public")
    kiosk.touch("entity:DIN")
    kiosk.touch("service:DIN-03")
    kiosk.touch("take")
    kiosk.reach("ticket")

    assert kiosk.touches == 4
    kiosk.until(lambda: len(kiosk.printer.slips) == 1)


def test_the_slip_speaks_the_language_that_was_chosen(kiosk: Stage) -> None:
    kiosk.touch("language:ru")
    kiosk.take("DIN-02")
    kiosk.until(lambda: len(kiosk.printer.slips) == 1)

    slip = kiosk.printer.slips[0]
    assert slip.language is Language.RU
    assert slip.service == "Замена удостоверения личности"
    assert slip.qr.startswith("AN1:ASAN-01:")
    assert slip.issued_at.utcoffset() is not None


def test_how_the_paper_ended_is_written_down_once_the_store_is_back(
    kiosk_of: Callable[..., Stage], caplog: pytest.LogCaptureFixture
) -> None:
    kiosk = kiosk_of(Patience(settle_ms=0, retry_ms=20))
    kiosk.open()
    kiosk.printer.free.clear()
    kiosk.take("DIN-02")
    kiosk.reach("ticket")
    kiosk.cable.cut = True
    kiosk.printer.free.set()
    kiosk.until(lambda: "is not written down yet" in caplog.text)

    kiosk.cable.cut = False

    kiosk.until(lambda: kiosk.slips() == ["printed"])
    caplog.clear()


def test_a_double_touch_gives_one_ticket_and_leaves_it_on_the_screen(
    kiosk_of: Callable[..., Stage],
) -> None:
    kiosk = kiosk_of(Patience())
    kiosk.open()
    kiosk.touch("service:DIN-02")
    kiosk.reach("confirm")
    take = kiosk.seen("take")
    assert take is not None
    spot = take.mapTo(kiosk.window, QPoint(take.width() // 2, take.height() // 2))

    kiosk.touch_at(spot)
    kiosk.touch_at(spot)
    kiosk.until(lambda: kiosk.slips() == ["printed"])
    kiosk.touch_at(spot)

    assert kiosk.issued() == 1
    assert kiosk.seen("page:ticket") is not None


def test_buttons_are_dead_while_the_store_is_asked(kiosk: Stage) -> None:
    kiosk.cable.free.clear()
    kiosk.take("DIN-02")

    for name in ("take", "back", "home", "help", "language:en"):
        button = kiosk.seen(name)
        assert button is not None
        assert not button.isEnabled()

    kiosk.cable.free.set()
    kiosk.reach("ticket")


def test_without_a_journal_a_lost_answer_and_a_retry_give_the_same_ticket(
    kiosk_of: Callable[..., Stage], caplog: pytest.LogCaptureFixture
) -> None:
    kiosk = kiosk_of()
    kiosk.journal.mkdir()
    kiosk.open()
    kiosk.cable.deaf = True
    kiosk.take("DIN-02")
    kiosk.reach("not_issued")
    kiosk.cable.deaf = False
    kiosk.touch("retry")
    kiosk.reach("ticket")

    assert kiosk.issued() == 1
    assert kiosk.words("number") == "A001"
    assert "the answer to a ticket was lost" in caplog.text
    caplog.clear()


def test_what_the_rules_refuse_is_said_in_words(kiosk: Stage) -> None:
    kiosk.touch("service:DIN-02")
    kiosk.reach("confirm")
    floor = kiosk.store.floor()
    without = {code: rules for code, rules in floor.services.items() if code != "DIN-02"}
    replace_floor(kiosk.store, replace(floor, services=without))
    kiosk.touch("take")
    kiosk.reach("not_issued")

    assert kiosk.seen("retry") is None
    kiosk.touch("done")
    kiosk.reach("welcome")


def test_paper_that_fails_leaves_the_number_on_the_screen(kiosk: Stage) -> None:
    kiosk.printer.answer = OUT_OF_PAPER
    kiosk.take("DIN-02")
    kiosk.reach("trouble")

    assert kiosk.words("number") == "A001"
    kiosk.until(lambda: kiosk.slips() == ["failed"])
    kiosk.touch("done")
    kiosk.reach("welcome")


@pytest.mark.parametrize("slip", [SlipState.UNKNOWN, SlipState.SENT])
def test_paper_nobody_confirmed_is_not_called_printed(kiosk: Stage, slip: SlipState) -> None:
    kiosk.printer.answer = Printout(slip, PrinterState.UNKNOWN)
    kiosk.take("DIN-02")
    kiosk.until(lambda: kiosk.slips() == [slip.value])
    kiosk.until(lambda: isinstance(kiosk.state.page, Ticket) and not _printing(kiosk))

    assert isinstance(kiosk.state.page, Ticket)
    assert kiosk.state.page.paper is Paper.UNSURE
    assert kiosk.state.page.stays_ms == 20_000


def _printing(kiosk: Stage) -> bool:
    page = kiosk.state.page
    return isinstance(page, Ticket) and page.paper is Paper.PRINTING


def test_the_number_is_there_before_the_paper(kiosk: Stage) -> None:
    kiosk.printer.free.clear()
    kiosk.take("DIN-02")
    kiosk.reach("ticket")

    assert kiosk.words("number") == "A001"
    assert _printing(kiosk)
    kiosk.touch("number")
    assert kiosk.seen("page:ticket") is not None

    kiosk.printer.free.set()
    kiosk.until(lambda: not _printing(kiosk))


def test_a_printed_ticket_leaves_by_itself_and_the_next_visitor_finds_azerbaijani(
    kiosk_of: Callable[..., Stage],
) -> None:
    kiosk = kiosk_of(Patience(settle_ms=0, printed_ms=1_000))
    kiosk.open()
    kiosk.touch("language:en")
    kiosk.take("DIN-02")
    kiosk.reach("ticket")
    kiosk.reach("welcome")

    assert kiosk.state.language is Language.AZ


def test_a_touch_ends_the_ticket_page(kiosk: Stage) -> None:
    kiosk.take("DIN-02")
    kiosk.until(lambda: isinstance(kiosk.state.page, Ticket) and not _printing(kiosk))
    kiosk.touch("number")
    kiosk.reach("welcome")


def test_priority_is_asked_where_everyone_passes_and_kept_with_the_ticket(kiosk: Stage) -> None:
    kiosk.touch("service:DIN-02")
    kiosk.touch("priority")
    kiosk.touch("group:PRG")
    kiosk.reach("confirm")
    kiosk.touch("take")
    kiosk.until(lambda: len(kiosk.printer.slips) == 1)

    assert kiosk.printer.slips[0].priority
    visit = kiosk.store.find("A001")
    assert visit is not None
    assert visit.ticket.priority == GroupCode("PRG")


def test_priority_can_be_taken_back(kiosk: Stage) -> None:
    kiosk.touch("service:DIN-02")
    kiosk.touch("priority")
    kiosk.touch("group:PRG")
    kiosk.touch("priority")
    kiosk.touch("take")
    kiosk.until(lambda: len(kiosk.printer.slips) == 1)

    assert not kiosk.printer.slips[0].priority


def test_known_lack_of_paper_is_said_on_the_first_page(kiosk_of: Callable[..., Stage]) -> None:
    kiosk = kiosk_of(Patience(settle_ms=0, printer_ms=10))
    kiosk.printer.state = PrinterState.OUT_OF_PAPER
    kiosk.open()
    kiosk.until(lambda: kiosk.seen("paper") is not None)

    kiosk.printer.state = PrinterState.UNKNOWN
    kiosk.until(lambda: kiosk.seen("paper") is None)


def test_an_answer_of_the_printer_that_was_lost_is_written_down_as_unknown(kiosk: Stage) -> None:
    kiosk.printer.answer = LOST
    kiosk.take("DIN-02")

    kiosk.until(lambda: kiosk.slips() == ["unknown"])
