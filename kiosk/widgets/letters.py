"""The letters of a long list: each leads to the leaf on which its names begin."""

from collections.abc import Mapping

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from common.i18n import Text
from kiosk.look import Look
from kiosk.state import Turn
from kiosk.widgets.button import Button, Shape

LEAST_MM = 20
WIDEST_MM = 30


class Letters(QWidget):
    """Only letters that lead somewhere, in the order of the list, in as few rows as they need."""

    wished = Signal(object)

    def __init__(self, look: Look, parent: QWidget) -> None:
        super().__init__(parent)
        self.look = look
        self._buttons: list[Button] = []
        self._count = 0

    def needs(self, count: int, width: int) -> int:
        """Return the height that so many letters need at a width."""
        rows = -(-count // self._in_row(count, width))
        return rows * self._high() + (rows - 1) * self.look.gap(1)

    def tell(self, leaf_of: Mapping[str, int], here: frozenset[str], text: Text) -> None:
        """Show the letters with the leaf each leads to; those of the open leaf are marked."""
        self._count = len(leaf_of)
        while len(self._buttons) < self._count:
            button = Button(self.look, Shape.KEY, self)
            button.wished.connect(self.wished)
            self._buttons.append(button)
        for button in self._buttons[self._count :]:
            button.setVisible(False)
        for button, (letter, leaf) in zip(self._buttons, leaf_of.items(), strict=False):
            words = text("kiosk.letter", letter=letter)
            button.say(letter, chosen=letter in here)
            button.name(f"letter:{letter}", words, Turn(leaf))
            button.setVisible(True)
        self._arrange()

    def _arrange(self) -> None:
        look = self.look
        columns, gap, high = self._in_row(self._count, self.width()), look.gap(1), self._high()
        width = min(look.mm(WIDEST_MM), (self.width() - (columns - 1) * gap) // columns)
        for number, button in enumerate(self._buttons[: self._count]):
            row, column = divmod(number, columns)
            button.setGeometry(column * (width + gap), row * (high + gap), width, high)

    def _in_row(self, count: int, width: int) -> int:
        """Return how many stand in a row, so that the rows are equally long."""
        gap = self.look.gap(1)
        most = max(1, (width + gap) // (self.look.mm(LEAST_MM) + gap))
        rows = -(-max(1, count) // most)
        return -(-max(1, count) // rows)

    def _high(self) -> int:
        return max(self.look.mm(LEAST_MM), round(self.look.body * 1.4))
