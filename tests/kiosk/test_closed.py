"""What cannot be taken now is drawn so before the touch, and opens again by itself."""

import logging
import threading
from collections.abc import Callable
from dataclasses import replace
from datetime import time
from typing import Any

import pytest
from fixtures.stores import today
from kiosk_stage import OUT_OF_PAPER, Stage

from common.domain.floor import Floor, Opening, Role
from common.domain.ids import CounterCode, ServiceCode
from common.usecases.alarm import evacuate, lift_evacuation
from common.usecases.setup import replace_floor
from kiosk.idle import Patience
from kiosk.offers import open_until
from kiosk.state import Evacuation
from kiosk.way import home
from kiosk.widgets.label import Label

CARD = ServiceCode("DIN-02")
OVER = Opening(time(0), time(23, 59), time(0))
"""Tickets are given at the very beginning of the day only."""


def set_up(kiosk: Stage, floor: Floor) -> None:
    """Set the centre up anew and wake the kiosk, as the store's feed does."""
    replace_floor(kiosk.store, floor)
    kiosk.feed.wake()


def with_card(floor: Floor, **rules: object) -> Floor:
    card = replace(floor.services[CARD], **rules)
    return replace(floor, services={**floor.services, CARD: card})


@pytest.mark.parametrize(
    ("rules", "az", "en", "ru"),
    [
        ({"hours": {}}, "Bu gün qəbul yoxdur", "Closed today", "Сегодня приёма нет"),
        (
            {"hours": dict.fromkeys(range(7), OVER)},
            "Bu gün üçün qəbul başa çatıb",
            "Reception is closed for today",
            "Приём на сегодня завершён",
        ),
        (
            {"daily_limit": 0},
            "Bugünkü yerlər bitib",
            "No places left today",
            "На сегодня мест нет",
        ),
    ],
)
def test_a_closed_service_says_why_in_every_language_and_opens_again(
    kiosk: Stage, rules: dict[str, Any], az: str, en: str, ru: str
) -> None:
    floor = kiosk.store.floor()
    set_up(kiosk, with_card(floor, **rules))

    kiosk.until(lambda: az in kiosk.words(f"service:{CARD}"))
    for language, reason in (("en", en), ("ru", ru)):
        kiosk.touch(f"language:{language}")
        assert reason in kiosk.words(f"service:{CARD}")
    kiosk.touch(f"service:{CARD}")
    assert kiosk.seen("page:confirm") is None

    set_up(kiosk, floor)
    kiosk.until(lambda: ru not in kiosk.words(f"service:{CARD}"))
    kiosk.take(CARD)
    kiosk.reach("ticket")


def test_a_closure_says_when_people_are_received_again(kiosk: Stage) -> None:
    floor = kiosk.store.floor()
    set_up(kiosk, replace(floor, closures=frozenset({today(kiosk.store)})))

    kiosk.reach("closed")
    page = kiosk.seen("page:closed")
    assert page is not None
    said = " ".join(label.text() for label in page.findChildren(Label))
    assert "Hazırda qəbul yoxdur" in said
    assert "Növbəti qəbul:" in said

    set_up(kiosk, floor)
    kiosk.reach("welcome")


def test_a_service_that_closes_under_the_visitor_cannot_be_taken_any_more(kiosk: Stage) -> None:
    floor = kiosk.store.floor()
    kiosk.touch(f"service:{CARD}")
    kiosk.reach("confirm")

    set_up(kiosk, with_card(floor, daily_limit=0))
    kiosk.until(lambda: kiosk.words("take") == "Bugünkü yerlər bitib")
    kiosk.touch("take")
    assert kiosk.seen("page:confirm") is not None

    set_up(kiosk, floor)
    kiosk.until(lambda: kiosk.words("take") == "Növbə götürün")
    kiosk.touch("take")
    kiosk.reach("ticket")


def test_hours_that_pass_are_seen_within_the_minute_without_a_word_from_the_store(
    kiosk_of: Callable[..., Stage],
) -> None:
    kiosk = kiosk_of(Patience(settle_ms=0, menu_ms=3_600_000))
    kiosk.open()
    replace_floor(kiosk.store, with_card(kiosk.store.floor(), hours={}))

    kiosk.clock.minutes += 1

    kiosk.until(lambda: "Bu gün qəbul yoxdur" in kiosk.words(f"service:{CARD}"))


