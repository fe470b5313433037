"""The kiosk while its store is out of reach, and when it is back."""

import logging
from collections.abc import Callable
from dataclasses import replace

import pytest
from kiosk_stage import KIOSK, OUT_OF_PAPER, Stage
from pytestqt.qtbot import QtBot

from common.domain.floor import Floor
from common.domain.ids import DeviceCode, ServiceCode
from common.domain.ticket import LegState, SlipState
from common.domain.views import Visit
from common.usecases.setup import replace_floor
from kiosk.idle import Patience
from kiosk.widgets.facts import Facts

CARD = ServiceCode("DIN-02")


@pytest.fixture(autouse=True)
def _alarms(caplog: pytest.LogCaptureFixture) -> None:
    """Let the kiosk warn: without its store it does."""
    caplog.set_level(logging.CRITICAL, "kiosk")


def visit(kiosk: Stage, label: str) -> Visit:
    found = kiosk.store.find(label)
    assert found is not None, f"nobody has {label}"
    return found


def returned(kiosk: Stage, label: str) -> Visit:
    """Wait until a ticket has come back to the store."""
    kiosk.until(lambda: kiosk.store.find(label) is not None)
    return visit(kiosk, label)


def take_alone(kiosk: Stage, service: str = CARD) -> None:
    """Take a ticket of the reserve and go back to the first page."""
    slips = len(kiosk.printer.slips)
    kiosk.take(service)
    kiosk.reach("ticket")
    kiosk.until(lambda: len(kiosk.printer.slips) == slips + 1)
    kiosk.until(lambda: kiosk.state.page.paper.value == "printed")
    kiosk.touch("done")
    kiosk.until(lambda: kiosk.seen("page:ticket") is None)


def with_kiosks(floor: Floor, count: int) -> Floor:
    """Return the floor with many kiosks; with a hundred each may give one number of a series."""
    mine = next(one for one in floor.kiosks if one.code == KIOSK)
    more = (replace(mine, code=DeviceCode(f"X{n}")) for n in range(1, count))
    return replace(floor, kiosks=(mine, *more))


def remembered(kiosk: Stage) -> set[str]:
    """Return which services the kiosk could give on its own."""
    menu = kiosk.reserve.menu()
    return set() if menu is None else set(menu.services)


def test_a_kiosk_alone_offers_no_more_than_its_own_menu(kiosk: Stage) -> None:
    floor = kiosk.store.floor()
    mine = (replace(one, menu=frozenset({CARD})) for one in floor.kiosks)
    replace_floor(kiosk.store, replace(floor, kiosks=tuple(mine)))
    kiosk.feed.wake()
    kiosk.until(lambda: kiosk.seen("kind:private") is None)
    kiosk.until(lambda: remembered(kiosk) == {CARD})

    kiosk.lose_store()

    take_alone(kiosk)
    assert kiosk.seen("service:BNK-01") is None


def test_a_kiosk_alone_gives_reserve_numbers_and_says_so(kiosk: Stage) -> None:
    kiosk.lose_store()
    assert kiosk.words("paper") == "Sistemlə əlaqə yoxdur: ehtiyat nömrə verilir."

    kiosk.take(CARD)
    kiosk.reach("ticket")

    assert kiosk.words("number") == "A900"
    kiosk.until(lambda: len(kiosk.printer.slips) == 1)
    slip = kiosk.printer.slips[0]
    assert (slip.label, slip.reserve) == ("A900", True)
    assert kiosk.issued() == 0


def test_what_is_not_known_is_not_said(kiosk: Stage) -> None:
    kiosk.lose_store()

    assert "Gözləyən" not in kiosk.words(f"service:{CARD}")
    kiosk.touch(f"service:{CARD}")
    kiosk.reach("confirm")
    assert all(
        "Sizdən əvvəl" not in one.accessibleName() for one in kiosk.window.findChildren(Facts)
    )


def test_each_visitor_stands_in_the_queue_once_when_the_store_is_back(kiosk: Stage) -> None:
    kiosk.lose_store()
    for _ in range(3):
        take_alone(kiosk)

    kiosk.find_store()
    kiosk.find_store()

    returned(kiosk, "A902")
    kiosk.until(lambda: visit(kiosk, "A902").ticket.slip is SlipState.PRINTED)
    assert kiosk.issued() == 3
    arrivals = [visit(kiosk, f"A90{n}").leg.arrived_at for n in range(3)]
    assert arrivals == sorted(arrivals)
    assert kiosk.store.menu().services[CARD].waiting == 3
    kiosk.until(lambda: kiosk.state.reachable)
    take_alone(kiosk)
    assert kiosk.printer.slips[-1].label == "A001"


def test_an_answer_that_was_lost_leads_to_one_ticket_with_the_number_on_the_paper(
    kiosk: Stage,
) -> None:
    kiosk.until(lambda: kiosk.reserve.menu() is not None)
    kiosk.cable.deaf = True
    kiosk.take(CARD)
    kiosk.reach("ticket")
    assert kiosk.words("number") == "A900"
    assert kiosk.store.find("A001") is not None
    kiosk.until(lambda: len(kiosk.printer.slips) == 1)

    kiosk.find_store()

    returned(kiosk, "A900")
    assert kiosk.store.find("A001") is None
    assert kiosk.issued() == 1
    assert kiosk.store.menu().services[CARD].waiting == 1


