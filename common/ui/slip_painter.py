"""Draws a slip with QPainter: black dots on white, nothing grey.

Sizes are dots at 203 dots an inch (8 a millimetre) and follow the printer's own density.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import segno
from PySide6.QtCore import QPointF, QRect, Qt
from PySide6.QtGui import (
    QColor,
    QColorConstants,
    QFont,
    QFontMetricsF,
    QImage,
    QPainter,
    QPainterPath,
    QTextLayout,
    QTextOption,
)

from common.domain.slip import Slip
from common.domain.words import Language
from common.i18n import Text, clock, wait_words
from common.ports import Raster
from common.ui.fonts import font

DESIGN_DENSITY = 203
MARGIN = 8
SMALLEST = 25
"""Em whose capitals are 2.2 mm high."""
RULE = 3
NUMBER_EM = 0.42
"""The number's largest em, in widths of the text."""
CODE_SIDE = 232
CODE_LEAST_MM = 20
QUIET_MODULES = 4
BLACK = QColorConstants.Black


@dataclass(frozen=True, slots=True)
class _Block:
    """A piece of the slip: its height in dots, and how to draw it below a given row."""

    height: int
    draw: Callable[[QPainter, int], None]


class DotSlipPainter:
    """Paints slips for one density of printer; also off the GUI thread, once fonts are loaded."""

    def __init__(self, texts: Mapping[Language, Text], dots_per_inch: int = DESIGN_DENSITY) -> None:
        self._texts = texts
        self._density = dots_per_inch

    def paint(self, slip: Slip, width_dots: int) -> Raster:
        """Return the slip as black and white dots, `width_dots` wide."""
        blocks = _Layout(width_dots, self._density).blocks(slip, self._texts[slip.language])
        width_bytes = (width_dots + 7) // 8
        height = sum(block.height for block in blocks)
        image = QImage(width_bytes * 8, height, QImage.Format.Format_Grayscale8)
        image.fill(QColorConstants.White)
        painter = QPainter(image)
        painter.setRenderHints(QPainter.RenderHint.Antialiasing)
        painter.setPen(BLACK)
        top = 0
        for block in blocks:
            block.draw(painter, top)
            top += block.height
        painter.end()
        return Raster(width_dots, height, dots_of(image, width_bytes))


