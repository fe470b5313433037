"""The newest call on a plate of its own, for layouts with little room for calls."""

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPainter
from PySide6.QtWidgets import QWidget

from display.calls_view import ARROWS
from display.canvas import Canvas, Look
from display.layout import Layout
from display.pen import Outlines, Style, draw_line, fit_line
from display.state import BoardState, Link

NOW = "board.now"


class PlateView(Canvas):
    """Number, window and way of the newest call; empty while there is none."""

    def __init__(self, look: Look, parent: QWidget) -> None:
        super().__init__(look, "plate", parent)
        self._outlines = Outlines()

    def words(self, state: BoardState) -> str:
        """Return the newest call: İndi çağırılır: A045 → 12."""
        if not state.rows or state.page != 1:
            return ""
        row = state.rows[0]
        return f"{self.look.az(NOW)}: {row.letters}{row.serial} → {row.window}"

    def paint(self, painter: QPainter, state: BoardState, layout: Layout) -> None:
        """Draw the plate, or nothing where nobody is called."""
        if not state.rows or state.page != 1 or state.link is Link.LOST:
            return
        palette, s, row = self.look.palette, layout.scale, state.rows[0]
        box = QRectF(self.rect())
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(palette.plate))
        painter.drawRoundedRect(box, 16 * s, 16 * s)
        room = box.adjusted(40 * s, 20 * s, -40 * s, -20 * s)
        head = QRectF(room.left(), room.top(), room.width(), 44 * s)
        draw_line(painter, head, self.look.az(NOW), Style(34 * s, 600, palette.plate_way))
        english = Style(24 * s, 400, palette.on_plate)
        draw_line(painter, head, self.look.en(NOW), english, Qt.AlignmentFlag.AlignRight)
        below = room.adjusted(0, 52 * s, 0, 0)
        arrow = min(below.height() * 0.6, 150 * s)
        words = f"{row.letters}{row.serial}{row.window}"
        large = Style(below.height() * 0.8, 700, palette.on_plate, tabular=True)
        style = fit_line(words, large, (below.width() - arrow - 110 * s) * 0.94)
        self._outlines.draw_number(painter, below, row.letters, row.serial, style)
        way = Style(style.pixels, 700, palette.plate_way, tabular=True)
        window = str(row.window)
        left = below.right() - arrow - 30 * s - way.width(window)
        self._outlines.draw(painter, QRectF(left, below.top(), 1, below.height()), window, way)
        place = QRectF(below.right() - arrow, below.center().y() - arrow / 2, arrow, arrow)
        icon = ARROWS[row.direction]
        self.look.icons.paint(painter, icon, place, palette.plate_way, stroke=3)
