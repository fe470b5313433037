"""Staff at the kiosk: the gesture, the PIN, and what they do."""

from collections.abc import Callable

import pytest
from fixtures.stores import QUICK, today
from kiosk_stage import Stage
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from common.domain.events import EventKind
from common.domain.floor import Role
from common.domain.ids import OperatorCode
from common.usecases.shifts import set_pin
from common.watching.beat import EXIT_AGAIN
from kiosk.corners import KEYS
from kiosk.idle import Patience
from kiosk.staff_pages import StaffMenu, StaffSign, SwitchedOff
from kiosk.state import Confirm, Wish

PIN = "4826"


def gesture(kiosk: Stage) -> None:
    """Touch the corners, clockwise from the left above."""
    right, below = kiosk.window.width() - 5, kiosk.window.height() - 5
    for spot in ((5, 5), (right, 5), (right, below), (5, below)):
        kiosk.touch_at(QPoint(*spot))


def done(kiosk: Stage) -> list[object]:
    """Return what stands in the log of what staff did."""
    events = kiosk.store.events(today(kiosk.store))
    return [one.facts["did"] for one in events if one.kind is EventKind.STAFF]


def press(kiosk: Stage, keys: tuple[Qt.Key, ...]) -> None:
    """Press keys of the keypad one after another."""
    for key in keys:
        QTest.keyClick(kiosk.window.focusWidget() or kiosk.window, key)


@pytest.fixture
def boss(kiosk: Stage) -> OperatorCode:
    people = kiosk.store.floor().operators
    who = next(one.code for one in people if one.role is not Role.OPERATOR)
    set_pin(kiosk.store, who, PIN, cost=QUICK)
    return who


def enter(kiosk: Stage, who: OperatorCode, pin: str = PIN) -> None:
    gesture(kiosk)
    kiosk.reach("staff_sign")
    kiosk.type(who)
    kiosk.touch("send")
    kiosk.type(pin)
    kiosk.touch("send")


def test_the_corners_lead_to_a_question_and_the_pin_is_not_shown(
    kiosk: Stage, boss: OperatorCode
) -> None:
    gesture(kiosk)
    kiosk.reach("staff_sign")
    kiosk.type(boss)
    kiosk.touch("send")
    kiosk.type("48")

    assert kiosk.state.page == StaffSign(boss, "48", asks_pin=True)
    assert "48" not in kiosk.words("field")


def test_twice_round_the_arrows_and_home_lead_there_by_keypad(kiosk: Stage) -> None:
    kiosk.touch("service:DIN-02")
    kiosk.reach("confirm")
    press(kiosk, KEYS[1:])
    kiosk.reach("welcome")
    press(kiosk, KEYS)

    kiosk.reach("staff_sign")


def test_a_supervisor_takes_the_kiosk_out_of_service_and_a_restart_does_not_forget_it(
    kiosk: Stage, boss: OperatorCode, kiosk_of: Callable[..., Stage]
) -> None:
    enter(kiosk, boss)
    kiosk.reach("staff_menu")
    kiosk.touch("staff:out_of_service")
    kiosk.until(lambda: kiosk.state.off)
    kiosk.touch("home")
    kiosk.reach("switched_off")

    assert done(kiosk) == ["entered", "out_of_service"]
    kiosk.close()
    again = kiosk_of()
    again.start()
    again.reach("switched_off")
    assert isinstance(again.state.page, SwitchedOff)


def test_a_kiosk_out_of_service_gives_nothing_and_is_put_back(
    kiosk: Stage, boss: OperatorCode
) -> None:
    enter(kiosk, boss)
    kiosk.reach("staff_menu")
    kiosk.touch("staff:out_of_service")
    kiosk.until(lambda: kiosk.state.off)
    kiosk.touch("home")
    kiosk.reach("switched_off")
    kiosk.feed.wake()
    assert kiosk.seen("service:DIN-02") is None

    enter(kiosk, boss)
    kiosk.reach("staff_menu")
    kiosk.touch("staff:in_service")
    kiosk.until(lambda: not kiosk.state.off)
    kiosk.touch("home")

    kiosk.reach("welcome")


def test_a_test_slip_is_printed_and_what_the_printer_confirms_is_said(
    kiosk: Stage, boss: OperatorCode
) -> None:
    enter(kiosk, boss)
    kiosk.reach("staff_menu")
    kiosk.touch("staff:printer_test")
    kiosk.until(lambda: kiosk.state.page == StaffMenu(boss, said="staff.printed"))

    assert kiosk.issued() == 0


@pytest.mark.parametrize(("wish", "code"), [("restart", EXIT_AGAIN), ("quit", 0)])
def test_restart_and_quit_end_the_application_and_say_how(
    kiosk: Stage, boss: OperatorCode, wish: str, code: int
) -> None:
    ends: list[int] = []
    kiosk.presenter.ended.connect(ends.append)
    enter(kiosk, boss)
    kiosk.reach("staff_menu")

    kiosk.touch(f"staff:{wish}")

    kiosk.until(lambda: ends == [code])
    assert done(kiosk) == ["entered", wish]


def test_a_menu_that_was_left_open_goes_by_itself(
    kiosk: Stage, boss: OperatorCode, kiosk_of: Callable[..., Stage]
) -> None:
    kiosk.close()
    left = kiosk_of(Patience(settle_ms=0, idle_ms=1_000, second_ms=20, warning_steps=3))
    left.start()
    left.reach("welcome")
    enter(left, boss)
    left.reach("staff_menu")

    left.reach("welcome")

    assert left.seen("staff:quit") is None


def test_a_new_roll_is_written_down(kiosk: Stage, boss: OperatorCode) -> None:
    enter(kiosk, boss)
    kiosk.reach("staff_menu")
    kiosk.touch("staff:paper_changed")
    kiosk.until(lambda: kiosk.state.page == StaffMenu(boss, said="staff.done"))

    assert done(kiosk) == ["entered", "paper_changed"]
    kinds = {one.kind for one in kiosk.store.events(today(kiosk.store))}
    assert EventKind.PAPER_CHANGED in kinds


def test_a_wrong_pin_is_said_and_opens_nothing(kiosk: Stage, boss: OperatorCode) -> None:
    enter(kiosk, boss, "0000")
    kiosk.until(lambda: isinstance(kiosk.state.page, StaffSign) and not kiosk.state.page.typed)

    assert isinstance(kiosk.state.page, StaffSign)
    assert kiosk.state.page.refused is not None
    assert done(kiosk) == []


def test_without_the_store_only_a_restart_is_possible(
    kiosk: Stage, caplog: pytest.LogCaptureFixture
) -> None:
    ends: list[int] = []
    kiosk.presenter.ended.connect(ends.append)
    kiosk.lose_store()
    kiosk.until(lambda: not kiosk.state.reachable)

    gesture(kiosk)
    kiosk.reach("staff_menu")
    assert kiosk.seen("staff:quit") is None
    assert kiosk.seen("staff:out_of_service") is None
    kiosk.touch("staff:restart")

    assert ends == [EXIT_AGAIN]
    assert "restarted by whoever knows the gesture" in caplog.text
    caplog.clear()


def test_the_corners_mean_nothing_in_the_middle_of_a_visit(kiosk: Stage) -> None:
    kiosk.touch("service:DIN-02")
    kiosk.reach("confirm")

    kiosk.window.wished.emit(Wish.STAFF)

    assert isinstance(kiosk.state.page, Confirm)
