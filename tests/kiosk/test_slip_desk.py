"""Whoever holds his own slip before the scanner: where he stands, giving up, coming back."""

import logging
from dataclasses import replace

import pytest
from kiosk_stage import Stage
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from common.domain.events import EventKind
from common.domain.ids import CounterCode, OperatorCode, ServiceCode
from common.domain.reasons import HoldReason
from common.domain.slip import qr_text, read_qr
from common.domain.ticket import LegState
from common.usecases.calling import call_next
from common.usecases.moving import send_and_return
from common.usecases.serving import finish, hold, start
from kiosk.code_way import only_news
from kiosk.own_slip import MyPlace, NoPlace, NoSlip
from kiosk.widgets.label import Label

PAYMENT = ServiceCode("BNK-01")


def scan(text: str) -> None:
    """Hold something before the scanner: it types, wherever the focus is."""
    target = QApplication.focusWidget() or QApplication.activeWindow()
    for letter in text:
        QTest.keyClick(target, letter)
    QTest.keyClick(target, Qt.Key.Key_Return)


@pytest.fixture
def slip(kiosk: Stage) -> str:
    """Take a ticket and go home; return what its QR code says."""
    kiosk.window.activateWindow()
    kiosk.take()
    kiosk.reach("ticket")
    kiosk.until(lambda: kiosk.slips() == ["printed"])
    kiosk.touch("done")
    kiosk.reach("welcome")
    kiosk.touches = 0
    return kiosk.printer.slips[0].qr


def sit(kiosk: Stage) -> CounterCode:
    """Seat somebody at a window that serves the slip's service, and return the window."""
    floor = kiosk.store.floor()
    operator = next(one for one in floor.operators if one.entity == "DIN")
    work = {profile.code: profile.handicaps for profile in floor.profiles}
    counter = next(one for one in floor.counters if "DIN-02" in work[one.profile])
    with kiosk.store.records() as records:
        records.open_seat(counter.code, OperatorCode(operator.code))
    return counter.code


def said(kiosk: Stage) -> str:
    page = kiosk.seen("page:my_place")
    assert page is not None
    return " ".join(label.text() for label in page.findChildren(Label) if label.isVisible())


def test_a_slip_shows_its_place_without_a_touch(kiosk: Stage, slip: str) -> None:
    scan(slip)
    kiosk.reach("my_place")

    assert kiosk.words("number") == kiosk.printer.slips[0].label
    assert kiosk.touches == 0
    assert kiosk.seen("back_again") is None
    kiosk.touch("done")
    kiosk.reach("welcome")


def test_who_is_called_is_told_to_which_window(kiosk: Stage, slip: str) -> None:
    window = kiosk.store.floor().counter(sit(kiosk))
    assert window is not None
    call_next(kiosk.store, window.code)

    scan(slip)
    kiosk.reach("my_place")

    assert f"Pəncərə: {window.number}" in said(kiosk)
    assert kiosk.seen("give_up") is None
    start(kiosk.store, window.code)
    scan(slip)
    kiosk.until(lambda: "xidmət göstərilir" in said(kiosk))
    finish(kiosk.store, window.code)
    scan(slip)
    kiosk.until(lambda: "başa çatıb" in said(kiosk))


def test_who_is_called_while_he_looks_sees_it(kiosk: Stage, slip: str) -> None:
    scan(slip)
    kiosk.reach("my_place")
    before = kiosk.state.page

    call_next(kiosk.store, sit(kiosk))
    kiosk.feed.wake()

    kiosk.until(lambda: "Sizi çağırırlar" in said(kiosk))
    # Nobody touched anything: it does not keep the page from being left.
    assert only_news(before, kiosk.state.page)


def test_a_place_that_is_left_is_looked_at_no_more(kiosk: Stage, slip: str) -> None:
    scan(slip)
    kiosk.reach("my_place")
    kiosk.touch("give_up")
    kiosk.reach("giving_up")

    call_next(kiosk.store, sit(kiosk))
    kiosk.wake_up()

    assert kiosk.seen("page:giving_up") is not None


def test_giving_up_is_asked_once_more_and_can_be_thought_over(kiosk: Stage, slip: str) -> None:
    scan(slip)
    kiosk.reach("my_place")
    kiosk.touch("give_up")
    kiosk.reach("giving_up")
    kiosk.touch("keep")
    kiosk.reach("my_place")
    assert kiosk.store.menu().services[ServiceCode("DIN-02")].waiting == 1

    kiosk.touch("give_up")
    kiosk.reach("giving_up")
    kiosk.touch("give_up_surely")
    kiosk.reach("gave_up")

    today = kiosk.store.find(kiosk.printer.slips[0].label)
    assert today is not None
    assert today.leg.state is LegState.CANCELLED
    event = kiosk.store.events(today.ticket.day)[-1]
    assert (event.kind, event.device) == (EventKind.CANCELLED, "K1")


