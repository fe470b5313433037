"""What stands beside the calls: a calm sentence, and how many wait."""

from PySide6.QtCore import QPointF, QRectF, QSize, QSizeF, Qt, Signal
from PySide6.QtGui import QColor, QHideEvent, QImage, QPainter, QPen, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QWidget

from display.canvas import Canvas, Look
from display.layout import Layout
from display.pen import Piece, Style, draw_block, draw_line, fit_block, fit_line
from display.state import BoardState, Link, Waits


class SlideView(Canvas):
    """Shows one sentence in three languages."""

    def __init__(self, look: Look, parent: QWidget) -> None:
        super().__init__(look, "slide", parent)

    sized = Signal(QSize)
    """How large a picture may be."""
    seen = Signal(bool)
    picture: QImage | None = None
    """One of the centre's own, in place of the sentence."""

    def show_picture(self, picture: QImage | None) -> None:
        """Show a picture instead of the sentence, or the sentence again."""
        self.picture = picture
        self.update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Tell how large pictures may be."""
        super().resizeEvent(event)
        self.sized.emit(self.size())

    def showEvent(self, event: QShowEvent) -> None:
        """Tell that it is on the screen."""
        super().showEvent(event)
        self.seen.emit(True)  # noqa: FBT003 - a signal's value has no name

    def hideEvent(self, event: QHideEvent) -> None:
        """Tell that it is not."""
        super().hideEvent(event)
        self.seen.emit(False)  # noqa: FBT003 - a signal's value has no name

    def words(self, state: BoardState) -> str:
        """Return the sentence; a picture has none."""
        return self.look.az(state.slide.key) if self.picture is None else ""

    def _paint_picture(self, painter: QPainter, picture: QImage) -> None:
        box = QRectF(self.rect())
        size = QSizeF(picture.size()).scaled(box.size(), Qt.AspectRatioMode.KeepAspectRatio)
        if size.width() > picture.width():
            size = QSizeF(picture.size())
        place = QRectF(QPointF(0, 0), size)
        place.moveCenter(box.center())
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.drawImage(place, picture)

    def paint(self, painter: QPainter, state: BoardState, layout: Layout) -> None:
        """Draw the picture, or the icon and the sentence beside it."""
        palette, s = self.look.palette, layout.scale
        box = self.card(painter, layout)
        if self.picture is not None:
            self._paint_picture(painter, self.picture)
            return
        icon = QRectF(box.left() + 32 * s, box.center().y() - 52 * s, 104 * s, 104 * s)
        self.look.icons.paint(painter, state.slide.icon, icon, palette.text, stroke=1.5)
        room = box.adjusted(168 * s, 24 * s, -32 * s, -24 * s)
        key, small = state.slide.key, Style(26 * s, 400, palette.second)
        pieces = (
            Piece(self.look.az(key), Style(40 * s, 600, palette.text)),
            Piece(self.look.en(key), small, 14 * s),
            Piece(self.look.ru(key), small, 4 * s),
        )
        draw_block(painter, room, fit_block(pieces, room.width(), room.height()))


class WaitsView(Canvas):
    """Shows how many wait for each entity; never a wait that was guessed."""

    def __init__(self, look: Look, parent: QWidget) -> None:
        super().__init__(look, "waits", parent)

    def words(self, state: BoardState) -> str:
        """Return the counts: A Daxili İşlər Nazirliyi 15; B ..."""
        return "; ".join(
            f"{one.letters} {one.name.az} {one.minutes or '–' if state.minutes else one.waiting}"
            for one in state.waits
        )

    def paint(self, painter: QPainter, state: BoardState, layout: Layout) -> None:
        """Draw the head and a row for each entity."""
        palette, s = self.look.palette, layout.scale
        lost = state.link is Link.LOST
        box = self.card(painter, layout).adjusted(32 * s, 20 * s, -32 * s, -8 * s)
        self._paint_head(painter, box, state, layout)
        room = box.adjusted(0, 84 * s, 0, 0)
        if not state.waits and not lost:
            self._paint_nobody(painter, room, s)
        columns = 2 if layout.portrait else 1
        between = 48 * s
        width = (room.width() - between * (columns - 1)) / columns
        height = room.height() / (layout.room.waits / columns)
        for number, one in enumerate(state.waits):
            down, across = divmod(number, columns)
            place = QRectF(
                room.left() + across * (width + between), room.top() + down * height, width, height
            )
            painter.setPen(QPen(QColor(palette.line), 2 * s))
            painter.drawLine(place.topLeft(), place.topRight())
            self._paint_row(painter, place, one, state, layout)

    def _paint_head(
        self, painter: QPainter, box: QRectF, state: BoardState, layout: Layout
    ) -> None:
        palette, s = self.look.palette, layout.scale
        lost = state.link is Link.LOST
        key = "board.expected_wait" if state.minutes else "board.waiting_head"
        line = QRectF(box.left(), box.top(), box.width(), 41 * s)
        az = Style(34 * s, 600, palette.stale if lost else palette.text)
        en = Style(24 * s, 400, palette.stale if lost else palette.second)
        draw_line(painter, line, self.look.az(key), az)
        draw_line(painter, line.translated(0, 36 * s), self.look.en(key), en)
        if state.waits_pages > 1:
            page = f"{state.waits_page} / {state.waits_pages}"
            figures = Style(en.pixels, 400, en.colour, tabular=True)
            draw_line(painter, line, page, figures, Qt.AlignmentFlag.AlignRight)

    def _paint_nobody(self, painter: QPainter, room: QRectF, s: float) -> None:
        palette, key = self.look.palette, "board.nobody"
        painter.setPen(QPen(QColor(palette.line), 2 * s))
        painter.drawLine(room.topLeft(), QPointF(room.right(), room.top()))
        pieces = (
            Piece(self.look.az(key), Style(34 * s, 400, palette.text)),
            Piece(self.look.en(key), Style(26 * s, 400, palette.second), 8 * s),
        )
        draw_block(painter, room, fit_block(pieces, room.width(), room.height()))

    def _paint_row(
        self, painter: QPainter, place: QRectF, one: Waits, state: BoardState, layout: Layout
    ) -> None:
        palette, s, lost = self.look.palette, layout.scale, state.link is Link.LOST
        pale, white = (palette.stale, palette.stale) if lost else (palette.second, palette.text)
        letters = Style(40 * s, 700, pale)
        draw_line(painter, place, one.letters, fit_line(one.letters, letters, 130 * s))
        # All names begin on one line, where the widest letters leave them room.
        widest = max(letters.width(each.letters) for each in state.waits)
        left = max(64 * s, min(widest, 130 * s) + 20 * s)
        count = "–" if lost else one.minutes or "–" if state.minutes else str(one.waiting)
        figures = Style(44 * s, 700, white, tabular=True)
        draw_line(painter, place, count, figures, Qt.AlignmentFlag.AlignRight)
        room = place.adjusted(left, 5 * s, -figures.width(count) - 24 * s, -3 * s)
        name = (Piece(one.name.az, Style(28 * s, 400, white)),)
        draw_block(painter, room, fit_block(name, room.width(), room.height()))
