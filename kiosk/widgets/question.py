"""A row that asks something, with its button."""

from PySide6.QtCore import QRectF, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from common.ui.widgets.lines import Style
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
        self._asks.say(question)
        self._more.say(more)

    def stand(self, left: int, top: int, width: int, height: float, *, least: int = 0) -> int:
        """Take the height it needs, at most `height`; return where it ends."""
        look = self.look
        pad, icon = look.gap(4), round(look.body * 1.5)
        wide = max(self.button.needs() + look.gap(2), look.mm(51 if not look.landscape else 34))
        words_left = pad + icon + look.gap(3)
        room = width - words_left - look.gap(3) - wide - pad
        least = max(least, max(look.touch, icon) + 2 * look.gap(3))
        most = height - look.gap(4) - look.body * 1.25
        end = self._asks.stand(words_left, look.gap(4), room, most)
        end = self._more.stand(words_left, end, room, max(1.0, height - end - look.gap(1)))
        needed = round(max(least, end + look.gap(4)))
        needed = min(needed, round(max(height, least)))
        over = (needed - (end - look.gap(4))) / 2 - look.gap(4)
        for words in (self._asks, self._more):
            words.move(words.x(), round(words.y() + over))
        top_of_button = (needed - look.touch) // 2
        self.button.setGeometry(width - pad - wide, top_of_button, wide, look.touch)
        self.setGeometry(left, top, width, needed)
        return top + needed

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
