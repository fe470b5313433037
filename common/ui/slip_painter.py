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
from common.floorfile.slip_template import Line, Show, Template, built_in
from common.i18n import Text
from common.ports import Raster
from common.ui.fonts import font
from common.ui.slip_words import fact_of, marks_of, words_of

DESIGN_DENSITY = 203
MARGIN = 8
NARROWER = (0.9, 0.8, 0.7, 0.6)
"""Parts of the width in which the last word of a paragraph may find another beside it."""
SMALLEST = 25
"""Em whose capitals are 2.2 mm high."""
RULE = 3
NUMBER_EM = 0.42
"""The number's largest em, in widths of the text."""
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

    def __init__(
        self,
        texts: Mapping[Language, Text],
        dots_per_inch: int = DESIGN_DENSITY,
        template: Template | None = None,
    ) -> None:
        self._texts = texts
        self._density = dots_per_inch
        self._template = template or built_in()

    def paint(self, slip: Slip, width_dots: int) -> Raster:
        """Return the slip as black and white dots, `width_dots` wide."""
        text = self._texts[slip.language]
        blocks = _Layout(width_dots, self._density).blocks(slip, text, self._template)
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


def _set(layout: QTextLayout, width: int, room: int, pitch: int) -> int:
    """Break words into lines of a width, in the middle of the room if so aligned; count them."""
    centred = layout.textOption().alignment() & Qt.AlignmentFlag.AlignHCenter
    left = (room - width) / 2 if centred else 0
    layout.beginLayout()
    while (row := layout.createLine()).isValid():
        row.setLineWidth(width)
        row.setPosition(QPointF(left, row.lineNumber() * pitch + (pitch - row.height()) / 2))
    layout.endLayout()
    return layout.lineCount()


def _ends_alone(layout: QTextLayout) -> bool:
    """Say whether one word stands alone in the last of several lines."""
    last = layout.lineAt(layout.lineCount() - 1)
    return layout.lineCount() > 1 and " " not in layout.text()[last.textStart() :].strip()


