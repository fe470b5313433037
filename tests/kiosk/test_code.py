"""Whoever has an appointment: by the keys of the screen, or by the scanner."""

import logging
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest
from kiosk_stage import Stage
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from common.domain.appointments import Appointment, AppointmentState
from common.domain.ids import AppointmentCode, ServiceCode
from common.usecases.appointments import import_appointments
from common.usecases.setup import replace_floor
from kiosk.codes import Code, Late, Unchecked
from kiosk.idle import Patience
from kiosk.state import Search, Welcome

CODE = AppointmentCode("AB12CD")
SERVICE = ServiceCode("DIN-02")


def book(
    kiosk: Stage, minutes: float = 0, state: AppointmentState = AppointmentState.BOOKED
) -> None:
    """Make an appointment so many minutes from now, and let the kiosk hear of it."""
    now = kiosk.store.now()
    at = now + timedelta(minutes=minutes)
    import_appointments(kiosk.store, [Appointment(CODE, SERVICE, at, state=state)])
    # Whenever that is, somebody has an appointment today.
    today = Appointment(AppointmentCode("TODAY"), SERVICE, now)
    import_appointments(kiosk.store, [today])
    kiosk.feed.wake()
    kiosk.until(lambda: kiosk.state.menu is not None and kiosk.state.menu.appointments)


def scan(text: str) -> None:
    """Hold something before the scanner: it types, wherever the focus is."""
    target = QApplication.focusWidget() or QApplication.activeWindow()
    for letter in text:
        QTest.keyClick(target, letter)
    QTest.keyClick(target, Qt.Key.Key_Return)


@pytest.fixture
def seen(kiosk: Stage) -> Stage:
    kiosk.window.activateWindow()
    return kiosk


def test_the_way_in_is_there_only_where_somebody_has_an_appointment_today(kiosk: Stage) -> None:
    assert kiosk.seen("appointment") is None

    book(kiosk)

    kiosk.until(lambda: kiosk.seen("appointment") is not None)


def test_a_code_in_time_is_two_touches_and_its_letters_away_from_paper(kiosk: Stage) -> None:
    book(kiosk, minutes=5)

    kiosk.touch("appointment")
    kiosk.reach("code")
    kiosk.type(CODE)
    kiosk.touch("send")
    kiosk.reach("ticket")

    assert kiosk.touches - len(CODE) == 2
    kiosk.until(lambda: kiosk.slips() == ["printed"])
    (slip,) = kiosk.printer.slips
    promised = kiosk.store.now() + timedelta(minutes=5)
    assert slip.appointment is not None
    assert abs(slip.appointment - promised) < timedelta(minutes=1)
    assert slip.expected is None


def test_a_code_is_scanned_on_the_first_page_without_a_touch(seen: Stage) -> None:
    book(seen)

    scan("ab12-cd")
    seen.reach("ticket")

    assert (seen.touches, seen.issued()) == (0, 1)


def test_a_scan_is_whole_though_its_first_key_says_still_there(
    kiosk_of: Callable[..., Stage],
) -> None:
    kiosk = kiosk_of(Patience(settle_ms=0, idle_ms=100, second_ms=10_000))
    kiosk.open()
    kiosk.window.activateWindow()
    book(kiosk)
    kiosk.touch("appointment")
    kiosk.until(lambda: kiosk.seen("still_there") is not None)

    scan(CODE)

    kiosk.reach("ticket")


def test_a_persons_key_that_says_still_there_types_nothing(kiosk_of: Callable[..., Stage]) -> None:
    kiosk = kiosk_of(Patience(settle_ms=0, idle_ms=100, second_ms=10_000))
    kiosk.open()
    kiosk.window.activateWindow()
    kiosk.touch("search")
    kiosk.until(lambda: kiosk.seen("still_there") is not None)

    QTest.keyClick(kiosk.window, "n")
    kiosk.until(lambda: kiosk.seen("still_there") is None)
    kiosk.until(lambda: kiosk.seen("still_there") is not None)

    assert kiosk.state.page == Search()


def test_the_enter_of_the_scanner_presses_nothing(seen: Stage) -> None:
    book(seen)
    QTest.keyClick(seen.window, Qt.Key.Key_Tab)
    focus = QApplication.focusWidget()
    assert focus is not None
    assert focus is not seen.window

    scan("ZZ99ZZ")

    seen.reach("unknown_code")


def test_what_is_scanned_elsewhere_presses_nothing(seen: Stage) -> None:
    book(seen)
    seen.touch("service:DIN-02")
    seen.reach("confirm")
    take = seen.seen("take")
    assert take is not None
    take.setFocus(Qt.FocusReason.TabFocusReason)

    scan(CODE)

    assert not seen.state.page.asking  # type: ignore[union-attr] # it is the one to confirm
    assert seen.seen("page:confirm") is not None
    assert seen.issued() == 0


def test_a_persons_letters_still_open_the_search(seen: Stage) -> None:
    QTest.keyClick(seen.window, "n")

    seen.until(lambda: isinstance(seen.state.page, Search))


