"""A move on the narrow strip: its word stays whole, whatever gives way to it."""

from PySide6.QtCore import QRectF, QSizeF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPaintEvent

from counter.move_button import MoveButton
from counter.pieces import SMALLEST, Look, draw_key, key_width

LARGEST = 15
EDGE = 20
"""Of the icon."""
TWO_LINES = 40
"""So high is a button that has room for two lines of the usual size."""


WAYS = tuple(
    (icon, pixels) for icon in (True, False) for pixels in range(LARGEST, SMALLEST - 1, -1)
)
"""With or without the icon, and how large the word is: the better ones first."""


class StripButton(MoveButton):
    """Draws word and key in little room: on two lines, smaller, or without the icon."""

    def __init__(self, look: Look, icon: str, key: str, high: float) -> None:
        super().__init__(look, icon, key, high, high)
        self._with_icon, self._pixels = WAYS[0]

    def has_room(self, way: tuple[bool, int]) -> bool:
        """Say whether word and fact have room in one of WAYS, at the width that is fixed."""
        icon, pixels = way
        size = QSizeF(self.minimumWidth(), self._high)
        return self._fits(self._look.font(pixels, 600), self._room(size, icon=icon), self._fact())

    def wear(self, way: tuple[bool, int]) -> None:
        """Take one of WAYS: all buttons of a row wear the same."""
        if way != (self._with_icon, self._pixels):
            self._with_icon, self._pixels = way
            self.update()

    def _room(self, size: QSizeF, *, icon: bool) -> QRectF:
        px = self._look.px
        left = px(12) + (px(EDGE + 8) if icon else 0)
        right = size.width() - px(9) - key_width(self._look, self._key) - px(5)
        return QRectF(left, 1, right - left, size.height() - 2)

    def _fact(self) -> str:
        """Return the fact; for one without any room the tooltip is left."""
        whole = self._room(QSizeF(self.minimumWidth(), self._high), icon=False)
        wide = QFontMetricsF(self._look.font(SMALLEST)).horizontalAdvance(self._hint)
        return self._hint if wide <= whole.width() else ""

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw it."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._draw_sheet(painter)
        px, middle = self._look.px, self.height() / 2
        right = self.width() - px(9)
        draw_key(painter, self._look, right, middle, self._key, self._key_colours())
        if self._with_icon:
            box = QRectF(px(12), middle - px(EDGE) / 2, px(EDGE), px(EDGE))
            self._look.icons.paint(painter, self._icon, box, self._icon_colour())
        painter.setPen(QColor(self._word_colour()))
        self._cut = []
        room, hint = self._room(QSizeF(self.size()), icon=self._with_icon), self._fact()
        self._write(painter, room, self._look.font(self._pixels, 600), hint)
        self.setProperty("cut", bool(self._cut))
        self.setToolTip("\n".join((*self._cut, *(() if hint else (self._hint,)))))

    def _fits(self, face: QFont, room: QRectF, hint: str) -> bool:
        metrics, small = QFontMetricsF(face), QFontMetricsF(self._look.font(SMALLEST))
        if small.horizontalAdvance(hint) > room.width():
            return False
        if metrics.horizontalAdvance(self.text()) <= room.width():
            return True
        if hint or room.height() + 2 < TWO_LINES:
            return False
        return room.contains(metrics.boundingRect(room, self._flags(), self.text()))

    def _flags(self) -> int:
        return (
            Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        ).value | Qt.TextFlag.TextWordWrap.value

    def _write(self, painter: QPainter, room: QRectF, face: QFont, hint: str) -> None:
        if hint:
            half = room.height() / 2
            self._line(painter, room.adjusted(0, 3, 0, -half), self.text(), face)
            small = self._look.font(SMALLEST)
            self._line(painter, room.adjusted(0, half, 0, -3), hint, small)
            return
        painter.setFont(face)
        painter.drawText(room, self._flags(), self.text())
        if not room.contains(painter.boundingRect(room, self._flags(), self.text())):
            self._cut.append(self.text())