class _Layout:
    """Makes the blocks of a slip for one width of paper."""

    def __init__(self, width: int, density: int) -> None:
        self._width = width
        self._density = density
        self._margin = self._size(MARGIN)
        self._text_width = width - 2 * self._margin

    def blocks(self, slip: Slip, text: Text, template: Template) -> list[_Block]:
        """Return everything that the template shows of a slip, in order."""
        blocks: list[_Block] = []
        after_rule = False
        for line in template.lines:
            shown = self._shown(line, slip, text, template.logo)
            if not shown or (line.show is Show.RULE and after_rule):
                continue
            # A rule with nothing between it and the one before leaves no trace.
            after_rule = line.show is Show.RULE or (after_rule and line.show is Show.SPACE)
            blocks += [self._space(line.above)] if line.above else []
            blocks += shown
            blocks += [self._space(line.below)] if line.below else []
        return blocks

    def _shown(self, line: Line, slip: Slip, text: Text, logo: bytes) -> list[_Block]:
        """Return what a line shows; nothing where there is nothing to say."""
        special: dict[Show, Callable[[], list[_Block]]] = {
            Show.SPACE: lambda: [self._space(line.size)],
            Show.RULE: lambda: [self._rule()],
            Show.LOGO: lambda: self._logo(logo, line.size),
            Show.NUMBER: lambda: [self._number(slip.label)],
            Show.MARKS: lambda: self._marks(marks_of(slip, text)),
            Show.CODE: lambda: [self._code(slip.qr, line.size)],
        }
        if line.show in special:
            return special[line.show]()
        fact = fact_of(line.show, slip, text)
        if fact is not None:
            return self._pair(*fact, line.size, line.fact) if all(fact) else []
        words = words_of(line, slip, text)
        return [self._paragraph(words, line)] if words else []

    def _size(self, dots: float) -> int:
        return max(2, round(dots * self._density / DESIGN_DENSITY))

    def _space(self, dots: int) -> _Block:
        return _Block(self._size(dots), lambda _painter, _top: None)

    def _rule(self) -> _Block:
        thick = self._size(RULE)

        def draw(painter: QPainter, top: int) -> None:
            painter.fillRect(QRect(self._margin, top, self._text_width, thick), BLACK)

        return _Block(thick, draw)

    def _logo(self, data: bytes, height: int) -> list[_Block]:
        """Return the centre's sign in the middle, as black and white as the rest."""
        sign = QImage.fromData(data)
        if sign.isNull():
            return []
        high = self._size(height)
        wide = min(self._text_width, round(sign.width() * high / sign.height()))
        kept, smooth = (
            Qt.AspectRatioMode.KeepAspectRatio,
            Qt.TransformationMode.SmoothTransformation,
        )
        scaled = sign.scaled(wide, high, kept, smooth)

        def draw(painter: QPainter, top: int) -> None:
            painter.drawImage((self._width - scaled.width()) // 2, top, scaled)

        return [_Block(scaled.height(), draw)]

    def _font(self, em: int, weight: int, words: str = "", *, tabular: bool = False) -> QFont:
        """Return the largest font up to `em` in which the longest word fits on a line."""
        largest, smallest = self._size(em), self._size(SMALLEST)
        for pixels in range(largest, smallest - 1, -1):
            fitting = font(pixels, weight, tabular=tabular)
            widest = max(map(QFontMetricsF(fitting).horizontalAdvance, words.split()), default=0)
            if widest <= self._text_width:
                break
        return fitting

    def _paragraph(self, words: str, line: Line) -> _Block:
        layout = QTextLayout(words, self._font(line.size, line.weight, words))
        option = QTextOption(
            Qt.AlignmentFlag.AlignHCenter if line.centred else Qt.AlignmentFlag.AlignLeft
        )
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        layout.setTextOption(option)
        pitch = round(layout.font().pixelSize() * line.leading)
        count = _set(layout, self._text_width, self._text_width, pitch)
        for part in NARROWER:
            if not _ends_alone(layout):
                break
            if _set(layout, round(self._text_width * part), self._text_width, pitch) > count:
                _set(layout, self._text_width, self._text_width, pitch)
                break

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

    def _marks(self, words: list[str]) -> list[_Block]:
        """Return framed words side by side in the middle."""
        if not words:
            return []
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

        return [_Block(height, draw)]

    def _pair(self, left: str, right: str, left_em: int, right_em: int) -> list[_Block]:
        """Return a fact on one line, or on two where the paper is too narrow for one."""
        weight = 700 if left_em == right_em else 600
        name = self._font(left_em, weight, left, tabular=True)
        fact = self._font(right_em, 700, right, tabular=True)
        room = self._text_width - QFontMetricsF(fact).horizontalAdvance(right) - self._size(16)
        if QFontMetricsF(name).horizontalAdvance(left) > room:
            return [
                self._paragraph(left, Line(Show.TEXT, left_em, weight=weight)),
                self._paragraph(right, Line(Show.TEXT, right_em, weight=700)),
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

    def _code(self, words: str, wanted: int) -> _Block:
        """Return the QR code in its quiet zone, every module the same whole number of dots."""
        rows = [bytes(row) for row in segno.make_qr(words, error="m").matrix]
        module = self._module(len(rows), wanted)
        side, quiet = module * len(rows), module * QUIET_MODULES
        left = (self._width - side) // 2

        def draw(painter: QPainter, top: int) -> None:
            for y, row in enumerate(rows):
                for x, dark in enumerate(row):
                    if dark:
                        corner = (left + x * module, top + quiet + y * module)
                        painter.fillRect(QRect(*corner, module, module), BLACK)

        return _Block(side + 2 * quiet, draw)

    def _module(self, modules: int, side: int) -> int:
        least = -(-CODE_LEAST_MM * self._density // 25.4)
        wanted = max(round(self._size(side) / modules), int(-(-least // modules)))
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