def test_a_real_keyboard_types_a_code_and_enter_sends_it(seen: Stage) -> None:
    book(seen)
    seen.touch("appointment")
    typed = ""
    for letter in "ab12cd":
        QTest.keyClick(seen.window, letter)
        so_far = Code(typed := typed + letter.upper())
        seen.until(lambda page=so_far: seen.state.page == page)

    QTest.keyClick(seen.window, Qt.Key.Key_Return)

    seen.reach("ticket")


def test_the_keys_take_letters_back(kiosk: Stage) -> None:
    book(kiosk)
    kiosk.touch("appointment")
    kiosk.type("AB")
    kiosk.touch("key:erase")

    assert kiosk.state.page == Code("A")


def test_too_early_says_from_when(kiosk: Stage) -> None:
    book(kiosk, minutes=45)
    kiosk.touch("appointment")
    kiosk.type(CODE)
    kiosk.touch("send")
    kiosk.reach("too_early")

    kiosk.touch("back")

    assert kiosk.state.page == Code(CODE)
    kiosk.touch("back")
    assert isinstance(kiosk.state.page, Welcome)


def test_who_is_late_is_one_touch_away_from_an_ordinary_ticket(seen: Stage) -> None:
    book(seen, minutes=-30)
    scan(CODE)
    seen.reach("late")

    seen.touch("take")
    seen.reach("ticket")

    assert seen.touches == 1
    seen.until(lambda: seen.slips() == ["printed"])
    assert seen.printer.slips[0].appointment is None


def test_a_late_visitor_is_told_when_the_service_gives_no_tickets_either(seen: Stage) -> None:
    book(seen, minutes=-30)
    floor = seen.store.floor()
    full = replace(floor.services[SERVICE], daily_limit=0)
    replace_floor(seen.store, replace(floor, services={**floor.services, SERVICE: full}))
    seen.wake_up()

    scan(CODE)
    seen.reach("late")

    take = seen.seen("take")
    assert take is not None
    assert not take.isEnabled()


def test_a_used_code_shows_its_number_again(seen: Stage) -> None:
    book(seen)
    scan(CODE)
    seen.reach("ticket")
    label = seen.words("number")
    seen.until(lambda: seen.slips() == ["printed"])
    seen.touch("done")
    seen.reach("welcome")

    scan(CODE)
    seen.reach("used")

    assert seen.words("number") == label
    assert seen.issued() == 1


def test_a_cancelled_code_and_an_unknown_one_have_pages_of_their_own(seen: Stage) -> None:
    book(seen, state=AppointmentState.CANCELLED)

    scan(CODE)
    seen.reach("appointment_cancelled")
    scan("ZZ99ZZ")
    seen.reach("unknown_code")

    seen.touch("again")
    assert seen.state.page == Code()
    seen.touch("back")
    seen.reach("welcome")


def test_a_store_that_is_away_cannot_be_asked_and_an_ordinary_ticket_is_offered(
    seen: Stage, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.CRITICAL)
    book(seen)
    seen.lose_store()
    seen.touch("appointment")
    seen.type(CODE)
    seen.touch("send")
    seen.reach("unchecked")
    seen.touch("home")

    scan(CODE)
    seen.reach("unchecked")
    retry = seen.seen("retry")
    assert retry is not None
    assert not retry.isEnabled()
    seen.touch("done")
    seen.reach("welcome")
    seen.take()
    seen.reach("ticket")

    seen.until(lambda: bool(seen.printer.slips))
    assert seen.printer.slips[0].reserve


def test_a_lost_answer_gets_the_same_ticket_at_the_next_try(
    seen: Stage, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.CRITICAL)
    book(seen)
    seen.cable.deaf = True
    scan(CODE)
    seen.reach("unchecked")
    assert seen.issued() == 1

    seen.find_store()
    seen.until(lambda: seen.state.reachable)
    seen.touch("retry")
    seen.reach("ticket")

    assert seen.issued() == 1
    seen.until(lambda: bool(seen.printer.slips))
    assert seen.printer.slips[0].appointment is not None


def test_who_goes_away_without_an_answer_leaves_nobody_in_the_queue(
    kiosk_of: Callable[..., Stage], caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.CRITICAL)
    kiosk = kiosk_of(Patience(settle_ms=0, retry_ms=20, menu_ms=20))
    kiosk.open()
    kiosk.window.activateWindow()
    kiosk.until(lambda: kiosk.reserve.menu() is not None)
    book(kiosk)
    kiosk.cable.deaf = True
    scan(CODE)
    kiosk.reach("unchecked")
    assert isinstance(kiosk.state.page, Unchecked)

    kiosk.touch("home")
    kiosk.find_store()

    kiosk.until(lambda: kiosk.store.menu().services[SERVICE].waiting == 0)
    scan(CODE)
    kiosk.reach("ticket")


def test_after_the_last_ticket_the_way_in_stays(kiosk: Stage) -> None:
    book(kiosk)
    floor = kiosk.store.floor()
    rules = {code: replace(one, daily_limit=0) for code, one in floor.services.items()}
    replace_floor(kiosk.store, replace(floor, services=rules))
    kiosk.feed.wake()
    kiosk.reach("closed")

    kiosk.touch("appointment")
    kiosk.type(CODE)
    kiosk.touch("send")

    kiosk.reach("ticket")
    assert not isinstance(kiosk.state.page, Late)