def test_a_second_question_may_bring_the_number_the_first_one_lost(kiosk: Stage) -> None:
    kiosk.until(lambda: kiosk.reserve.menu() is not None)
    kiosk.cable.deaf_once = True
    kiosk.take(CARD)
    kiosk.reach("ticket")

    assert kiosk.words("number") == "A001"
    assert kiosk.issued() == 1


def test_a_kiosk_restarted_without_its_store_goes_on(kiosk_of: Callable[..., Stage]) -> None:
    before = kiosk_of()
    before.open()
    before.lose_store()
    take_alone(before)
    before.close()

    again = kiosk_of()
    again.there = False
    again.open()
    again.touch("search")
    again.reach("search")
    again.type("vəs")
    found = again.state.page.hits
    again.touch("home")
    again.reach("welcome")
    take_alone(again)
    again.there = True

    assert found
    assert again.printer.slips[-1].label == "A901"
    returned(again, "A900")
    returned(again, "A901")
    assert again.issued() == 2


def test_numbers_that_are_used_up_lead_to_the_information_desk(
    kiosk_of: Callable[..., Stage], caplog: pytest.LogCaptureFixture
) -> None:
    kiosk = kiosk_of()
    replace_floor(kiosk.store, with_kiosks(kiosk.store.floor(), 100))
    kiosk.open()
    kiosk.lose_store()
    caplog.set_level(logging.ERROR, "kiosk.reserve")

    take_alone(kiosk)

    assert "reserve number A900 was given without the store; left of its series: 0" in caplog.text
    card = kiosk.seen(f"service:{CARD}")
    assert card is not None
    assert not card.isEnabled()
    assert "Nömrələr bitib" in card.accessibleName()
    caplog.clear()


def test_a_kiosk_with_no_number_at_all_has_a_calm_page(kiosk_of: Callable[..., Stage]) -> None:
    kiosk = kiosk_of()
    floor = with_kiosks(kiosk.store.floor(), 100)
    one = {CARD: floor.services[CARD]}
    replace_floor(kiosk.store, replace(floor, services=one))
    kiosk.open()
    kiosk.lose_store()

    kiosk.take(CARD)
    kiosk.reach("ticket")
    kiosk.until(lambda: kiosk.state.page.paper.value == "printed")
    kiosk.touch("done")

    kiosk.reach("used_up")


def test_a_visitor_who_left_without_a_number_leaves_no_ticket_in_the_queue(
    kiosk_of: Callable[..., Stage], qtbot: QtBot
) -> None:
    kiosk = kiosk_of()
    replace_floor(kiosk.store, with_kiosks(kiosk.store.floor(), 101))
    with qtbot.waitSignal(kiosk.reserve.opened):
        kiosk.open()
    kiosk.cable.deaf = True
    kiosk.take(CARD)
    kiosk.reach("not_issued")
    assert visit(kiosk, "A001").leg.state is LegState.WAITING
    kiosk.touch("done")
    kiosk.find_store()

    kiosk.until(lambda: visit(kiosk, "A001").leg.state is LegState.CANCELLED)
    assert visit(kiosk, "A001").ticket.slip is SlipState.VOID


def test_the_daily_limit_holds_without_the_store(kiosk_of: Callable[..., Stage]) -> None:
    kiosk = kiosk_of()
    floor = kiosk.store.floor()
    limited = replace(floor.services[CARD], daily_limit=2)
    replace_floor(kiosk.store, replace(floor, services={**floor.services, CARD: limited}))
    kiosk.open()
    kiosk.until(lambda: kiosk.reserve.menu() is not None)
    take_alone(kiosk)
    kiosk.wake_up()
    kiosk.lose_store()

    take_alone(kiosk)

    card = kiosk.seen(f"service:{CARD}")
    assert card is not None
    assert not card.isEnabled()
    assert "Bugünkü yerlər bitib" in card.accessibleName()


def test_paper_that_fails_leaves_the_reserve_number_on_the_screen(kiosk: Stage) -> None:
    kiosk.printer.answer = OUT_OF_PAPER
    kiosk.lose_store()
    kiosk.take(CARD)
    kiosk.reach("trouble")
    assert kiosk.words("number") == "A900"

    kiosk.find_store()

    returned(kiosk, "A900")
    kiosk.until(lambda: visit(kiosk, "A900").ticket.slip is SlipState.FAILED)


def test_a_replay_whose_answer_is_lost_is_repeated_without_a_double(
    kiosk_of: Callable[..., Stage],
) -> None:
    kiosk = kiosk_of(Patience(settle_ms=0, retry_ms=50, menu_ms=50))
    kiosk.open()
    kiosk.lose_store()
    take_alone(kiosk)
    kiosk.cable.deaf_once = True
    kiosk.find_store()

    returned(kiosk, "A900")
    kiosk.until(lambda: not kiosk.reserve.has_due)
    assert kiosk.issued() == 1
    assert kiosk.slips() == ["printed"]