class _Layout:
    """Makes the blocks of a slip for one width of paper."""

    def __init__(self, width: int, density: int) -> None:
        self._width = width
        self._density = density
        self._margin = self._size(MARGIN)
        self._text_width = width - 2 * self._margin

    def blocks(self, slip: Slip, text: Text) -> list[_Block]:
        """Return everything from the centre's name to the last line, in order."""
        marks = [text("ticket.reserve")] if slip.reserve else []
        marks += [text("ticket.priority")] if slip.priority else []
        marks += [text("slip.copy")] if slip.copy else []
        return [
            self._space(16),
            self._paragraph(slip.centre, 28, 600, leading=1.3, centred=True),
            self._space(24),
            self._number(slip.label),
            *([self._space(24), self._marks(marks)] if marks else []),
            *self._rule(30, 14),
            self._paragraph(slip.service, 40, 700, leading=1.2),
            self._space(8),
            self._paragraph(slip.entity, 30, 600, leading=1.3),
            *self._onward(slip, text),
            *self._rule(16, 14),
            *self._what_now(slip, text),
            self._code(slip.qr),
            *self._pair(f"{slip.issued_at:%d.%m.%Y}", clock(slip.issued_at), 34, 34),
            self._space(4),
            self._paragraph(text("ticket.valid_today"), 28, 600, leading=1.3),
            self._space(16),
        ]

    def _onward(self, slip: Slip, text: Text) -> list[_Block]:
        if not slip.onward:
            return []
        words = text("ticket.onward", services=", ".join(slip.onward))
        return [self._space(8), self._paragraph(words, 30, 700, leading=1.3)]

    def _what_now(self, slip: Slip, text: Text) -> list[_Block]:
        """Return how long it may take and where to look; of a reserve number, how it is called."""
        if slip.reserve:
            return [self._paragraph(text("ticket.reserve_how"), 32, 700, leading=1.25)]
        wait = "" if slip.expected is None else wait_words(slip.expected, text)
        time = "" if slip.appointment is None else clock(slip.appointment)
        return [
            *(self._pair(text("appointment.time"), time, 29, 32) if time else []),
            *self._pair(text("slip.ahead"), text("slip.people", n=slip.ahead), 29, 32),
            *(self._pair(text("wait.expected"), wait, 29, 32) if wait else []),
            *self._rule(16, 14),
            self._paragraph(text("ticket.watch_board"), 32, 700, leading=1.25),
        ]

    def _size(self, dots: float) -> int:
        return max(2, round(dots * self._density / DESIGN_DENSITY))

    def _space(self, dots: int) -> _Block:
        return _Block(self._size(dots), lambda _painter, _top: None)

    def _rule(self, above: int, below: int) -> list[_Block]:
        thick = self._size(RULE)

        def draw(painter: QPainter, top: int) -> None:
            painter.fillRect(QRect(self._margin, top, self._text_width, thick), BLACK)

        return [self._space(above), _Block(thick, draw), self._space(below)]

    def _font(self, em: int, weight: int, words: str = "", *, tabular: bool = False) -> QFont:
        """Return the largest font up to `em` in which the longest word fits on a line."""
        largest, smallest = self._size(em), self._size(SMALLEST)
        for pixels in range(largest, smallest - 1, -1):
            fitting = font(pixels, weight, tabular=tabular)
            widest = max(map(QFontMetricsF(fitting).horizontalAdvance, words.split()), default=0)
            if widest <= self._text_width:
                break
        return fitting

    def _paragraph(
        self, words: str, em: int, weight: int, *, leading: float, centred: bool = False
    ) -> _Block:
        layout = QTextLayout(words, self._font(em, weight, words))
        option = QTextOption(
            Qt.AlignmentFlag.AlignHCenter if centred else Qt.AlignmentFlag.AlignLeft
        )
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        layout.setTextOption(option)
        pitch = round(layout.font().pixelSize() * leading)
        layout.beginLayout()
        while (line := layout.createLine()).isValid():
            line.setLineWidth(self._text_width)
            line.setPosition(QPointF(0, line.lineNumber() * pitch + (pitch - line.height()) / 2))
        layout.endLayout()

        def draw(painter: QPainter, top: int) -> None:
            layout.draw(painter, QPointF(self._margin, top))

        return _Block(layout.lineCount() * pitch, draw)

    def _number(self, label: str) -> _Block:
        em = self._text_width * NUMBER_EM
        path = QPainterPath()
        path.setFillRule(Qt.FillRule.WindingFill)  # strokes of one letter overlap
        path.addText(0, 0, font(em, 700, tabular=True, spacing=-3.5), label)
        ink = path.boundingRect()
        factor = min(1.0, self._text_width / ink.width())

        def draw(painter: QPainter, top: int) -> None:
            painter.save()
            painter.translate(self._width / 2, top)
            painter.scale(factor, factor)
            painter.translate(-ink.center().x(), -ink.top())
            painter.fillPath(path, BLACK)
            painter.restore()

        return _Block(round(ink.height() * factor), draw)

    def _marks(self, words: list[str]) -> _Block:
        """Return framed words side by side in the middle."""
        letters = self._font(32, 700)
        metrics = QFontMetricsF(letters)
        height, frame, gap = self._size(56), self._size(RULE), self._size(16)
        widths = [round(metrics.horizontalAdvance(word)) + 2 * self._size(20) for word in words]
        left = (self._width - sum(widths) - gap * (len(words) - 1)) // 2

        def draw(painter: QPainter, top: int) -> None:
            painter.setFont(letters)
            x = left
            for word, width in zip(words, widths, strict=True):
                box = QRect(x, top, width, height)
                painter.fillRect(box, BLACK)
                inside = box.adjusted(frame, frame, -frame, -frame)
                painter.fillRect(inside, QColorConstants.White)
                painter.drawText(box, Qt.AlignmentFlag.AlignCenter, word)
                x += width + gap

        return _Block(height, draw)

    def _pair(self, left: str, right: str, left_em: int, right_em: int) -> list[_Block]:
        """Return a fact on one line, or on two where the paper is too narrow for one."""
        weight = 700 if left_em == right_em else 600
        name = self._font(left_em, weight, left, tabular=True)
        fact = self._font(right_em, 700, right, tabular=True)
        room = self._text_width - QFontMetricsF(fact).horizontalAdvance(right) - self._size(16)
        if QFontMetricsF(name).horizontalAdvance(left) > room:
            return [
                self._paragraph(left, left_em, weight, leading=1.3),
                self._paragraph(right, right_em, 700, leading=1.3),
            ]
        height = round(fact.pixelSize() * 1.3)

        def draw(painter: QPainter, top: int) -> None:
            baseline = top + height * 0.77
            painter.setFont(name)
            painter.drawText(QPointF(self._margin, baseline), left)
            painter.setFont(fact)
            end = self._margin + self._text_width
            start = end - QFontMetricsF(fact).horizontalAdvance(right)
            painter.drawText(QPointF(start, baseline), right)

        return [_Block(height, draw)]

    def _code(self, words: str) -> _Block:
        """Return the QR code in its quiet zone, every module the same whole number of dots."""
        rows = [bytes(row) for row in segno.make_qr(words, error="m").matrix]
        module = self._module(len(rows))
        side, quiet = module * len(rows), module * QUIET_MODULES
        left = (self._width - side) // 2

        def draw(painter: QPainter, top: int) -> None:
            for y, row in enumerate(rows):
                for x, dark in enumerate(row):
                    if dark:
                        corner = (left + x * module, top + quiet + y * module)
                        painter.fillRect(QRect(*corner, module, module), BLACK)

        return _Block(side + 2 * quiet, draw)

    def _module(self, modules: int) -> int:
        least = -(-CODE_LEAST_MM * self._density // 25.4)
        wanted = max(round(self._size(CODE_SIDE) / modules), int(-(-least // modules)))
        room = self._width // (modules + 2 * QUIET_MODULES)
        if room * modules < least:
            msg = f"a QR code of {modules} modules needs paper wider than {self._width} dots"
            raise ValueError(msg)
        return min(wanted, room)


def dots_of(image: QImage, width_bytes: int) -> bytes:
    """Return a picture's rows as bits, black 1, without Qt's padding to whole words."""
    flags = Qt.ImageConversionFlag.MonoOnly | Qt.ImageConversionFlag.ThresholdDither
    mono = image.convertToFormat(QImage.Format.Format_Mono, flags)
    if QColor(mono.color(1)) == QColorConstants.White:
        mono.invertPixels()
    bits, line = bytes(mono.constBits()), mono.bytesPerLine()
    if line == width_bytes:
        return bits
    return b"".join(bits[y * line : y * line + width_bytes] for y in range(mono.height()))
