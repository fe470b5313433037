"""The foot of the board: name, ticker, page, date and clock; and the small signs."""

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen
from PySide6.QtWidgets import QWidget

from common.domain.words import Language
from common.i18n import clock
from display.canvas import Canvas, Look
from display.layout import MARGIN, Layout
from display.pen import (
    Piece,
    Style,
    block_height,
    draw_block,
    draw_line,
    fit_block,
    fit_line,
    in_lines,
)
from display.state import BoardState, Link

RIGHT = Qt.AlignmentFlag.AlignRight
NO_SOUND = "board.no_sound"
CLOCK_OFF = "board.clock_off"
LOST = "board.reconnecting_since"
AT_WINDOWS = "board.at_windows"
ICON_LOST = "refresh-cw"
ICON = 44
"""Width of the silence sign's picture with the space after it."""


class FootView(Canvas):
    """Shows whose hall this is, the page, the date and the clock, whatever else happens."""

    def __init__(self, look: Look, parent: QWidget) -> None:
        super().__init__(look, "foot", parent)

    def ground(self) -> str:
        """Return the foot's own colour."""
        return self.look.palette.foot

    def words(self, state: BoardState) -> str:
        """Return the page and the clock: Səhifə 1 / 2; 10:42."""
        trouble = self.look.az(CLOCK_OFF) if state.clock_off else ""
        return "; ".join(filter(None, (self._page(state), trouble, clock(state.now))))

    def _page(self, state: BoardState) -> str:
        return self.look.az("board.page", a=state.page, b=state.pages) if state.pages > 1 else ""

    def paint(self, painter: QPainter, state: BoardState, layout: Layout) -> None:
        """Draw from both edges inwards."""
        palette, s = self.look.palette, layout.scale
        box = QRectF(self.rect())
        painter.setPen(QPen(QColor(palette.line), 2 * s))
        painter.drawLine(QPointF(0, s), QPointF(box.right(), s))
        box = box.adjusted(32 * s, 2 * s, -32 * s, 0)
        draw_line(painter, box, self.look.az("board.mark"), Style(32 * s, 700, palette.text))
        figures = Style(68 * s, 700, palette.text, tabular=True)
        draw_line(painter, box, clock(state.now), figures, RIGHT)
        box.setRight(box.right() - figures.width("00:00") - 28 * s)
        date = Style(28 * s, 400, palette.second)
        az = self.look.texts[Language.AZ]
        upper, lower = az.weekday(state.now), az.day_in_words(state.now)
        above = date
        if state.clock_off:
            # For the staff, where the eye goes for the time; the time itself is the store's.
            upper, above = az(CLOCK_OFF), Style(28 * s, 600, palette.alarm)
        line = QRectF(box.left(), box.center().y() - 34 * s, box.width(), 34 * s)
        draw_line(painter, line, upper, above, RIGHT)
        draw_line(painter, line.translated(0, 34 * s), lower, date, RIGHT)
        box.setRight(box.right() - max(above.width(upper), date.width(lower)) - 32 * s)
        page = Style(32 * s, 600, palette.text, tabular=True)
        draw_line(painter, box, self._page(state), page, RIGHT)


