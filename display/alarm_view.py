"""The building has to be left: over everything, on every display, until it is lifted."""

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QWidget

from common.domain.floor import Theme
from display.canvas import Canvas, Look
from display.layout import Layout
from display.pen import Piece, Style, block_height, draw_block, fit_block
from display.state import BoardState

RED, BLACK, YELLOW, WHITE = "#B3261E", "#000000", "#FFE500", "#FFFFFF"
LEAVE, CALM = "alarm.leave", "alarm.calm"


class AlarmView(Canvas):
    """Says to leave, in three languages at once, as large as the screen bears; it stands still."""

    def __init__(self, look: Look, parent: QWidget) -> None:
        super().__init__(look, "alarm", parent)

    def words(self, state: BoardState) -> str:
        """Return both sentences."""
        return f"{self.look.az(LEAVE)}. {self.look.az(CALM)}" if state.evacuated else ""

    def ground(self) -> str:
        """Return the colour of danger; black where everything has to stand out most."""
        return BLACK if self._contrast() else RED

    def _contrast(self) -> bool:
        return self.state is not None and self.state.theme is Theme.CONTRAST

    def paint(self, painter: QPainter, _state: BoardState, _layout: Layout) -> None:
        """Draw sign and sentences in the middle of the screen."""
        box, colour = QRectF(self.rect()), YELLOW if self._contrast() else WHITE
        beside = box.width() > 2 * box.height()
        s = min(box.width() / 1920, box.height() / 1080)
        if beside:
            s = box.height() / 700
        elif box.height() > box.width():
            s = box.width() / 1300
        room = box.adjusted(80 * s, 40 * s, -80 * s, -40 * s)
        side = 320 * s if beside else 220 * s
        under = side + 32 * s
        words = room.adjusted(side + 64 * s, 0, 0, 0) if beside else room.adjusted(0, under, 0, 0)
        pieces = fit_block(self._pieces(colour, s), words.width(), words.height())
        high = block_height(pieces, words.width())
        if beside:
            icon = QRectF(room.left(), room.center().y() - side / 2, side, side)
        else:
            top = room.center().y() - (under + high) / 2
            icon = QRectF(room.left(), top, side, side)
            words = QRectF(room.left(), top + under, room.width(), high)
        self.look.icons.paint(painter, "triangle-alert", icon, colour, stroke=2)
        painter.setPen(Qt.PenStyle.NoPen)
        draw_block(painter, words, pieces)

    def _pieces(self, colour: str, s: float) -> tuple[Piece, ...]:
        look = self.look
        first, second = Style(190 * s, 700, colour), Style(110 * s, 600, colour)
        return (
            Piece(look.az(LEAVE), first),
            Piece(look.en(LEAVE), second, 16 * s),
            Piece(look.ru(LEAVE), second, 12 * s),
            Piece(look.az(CALM), Style(56 * s, 400, colour), 36 * s),
        )
