"""Numbered steps: what to do now."""

from dataclasses import replace

from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from common.ui.widgets.lines import SMALLER, Lines, Style
from kiosk.look import Look
from kiosk.widgets.label import Label

MOST = 4


class Steps(QWidget):
    """Sentences with a number in a disc before each."""

    def __init__(self, look: Look, parent: QWidget) -> None:
        super().__init__(parent)
        self.look = look
        self._steps = [Label(look, look.body_style(), look.palette.ink, self) for _ in range(MOST)]
        self._count = 0

    def take(self, *sentences: str) -> None:
        """Show these steps."""
        self._count = len(sentences)
        for step, sentence in zip(self._steps, sentences, strict=False):
            step.say(sentence)
        for number, step in enumerate(self._steps):
            step.setVisible(number < self._count)

    def stand(self, left: int, top: int, width: int, height: float, *, widest: float = 3) -> int:
        """Take the height it needs; gaps are `widest` units, or less where room is short."""
        look = self.look
        disc = self._disc()
        words = disc + look.gap(3)
        shown = self._steps[: self._count]
        top_line = max(0.0, (disc - look.body * 1.3) / 2)
        each = self._heights(width - words, height - self._count * (top_line + look.gap(1.5)))
        needed = [max(disc, high + top_line) for high in each]
        free = (height - sum(needed)) / max(1, self._count - 1)
        gap = max(look.gap(0.5), min(look.gap(widest), free))
        at = 0.0
        for step, high, one in zip(shown, each, needed, strict=True):
            down = top_line if high > disc else (disc - high) / 2
            step.stand(words, at + down, width - words, high)
            at += one + gap
        self.setGeometry(left, top, width, round(at - gap))
        return top + self.height()

    def _heights(self, width: float, most: float) -> list[int]:
        """Make the sentences smaller together until they fit; return how high each is."""
        look = self.look
        style = look.body_style()
        while True:
            for step in self._steps:
                step.style_ = style
            each = [step.stand(0, 0, width) for step in self._steps[: self._count]]
            if sum(each) <= most or style.pixels * SMALLER < look.least:
                return each
            style = replace(style, pixels=style.pixels * SMALLER)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the discs with their numbers."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        look, colours, disc = self.look, self.look.palette, self._disc()
        for number, step in enumerate(self._steps[: self._count], start=1):
            lines = Lines(str(number), Style(look.body, 700, 1.0))
            row = step.y() + min(step.height(), look.body * 1.3) / 2
            box = QRectF(look.line, row - disc / 2 + look.line, disc - 2 * look.line, 0)
            box.setHeight(box.width())
            painter.setPen(QPen(QColor(colours.azure), look.line))
            painter.setBrush(QColor(colours.card))
            painter.drawEllipse(box)
            at = box.center()
            at.setX(at.x() - lines.width / 2)
            at.setY(at.y() - lines.height / 2)
            lines.draw(painter, at, colours.blue)
        painter.end()

    def _disc(self) -> float:
        return float(self.look.body * 1.64)
