from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from common.ui.lock import Lock


def a_locked_window(qtbot: QtBot) -> QWidget:
    window = QWidget()
    qtbot.addWidget(window, before_close_func=lambda each: each.removeEventFilter(lock))
    window.showFullScreen()
    lock = Lock(window)
    return window


def test_a_locked_window_cannot_be_closed(qtbot: QtBot) -> None:
    window = a_locked_window(qtbot)

    assert not window.close()
    QApplication.closeAllWindows()
    assert window.isVisible()


def test_the_systems_wish_to_quit_is_not_heard(qtbot: QtBot) -> None:
    window = a_locked_window(qtbot)

    assert Lock.eventFilter(window.findChild(Lock), window, QEvent(QEvent.Type.Quit))


def test_a_locked_window_that_was_put_away_comes_back(qtbot: QtBot) -> None:
    window = a_locked_window(qtbot)

    window.showMinimized()
    qtbot.waitUntil(window.isFullScreen)
    window.hide()
    qtbot.waitUntil(lambda: window.isVisible() and window.isFullScreen())


def test_a_locked_window_shows_neither_menus_nor_a_pointer(qtbot: QtBot) -> None:
    window = a_locked_window(qtbot)

    QCoreApplication.processEvents()

    assert window.contextMenuPolicy() is Qt.ContextMenuPolicy.PreventContextMenu
    assert window.cursor().shape() is Qt.CursorShape.BlankCursor
