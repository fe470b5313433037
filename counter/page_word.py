"""The words at the top of a room that has several pages."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton

from common.ui.tokens import LIGHT
from counter.pieces import Look

BESIDE = 10
"""On both sides of a word; a row of them begins so much before what is below it."""


class PageWord(QAbstractButton):
    """A word that leads to a page of a room: dark and bold where it is shown."""

    def __init__(self, look: Look, name: str) -> None:
        super().__init__()
        self._look = look
        self.setObjectName(name)
        self.setCheckable(True)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFixedHeight(look.px(36))

    def name(self, word: str) -> None:
        """Take the word."""
        self.setText(word)
        self.setAccessibleName(word)
        self.setFont(self._look.font(17, 700))
        self.setFixedWidth(self.fontMetrics().horizontalAdvance(word) + 2 * self._look.px(BESIDE))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw it."""
        painter = QPainter(self)
        shown = self.isChecked()
        painter.setFont(self._look.font(17, 700 if shown else 400))
        painter.setPen(QColor(LIGHT.ink if shown else LIGHT.slate))
        # From the left: no word moves when another is shown.
        room = self.rect().adjusted(self._look.px(BESIDE), 0, 0, 0)
        side = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        painter.drawText(room, side, self.text())
        if self.hasFocus():
            painter.setPen(QColor(LIGHT.focus))
            painter.drawRoundedRect(self.rect().adjusted(1, 1, -2, -2), 6, 6)
