"""Words on the board: measured, fitted and drawn in one family."""

from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPainterPath

from common.ui.fonts import font
from common.ui.tokens import CAP_HEIGHT

SMALLEST = 0.5
"""Words are never made smaller than this part of their size; then they are elided."""

LETTERS_GAP = 0.16
"""The least space in em between letters and serial: they are read as one number."""

WRAPPED = int(Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)


@dataclass(frozen=True, slots=True)
class Style:
    """A size in pixels (em), a weight and a colour of words."""

    pixels: float
    weight: int
    colour: str
    tabular: bool = False

    def font(self) -> QFont:
        """Return the font of this style."""
        made = font(self.pixels, self.weight, tabular=self.tabular)
        # Hinting bends large figures, and makes measures jump from size to size.
        made.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
        return made

    def width(self, words: str) -> float:
        """Return how far words reach on one line."""
        return QFontMetricsF(self.font()).horizontalAdvance(words)

    def height(self, words: str, width: float) -> float:
        """Return how high words stand when they are wrapped at a width."""
        room = QRectF(0, 0, width, 1e6)
        return QFontMetricsF(self.font()).boundingRect(room, WRAPPED, words).height()

    def breaks_a_word(self, words: str, width: float) -> bool:
        """Say whether one of the words alone is wider than the room."""
        return any(self.width(word) > width for word in words.split())

    def smaller(self, part: float) -> "Style":
        """Return the same style at a part of its size."""
        return Style(self.pixels * part, self.weight, self.colour, self.tabular)


@dataclass(frozen=True, slots=True)
class Piece:
    """Words of a block, and the space above them."""

    words: str
    style: Style
    above: float = 0


def begin(painter: QPainter) -> None:
    """Ask for smooth edges."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setRenderHint(QPainter.RenderHint.TextAntialiasing)


def draw_line(
    painter: QPainter,
    box: QRectF,
    words: str,
    style: Style,
    align: Qt.AlignmentFlag = Qt.AlignmentFlag.AlignLeft,
) -> None:
    """Draw one line with its capitals in the middle of a box's height; elide what is too long."""
    made = style.font()
    metrics = QFontMetricsF(made)
    fitting = words
    if metrics.horizontalAdvance(words) > box.width() + 1:
        fitting = metrics.elidedText(words, Qt.TextElideMode.ElideRight, box.width())
    advance = metrics.horizontalAdvance(fitting)
    left = {
        Qt.AlignmentFlag.AlignRight: box.right() - advance,
        Qt.AlignmentFlag.AlignHCenter: box.center().x() - advance / 2,
    }.get(align, box.left())
    baseline = _baseline(box, style)
    painter.setFont(made)
    painter.setPen(QColor(style.colour))
    painter.drawText(QPointF(left, baseline), fitting)


def _baseline(box: QRectF, style: Style) -> int:
    """Return where capitals in a box's middle stand: on a whole pixel, so that they are crisp."""
    return round(box.center().y() + style.pixels * CAP_HEIGHT / 2)


class Outlines:
    """Draws large figures and letters from outlines with one clean edge.

    The family's glyphs are made of overlapping parts, whose edges would show twice.
    """

    def __init__(self) -> None:
        self._glyphs: dict[tuple[str, float], QPainterPath] = {}

    def draw(self, painter: QPainter, box: QRectF, words: str, style: Style) -> None:
        """Draw words from the left edge of a box, their capitals in the middle of its height."""
        left = box.left()
        for letter in words:
            glyph = self._glyph(letter, style).translated(left, _baseline(box, style))
            painter.fillPath(glyph, QColor(style.colour))
            left += style.width(letter)

    def draw_number(
        self, painter: QPainter, box: QRectF, letters: str, serial: str, style: Style
    ) -> None:
        """Draw a ticket's number from the left edge of a box, its letters a little apart."""
        self.draw(painter, box, letters, style)
        behind = style.width(letters) + LETTERS_GAP * style.pixels
        self.draw(painter, box.adjusted(behind, 0, 0, 0), serial, style)

    def _glyph(self, letter: str, style: Style) -> QPainterPath:
        key = (letter, style.pixels)
        if key not in self._glyphs:
            path = QPainterPath()
            path.addText(0, 0, style.font(), letter)
            path.setFillRule(Qt.FillRule.WindingFill)
            self._glyphs[key] = path.simplified()
        return self._glyphs[key]


def fit_line(words: str, style: Style, width: float) -> Style:
    """Return a style in which words stand on one line of a width."""
    part = 1.0
    while part > SMALLEST and style.smaller(part).width(words) > width:
        part -= 0.02
    return style.smaller(part)


def in_lines(words: str, style: Style, width: float) -> list[str]:
    """Return words in as many lines as they need at a width; a word is never broken."""
    lines: list[str] = []
    for word in words.split():
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and style.width(longer) <= width:
            lines[-1] = longer
        else:
            lines.append(word)
    return lines or [""]


def fit_block(pieces: tuple[Piece, ...], width: float, height: float) -> tuple[Piece, ...]:
    """Return pieces small enough to stand under one another in a room."""
    part = 1.0
    while part > SMALLEST:
        fitted = tuple(
            Piece(piece.words, piece.style.smaller(part), piece.above * part) for piece in pieces
        )
        if block_height(fitted, width) <= height and not any(
            piece.style.breaks_a_word(piece.words, width) for piece in fitted
        ):
            return fitted
        part -= 0.04
    return tuple(
        Piece(piece.words, piece.style.smaller(SMALLEST), piece.above * SMALLEST)
        for piece in pieces
    )


def block_height(pieces: tuple[Piece, ...], width: float) -> float:
    """Return how high pieces stand under one another."""
    return sum(piece.above + piece.style.height(piece.words, width) for piece in pieces)


def draw_block(painter: QPainter, box: QRectF, pieces: tuple[Piece, ...]) -> None:
    """Draw fitted pieces in the middle of a box's height."""
    top = box.center().y() - block_height(pieces, box.width()) / 2
    for piece in pieces:
        top += piece.above
        height = piece.style.height(piece.words, box.width())
        painter.setFont(piece.style.font())
        painter.setPen(QColor(piece.style.colour))
        # One pixel of grace: the room was measured, and rounding must not break a line again.
        painter.drawText(QRectF(box.left(), top, box.width() + 1, height + 1), WRAPPED, piece.words)
        top += height
