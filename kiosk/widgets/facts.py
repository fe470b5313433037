"""One or two figures with what they mean."""

from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QLabel, QWidget

from common.ui.widgets.lines import Lines, Style, fits, fitted
from kiosk.look import Look
from kiosk.widgets.touchable import plate


@dataclass(frozen=True, slots=True)
class Fact:
    """A figure and what it means."""

    label: str
    value: str


class Facts(QLabel):
    """Facts side by side, with a line between; framed on a page, plain on a plate."""

    def __init__(self, look: Look, parent: QWidget, *, framed: bool) -> None:
        super().__init__(parent)
        self.look = look
        self._framed = framed
        self._facts: tuple[Fact, ...] = ()

    def take(self, facts: tuple[Fact, ...]) -> None:
        """Show these facts."""
        self._facts = facts
        self.setAccessibleName(", ".join(f"{fact.label}: {fact.value}" for fact in facts))
        self.update()

    def needs(self) -> int:
        """Return the height it needs."""
        rows = self.look.body * 1.3 + self.look.gap(1) + self.look.figure * 1.2
        return round(rows) + (self.look.gap(9) if self._framed else self.look.gap(1))

    def whole(self) -> bool:
        """Say whether all of its words are seen."""
        return all(fits(lines, self.height(), 1) for _, both in self._set() for lines in both)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the facts."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        look, colours, line = self.look, self.look.palette, self.look.line
        if self._framed:
            box = QRectF(self.rect())
            plate(painter, box, look, colours.card, colours.line, line)
        for number, (box, (label, value)) in enumerate(self._set()):
            if number:
                inset = 0 if self._framed else look.gap(0.5)
                left = box.left() - self._side() if self._framed else box.left() - look.gap(2)
                rule = QRectF(left, inset, line, self.height() - 2 * inset)
                painter.fillRect(rule, QColor(colours.line))
            self._draw(painter, box, label, value)
        painter.end()

    def _draw(self, painter: QPainter, box: QRectF, label: Lines, value: Lines) -> None:
        look, colours = self.look, self.look.palette
        high = label.height + look.gap(1) + value.height
        at = QPointF(box.left(), (self.height() - high) / 2)
        middle = None if self._framed else box.width()
        label.draw(painter, at, colours.slate, middle_of=middle)
        under = at + QPointF(0, label.height + look.gap(1))
        value.draw(painter, under, colours.blue if self._framed else colours.ink, middle_of=middle)

    def _set(self) -> list[tuple[QRectF, tuple[Lines, Lines]]]:
        """Return each fact's box with its two lines; what is alike is equally large."""
        boxes, body, figure = self._boxes(), self.look.body_style(), self.look.figure_style()
        pairs = list(zip(self._facts, boxes, strict=True))
        for fact, box in pairs:
            body = self._fitted(fact.label, body, box.width()).style
            figure = self._fitted(fact.value, figure, box.width()).style
        return [
            (box, (Lines(fact.label, body, box.width()), Lines(fact.value, figure, box.width())))
            for fact, box in pairs
        ]

    def _fitted(self, words: str, style: Style, width: float) -> Lines:
        return fitted(words, style, width, most_lines=1, least=self.look.least)

    def _boxes(self) -> list[QRectF]:
        high, side = float(self.height()), self._side()
        if len(self._facts) < 2:  # noqa: PLR2004 - one fact has the whole width
            return [QRectF(side, 0, self.width() - 2 * side, high)] * len(self._facts)
        first, second = (self._wanted(fact) for fact in self._facts[:2])
        room = self.width() - 4 * side
        # What both can spare is divided; where there is too little, each gives its share.
        spare = room - first - second
        left = first + spare / 2 if spare >= 0 else room * first / (first + second)
        return [
            QRectF(side, 0, left, high),
            QRectF(left + 3 * side, 0, room - left, high),
        ]

    def _side(self) -> int:
        """Return the room beside each fact: less of it before words are made smaller."""
        wanted = sum(self._wanted(fact) for fact in self._facts[:2])
        fits_in = wanted + 4 * self.look.gap(4) <= self.width()
        return self.look.gap(4 if fits_in else 2.5)

    def _wanted(self, fact: Fact) -> float:
        """Return the width at which a fact stands at full size."""
        label = Lines(fact.label, self.look.body_style())
        value = Lines(fact.value, self.look.figure_style())
        return max(label.width, value.width) + 1
