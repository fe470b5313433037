"""`python -m common.ui.proof`: draws the test slip of a printer as dots.

A process of its own, as Qt needs it. Told on standard input in JSON: centre, printer, at,
width_dots, dots_per_inch; answers with width, height and the rows in hex.
"""

import json
import sys
from collections.abc import Iterator

from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QColorConstants, QFontMetricsF, QGuiApplication, QImage, QPainter

from common.domain.azeri import ALPHABET, az_upper
from common.ports import Raster
from common.ui.fonts import font, load_fonts
from common.ui.slip_painter import dots_of

RULER_MM = 100
EDGE_MM = 6
"""From the frame to the ruler, above, below and beside it."""
TICK_MM = 3
COLUMN_MM = 15
"""Where the words begin, from the left edge."""
MM_PER_INCH = 25.4
PARAGRAPH = Qt.AlignmentFlag.AlignLeft | Qt.TextFlag.TextWordWrap


class Proof:
    """A frame at the edge of the paper, a line of 100 mm for the ruler, words and letters."""

    def __init__(self, width_dots: int, dots_per_inch: int) -> None:
        self._width = width_dots
        self._density = dots_per_inch

    def paint(self, words: list[str]) -> Raster:
        """Return the dots; the first word is the largest."""
        width_bytes = (self._width + 7) // 8
        height = self._mm(RULER_MM + 2 * EDGE_MM)
        image = QImage(width_bytes * 8, height, QImage.Format.Format_Grayscale8)
        image.fill(QColorConstants.White)
        painter = QPainter(image)
        painter.setPen(QColorConstants.Black)
        for bar in (*self._frame(height), *self._ruler()):
            painter.fillRect(bar, QColorConstants.Black)
        self._write(painter, words, height)
        painter.end()
        return Raster(self._width, height, dots_of(image, width_bytes))

    def _mm(self, millimetres: float) -> int:
        return max(1, round(millimetres * self._density / MM_PER_INCH))

    def _frame(self, height: int) -> Iterator[QRect]:
        thick = self._mm(0.5)
        yield QRect(0, 0, self._width, thick)
        yield QRect(0, height - thick, self._width, thick)
        yield QRect(0, 0, thick, height)
        yield QRect(self._width - thick, 0, thick, height)

    def _ruler(self) -> Iterator[QRect]:
        """Yield a line along the paper with a tick every 10 mm; it ends where its ticks do."""
        left, top, thin = self._mm(EDGE_MM), self._mm(EDGE_MM), self._mm(0.3)
        yield QRect(left, top, thin, self._mm(RULER_MM))
        for at in range(0, RULER_MM + 1, 10):
            long = TICK_MM * (2 if at % 50 == 0 else 1)
            down = self._mm(at) - (thin if at == RULER_MM else 0) if at else 0
            yield QRect(left, top + down, self._mm(long), thin)

    def _write(self, painter: QPainter, words: list[str], height: int) -> None:
        left, edge = self._mm(COLUMN_MM), self._mm(EDGE_MM)
        room = QRectF(left, edge, self._width - left - self._mm(2), height - 2 * edge)
        for size, text in zip([4.0, *[3.2] * len(words)], words, strict=False):
            letters = font(self._mm(size), 600)
            painter.setFont(letters)
            taken = QFontMetricsF(letters).boundingRect(room, PARAGRAPH, text)
            painter.drawText(room, PARAGRAPH, text)
            room.setTop(room.top() + taken.height() + self._mm(2.5))
        painter.drawText(left, edge + self._mm(RULER_MM), f"{RULER_MM} mm")


def letters() -> str:
    """Return all letters of Azerbaijani, each large and small."""
    return " ".join(az_upper(letter) + letter for letter in ALPHABET)


def main() -> int:
    """Read what to draw, draw it, answer."""
    told = json.loads(sys.stdin.read())
    _application = QGuiApplication(sys.argv[:1])
    load_fonts()
    width, density = told["width_dots"], told["dots_per_inch"]
    measures = f"{width} dots = {width * MM_PER_INCH / density:.0f} mm"
    words = [told["centre"], told["at"], told["printer"], measures, letters()]
    drawn = Proof(width, density).paint(words)
    answer = {"width": drawn.width, "height": drawn.height, "rows": drawn.rows.hex()}
    sys.stdout.write(json.dumps(answer) + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
