"""The foot of every page, always in the same place."""

from PySide6.QtCore import Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from common.i18n import Text
from common.ui.widgets.lines import Style
from kiosk.look import Look
from kiosk.state import KioskState, Wish
from kiosk.widgets.button import Button, Shape
from kiosk.widgets.head import hours_words, is_open
from kiosk.widgets.label import Label
from kiosk.widgets.shares import shares

PLACES = (
    (Wish.BACK, "back", "arrow-left", "kiosk.back"),
    (Wish.HOME, "home", "house", "kiosk.home"),
    (Wish.HELP, "help", "circle-question-mark", "kiosk.help"),
    (Wish.EASE, "accessibility", "accessibility", "kiosk.accessibility"),
)

LEAST_PART = 0.9
"""Words with less room than this part of what they need are left out."""


class Foot(QWidget):
    """Back, home, help and accessibility; on the first page the call centre stands there too."""

    wished = Signal(object)

    def __init__(self, look: Look, parent: QWidget) -> None:
        super().__init__(parent)
        self.look = look
        self._buttons: dict[Wish, Button] = {}
        for wish, *_ in PLACES:
            button = Button(look, Shape.FOOT, self)
            button.icon_above = not look.landscape
            button.wished.connect(self.wished)
            self._buttons[wish] = button
        self._until = Label(look, Style(look.body, 600), look.palette.good, self)
        self._call = Label(look, Style(look.body), look.palette.slate, self)
        self._call.icon_colour = look.palette.azure
        self._call.setObjectName("call_centre")

    def tell(
        self,
        state: KioskState,
        text: Text,
        alive: frozenset[Wish],
        *,
        first: bool,
        paused: bool,
    ) -> None:
        """Say which places are alive; on the first page two give way to the call centre."""
        # On a screen that lies the switches stand where the other places are.
        covered = self.look.landscape and state.ease.row_open
        for wish, name, icon, key in PLACES:
            button = self._buttons[wish]
            button.name(name, text(key), wish)
            button.say(text(key), icon)
            button.live(alive=wish in alive, paused=paused and wish in alive)
            given = not (first and wish in (Wish.BACK, Wish.HOME))
            button.setVisible(given and not (covered and wish is not Wish.EASE))
        self._until.say(hours_words(state, text))
        self._until.colour = self.look.palette.good if is_open(state) else self.look.palette.warn
        words = text("ticket.callcentre")
        self._call.say(words, "phone", strong=((words.rindex(" ") + 1, len(words)),))
        # Until when is said on every first page; whom to call stands on the help page too.
        calls = first and not covered and (not self.look.landscape or self._both_fit())
        self._call.setVisible(calls)
        self._until.setVisible(self.look.landscape and not covered)
        if self.look.landscape:
            self._arrange_beside(calls=calls)
        else:
            self._arrange_places()

    @property
    def ease_left(self) -> int:
        """Return where the place for accessibility begins."""
        return self._buttons[Wish.EASE].x()

    def _arrange_places(self) -> None:
        look = self.look
        top, high = look.line + look.gap(1), self.height() - look.line - look.gap(2)
        buttons = [self._buttons[wish] for wish, *_ in PLACES]
        room, left = self.width() - 2 * look.gap(3.5), float(look.gap(3.5))
        for button, wide in zip(buttons, shares([b.needs() for b in buttons], room), strict=True):
            button.setGeometry(round(left), top, round(wide), high)
            left += wide
        row, free = round(look.body * 1.3), self._buttons[Wish.HELP].x() - look.margin
        self._call.stand(look.margin, (self.height() - row) / 2, free - look.gap(1), row)

    def _arrange_beside(self, *, calls: bool) -> None:
        look, words = self.look, self._until
        row = round(look.body * 1.3)
        top = (self.height() - row) / 2
        left = look.margin
        if calls:
            self._call.stand(left, top, self._call.needs(), row)
            left += self._call.width() + look.gap(6)
        beside = self._put_beside(look.gap(5)) - left - look.gap(2)
        if beside < words.needs():
            beside = self._put_beside(look.gap(2)) - left - look.gap(2)
        if words.isHidden() or beside < words.needs() * LEAST_PART:
            words.setVisible(False)
        else:
            words.stand(left, top, min(words.needs(), beside), row)
            words.move(words.x(), (self.height() - words.height()) // 2)

    def _put_beside(self, padding: int) -> int:
        """Put the places from the right end on; return where the first one begins."""
        right = self.width() - self.look.gap(2)
        first = right
        for wish, *_ in reversed(PLACES):
            button = self._buttons[wish]
            width = button.needs() + padding
            right -= width
            button.setGeometry(right, self.look.line, width, self.height() - self.look.line)
            first = first if button.isHidden() else right
        return first

    def _both_fit(self) -> bool:
        buttons = (self._buttons[Wish.HELP], self._buttons[Wish.EASE])
        taken = sum(each.needs() + self.look.gap(2) for each in buttons)
        words = self._call.needs() + self._until.needs() + self.look.gap(6)
        return taken + words + 2 * self.look.margin <= self.width()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the ground and the line above."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor(self.look.palette.card))
        line = self.look.line
        painter.fillRect(0, 0, self.width(), line, QColor(self.look.palette.line))
        painter.end()