def test_an_evacuation_takes_the_kiosk_at_once_and_gives_it_back(kiosk: Stage) -> None:
    floor = kiosk.store.floor()
    supervisor = next(one for one in floor.operators if one.role is Role.SUPERVISOR)
    counter = floor.counters[0].code
    with kiosk.store.records() as records:
        records.open_seat(counter, supervisor.code)
    kiosk.touch(f"service:{CARD}")
    kiosk.reach("confirm")

    evacuate(kiosk.store, counter=counter)
    kiosk.feed.wake()
    kiosk.reach("evacuation")
    menu = kiosk.state.menu
    assert menu is not None
    assert open_until(menu) is None

    lift_evacuation(kiosk.store, counter=counter)
    kiosk.feed.wake()
    kiosk.reach("welcome")
    assert kiosk.issued() == 0


def seat_supervisor(kiosk: Stage) -> CounterCode:
    """Let a supervisor sit at the first counter."""
    floor = kiosk.store.floor()
    supervisor = next(one for one in floor.operators if one.role is Role.SUPERVISOR)
    counter = floor.counters[0].code
    with kiosk.store.records() as records:
        records.open_seat(counter, supervisor.code)
    return counter


def test_an_evacuation_does_not_wait_for_the_page_of_a_ticket_without_paper(kiosk: Stage) -> None:
    counter = seat_supervisor(kiosk)
    kiosk.printer.answer = OUT_OF_PAPER
    kiosk.take(CARD)
    kiosk.reach("trouble")

    evacuate(kiosk.store, counter=counter)
    kiosk.feed.wake()
    kiosk.reach("evacuation")


def test_an_evacuation_told_while_the_store_is_read_is_not_missed(
    kiosk_of: Callable[..., Stage],
) -> None:
    kiosk = kiosk_of(Patience(settle_ms=0, printer_ms=10, menu_ms=3_600_000))
    counter = seat_supervisor(kiosk)
    kiosk.printer.answer = OUT_OF_PAPER
    kiosk.open()
    kiosk.take()
    kiosk.until(lambda: kiosk.slips() == ["failed"])
    kiosk.reach("trouble")
    read, told = threading.Event(), threading.Event()

    def slowly() -> object:
        menu = kiosk.store.menu()
        read.set()
        told.wait(5)
        return menu

    woken: list[None] = []
    kiosk.link.woken.connect(lambda: woken.append(None))
    kiosk.cable.menu = slowly  # type: ignore[attr-defined]
    kiosk.feed.wake()
    kiosk.until(read.is_set)
    evacuate(kiosk.store, counter=counter)
    before = len(woken)
    kiosk.feed.wake()
    kiosk.until(lambda: len(woken) > before)
    told.set()

    kiosk.reach("evacuation")


def test_an_evacuation_stays_on_a_kiosk_that_loses_the_store(
    kiosk: Stage, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.CRITICAL, "kiosk")
    counter = seat_supervisor(kiosk)
    kiosk.until(lambda: kiosk.reserve.menu() is not None)
    evacuate(kiosk.store, counter=counter)
    kiosk.feed.wake()
    kiosk.reach("evacuation")

    kiosk.lose_store()
    assert kiosk.seen("page:evacuation") is not None
    off, unable = replace(kiosk.state, off=True), replace(kiosk.store.menu(), live=True)
    assert home(off) == home(replace(kiosk.state, menu=unable)) == Evacuation()


def test_an_evacuation_outlives_a_restart_without_the_store(
    kiosk_of: Callable[..., Stage], caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.CRITICAL, "kiosk")
    first = kiosk_of()
    first.open()
    counter = seat_supervisor(first)
    first.until(lambda: first.reserve.menu() is not None)
    evacuate(first.store, counter=counter)
    first.feed.wake()
    first.reach("evacuation")
    first.close()

    again = kiosk_of()
    again.there = False
    again.start()
    again.reach("evacuation")
