"""The ring round what the keyboard would touch."""

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from kiosk.look import Look

WIDTH, GAP = 3, 2


class FocusRing(QWidget):
    """Lies over everything, and lets every touch through."""

    def __init__(self, look: Look, parent: QWidget) -> None:
        super().__init__(parent)
        self.look = look
        self._whole = parent
        self._ringed: QWidget | None = None
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setVisible(False)

    def surround(self, thing: QWidget | None) -> None:
        """Lie round a widget, or nowhere."""
        if self._ringed is not None and self._ringed is not thing:
            self._ringed.removeEventFilter(self)
        if thing is not None and not self._whole.isAncestorOf(thing):
            thing = None
        self._ringed = thing
        self.setVisible(thing is not None and thing.isVisible())
        if thing is not None:
            thing.installEventFilter(self)
            self._follow(thing)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Go where the widget goes."""
        moved = (QEvent.Type.Move, QEvent.Type.Resize, QEvent.Type.Hide)
        if event.type() in moved and watched is self._ringed and self._ringed is not None:
            if event.type() == QEvent.Type.Hide:
                self.setVisible(False)
            else:
                self._follow(self._ringed)
        return super().eventFilter(watched, event)

    def _follow(self, thing: QWidget) -> None:
        around = WIDTH + GAP
        at = thing.mapTo(self._whole, QPoint(0, 0))
        self.setGeometry(QRect(at, thing.size()).adjusted(-around, -around, around, around))
        self.raise_()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the ring."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(self.look.palette.focus), WIDTH))
        half = WIDTH / 2
        box = QRectF(self.rect()).adjusted(half, half, -half, -half)
        radius = self.look.radius + GAP + half
        painter.drawRoundedRect(box, radius, radius)
        painter.end()
