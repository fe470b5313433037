"""The calls: number, window and the way, the newest on a plate."""

import math
import time

from PySide6.QtCore import QPointF, QRectF, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen, QRegion
from PySide6.QtWidgets import QWidget

from common.domain.floor import Direction
from display.canvas import Canvas, Look
from display.layout import Layout
from display.pen import Outlines, Piece, Style, draw_block, draw_line, fit_block
from display.placing import PlacedCalls, PlacedRow, place_calls
from display.state import BoardState, Link, Row

PULSE_MS = 33
PULSES_PER_SECOND = 1.5
FAINTEST = 0.65
"""The plate's opacity at the bottom of a pulse: numbers on it stay readable."""

ARROWS = {
    Direction.LEFT: "arrow-left",
    Direction.AHEAD: "arrow-up",
    Direction.RIGHT: "arrow-right",
}


class CallsView(Canvas):
    """Draws the calls of a page and reports each as soon as it has really been painted."""

    painted = Signal(int, int, object)
    """A call's id, its times, and when its first painting ended (monotonic nanoseconds)."""
    _drew = Signal(object, object)

    def __init__(self, look: Look, parent: QWidget) -> None:
        super().__init__(look, "calls", parent)
        self._reported: set[tuple[int, int]] = set()
        self._pulse_began: dict[tuple[int, int], float] = {}
        self._measured: tuple[tuple[Row, ...], bool, Layout] | None = None
        self._placed: PlacedCalls | None = None
        self._region = QRegion()
        self._outlines = Outlines()
        self._pulse = QTimer(self, interval=PULSE_MS)
        self._pulse.timeout.connect(self._beat)
        self._drew.connect(self._report, Qt.ConnectionType.QueuedConnection)

    def words(self, state: BoardState) -> str:
        """Return the calls of this page: A045 → 12; L117 → 31."""
        return "; ".join(f"{row.letters}{row.serial} → {row.window}" for row in state.rows)

    def draw(self, state: BoardState) -> None:
        """Take over a state and let its new plates pulse."""
        super().draw(state)
        if state.pages == 1:
            self._reported &= {_key(row) for row in state.rows}
        flashing = {_key(row) for row in state.rows if row.flashing}
        self._pulse_began = {
            key: began for key, began in self._pulse_began.items() if key in flashing
        }
        if not flashing or state.calm:
            self._pulse.stop()
        elif not self._pulse.isActive():
            self._pulse.start()

    def placed(self) -> PlacedCalls | None:
        """Return where everything stands, in this part's own coordinates."""
        if self.state is None or self.layout_now is None:
            return None
        rows, full, layout = self.state.rows, self.state.full, self.layout_now
        # Measured once for each state: a pulse only paints.
        if self._measured != (rows, full, layout):
            self._measured = (rows, full, layout)
            self._placed = place_calls(rows, layout, full=full)
        return self._placed

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw, and take down which calls were drawn for the first time."""
        self._region = event.region()
        super().paintEvent(event)
        done = time.monotonic_ns()
        placed = self.placed()
        rows = () if placed is None else placed.rows
        drawn = {_key(one.row) for one in rows if self._is_due(one)}
        first = tuple(sorted(drawn - self._reported))
        if first:
            self._reported.update(first)
            self._drew.emit(first, done)

    def _is_due(self, one: PlacedRow) -> bool:
        return self._region.intersects(one.plate.toAlignedRect())

    def paint(self, painter: QPainter, state: BoardState, layout: Layout) -> None:
        """Draw heads and rows."""
        placed = self.placed()
        if placed is None:
            return
        self._paint_heads(painter, placed, state, layout)
        if not state.rows and state.link is Link.HEARD:
            self._paint_empty(painter, layout)
        for one in filter(self._is_due, placed.rows):
            self._paint_row(painter, one, placed.style, state)

    def _paint_heads(
        self, painter: QPainter, placed: PlacedCalls, state: BoardState, layout: Layout
    ) -> None:
        palette, s = self.look.palette, layout.scale
        lost = state.link is Link.LOST
        az = Style(44 * s, 600, palette.stale if lost else palette.text)
        en = Style(28 * s, 400, palette.stale if lost else palette.second)
        for boxes in placed.heads:
            keys = ("board.last" if lost else "board.ticket", "board.window")
            for box, key in zip(boxes, keys, strict=True):
                bottom = box.bottom() - 12 * s
                line = QRectF(box.left(), bottom - 86 * s, box.width(), 50 * s)
                draw_line(painter, line, self.look.az(key), az)
                line = QRectF(box.left(), bottom - 36 * s, box.width(), 36 * s)
                draw_line(painter, line, self.look.en(key), en)

    def _paint_row(
        self, painter: QPainter, one: PlacedRow, style: Style, state: BoardState
    ) -> None:
        palette, row = self.look.palette, one.row
        ticket, way = palette.row, palette.row_way
        if state.link is Link.LOST:
            ticket = way = palette.stale
        elif row.plate:
            ticket, way = palette.on_plate, palette.plate_way
        self._paint_plate(painter, one, state)
        for box, words, colour in (
            (one.letters, row.letters, ticket),
            (one.serial, row.serial, ticket),
            (one.window, str(row.window), way),
        ):
            large = Style(style.pixels, 700, colour, tabular=True)
            self._outlines.draw(painter, box, words, large)
        self.look.icons.paint(painter, ARROWS[row.direction], one.arrow, way, stroke=3)

    def _paint_plate(self, painter: QPainter, one: PlacedRow, state: BoardState) -> None:
        palette, s = self.look.palette, self.layout_now.scale if self.layout_now else 1
        radius, line = 16 * s, QPen(QColor(palette.line), 2 * s)
        if one.row.plate and state.link is not Link.LOST:
            painter.setOpacity(self._opacity(one.row, calm=state.calm))
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(palette.plate))
            painter.drawRoundedRect(one.plate, radius, radius)
            painter.setOpacity(1)
        elif one.row.plate:
            painter.setPen(line)
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(one.plate.adjusted(s, s, -s, -s), radius, radius)
        elif one.ruled:
            painter.setPen(line)
            below = one.plate.bottom()
            painter.drawLine(QPointF(one.plate.left(), below), QPointF(one.plate.right(), below))

    def _paint_empty(self, painter: QPainter, layout: Layout) -> None:
        palette, s = self.look.palette, layout.scale
        room = QRectF(self.rect()).adjusted(40 * s, layout.head, -40 * s, 0)
        key = "board.wait_please"
        pieces = (
            Piece(self.look.az(key), Style(64 * s, 600, palette.text)),
            Piece(self.look.en(key), Style(34 * s, 400, palette.second), 20 * s),
            Piece(self.look.ru(key), Style(34 * s, 400, palette.second), 8 * s),
        )
        draw_block(painter, room, fit_block(pieces, room.width(), room.height()))

    def _opacity(self, row: Row, *, calm: bool) -> float:
        if not row.flashing or calm:
            return 1.0
        now = time.monotonic()
        since = now - self._pulse_began.setdefault(_key(row), now)
        swing = (1 - math.cos(2 * math.pi * PULSES_PER_SECOND * since)) / 2
        return 1 - (1 - FAINTEST) * swing

    @Slot()
    def _beat(self) -> None:
        placed = self.placed()
        for one in () if placed is None else placed.rows:
            if one.row.flashing:
                self.update(one.plate.toAlignedRect())

    @Slot(object, object)
    def _report(self, calls: tuple[tuple[int, int], ...], done: int) -> None:
        for call, times in calls:
            self.painted.emit(call, times, done)


def _key(row: Row) -> tuple[int, int]:
    return (row.call, row.times)
