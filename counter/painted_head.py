"""The heads of a table's columns, without any grey."""

from collections.abc import Callable

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QColor, QPainter
from PySide6.QtWidgets import QHeaderView

from common.ui.tokens import LIGHT
from counter.pieces import Look

HIGH = 32
DrawHead = Callable[[QPainter, QRect, int, str], None]
"""Draws a head in its box: which column it is, and its words."""


class PaintedHead(QHeaderView):
    """Draws white ground and the line below; the words are drawn as those of the cells are."""

    def __init__(self, look: Look, pixels: float, draw: DrawHead) -> None:
        super().__init__(Qt.Orientation.Horizontal)
        self._face, self._draw = look.font(pixels, 600), draw
        self.setFixedHeight(look.px(HIGH))
        self.setMinimumSectionSize(1)
        self.setSectionsClickable(False)
        self.setHighlightSections(False)

    def paintSection(  # noqa: N802 - Qt's name
        self,
        painter: QPainter,
        rect: QRect,
        logicalIndex: int,  # noqa: N803 - Qt's name
    ) -> None:
        """Draw one head."""
        painter.fillRect(rect, QColor(LIGHT.card))
        painter.fillRect(rect.left(), rect.bottom(), rect.width(), 1, QColor(LIGHT.button_line))
        said = self.model().headerData(logicalIndex, Qt.Orientation.Horizontal)
        painter.setFont(self._face)
        painter.setPen(QColor(LIGHT.slate))
        self._draw(painter, rect, logicalIndex, str(said or ""))
