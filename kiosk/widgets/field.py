"""The field a service's name is typed into."""

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QColor, QPainter
from PySide6.QtWidgets import QWidget

from common.ui.widgets.lines import Lines, Style, fitted
from kiosk.look import Look
from kiosk.widgets.touchable import Touchable, plate


class Field(Touchable):
    """A search field: on the first page it only opens the search, there it holds a caret."""

    def __init__(self, look: Look, parent: QWidget, *, opens: bool, icon: str = "search") -> None:
        super().__init__(look, parent)
        self._opens = opens
        self._icon = icon
        self._invitation = ""
        self._typed = ""

    def invite(self, words: str, typed: str = "") -> None:
        """Set what stands there while nothing is typed, and what is typed."""
        if (words, typed) != (self._invitation, self._typed):
            self._invitation, self._typed = words, typed
            self.setText(typed or words)
            self.update()

    def whole(self) -> bool:
        """Say whether all of its words are seen."""
        return self._lines(self._room()).width <= self._room() + 1

    def draw(self, painter: QPainter, box: QRectF) -> None:
        """Draw it into a box."""
        look, colours = self.look, self.look.palette
        width = look.line if self._opens else look.gap(0.5)
        fill = colours.selected_tint if self.isDown() else colours.card
        plate(painter, box, look, fill, colours.azure, width)
        size = look.icon
        place = QRectF(look.gap(3), (box.height() - size) / 2, size, size)
        look.icons.paint(painter, self._icon, place, colours.azure)
        left, room = place.right() + look.gap(2.25), self._room()
        lines = self._lines(room)
        painter.setClipRect(QRectF(left, 0, room + look.gap(1), box.height()))
        at = QPointF(left - max(0.0, lines.width - room), (box.height() - lines.height) / 2)
        aside = QPointF(0 if self._typed or self._opens else look.gap(1.5), 0)
        lines.draw(painter, at + aside, colours.ink if self._typed else colours.slate)
        if not self._opens:
            caret = at.x() + (lines.width + look.line if self._typed else 0)
            high = look.title * 1.16
            stroke = QRectF(caret, (box.height() - high) / 2, look.gap(0.5), high)
            painter.fillRect(stroke, QColor(colours.azure))

    def _room(self) -> float:
        look = self.look
        return self.width() - look.gap(3) - look.icon - look.gap(2.25) - look.gap(3)

    def _lines(self, room: float) -> Lines:
        if self._typed:
            return Lines(self._typed, Style(self.look.title, 400, 1.2))
        style = Style(self.look.body, 400, 1.2)
        high = self.height() - self.look.gap(2)
        return fitted(self._invitation, style, room, height=high, least=self.look.least)
