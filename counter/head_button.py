"""A button of the head: an icon, and its word where there is room."""

from PySide6.QtWidgets import QPushButton

from common.ui.tokens import LIGHT
from counter.pieces import Look, size

HIGH = 36
ALONE = 44
"""So wide is an icon without its word."""
ICON, GAP = 18, 4
AROUND = 36
"""What stands in a button round its icon and its word, lengthwise."""


class HeadButton(QPushButton):
    """Says in a tooltip what it does, whether its word is seen or not."""

    def __init__(self, look: Look, name: str, icon: str) -> None:
        super().__init__()
        self._look = look
        self._word = ""
        self._icons = {
            False: look.icon(icon, ICON, LIGHT.azure),
            True: look.icon(icon, ICON, LIGHT.azure, gap=GAP),
        }
        self.setObjectName(name)
        self.setFont(look.font(15, 600))
        self.setFixedHeight(look.px(HIGH))

    def name(self, word: str, told: str) -> None:
        """Take the word, and what is told to whoever asks about it."""
        self._word = word
        self.setToolTip(told)
        self.setAccessibleName(told)

    @property
    def gains(self) -> int:
        """Return how much wider it is with its word, in pixels."""
        word = self.fontMetrics().horizontalAdvance(self._word)
        return word + self._look.px(ICON + GAP + AROUND - ALONE)

    def show_word(self, *, worded: bool) -> None:
        """Show the word beside the icon, or the icon alone."""
        self.setText(self._word if worded else "")
        self.setIcon(self._icons[worded])
        self.setIconSize(size(self._look, ICON + GAP if worded else ICON, ICON))
        self.setFixedWidth(self._look.px(ALONE) + (self.gains if worded else 0))
