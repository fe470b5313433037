"""What can be touched: drawn by hand, one rectangle, one wish."""

from PySide6.QtCore import QEvent, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QWidget

from kiosk.look import Look
from kiosk.state import AnyWish

CLICKS = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Select)


def plate(painter: QPainter, box: QRectF, look: Look, fill: str, border: str, width: float) -> None:
    """Draw a flat rounded rectangle with its border inside the box."""
    inside = box.adjusted(width / 2, width / 2, -width / 2, -width / 2)
    painter.setBrush(QColor(fill))
    painter.setPen(QPen(QColor(border), width))
    painter.drawRoundedRect(inside, look.radius, look.radius)


def dashes(painter: QPainter, box: QRectF, look: Look) -> None:
    """Draw what is dead in contrast mode: dashed, never grey."""
    half = look.line / 2
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(QColor(look.palette.dead_line), look.line, Qt.PenStyle.DashLine))
    inside = box.adjusted(half, half, -half, -half)
    painter.drawRoundedRect(inside, look.radius, look.radius)


class Touchable(QAbstractButton):
    """A button that says what the visitor wished for; dead ones stay in their place."""

    wished = Signal(object)

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.look = look
        self.wish: AnyWish | None = None
        self.paused = False
        """Dead for a moment only: it does not look dead, so that nothing flickers."""
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.clicked.connect(self._say)

    def name(self, object_name: str, words: str, wish: AnyWish | None) -> None:
        """Give it its name for other programs, its words for people and its wish."""
        self.setObjectName(object_name)
        self.setAccessibleName(words)
        self.wish = wish

    def live(self, *, alive: bool, paused: bool = False) -> None:
        """Be alive, or dead, or dead for a moment."""
        self.paused = paused
        self.setEnabled(alive and not paused)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the whole of it."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self.draw(painter, QRectF(self.rect()))
        painter.end()

    def draw(self, painter: QPainter, box: QRectF) -> None:
        """Draw it into a box."""
        raise NotImplementedError

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Let Return act as a touch, and leave arrows and letters to the window."""
        if event.key() in CLICKS and self.wish is not None:
            self.click()
        elif event.key() == Qt.Key.Key_Space:
            super().keyPressEvent(event)
        else:
            event.ignore()

    def changeEvent(self, event: QEvent) -> None:
        """Draw anew when it dies or comes alive."""
        super().changeEvent(event)
        self.update()

    def nextCheckState(self) -> None:  # noqa: N802 - Qt's name
        """Leave it to the state whether a switch is on."""

    def _say(self) -> None:
        if self.wish is not None:
            self.wished.emit(self.wish)


def corner(box: QRectF, right: float, down: float) -> QPointF:
    """Return a point measured from a box's top left corner."""
    return box.topLeft() + QPointF(right, down)
