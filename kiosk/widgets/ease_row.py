"""Switches for those who see less, or nothing, or reach less far."""

from PySide6.QtCore import Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from common.i18n import Text
from kiosk.look import Look
from kiosk.state import Ease, Wish
from kiosk.widgets.button import Button, Shape
from kiosk.widgets.shares import shares

SWITCHES = (
    (Wish.LARGE_TEXT, "large_text", "a-large-small", "kiosk.large_text"),
    (Wish.CONTRAST, "contrast", "contrast", "kiosk.contrast"),
    (Wish.LOW_REACH, "low_reach", "arrow-down-to-line", "kiosk.low_reach_short"),
    (Wish.LISTEN, "listen", "volume-2", "kiosk.listen"),
)
HEARD = (
    (Wish.REPEAT, "listen_again", "repeat-2", "kiosk.listen_again"),
    (Wish.SOFTER, "softer", "minus", "kiosk.softer"),
    (Wish.LOUDER, "louder", "plus", "kiosk.louder"),
)
"""What a listener has in place of the switches for eyes and reach."""


class EaseRow(QWidget):
    """Large text, contrast, lower buttons, listening; on is filled and ticked."""

    wished = Signal(object)

    def __init__(self, look: Look, parent: QWidget) -> None:
        super().__init__(parent)
        self.look = look
        self._buttons = [Button(look, Shape.SWITCH, self) for _ in SWITCHES]
        self._heard = [Button(look, Shape.LINE, self) for _ in HEARD]
        for button in self._buttons:
            button.setCheckable(True)
        for button in (*self._buttons, *self._heard):
            button.wished.connect(self.wished)

    def tell(self, ease: Ease, text: Text, *, audible: bool, paused: bool) -> None:
        """Say which switches are on."""
        on = (ease.large_text, ease.contrast, ease.low_reach, ease.listening)
        # A screen that lies has nothing out of reach.
        eyes = not ease.listening
        given = (eyes, eyes, eyes and not self.look.landscape, audible)
        for button, (wish, name, icon, key), chosen, shown in zip(
            self._buttons, SWITCHES, on, given, strict=True
        ):
            button.name(name, text(key), wish)
            button.say(text(key), "check" if chosen else icon, chosen=chosen)
            button.live(alive=True, paused=paused)
            button.setVisible(shown)
        for button, (wish, name, icon, key) in zip(self._heard, HEARD, strict=True):
            button.name(name, text(key), wish)
            button.say(text(key), icon)
            button.live(alive=True, paused=paused)
            button.setVisible(ease.listening)
        self.arrange()

    def arrange(self) -> None:
        """Put the switches side by side."""
        look, gap = self.look, self.look.gap(2)
        shown = [each for each in (*self._buttons, *self._heard) if not each.isHidden()]
        room = self.width() - 2 * look.margin
        room -= (len(shown) - 1) * gap
        whole = [each.needs() for each in shown]
        fit = sum(whole) <= room
        needs = [
            needed if fit or needed <= room / len(shown) else each.least_needs()
            for each, needed in zip(shown, whole, strict=True)
        ]
        top = look.line + look.gap(0.5) if look.landscape else look.gap(1.25)
        high = self.height() - top - look.gap(0.5) if look.landscape else look.touch
        left = float(look.margin)
        for button, width in zip(shown, shares(needs, room), strict=True):
            button.setGeometry(round(left), top, round(width), high)
            left += width + gap

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the ground."""
        painter = QPainter(self)
        colours, line = self.look.palette, self.look.line
        ground = colours.card if self.look.landscape else colours.ground
        painter.fillRect(self.rect(), QColor(ground))
        if self.look.landscape:
            painter.fillRect(0, 0, self.width(), line, QColor(colours.line))
        painter.end()
