"""A finger that touches twice, a key that is held: one wish, and nothing that nobody has read."""

from collections.abc import Callable

import pytest
from kiosk_stage import Stage
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from kiosk.given import Ticket
from kiosk.state import Confirm, Groups, Welcome
from kiosk.twice import DOUBLE_MS, Twice

SPOT, BESIDE = (100.0, 100.0), (160.0, 100.0)


@pytest.mark.parametrize(
    ("at", "after", "page", "again"),
    [
        (SPOT, 40, "confirm", True),
        (BESIDE, 40, "confirm", False),
        (SPOT, DOUBLE_MS + 1, "confirm", False),
        (SPOT, 40, "welcome", False),
    ],
)
def test_only_a_quick_touch_on_the_same_spot_of_another_page_is_let_pass(
    at: tuple[float, float], after: int, page: str, *, again: bool
) -> None:
    twice = Twice()
    assert not twice.again(SPOT, 50, 1_000, "welcome")
    assert twice.again(at, 50, 1_000 + after, page) is again


def test_who_goes_on_touching_one_spot_is_not_kept_waiting() -> None:
    twice = Twice()
    twice.again(SPOT, 50, 1_000, "welcome")
    assert twice.again(SPOT, 50, 1_150, "confirm")
    assert twice.again(SPOT, 50, 1_300, "confirm")
    assert not twice.again(SPOT, 50, 1_450, "confirm")


@pytest.fixture
def kiosk(kiosk_of: Callable[..., Stage]) -> Stage:
    """Return a kiosk that minds how quickly it is touched."""
    stage = kiosk_of(double_ms=DOUBLE_MS)
    stage.open()
    return stage


def spot_of(kiosk: Stage, name: str) -> QPoint:
    thing = kiosk.seen(name)
    assert thing is not None
    return thing.mapTo(kiosk.window, thing.rect().center())


def test_a_double_touch_on_the_question_of_priority_chooses_no_group(
    kiosk: Stage, qtbot: QtBot
) -> None:
    kiosk.touch("service:DIN-02")
    kiosk.reach("confirm")
    qtbot.wait(DOUBLE_MS + 50)
    spot = spot_of(kiosk, "priority")
    kiosk.touch_at(spot)
    kiosk.reach("groups")
    kiosk.touch_at(spot)
    QApplication.processEvents()
    assert isinstance(kiosk.state.page, Groups)

    qtbot.wait(DOUBLE_MS + 50)
    kiosk.touch_at(spot)
    kiosk.reach("confirm")
    page = kiosk.state.page
    assert isinstance(page, Confirm)
    assert page.group is not None


def press(kiosk: Stage, key: Qt.Key, *, held: bool = False) -> None:
    handle = kiosk.window.windowHandle()
    for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
        event = QKeyEvent(kind, key, Qt.KeyboardModifier.NoModifier, "\r", held)
        QApplication.sendEvent(handle, event)


def focus(kiosk: Stage, name: str) -> None:
    thing = kiosk.seen(name)
    assert thing is not None
    thing.setFocus(Qt.FocusReason.TabFocusReason)


def test_a_key_that_is_held_takes_one_ticket(kiosk: Stage, qtbot: QtBot) -> None:
    press(kiosk, Qt.Key.Key_Tab)
    focus(kiosk, "service:DIN-02")
    press(kiosk, Qt.Key.Key_Return)
    kiosk.reach("confirm")
    for _ in range(5):
        press(kiosk, Qt.Key.Key_Return, held=True)
    assert isinstance(kiosk.state.page, Confirm)

    qtbot.wait(DOUBLE_MS + 50)
    focus(kiosk, "take")
    press(kiosk, Qt.Key.Key_Return)
    kiosk.until(lambda: isinstance(kiosk.state.page, Ticket))
    kiosk.until(lambda: kiosk.seen("done") is not None)
    for _ in range(5):
        press(kiosk, Qt.Key.Key_Return, held=True)
        QApplication.processEvents()
    assert isinstance(kiosk.state.page, Ticket)
    assert kiosk.issued() == 1


def test_a_key_that_bounces_goes_one_page(kiosk: Stage) -> None:
    press(kiosk, Qt.Key.Key_Tab)
    focus(kiosk, "service:DIN-02")
    press(kiosk, Qt.Key.Key_Return)
    kiosk.reach("confirm")
    press(kiosk, Qt.Key.Key_Escape)
    kiosk.reach("welcome")
    press(kiosk, Qt.Key.Key_Escape)
    assert isinstance(kiosk.state.page, Welcome)
