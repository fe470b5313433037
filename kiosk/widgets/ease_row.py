"""Three switches for those who see less or reach less far."""

from PySide6.QtCore import Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent
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
            button.setCheckable(True)
            button.wished.connect(self.wished)
            self._buttons.append(button)

    def tell(self, ease: Ease, text: Text, *, paused: bool) -> None:
        """Say which switches are on."""
        on = (ease.large_text, ease.contrast, ease.low_reach)
        for button, (wish, name, icon, key), chosen in zip(
            self._buttons, SWITCHES, on, strict=True
        ):
            button.name(name, text(key), wish)
            button.say(text(key), "check" if chosen else icon, chosen=chosen)
            button.live(alive=True, paused=paused)

    def arrange(self) -> None:
        """Put the switches side by side; a screen that lies has nothing out of reach."""
        look, gap = self.look, self.look.gap(2)
        shown = self._buttons[:-1] if look.landscape else self._buttons
        self._buttons[-1].setVisible(not look.landscape)
        room = self.width() - 2 * look.margin
        width = (room - (len(shown) - 1) * gap) / len(shown)
        for number, button in enumerate(shown):
            left = look.margin + number * (width + gap)
            button.setGeometry(round(left), look.gap(1.25), round(width), look.touch)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the ground."""
        painter = QPainter(self)
        colours, line = self.look.palette, self.look.line
        painter.fillRect(self.rect(), QColor(colours.ground))
        if self.look.landscape:
            painter.fillRect(0, 0, self.width(), line, QColor(colours.line))
        painter.end()
