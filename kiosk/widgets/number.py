"""The ticket's number, as large as its box allows."""

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QLabel, QWidget

from common.ui.tokens import CAP_HEIGHT
from common.ui.widgets.lines import Lines, Style
from kiosk.look import Look

WIDEST = 0.9
"""The largest part of its box that it fills."""


class Number(QLabel):
    """One number that fits its width, and never changes its place by its letters."""

    def __init__(self, look: Look, parent: QWidget) -> None:
        super().__init__(parent)
        self.look = look
        self._label = ""
        self.setObjectName("number")

    def say(self, label: str) -> None:
        """Show a number."""
        self._label = label
        self.setAccessibleName(label)
        self.update()

    def needs(self, width: int) -> int:
        """Return the height at which it fills a width; more leaves it as large."""
        return round(self._by_width(width) * CAP_HEIGHT / 0.96)

    def whole(self) -> bool:
        """Say whether all of it is seen."""
        return Lines(self._label, self._style()).width <= self.width()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the number in the middle, measured by its capitals."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self.draw(painter, QRectF(self.rect()))
        painter.end()

    def draw(self, painter: QPainter, box: QRectF) -> None:
        """Draw it into a box."""
        style = self._style()
        lines = Lines(self._label, style)
        metrics_top = (box.height() - lines.height) / 2
        at = QPointF((box.width() - lines.width) / 2, metrics_top)
        lines.draw(painter, at, self.look.palette.blue)

    def _style(self) -> Style:
        """Return the style of M888's worth of width, so that numbers of one length are equal."""
        by_height = self.height() / CAP_HEIGHT * 0.96
        return Style(min(self._by_width(self.width()), by_height), 700, 1.0, spacing=-3)

    def _by_width(self, width: int) -> float:
        trial = Style(100, 700, 1.0, spacing=-3)
        widest = max(Lines(self._label, trial).width, Lines(self._typical(), trial).width)
        return width * WIDEST / max(1.0, widest) * 100

    def _typical(self) -> str:
        return "".join("8" if each.isdigit() else "A" for each in self._label)
