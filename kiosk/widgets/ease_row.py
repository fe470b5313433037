"""Three switches for those who see less or reach less far."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from common.i18n import Text
from kiosk.look import Look
from kiosk.state import Ease, Wish
from kiosk.widgets.button import Button, Shape

SWITCHES = (
    (Wish.LARGE_TEXT, "large_text", "a-large-small", "kiosk.large_text"),
    (Wish.CONTRAST, "contrast", "contrast", "kiosk.contrast"),
    (Wish.LOW_REACH, "low_reach", "arrow-down-to-line", "kiosk.low_reach_short"),
)


class EaseRow(QWidget):
    """Large text, contrast, lower buttons; on is filled and ticked."""

    wished = Signal(object)

    def __init__(self, look: Look, parent: QWidget) -> None:
        super().__init__(parent)
        self.look = look
        self._buttons: list[Button] = []
        for _ in SWITCHES:
            button = Button(look, Shape.SWITCH, self)
            button.wished.connect(self.wished)
            self._buttons.append(button)

    def tell(self, ease: Ease, text: Text, *, alive: bool) -> None:
        """Say which switches are on."""
        on = (ease.large_text, ease.contrast, ease.low_reach)
        for button, (wish, name, icon, key), chosen in zip(
            self._buttons, SWITCHES, on, strict=True
        ):
            button.name(name, text(key), wish)
            button.say(text(key), "check" if chosen else icon, chosen=chosen)
            button.setEnabled(alive)

    def arrange(self) -> None:
        """Put the switches side by side."""
        gap = self.look.gap(2)
        width = (self.width() - 2 * gap) / len(self._buttons)
        for number, button in enumerate(self._buttons):
            button.setGeometry(round(number * (width + gap)), 0, round(width), self.height())