class TickerView(Canvas):
    """Says what a waiting visitor does, in az with en below; it never runs."""

    def __init__(self, look: Look, parent: QWidget) -> None:
        super().__init__(look, "ticker", parent)

    def ground(self) -> str:
        """Return the foot's colour where the line stands in it."""
        palette, layout = self.look.palette, self.layout_now
        return palette.ground if layout is not None and layout.portrait else palette.foot

    def words(self, state: BoardState) -> str:
        """Return what the line says now."""
        return self._lines(state)[0]

    def _key(self, state: BoardState) -> str:
        quiet = state.link is not Link.HEARD or state.pages > 1
        return "board.wait_please" if quiet else "ticket.watch_board"

    def _lines(self, state: BoardState) -> tuple[str, str]:
        """Return what is said now, and the same in another language: messages take their turns.

        What is too long for a line is said in parts, so that nothing is made small or cut.
        """
        key = self._key(state)
        pages = [(self.look.az(key), self.look.en(key))]
        if state.link is Link.HEARD:
            for message in state.messages:
                for second in (message.en, message.ru):
                    pages.extend(self._parts(message.az, second))
        return pages[state.turn % len(pages)]

    def _parts(self, first: str, second: str) -> list[tuple[str, str]]:
        layout = self.layout_now
        if layout is None:
            return [(first, second)]
        width = self._room(layout).width()
        upper = in_lines(first, self._upper(layout), width)
        lower = in_lines(second, self._lower(layout), width)
        count = max(len(upper), len(lower))
        return [
            (upper[min(at, len(upper) - 1)], lower[min(at, len(lower) - 1)]) for at in range(count)
        ]

    def _upper(self, layout: Layout) -> Style:
        return Style(32 * layout.scale, 400, self.look.palette.text)

    def _lower(self, layout: Layout) -> Style:
        return Style(24 * layout.scale, 400, self.look.palette.second)

    def _room(self, layout: Layout) -> QRectF:
        """Return where the words stand: beside a rule where the name stands before them."""
        box, s = QRectF(self.rect()), layout.scale
        return box if layout.portrait else box.adjusted(32 * s, 0, -16 * s, 0)

    def paint(self, painter: QPainter, state: BoardState, layout: Layout) -> None:
        """Draw both lines."""
        palette, s = self.look.palette, layout.scale
        if not layout.portrait:
            painter.setPen(QPen(QColor(palette.line), 2 * s))
            painter.drawLine(QPointF(s, 20 * s), QPointF(s, self.height() - 20 * s))
        box, (first, second) = self._room(layout), self._lines(state)
        upper = fit_line(first, self._upper(layout), box.width())
        lower = fit_line(second, self._lower(layout), box.width())
        middle = box.center().y()
        above = QRectF(box.left(), middle - 38 * s, box.width(), 42 * s)
        draw_line(painter, above, first, upper)
        below = QRectF(box.left(), middle + 4 * s, box.width(), 32 * s)
        draw_line(painter, below, second, lower)


class NoticeView(Canvas):
    """Says where numbers are called now, and since when the board stands still."""

    def __init__(self, look: Look, parent: QWidget) -> None:
        super().__init__(look, "stale", parent)

    def words(self, state: BoardState) -> str:
        """Return both sentences; nothing while the store is heard."""
        if state.since is None:
            return ""
        return f"{self.look.az(AT_WINDOWS)} {self.look.az(LOST, time=clock(state.since))}"

    def paint(self, painter: QPainter, state: BoardState, layout: Layout) -> None:
        """Draw a bordered plate: high beside the calls, or low in the ticker's place."""
        if state.since is None:
            return
        palette, s = self.look.palette, layout.scale
        box = QRectF(self.rect())
        low = box.height() < 200 * s
        box = box.adjusted(2 * s, 10 * s, -2 * s, -8 * s) if low else box.adjusted(2, 2, -2, -2)
        painter.setPen(QPen(QColor(palette.alarm), 3 * s))
        painter.setBrush(QColor(palette.ground))
        painter.drawRoundedRect(box, 16 * s, 16 * s)
        if low:
            self._paint_low(painter, box, clock(state.since), s)
        else:
            self._paint_high(painter, box, clock(state.since), s)

    def _paint_low(self, painter: QPainter, box: QRectF, since: str, s: float) -> None:
        side = 44 * s
        icon = QRectF(box.left() + 24 * s, box.center().y() - side / 2, side, side)
        self.look.icons.paint(painter, ICON_LOST, icon, self.look.palette.alarm, stroke=2)
        room = box.adjusted(side + 44 * s, 0, -24 * s, 0)
        palette, az = self.look.palette, self.look.az
        small = Style(24 * s, 400, palette.text)
        left = (
            (az(AT_WINDOWS), Style(32 * s, 700, palette.alarm)),
            (az(LOST, time=since), small),
        )
        right = (self.look.en(AT_WINDOWS), self.look.ru(AT_WINDOWS))
        upper = QRectF(room.left(), room.center().y() - 36 * s, room.width(), 38 * s)
        for down, (words, style) in zip((0, 36 * s), left, strict=True):
            line = fit_line(words, style, room.width() * 0.56)
            draw_line(painter, upper.translated(0, down), words, line)
        fitting = [fit_line(words, small, room.width() * 0.4) for words in right]
        same = min(fitting, key=lambda style: style.pixels)
        for down, words in zip((0, 36 * s), right, strict=True):
            draw_line(painter, upper.translated(0, down), words, same, RIGHT)

    def _paint_high(self, painter: QPainter, box: QRectF, since: str, s: float) -> None:
        side, gap, palette = 52 * s, 10 * s, self.look.palette
        small = Style(30 * s, 400, palette.text)
        room = box.adjusted(36 * s, 20 * s, -32 * s, -20 * s)
        pieces = fit_block(
            (
                Piece(self.look.az(AT_WINDOWS), Style(46 * s, 700, palette.alarm)),
                Piece(self.look.en(AT_WINDOWS), small, 8 * s),
                Piece(self.look.ru(AT_WINDOWS), small, 2 * s),
                Piece(self.look.az(LOST, time=since), Style(26 * s, 400, palette.second), 10 * s),
            ),
            room.width(),
            room.height() - side - gap,
        )
        height = block_height(pieces, room.width())
        top = room.center().y() - (side + gap + height) / 2
        icon = QRectF(room.left() - 4 * s, top, side, side)
        self.look.icons.paint(painter, ICON_LOST, icon, palette.alarm)
        draw_block(painter, QRectF(room.left(), top + side + gap, room.width(), height), pieces)


