"""The foot of the board: name, ticker, page, date and clock; and the small signs."""

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen
from PySide6.QtWidgets import QWidget

from common.domain.words import Language
from common.i18n import clock
from display.canvas import Canvas, Look
from display.layout import Layout
from display.pen import Piece, Style, block_height, draw_block, draw_line, fit_block, fit_line
from display.state import BoardState, Link

RIGHT = Qt.AlignmentFlag.AlignRight


class FootView(Canvas):
    """Shows whose hall this is, the page, the date and the clock, whatever else happens."""

    def __init__(self, look: Look, parent: QWidget) -> None:
        super().__init__(look, "foot", parent)

    def words(self, state: BoardState) -> str:
        """Return the page and the clock: Səhifə 1 / 2; 10:42."""
        return "; ".join(filter(None, (self._page(state), clock(state.now))))

    def _page(self, state: BoardState) -> str:
        return self.look.az("board.page", a=state.page, b=state.pages) if state.pages > 1 else ""

    def paint(self, painter: QPainter, state: BoardState, layout: Layout) -> None:
        """Draw from both edges inwards."""
        palette, s = self.look.palette, layout.scale
        box = QRectF(self.rect())
        painter.setPen(QPen(QColor(palette.line), 2 * s))
        painter.drawLine(QPointF(0, s), QPointF(box.right(), s))
        box = box.adjusted(32 * s, 2 * s, -32 * s, 0)
        draw_line(painter, box, self.look.az("board.mark"), Style(32 * s, 700, palette.white))
        figures = Style(68 * s, 700, palette.white, tabular=True)
        draw_line(painter, box, clock(state.now), figures, RIGHT)
        box.setRight(box.right() - figures.width("00:00") - 28 * s)
        date = Style(28 * s, 400, palette.pale)
        az = self.look.texts[Language.AZ]
        upper, lower = az.weekday(state.now), az.day_in_words(state.now)
        line = QRectF(box.left(), box.center().y() - 34 * s, box.width(), 34 * s)
        draw_line(painter, line, upper, date, RIGHT)
        draw_line(painter, line.translated(0, 34 * s), lower, date, RIGHT)
        box.setRight(box.right() - max(date.width(upper), date.width(lower)) - 32 * s)
        page = Style(32 * s, 600, palette.white, tabular=True)
        draw_line(painter, box, self._page(state), page, RIGHT)


class TickerView(Canvas):
    """Shows one line, in one language after another; it changes and never runs."""

    def __init__(self, look: Look, parent: QWidget) -> None:
        super().__init__(look, "ticker", parent)

    def words(self, state: BoardState) -> str:
        """Return the line."""
        text = self.look.texts[tuple(Language)[state.turn % len(Language)]]
        quiet = state.link is not Link.HEARD or state.pages > 1
        return text("board.wait_please" if quiet else "ticket.watch_board")

    def paint(self, painter: QPainter, state: BoardState, layout: Layout) -> None:
        """Draw the line, beside a rule where the name stands before it."""
        palette, s = self.look.palette, layout.scale
        box = QRectF(self.rect())
        if not layout.portrait:
            painter.setPen(QPen(QColor(palette.line), 2 * s))
            painter.drawLine(QPointF(s, 20 * s), QPointF(s, box.bottom() - 20 * s))
            box = box.adjusted(32 * s, 0, -16 * s, 0)
        style = fit_line(self.words(state), Style(34 * s, 400, palette.white), box.width())
        draw_line(painter, box, self.words(state), style)


