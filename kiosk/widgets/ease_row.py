"""Switches for those who see less, or nothing, or reach less far."""

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
    (Wish.LISTEN, "listen", "volume-2", "kiosk.listen"),
)


class EaseRow(QWidget):
    """Large text, contrast, lower buttons, listening; on is filled and ticked."""

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

    def tell(self, ease: Ease, text: Text, *, audible: bool, paused: bool) -> None:
        """Say which switches are on."""
        on = (ease.large_text, ease.contrast, ease.low_reach, ease.listening)
        # A screen that lies has nothing out of reach.
        given = (True, True, not self.look.landscape, audible)
        for button, (wish, name, icon, key), chosen, shown in zip(
            self._buttons, SWITCHES, on, given, strict=True
        ):
            button.name(name, text(key), wish)
            button.say(text(key), "check" if chosen else icon, chosen=chosen)
            button.live(alive=True, paused=paused)
            button.setVisible(shown)
        self.arrange()

    def arrange(self) -> None:
        """Put the switches side by side."""
        look, gap = self.look, self.look.gap(2)
        shown = [each for each in self._buttons if not each.isHidden()]
        room = self.width() - 2 * look.margin
        width = (room - (len(shown) - 1) * gap) / len(shown)
        top = look.line + look.gap(0.5) if look.landscape else look.gap(1.25)
        high = self.height() - top - look.gap(0.5) if look.landscape else look.touch
        for number, button in enumerate(shown):
            left = look.margin + number * (width + gap)
            button.setGeometry(round(left), top, round(width), high)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the ground."""
        painter = QPainter(self)
        colours, line = self.look.palette, self.look.line
        ground = colours.card if self.look.landscape else colours.ground
        painter.fillRect(self.rect(), QColor(ground))
        if self.look.landscape:
            painter.fillRect(0, 0, self.width(), line, QColor(colours.line))
        painter.end()
