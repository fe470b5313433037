"""Asks, at the first start, what this screen is to show."""

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPen
from PySide6.QtWidgets import QWidget

from display.canvas import Canvas, Look
from display.layout import Layout
from display.pen import Style, draw_line, fit_line
from display.state import BoardState, Choice

TITLE, HINT = "board.choose", "board.choose_hint"
ROW = 84
"""Height of a choice on a screen of 1080 lines; less where there are many."""


class ChooseView(Canvas):
    """A list for arrows and Enter, or for a pointer."""

    chosen = Signal(str)

    def __init__(self, look: Look, parent: QWidget) -> None:
        super().__init__(look, "choose", parent)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.ArrowCursor)
        self._at = 0

    def words(self, state: BoardState) -> str:
        """Return the question and its answers."""
        if not state.choices:
            return ""
        return "; ".join((self.look.az(TITLE), *(self._said(one) for one in state.choices)))

    def _said(self, choice: Choice) -> str:
        values = {"windows": choice.windows}
        about = self.look.az(choice.key, **values) if choice.key else ""
        named = ", ".join(filter(None, (about, *choice.names)))
        return f"{choice.code}: {named}" if choice.code else named

    def rows(self) -> list[QRectF]:
        """Return where the choices stand."""
        state, layout = self.state, self.layout_now
        if state is None or layout is None:
            return []
        s = layout.scale
        top, bottom = 250 * s, self.height() - 40 * s
        high = min(ROW * s, (bottom - top) / max(1, len(state.choices)))
        width = min(self.width() - 128 * s, 1400 * s)
        left = (self.width() - width) / 2
        return [
            QRectF(left, top + number * high, width, high) for number in range(len(state.choices))
        ]

    def paint(self, painter: QPainter, state: BoardState, layout: Layout) -> None:
        """Draw question and answers, the one that Enter takes on a plate."""
        palette, s = self.look.palette, layout.scale
        rows = self.rows()
        if not rows:
            return
        self._at = min(self._at, len(rows) - 1)
        line = QRectF(rows[0].left(), 80 * s, rows[0].width(), 70 * s)
        title = Style(56 * s, 600, palette.text)
        draw_line(
            painter, line, self.look.az(TITLE), fit_line(self.look.az(TITLE), title, line.width())
        )
        hint = fit_line(self.look.az(HINT), Style(28 * s, 400, palette.second), line.width())
        draw_line(painter, line.translated(0, 70 * s), self.look.az(HINT), hint)
        for number, (box, choice) in enumerate(zip(rows, state.choices, strict=True)):
            self._paint_row(painter, box, self._said(choice), s, at=number == self._at)

    def _paint_row(self, painter: QPainter, box: QRectF, words: str, s: float, *, at: bool) -> None:
        palette = self.look.palette
        if at:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(palette.plate))
            painter.drawRoundedRect(box, 12 * s, 12 * s)
        else:
            painter.setPen(QPen(QColor(palette.line), 2 * s))
            painter.drawLine(box.bottomLeft(), box.bottomRight())
        room = box.adjusted(28 * s, 0, -28 * s, 0)
        colour = palette.on_plate if at else palette.text
        style = Style(min(36 * s, box.height() * 0.5), 600 if at else 400, colour)
        draw_line(painter, room, words, fit_line(words, style, room.width()))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move with the arrows, choose with Enter."""
        count = len(self.rows())
        step = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}.get(Qt.Key(event.key()))
        if step is not None and count:
            self._at = (self._at + step) % count
            self.update()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and count:
            self._choose(self._at)
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Choose what is pressed."""
        for number, box in enumerate(self.rows()):
            if box.contains(event.position()):
                self._choose(number)

    def _choose(self, number: int) -> None:
        if self.state is not None:
            self.chosen.emit(self.state.choices[number].code)
