"""A text in the room that others leave; what does not fit is its tooltip."""

from PySide6.QtCore import QPointF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPaintEvent, QTextLayout
from PySide6.QtWidgets import QSizePolicy, QWidget

from counter.pieces import Look

BREAK = "\u2028"
"""Begins another line."""
GAP = 6
"""Between two texts, where all lines have room with it."""
SMALLER = 2
"""A text that does not fit may become so many pixels smaller."""


class Clamped(QWidget):
    """Wraps a text; the last line that has room ends in an ellipsis where more would follow."""

    crowded = Signal()
    """Not all of it has room."""

    def __init__(self, look: Look, pixels: float, colour: str) -> None:
        super().__init__()
        self._faces = [look.font(pixels - less) for less in range(SMALLER + 1)]
        self._colour, self._gap = colour, look.px(GAP)
        self._whole = ""
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Expanding)

    def write(self, whole: str) -> None:
        """Take a text of any length."""
        if whole != self._whole:
            self._whole = whole
            self.setAccessibleName(whole.replace(BREAK, " "))
            self.update()

    def write_lines(self, *lines: str) -> None:
        """Take a few texts, each on a line of its own; an empty one takes none."""
        self.write(BREAK.join(line for line in lines if line))

    def sizeHint(self) -> QSize:
        """Ask for nothing: it fills what the others leave."""
        return QSize(0, 0)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw as many lines as there is room for."""
        painter = QPainter(self)
        for face in self._faces:
            metrics, lines = QFontMetrics(face), self._lines(face)
            room = self.height() // metrics.lineSpacing()
            if len(lines) <= room:
                break
        painter.setFont(face)
        painter.setPen(QColor(self._colour))
        self.setToolTip("" if len(lines) <= room else self._whole.replace(BREAK, "\n"))
        if len(lines) > room:
            self.crowded.emit()
        apart = self._whole.count(BREAK) * self._gap
        gap = self._gap if len(lines) * metrics.lineSpacing() + apart <= self.height() else 0
        down = 0
        for at, (start, line) in enumerate(lines[:room]):
            words = line.rstrip().rstrip(BREAK)
            if at == room - 1 and len(lines) > room:
                rest = self._whole[start:].replace(BREAK, " ")
                words = metrics.elidedText(rest, Qt.TextElideMode.ElideRight, self.width())
            top = at * metrics.lineSpacing() + metrics.ascent()
            painter.drawText(QPointF(0, top + down), words)
            down += gap if line.endswith(BREAK) else 0

    def _lines(self, face: QFont) -> list[tuple[int, str]]:
        """Return where each line begins, and the line."""
        layout = QTextLayout(self._whole, face)
        layout.beginLayout()
        found = []
        while (line := layout.createLine()).isValid():
            line.setLineWidth(self.width())
            begin = line.textStart()
            found.append((begin, self._whole[begin : begin + line.textLength()]))
        layout.endLayout()
        return found
