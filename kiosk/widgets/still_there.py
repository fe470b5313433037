"""Asks whether somebody is still there; any touch says yes."""

from PySide6.QtCore import QRectF, Signal
from PySide6.QtGui import QColor, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from common.i18n import Text
from kiosk.look import Look
from kiosk.widgets.label import Label
from kiosk.widgets.touchable import plate

LINE_BREAK = "\u2028"
VEIL = 150
"""How dark the page behind becomes, of 255."""


class StillThere(QWidget):
    """Lies over the whole page and takes the touch, so that nothing under it is touched."""

    touched = Signal()

    def __init__(self, look: Look, parent: QWidget) -> None:
        super().__init__(parent)
        self.look = look
        self.setObjectName("still_there")
        self._question = Label(look, look.figure_style(), look.palette.ink, self, middle=True)
        self._hint = Label(look, look.body_style(), look.palette.slate, self, middle=True)
        self._box = QRectF()
        self.setVisible(False)

    def tell(self, seconds_left: int | None, text: Text) -> None:
        """Ask while there are seconds left; None lets the page be."""
        self.setVisible(seconds_left is not None)
        if seconds_left is None:
            return
        self._question.say(text("kiosk.still_there"))
        hint = text("kiosk.continue_hint", n=seconds_left)
        self._hint.say(hint.replace(". ", f".{LINE_BREAK}", 1))
        self._arrange()
        self.raise_()

    def _arrange(self) -> None:
        look = self.look
        width = min(self.width() - 2 * look.margin, look.body * 25)
        left = (self.width() - width) / 2
        inner = width - 2 * look.gap(4)
        end = self._question.stand(left + look.gap(4), 0, inner)
        height = self._hint.stand(left + look.gap(4), end + look.gap(2), inner) + look.gap(12)
        top = (self.height() - height) / 2
        self._box = QRectF(left, top, width, height)
        end = self._question.stand(left + look.gap(4), top + look.gap(6), inner)
        self._hint.stand(left + look.gap(4), end + look.gap(2), inner)
        self.update()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Take the touch."""
        event.accept()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Say that somebody is there, once the finger is off the screen."""
        event.accept()
        self.touched.emit()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Darken the page and draw the plate."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        veil = QColor(self.look.palette.ink if not self.look.contrast else "#000000")
        veil.setAlpha(VEIL)
        painter.fillRect(self.rect(), veil)
        colours = self.look.palette
        plate(painter, self._box, self.look, colours.card, colours.azure, self.look.line)
        painter.end()