class SilenceView(Canvas):
    """A small sign in the corner while the hall cannot be spoken to."""

    def __init__(self, look: Look, parent: QWidget) -> None:
        super().__init__(look, "silence", parent)

    def words(self, state: BoardState) -> str:
        """Return the sign's words."""
        return self.look.az(NO_SOUND) if state.silent else ""

    def width_wanted(self, layout: Layout) -> float:
        """Return how wide the sign is."""
        return ICON * layout.scale + self._style(layout).width(self.look.az(NO_SOUND)) + 2

    def _style(self, layout: Layout) -> Style:
        return Style(24 * layout.scale, 600, self.look.palette.alarm)

    def paint(self, painter: QPainter, _state: BoardState, layout: Layout) -> None:
        """Draw a crossed loudspeaker with its words."""
        palette, s = self.look.palette, layout.scale
        box = QRectF(self.rect())
        icon = QRectF(box.left(), box.center().y() - 18 * s, 36 * s, 36 * s)
        self.look.icons.paint(painter, "volume-x", icon, palette.alarm, stroke=2)
        line = QRectF(box.left() + ICON * s, box.center().y() - 30 * s, box.width(), 30 * s)
        draw_line(painter, line, self.look.az(NO_SOUND), self._style(layout))
        below = line.translated(0, 30 * s)
        draw_line(painter, below, self.look.en(NO_SOUND), Style(22 * s, 400, palette.second))


class BootView(Canvas):
    """Waits calmly until the board was read for the first time, or its display is known."""

    def __init__(self, look: Look, parent: QWidget) -> None:
        super().__init__(look, "boot", parent)

    def words(self, state: BoardState) -> str:
        """Return the sentence."""
        return self._said(state, Language.AZ)

    def _said(self, state: BoardState, language: Language) -> str:
        text = self.look.texts[language]
        if state.unknown:
            return text("boot.unknown_device", code=state.unknown)
        return text("boot.waiting")

    def paint(self, painter: QPainter, state: BoardState, layout: Layout) -> None:
        """Draw the sentence in three languages, in the middle."""
        palette, s = self.look.palette, layout.scale
        box = QRectF(self.rect())
        large = 48 if state.unknown else 72
        lines = (
            (self._said(state, Language.AZ), Style(large * s, 600, palette.text), -56),
            (self._said(state, Language.EN), Style(36 * s, 400, palette.second), 28),
            (self._said(state, Language.RU), Style(36 * s, 400, palette.second), 84),
        )
        for words, style, down in lines:
            line = QRectF(0, box.center().y() + (down - 40) * s, box.width(), 80 * s)
            fitting = fit_line(words, style, box.width() - 2 * MARGIN * s)
            draw_line(painter, line, words, fitting, Qt.AlignmentFlag.AlignHCenter)