def test_the_next_service_of_the_number_is_shown_when_one_is_given_up(kiosk: Stage) -> None:
    kiosk.window.activateWindow()
    kiosk.touch("service:DIN-02")
    kiosk.reach("confirm")
    kiosk.touch("one_more")
    kiosk.touch("service:DIN-08")
    kiosk.reach("confirm")
    kiosk.touch("take")
    kiosk.reach("ticket")
    kiosk.until(lambda: kiosk.slips() == ["printed"])
    kiosk.touch("done")
    scan(kiosk.printer.slips[0].qr)
    kiosk.reach("my_place")

    kiosk.touch("give_up")
    kiosk.reach("giving_up")
    kiosk.touch("give_up_surely")
    kiosk.reach("my_place")

    page = kiosk.state.page
    assert isinstance(page, MyPlace)
    assert (page.place.service, page.place.state) == ("DIN-08", LegState.WAITING)
    kiosk.touch("back")
    kiosk.reach("welcome")


def test_who_was_put_aside_says_that_he_is_back(kiosk: Stage, slip: str) -> None:
    window = sit(kiosk)
    call_next(kiosk.store, window)
    start(kiosk.store, window)
    hold(kiosk.store, window, HoldReason.FORM)
    scan(slip)
    kiosk.reach("my_place")

    kiosk.touch("back_again")
    kiosk.until(lambda: kiosk.seen("give_up") is not None)

    call = call_next(kiosk.store, window)
    assert call is not None
    assert call.label == kiosk.printer.slips[0].label


def test_who_was_sent_elsewhere_says_that_he_is_back(kiosk: Stage, slip: str) -> None:
    window = sit(kiosk)
    call_next(kiosk.store, window)
    start(kiosk.store, window)
    send_and_return(kiosk.store, window, PAYMENT)
    scan(slip)
    kiosk.reach("my_place")

    kiosk.touch("back_again")
    kiosk.until(lambda: kiosk.seen("back_again") is None)

    call = call_next(kiosk.store, window)
    assert call is not None


def test_who_is_called_while_he_thinks_is_told_so(kiosk: Stage, slip: str) -> None:
    scan(slip)
    kiosk.reach("my_place")
    kiosk.touch("give_up")
    kiosk.reach("giving_up")
    call_next(kiosk.store, sit(kiosk))

    kiosk.touch("give_up_surely")
    kiosk.reach("my_place")

    assert "Sizi çağırırlar" in said(kiosk)


@pytest.mark.parametrize("why", [NoPlace.OLD, NoPlace.OTHER_CENTRE, NoPlace.UNKNOWN])
def test_a_slip_that_says_nothing_of_a_place_leads_to_a_calm_page(
    kiosk: Stage, slip: str, why: NoPlace
) -> None:
    mine = read_qr(slip)
    assert mine is not None
    other = {
        NoPlace.OLD: replace(mine, day=mine.day.replace(year=mine.day.year - 1)),
        NoPlace.OTHER_CENTRE: replace(mine, centre="ASAN-09"),  # type: ignore[arg-type] # a code
        NoPlace.UNKNOWN: replace(mine, token="nobody-knows"),  # noqa: S106 - an example
    }[why]

    scan(qr_text(other.centre, other.day, other.token))
    kiosk.reach("no_slip")

    assert kiosk.state.page == NoSlip(why)
    kiosk.touch("done")
    kiosk.reach("welcome")


def test_without_the_store_a_slip_cannot_be_looked_up(
    kiosk: Stage, slip: str, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.CRITICAL)
    kiosk.lose_store()

    scan(slip)
    kiosk.reach("no_slip")

    assert kiosk.state.page == NoSlip(NoPlace.AWAY)


def test_a_lost_answer_is_not_told_as_done_or_undone(
    kiosk: Stage, slip: str, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.CRITICAL)
    scan(slip)
    kiosk.reach("my_place")
    kiosk.touch("give_up")
    kiosk.reach("giving_up")
    kiosk.cable.deaf = True

    kiosk.touch("give_up_surely")
    kiosk.reach("no_slip")

    assert kiosk.state.page == NoSlip(NoPlace.UNSURE)
    kiosk.cable.deaf = False
    scan(slip)
    kiosk.reach("my_place")
    assert "ləğv edilib" in said(kiosk)
