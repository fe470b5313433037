"""A visitor's number, as large as its place allows."""

from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QLabel

from common.ui.tokens import LIGHT
from counter.pieces import Look, paint_words
from counter.rows import spaced


class NumberLabel(QLabel):
    """Draws a number in `largest` pixels, smaller where it is wider than `room`."""

    def __init__(self, look: Look, largest: int, room: int) -> None:
        super().__init__()
        self._look, self._largest = look, largest
        self._room = look.px(room)
        self._drawn: str | None = None
        self.setObjectName("number")
        paint_words(self, LIGHT.blue)

    def stand(self, largest: int) -> None:
        """Be drawn in so many pixels at most from now on."""
        if largest != self._largest:
            self._largest = largest
            label, self._drawn = self._drawn, None
            self.draw(label or "")

    def draw(self, label: str) -> None:
        """Take the number; it takes no height for nobody."""
        if label == self._drawn:
            return
        self._drawn = label
        self.setAccessibleName(label)
        whole = spaced(label) if label else ""
        pixels = self._largest
        while pixels > 1 and self._width(whole, pixels) > self._room:
            pixels -= 1
        self.setFont(self._look.font(pixels, 700, spacing=-1))
        self.setText(whole)
        self.setMaximumHeight(self.sizeHint().height() if label else 0)

    def _width(self, whole: str, pixels: int) -> int:
        return QFontMetrics(self._look.font(pixels, 700, spacing=-1)).horizontalAdvance(whole)
