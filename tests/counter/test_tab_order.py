"""Tab leads to everything in each room of the window that keys can be given to."""

from counter_stage import Stage, let_be
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.exceptions import TimeoutError as NeverSo

from common.domain.permissions import Role

MOST = 400


def not_passed(window: QWidget) -> list[str]:
    """Press Tab until it comes round; return what takes keys and was left out."""
    passed: set[QWidget] = set()
    while (reader := QApplication.focusWidget()) not in passed and len(passed) < MOST:
        assert reader is not None, "nothing has the focus"
        passed.add(reader)
        QTest.keyClick(reader, Qt.Key.Key_Tab)
    return [
        f"{type(one).__name__} {one.objectName()}"
        for one in window.findChildren(QWidget)
        if one.focusPolicy().value & Qt.FocusPolicy.TabFocus.value
        and one.isVisible()
        and one.isEnabled()
        and one.focusProxy() is None
        and one not in passed
    ]


def test_tab_leads_through_every_room(stage: Stage) -> None:
    let_be(stage.store, Role.ADMINISTRATOR)
    stage.sign_in()
    assert len(stage.state.rooms) > 3
    for room in stage.state.rooms:
        stage.presenter.enter(room)
        try:
            # A room may still be reading: what comes late is passed the next time round.
            stage.until(lambda: not not_passed(stage.window))
        except NeverSo:
            assert not_passed(stage.window) == [], f"in {room.value}"
