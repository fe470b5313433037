"""Text broken into lines that fit a box, or made smaller until they do."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from PySide6.QtCore import QPointF
from PySide6.QtGui import QColor, QFont, QPainter, QTextCharFormat, QTextLayout, QTextOption

from common.ui.fonts import font

ENDLESS = 1_000_000.0
SMALLER = 0.96
"""One step of making a text smaller."""
LINE_BREAK = "\u2028"
SHORT = re.compile(r"\b(\d+|\w{1,2}) (?=\S)| (?=·)")
"""Numbers and the shortest words: no line ends with one of them, or begins with a dot."""
COUNTED = re.compile(r"(?<=[^\W\d_]) (?=[A-Z]{0,2}\d{1,3}\b(?!:))")
"""Before a number or a code: rather not between it and what it counts or names."""
SENTENCE = re.compile(r"(?<=\w{3}[.!?]) (?=[A-ZÇĞƏİÖŞÜА-ЯЁ])")
"""Between two sentences: each has lines of its own where that takes no more of them."""
KEPT = "\\1\u00a0"
HALVINGS = 6
"""Steps of looking for the narrowest lines."""
WIDER = 6
"""Steps of looking for lines of which the first is no word alone."""


@dataclass(frozen=True, slots=True)
class Style:
    """How a text is set: em size in pixels, weight, line height as a factor of the em."""

    pixels: float
    weight: int = 400
    pitch: float = 1.3
    spacing: float = 0
    """Between letters, a percentage of the em."""
    tabular: bool = False

    def font(self) -> QFont:
        """Return the font."""
        return font(self.pixels, self.weight, tabular=self.tabular, spacing=self.spacing)


class Lines:
    """A text in lines of one width; `strong` are (start, end) parts in bold."""

    def __init__(
        self,
        text: str,
        style: Style,
        width: float = ENDLESS,
        strong: tuple[tuple[int, int], ...] = (),
    ) -> None:
        self.style = style
        self.pitch = style.pixels * style.pitch
        self._layout = QTextLayout(text, style.font())
        option = QTextOption()
        option.setWrapMode(QTextOption.WrapMode.WordWrap)
        self._layout.setTextOption(option)
        if strong:
            self._layout.setFormats([_bold(start, end) for start, end in strong])
        self._strong, self._room = strong, width
        self._break([width])
        self.whole = self.width <= width + 0.5
        """No word is wider than the lines."""

    def _break(self, widths: Sequence[float]) -> None:
        """Break each paragraph at its width; what is left over breaks at the last one."""
        self.count = 0
        self.width = 0.0
        paragraph, text = 0, self._layout.text()
        self._layout.beginLayout()
        while (line := self._layout.createLine()).isValid():
            line.setLineWidth(widths[min(paragraph, len(widths) - 1)])
            line.setPosition(QPointF(0, self.count * self.pitch + (self.pitch - line.height()) / 2))
            self.width = max(self.width, line.naturalTextWidth())
            self.count += 1
            paragraph += text[: line.textStart() + line.textLength()].endswith(LINE_BREAK)
        self._layout.endLayout()

    def even(self) -> None:
        """Break anew into as many lines, as equally long as can be: no word is left alone."""
        if self.count < 2 or not self.whole:  # noqa: PLR2004 - one line is even
            return
        text, most = self._layout.text(), self.count
        kept = SHORT.sub(KEPT, text)
        named = COUNTED.sub("\u00a0", kept)
        sentences = [SENTENCE.sub(LINE_BREAK, each) for each in (named, kept)]
        for each in (*sentences, named, kept, text):
            self._layout.setText(each)
            self._break(self._even_widths(each))
            if self.count <= most and self.width <= self._room + 0.5:
                return

    def _even_widths(self, text: str) -> list[float]:
        widths, start = [], 0
        for part in text.split(LINE_BREAK):
            strong = tuple(
                (max(0, left - start), right - start)
                for left, right in self._strong
                if right > start
            )
            widths.append(_narrowest(part, self.style, self._room, strong))
            start += len(part) + 1
        return widths

    @property
    def height(self) -> float:
        """Return how much room the lines take from top to bottom."""
        return self.count * self.pitch

    def begins_alone(self) -> bool:
        """Say whether the first of its lines is one word."""
        return self._is_one_word(0)

    def ends_alone(self) -> bool:
        """Say whether the last of its lines is one word."""
        return self._is_one_word(self.count - 1)

    def _is_one_word(self, number: int) -> bool:
        if self.count < 2:  # noqa: PLR2004 - one line is whole
            return False
        line = self._layout.lineAt(number)
        said = self._layout.text()[line.textStart() : line.textStart() + line.textLength()]
        return len(said.split()) == 1

    def starts(self) -> list[int]:
        """Return where in the text each line begins."""
        return [self._layout.lineAt(number).textStart() for number in range(self.count)]

    def draw(
        self, painter: QPainter, at: QPointF, colour: str, *, middle_of: float | None = None
    ) -> None:
        """Draw from a top left corner; each line in the middle of a width where one is given."""
        painter.setPen(QColor(colour))
        if middle_of is None:
            self._layout.draw(painter, at)
            return
        for number in range(self.count):
            line = self._layout.lineAt(number)
            line.draw(painter, at + QPointF((middle_of - line.naturalTextWidth()) / 2, 0))


def fitted(  # noqa: PLR0913 - a text and the four sides of what it must fit
    text: str,
    style: Style,
    width: float,
    *,
    height: float = ENDLESS,
    most_lines: int = 99,
    least: float = 0.0,
    strong: tuple[tuple[int, int], ...] = (),
) -> Lines:
    """Return a text in lines that fit, smaller where it must be, never under `least` pixels."""
    lines = Lines(text, style, width, strong)
    while not fits(lines, height, most_lines) and style.pixels * SMALLER >= least > 0:
        style = replace(style, pixels=style.pixels * SMALLER)
        lines = Lines(text, style, width, strong)
    return lines


def fits(lines: Lines, height: float, most_lines: int = 99) -> bool:
    """Say whether all of a text is seen in its box."""
    return lines.whole and lines.count <= most_lines and lines.height <= height + 0.5


# Pages are told anew at each change, and most of their texts are as they were.
@lru_cache(maxsize=1024)
def width_of(text: str, style: Style, strong: tuple[tuple[int, int], ...] = ()) -> float:
    """Return how wide a text is on one line."""
    return Lines(text, style, strong=strong).width


@lru_cache(maxsize=1024)
def _narrowest(
    text: str, style: Style, widest: float, strong: tuple[tuple[int, int], ...]
) -> float:
    """Return the width below which a text needs one line more."""
    most = Lines(text, style, widest, strong)
    narrow, wide = most.width / max(1, most.count), most.width + 0.5
    for _ in range(HALVINGS if most.count > 1 else 0):
        middle = (narrow + wide) / 2
        trial = Lines(text, style, middle, strong)
        if trial.count > most.count or not trial.whole:
            narrow = middle
        else:
            wide = middle
    return _with_more_to_begin(text, style, (wide, widest), strong) or wide


def _with_more_to_begin(
    text: str, style: Style, between: tuple[float, float], strong: tuple[tuple[int, int], ...]
) -> float | None:
    """Return a width at which no line at either end is one word; None where it is well or none."""
    wide, widest = between
    narrowest = Lines(text, style, wide, strong)
    if not narrowest.begins_alone() or widest >= ENDLESS:
        return None
    for step in range(1, WIDER + 1):
        width = wide + (widest - wide) * step / WIDER
        trial = Lines(text, style, width, strong)
        alone = trial.begins_alone() or trial.ends_alone()
        if trial.count == narrowest.count and not alone:
            return width
    return None


def _bold(start: int, end: int) -> QTextLayout.FormatRange:
    part = QTextLayout.FormatRange()
    part.start = start
    part.length = end - start
    look = QTextCharFormat()
    look.setFontWeight(QFont.Weight.Bold)
    part.format = look
    return part
