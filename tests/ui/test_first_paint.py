from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from common.ui.launch import FirstPaint


def test_a_window_that_is_covered_by_its_parts_is_seen_to_be_painted(
    qtbot: QtBot, qapp: QApplication
) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    cover = QLabel("all of it", window)
    cover.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
    cover.setGeometry(window.rect())
    told: list[str] = []

    FirstPaint(qapp, window, lambda: told.append("painted"))
    window.show()
    qtbot.waitUntil(lambda: bool(told))
    cover.repaint()

    assert told == ["painted"]
