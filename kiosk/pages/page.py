"""What all pages of the kiosk are."""

from PySide6.QtCore import QRect, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from common.i18n import Text
from kiosk.look import Look
from kiosk.state import KioskState
from kiosk.widgets.touchable import Touchable


class KioskPage(QWidget):
    """Draws one kind of page between head and foot and reports what was wished for."""

    wished = Signal(object)
    named = ""

    def __init__(self, look: Look, parent: QWidget) -> None:
        super().__init__(parent)
        self.look = look
        self.setObjectName(f"page:{self.named}")

    def tell(self, state: KioskState, text: Text) -> None:
        """Draw what the state says."""
        raise NotImplementedError

    def hear(self, *things: Touchable) -> None:
        """Pass on what these are touched for."""
        for thing in things:
            thing.wished.connect(self.wished)

    def room(self) -> QRect:
        """Return the page without its margins left and right."""
        margin = self.look.margin
        return self.rect().adjusted(margin, 0, -margin, 0)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the ground."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor(self.look.palette.ground))
        self.draw_ground(painter)
        painter.end()

    def draw_ground(self, painter: QPainter) -> None:
        """Draw what lies under the page's widgets, if anything."""


def as_title(words: str) -> str:
    """Return words as a title: a sentence alone has no full stop."""
    return words if ". " in words else words.removesuffix(".")