class NoticeView(Canvas):
    """Says that the connection is being restored, and since when the board stands still."""

    def __init__(self, look: Look, parent: QWidget) -> None:
        super().__init__(look, "stale", parent)

    def words(self, state: BoardState) -> str:
        """Return the sentence; nothing while the store is heard."""
        if state.since is None:
            return ""
        return self.look.az("board.reconnecting_since", time=clock(state.since))

    def paint(self, painter: QPainter, state: BoardState, layout: Layout) -> None:
        """Draw a bordered plate: high beside the calls, or low in the ticker's place."""
        if state.since is None:
            return
        palette, s = self.look.palette, layout.scale
        box = QRectF(self.rect())
        low = box.height() < 200 * s
        box = box.adjusted(2 * s, 10 * s, -2 * s, -8 * s) if low else box.adjusted(2, 2, -2, -2)
        painter.setPen(QPen(QColor(palette.amber), 3 * s))
        painter.setBrush(QColor(palette.ground))
        painter.drawRoundedRect(box, 16 * s, 16 * s)
        side = (44 if low else 72) * s
        az = Piece(self.words(state), Style(46 * s, 700, palette.amber))
        since = clock(state.since)
        en = Piece(
            self.look.en("board.reconnecting_since", time=since),
            Style(30 * s, 400, palette.white),
            (2 if low else 10) * s,
        )
        ru = Piece(self.look.ru("board.reconnecting_since", time=since), en.style, 2 * s)
        if low:
            icon = QRectF(box.left() + 24 * s, box.center().y() - side / 2, side, side)
            self._icon(painter, icon)
            room = box.adjusted(side + 48 * s, 0, -16 * s, 0)
            draw_block(painter, room, fit_block((az, en), room.width(), room.height() - 6 * s))
            return
        room = box.adjusted(36 * s, 28 * s, -32 * s, -28 * s)
        pieces = fit_block((az, en, ru), room.width(), room.height() - side - 16 * s)
        height = side + 16 * s + block_height(pieces, room.width())
        top = room.center().y() - height / 2
        self._icon(painter, QRectF(room.left() - 4 * s, top, side, side))
        room.setTop(top + side + 16 * s)
        room.setHeight(block_height(pieces, room.width()))
        draw_block(painter, room, pieces)

    def _icon(self, painter: QPainter, box: QRectF) -> None:
        self.look.icons.paint(painter, "refresh-cw", box, self.look.palette.amber)


class SilenceView(Canvas):
    """A small sign in the corner while the hall cannot be spoken to."""

    def __init__(self, look: Look, parent: QWidget) -> None:
        super().__init__(look, "silence", parent)

    def words(self, state: BoardState) -> str:
        """Return the sign's words."""
        return self.look.az("board.no_sound") if state.silent else ""

    def paint(self, painter: QPainter, _state: BoardState, layout: Layout) -> None:
        """Draw a crossed loudspeaker with its words."""
        palette, s = self.look.palette, layout.scale
        box = QRectF(self.rect())
        icon = QRectF(box.left(), box.center().y() - 20 * s, 40 * s, 40 * s)
        self.look.icons.paint(painter, "volume-x", icon, palette.amber)
        line = QRectF(box.left() + 50 * s, box.center().y() - 30 * s, box.width() - 50 * s, 30 * s)
        key = "board.no_sound"
        draw_line(painter, line, self.look.az(key), Style(25 * s, 600, palette.amber))
        below = line.translated(0, 30 * s)
        draw_line(painter, below, self.look.en(key), Style(22 * s, 400, palette.pale))


class BootView(Canvas):
    """Waits calmly until the board was read for the first time."""

    def __init__(self, look: Look, parent: QWidget) -> None:
        super().__init__(look, "boot", parent)

    def words(self, _state: BoardState) -> str:
        """Return the sentence."""
        return self.look.az("boot.waiting")

    def paint(self, painter: QPainter, _state: BoardState, layout: Layout) -> None:
        """Draw the sentence in three languages, in the middle."""
        palette, s = self.look.palette, layout.scale
        box = QRectF(self.rect())
        lines = (
            (self.look.az("boot.waiting"), Style(72 * s, 600, palette.white), -56),
            (self.look.en("boot.waiting"), Style(36 * s, 400, palette.pale), 28),
            (self.look.ru("boot.waiting"), Style(36 * s, 400, palette.pale), 84),
        )
        for words, style, down in lines:
            line = QRectF(0, box.center().y() + (down - 40) * s, box.width(), 80 * s)
            draw_line(painter, line, words, style, Qt.AlignmentFlag.AlignHCenter)
