"""A large sign in a quiet disc."""

from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from kiosk.look import Look


class Picture(QWidget):
    """One icon, large, in a disc."""

    def __init__(self, look: Look, parent: QWidget) -> None:
        super().__init__(parent)
        self.look = look
        self._icon = ""
        self.colour = look.palette.azure

    def take(self, icon: str) -> None:
        """Show an icon."""
        self._icon = icon
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the disc and the icon."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        colours, line = self.look.palette, self.look.line
        painter.setBrush(QColor(colours.card))
        painter.setPen(QPen(QColor(colours.line), line))
        box = QRectF(self.rect()).adjusted(line, line, -line, -line)
        painter.drawEllipse(box)
        inset = box.width() * 0.28
        icon = box.adjusted(inset, inset, -inset, -inset)
        self.look.icons.paint(painter, self._icon, icon, self.colour, stroke=1.5)
        painter.end()
