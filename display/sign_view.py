"""The sign over one counter: its number, what goes on there, and whom it is about."""

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen
from PySide6.QtWidgets import QWidget

from common.domain.board import WindowState
from common.i18n import clock
from display.canvas import Canvas, Look
from display.layout import Layout
from display.pen import Outlines, Piece, Style, draw_block, draw_line, fit_block, fit_line
from display.state import BoardState, Link, Sign

WIDTH, HEIGHT = 1280, 480
"""All measures below are for this screen and scale with it."""
TALL_WIDTH, TALL_HEIGHT = 720, 1040
"""The same for a screen that stands: the number is under the window's plate."""
CALLED, SERVING = "board.now", "board.serving"
WORDS = {
    WindowState.FREE: "board.open",
    WindowState.BREAK: "board.break",
    WindowState.CLOSED: "board.closed",
}
ICONS = {
    WindowState.FREE: "circle-check",
    WindowState.BREAK: "coffee",
    WindowState.CLOSED: "circle-slash",
}


class SignView(Canvas):
    """Fills the whole screen; all of it can be read from ten metres at 38 inches."""

    def __init__(self, look: Look, parent: QWidget) -> None:
        super().__init__(look, "sign", parent)
        self._outlines = Outlines()

    def words(self, state: BoardState) -> str:
        """Return what the sign says: Pəncərə 12; İndi çağırılır; A045."""
        sign = state.sign
        if sign is None:
            return ""
        said = self.look.az(self._key(sign))
        if state.since is not None:
            said = self.look.az("board.reconnecting_since", time=clock(state.since))
        window = f"{self.look.az('board.window')} {sign.window}"
        return "; ".join(filter(None, (window, said, sign.letters + sign.serial)))

    def _key(self, sign: Sign) -> str:
        return WORDS.get(sign.state, CALLED if sign.state is WindowState.CALLED else SERVING)

    def paint(self, painter: QPainter, state: BoardState, _layout: Layout) -> None:
        """Draw plate and state in the middle of the screen."""
        sign = state.sign
        if sign is None:
            return
        plate, room, s = self._places()
        self._paint_window(painter, plate, state, sign, s)
        if state.link is Link.LOST:
            self._paint_lost(painter, room, state, s)
        elif sign.state in WORDS:
            self._paint_word(painter, room, sign, s)
        else:
            self._paint_number(painter, room, sign, s)

    def _places(self) -> tuple[QRectF, QRectF, float]:
        """Return where the window's plate and the rest stand, and the scale."""
        stands = self.height() > self.width()
        wide, high = (TALL_WIDTH, TALL_HEIGHT) if stands else (WIDTH, HEIGHT)
        s = min(self.width() / wide, self.height() / high)
        box = QRectF(0, 0, wide * s, high * s)
        box.moveCenter(QRectF(self.rect()).center())
        inner = box.adjusted(32 * s, 32 * s, -32 * s, -32 * s)
        if stands:
            plate = QRectF(inner.left(), inner.top(), inner.width(), 520 * s)
            return plate, inner.adjusted(0, 556 * s, 0, 0), s
        plate = QRectF(inner.left(), inner.top(), 400 * s, inner.height())
        return plate, inner.adjusted(448 * s, 0, 0, 0), s

    def _paint_window(
        self, painter: QPainter, plate: QRectF, state: BoardState, sign: Sign, s: float
    ) -> None:
        palette, lost = self.look.palette, state.link is Link.LOST
        filled = sign.state is WindowState.CALLED and not lost
        figure, word = palette.row, palette.second
        if filled:
            figure, word = palette.plate_way, palette.on_plate
        elif lost:
            figure = word = palette.stale
        painter.setPen(Qt.PenStyle.NoPen if filled else QPen(QColor(palette.line), 2 * s))
        painter.setBrush(QColor(palette.plate) if filled else Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(plate, 16 * s, 16 * s)
        # Not tabular: one number stands alone, and its figures close up.
        large = Style(0.625 * plate.height(), 700, figure)
        number = fit_line(str(sign.window), large, plate.width() - 48 * s)
        across = number.width(str(sign.window))
        middle = QRectF(
            plate.center().x() - across / 2, plate.top(), across, plate.height() - 76 * s
        )
        self._outlines.draw(painter, middle, str(sign.window), number)
        below = QRectF(plate.left(), plate.bottom() - 108 * s, plate.width(), 60 * s)
        centre = Qt.AlignmentFlag.AlignHCenter
        draw_line(painter, below, self.look.az("board.window"), Style(40 * s, 600, word), centre)

    def _paint_number(self, painter: QPainter, room: QRectF, sign: Sign, s: float) -> None:
        """Draw what is going on over the number it is about, with the way down to the counter."""
        palette, called = self.look.palette, sign.state is WindowState.CALLED
        first = palette.alarm if called else palette.second
        side = 56 * s
        icon = QRectF(room.left(), room.top() + 36 * s, side, side)
        name = "bell-ring" if called else "user-check"
        self.look.icons.paint(painter, name, icon, first, stroke=2)
        line = QRectF(room.left() + 72 * s, room.top() + 30 * s, room.width() - 72 * s, 62 * s)
        draw_line(painter, line, self.look.az(self._key(sign)), Style(48 * s, 600, first))
        below = line.translated(0, 56 * s)
        second = Style(30 * s, 400, palette.second)
        draw_line(painter, below, self.look.en(self._key(sign)), second)
        figures = palette.text if called else palette.row
        arrow = 120 * s
        wide = room.width() - arrow - 24 * s
        large = Style(232 * s, 700, figures, tabular=True)
        style = fit_line(sign.letters + sign.serial, large, wide * 0.94)
        box = QRectF(room.left(), room.bottom() - 240 * s, wide, 220 * s)
        self._outlines.draw_number(painter, box, sign.letters, sign.serial, style)
        if called:
            place = QRectF(room.right() - arrow, box.center().y() - arrow / 2, arrow, arrow)
            self.look.icons.paint(painter, "arrow-down", place, palette.alarm, stroke=3)

    def _paint_word(self, painter: QPainter, room: QRectF, sign: Sign, s: float) -> None:
        palette, key = self.look.palette, self._key(sign)
        side = 112 * s
        icon = QRectF(room.left(), room.center().y() - side / 2 - 24 * s, side, side)
        self.look.icons.paint(painter, ICONS[sign.state], icon, palette.text, stroke=1.5)
        right = room.adjusted(side + 36 * s, 0, 0, 0)
        pieces = (
            Piece(self.look.az(key), Style(112 * s, 700, palette.text)),
            Piece(self.look.en(key), Style(56 * s, 400, palette.second), 8 * s),
        )
        draw_block(painter, right, fit_block(pieces, right.width(), right.height()))

    def _paint_lost(self, painter: QPainter, room: QRectF, state: BoardState, s: float) -> None:
        if state.since is None:
            return
        palette, since = self.look.palette, clock(state.since)
        side = 96 * s
        icon = QRectF(room.left(), room.center().y() - side / 2, side, side)
        self.look.icons.paint(painter, "refresh-cw", icon, palette.alarm)
        right = room.adjusted(side + 36 * s, 0, 0, 0)
        key = "board.reconnecting_since"
        pieces = (
            Piece(self.look.az(key, time=since), Style(64 * s, 600, palette.stale)),
            Piece(self.look.en(key, time=since), Style(40 * s, 400, palette.stale), 8 * s),
        )
        draw_block(painter, right, fit_block(pieces, right.width(), right.height()))
