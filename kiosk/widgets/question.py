"""A row that asks something, with its button."""

from dataclasses import replace

from PySide6.QtCore import QRectF, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from common.ui.widgets.lines import SMALLER, Lines, Style
from kiosk.about import Told
from kiosk.look import Look
from kiosk.widgets.button import Button, Shape
from kiosk.widgets.label import Label
from kiosk.widgets.touchable import plate


class Question(QWidget):
    """An icon, a question, what goes with it, and a button at the right."""

    wished = Signal(object)

    def __init__(self, look: Look, icon: str, colour: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.look = look
        self._icon = icon
        self._colour = colour
        colours = look.palette
        self._asks = Label(look, Style(look.body, 600, 1.25), colours.ink, self)
        self._more = Label(look, Style(look.body, 400, 1.25), colours.slate, self)
        self.button = Button(look, Shape.SWITCH, self)
        self.button.wished.connect(self.wished)

    def ask(self, question: str, more: str) -> None:
        """Set the words."""
        self.tell(question, Told(more))

    def tell(self, title: str, told: Told) -> None:
        """Set the words, some of them bold."""
        self._asks.say(title)
        self._more.say(told.words, strong=told.strong)

    def needs(self, width: int) -> int:
        """Return the height at which all of its words stand at full size."""
        words = self._words_height(self._room(width), self.look.body)
        return max(self._least(), round(words) + 2 * self.look.gap(4))

    def least_needs(self, width: int, pixels: float) -> int:
        """Return the least height with which its words have a size."""
        look = self.look
        words = self._words_height(self._room(width), pixels)
        return max(look.touch + look.gap(2), round(words + 0.5) + 2 * look.gap(2))

    def stand(
        self,
        left: int,
        top: int,
        width: int,
        height: float,
        *,
        least: int = 0,
        largest: float | None = None,
    ) -> int:
        """Take the height it needs, at most `height`; return where it ends."""
        look = self.look
        pad, wide, room = look.gap(4), self._button_width(), self._room(width)
        least = max(least, min(self._least(), max(round(height), look.touch + look.gap(2))))
        pixels = float(largest or look.body)
        tight = max(height, least) - 2 * look.gap(2)
        while not self._fits(room, pixels, tight) and pixels * SMALLER >= look.least:
            pixels *= SMALLER
        for words in (self._asks, self._more):
            words.style_ = replace(words.style_, pixels=pixels)
        high = self._words_height(room, pixels)
        needed = min(round(max(least, high + 2 * pad)), round(max(height, least)))
        end = self._asks.stand(self._words_left(), (needed - high) / 2, room)
        self._more.stand(self._words_left(), end, room)
        top_of_button = (needed - look.touch) // 2
        self.button.setGeometry(width - pad - wide, top_of_button, wide, look.touch)
        self.setGeometry(left, top, width, needed)
        return top + needed

    def _fits(self, room: int, pixels: float, height: float) -> bool:
        """Say whether all words are seen at a size, the longest of them too."""
        both = self._set(room, pixels)
        return sum(each.height for each in both) <= height and all(each.whole for each in both)

    def _words_height(self, room: int, pixels: float) -> float:
        return sum(each.height for each in self._set(room, pixels))

    def _set(self, room: int, pixels: float) -> tuple[Lines, Lines]:
        asks, more = self._asks, self._more
        first = Lines(asks.text(), replace(asks.style_, pixels=pixels), room)
        second = Lines(more.text(), replace(more.style_, pixels=pixels), room, more.strong)
        return first, second

    def _words_left(self) -> int:
        return self.look.gap(7) + round(self.look.body * 1.5)

    def _room(self, width: int) -> int:
        """Return the width of the words."""
        button = self._button_width()
        beside = button + self.look.gap(3) if button else 0
        return width - self._words_left() - beside - self.look.gap(4)

    def _button_width(self) -> int:
        look = self.look
        if self.button.isHidden():
            return 0
        return max(self.button.needs() + look.gap(2), look.mm(34 if look.landscape else 51))

    def _least(self) -> int:
        icon = round(self.look.body * 1.5)
        return max(self.look.touch, icon) + 2 * self.look.gap(3)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the plate and the icon."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        look, colours = self.look, self.look.palette
        plate(painter, QRectF(self.rect()), look, colours.card, colours.line, look.line)
        size = look.body * 1.5
        place = QRectF(look.gap(4), (self.height() - size) / 2, size, size)
        look.icons.paint(painter, self._icon, place, self._colour)
        painter.end()
