"""Turns the leaves of a list."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from common.i18n import Text
from common.ui.widgets.lines import Style
from kiosk.look import Look
from kiosk.state import Turn
from kiosk.widgets.button import Button, Shape
from kiosk.widgets.label import Label

HALF = 0.52
"""The part of a landscape page that it may have."""


class Turner(QWidget):
    """Previous, which leaf of how many, next."""

    wished = Signal(object)

    def __init__(self, look: Look, parent: QWidget) -> None:
        super().__init__(parent)
        self.look = look
        self._back = Button(look, Shape.LINE, self)
        self._next = Button(look, Shape.LINE, self)
        self._next.icon_after = True
        style = Style(look.body, 600, 1.3, tabular=True)
        self._bare = False
        self._which = Label(look, style, look.palette.ink, self, middle=True)
        for button in (self._back, self._next):
            button.wished.connect(self.wished)

    def speak(self, text: Text) -> None:
        """Say what the buttons do, in short words where the long ones take half the screen.

        Where large words still do, the arrows say it: the page's question stays large.
        """
        self._bare = False
        self._back.name("prev_page", text("kiosk.prev_page"), None)
        self._next.name("next_page", text("kiosk.next_page"), None)
        self._say(text, "page")
        whole = self.look.scale.width - 2 * self.look.margin
        part = whole * (HALF if self.look.landscape else 1)
        if self.needs() > part:
            self._say(text, "short")
        self._bare = self.look.landscape and self.look.scale.large_text and self.needs() > part
        if self._bare:
            for button in (self._back, self._next):
                button.say("", button.icon_name)

    def tell(self, leaf: int, leaves: int) -> None:
        """Say which leaf is open, from 0."""
        self._back.wish, self._next.wish = Turn(leaf - 1), Turn(leaf + 1)
        self._back.setEnabled(leaf > 0)
        self._next.setEnabled(leaf + 1 < leaves)
        self._which.say(f"{leaf + 1} / {leaves}")
        self.arrange()

    def needs(self) -> int:
        """Return the width it has in a row with other things."""
        least = self.look.mm(30) if self._bare else self.look.body * 7
        widest = max(self._back.needs(), self._next.needs(), least)
        return 2 * widest + self._middle() + 2 * self.look.gap(2)

    def arrange(self) -> None:
        """Put the parts side by side."""
        gap, middle = self.look.gap(2), self._middle()
        wide = (self.width() - middle - 2 * gap) // 2
        self._back.setGeometry(0, 0, wide, self.height())
        self._next.setGeometry(self.width() - wide, 0, wide, self.height())
        row = round(self.look.body * 1.3)
        self._which.stand(wide + gap, (self.height() - row) / 2, middle, row)

    def _middle(self) -> int:
        return max(self._which.needs(), round(self.look.body * 2.4))

    def _say(self, text: Text, length: str) -> None:
        self._back.say(text(f"kiosk.prev_{length}"), "chevron-left")
        self._next.say(text(f"kiosk.next_{length}"), "chevron-right")
