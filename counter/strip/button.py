"""A move on the narrow strip: its word stays whole, whatever gives way to it."""

from collections.abc import Iterator

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPaintEvent

from counter.move_button import MoveButton
from counter.pieces import SMALLEST, Look, draw_key

LARGEST = 15
TWO_LINES = 40
"""So high is a button that has room for two lines of the usual size."""


class StripButton(MoveButton):
    """Draws word and key in little room: on two lines, smaller, or without the icon."""

    def __init__(self, look: Look, icon: str, key: str, high: float) -> None:
        super().__init__(look, icon, key, high, high)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw it."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._draw_sheet(painter)
        px, middle = self._look.px, self.height() / 2
        right = self.width() - px(9)
        cap = draw_key(painter, self._look, right, middle, self._key, self._key_colours())
        left, edge = px(12), px(20)
        whole = QRectF(left, 1, cap - left - px(5), self.height() - 2)
        beside = whole.adjusted(edge + px(8), 0, 0, 0)
        small = QFontMetricsF(self._look.font(SMALLEST))
        # A fact for which there is no room at all is told by the tooltip alone.
        room = small.horizontalAdvance(self._hint) <= whole.width()
        hint = self._hint if room else ""
        icon, face = self._fit(beside, whole, hint)
        if icon:
            box = QRectF(left, middle - edge / 2, edge, edge)
            self._look.icons.paint(painter, self._icon, box, self._icon_colour())
        painter.setPen(QColor(self._word_colour()))
        self._cut = []
        self._write(painter, beside if icon else whole, face, hint)
        self.setProperty("cut", bool(self._cut))
        self.setToolTip("\n".join((*self._cut, *(() if room else (self._hint,)))))

    def _fit(self, beside: QRectF, whole: QRectF, hint: str) -> tuple[bool, QFont]:
        """Return whether there is room for the icon, and the face of the word."""
        for icon, room in ((True, beside), (False, whole)):
            for face in self._faces():
                if self._fits(face, room, hint):
                    return icon, face
        return False, self._look.font(SMALLEST, 600)

    def _faces(self) -> Iterator[QFont]:
        for pixels in range(LARGEST, SMALLEST - 1, -1):
            yield self._look.font(pixels, 600)

    def _fits(self, face: QFont, room: QRectF, hint: str) -> bool:
        metrics, small = QFontMetricsF(face), QFontMetricsF(self._look.font(SMALLEST))
        if small.horizontalAdvance(hint) > room.width():
            return False
        if metrics.horizontalAdvance(self.text()) <= room.width():
            return True
        if hint or self.height() < TWO_LINES:
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
