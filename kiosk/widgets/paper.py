"""A picture of the paper coming out, and the bar of the time that is left."""

from PySide6.QtCore import QEasingCurve, QPointF, QRectF, QVariantAnimation, Slot
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QWidget

from common.ui.widgets.lines import Lines, Style
from kiosk.look import Look

WIDE, HIGH = 440.0, 212.0
OUT_MS = 180


class PaperPicture(QWidget):
    """The slot of the printer with the slip in it, further out once it is printed."""

    def __init__(self, look: Look, parent: QWidget) -> None:
        super().__init__(parent)
        self.look = look
        self._label = ""
        self._out = 0.0
        self._moving = QVariantAnimation(self)
        self._moving.setEasingCurve(QEasingCurve.Type.OutCubic)
        self._moving.setDuration(OUT_MS)
        self._moving.valueChanged.connect(self._move)

    def take(self, label: str, *, out: bool) -> None:
        """Show the slip of a number, out or still inside."""
        anew = label != self._label
        if anew:
            self._moving.stop()
            self._out = 0.0
        self._label = label
        goal = 1.0 if out else 0.3
        if self.look.calm:
            self._out = goal
        elif self._out != goal and (anew or self._moving.endValue() != goal):
            self._moving.stop()
            self._moving.setStartValue(self._out)
            self._moving.setEndValue(goal)
            self._moving.start()
        self.update()

    @Slot(object)
    def _move(self, out: float) -> None:
        self._out = out
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the printer's slot and the slip."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        factor = min(self.width() / WIDE, self.height() / HIGH)
        painter.translate((self.width() - WIDE * factor) / 2, 0)
        painter.scale(factor, factor)
        self._draw_slot(painter)
        painter.setClipRect(QRectF(0, 46, WIDE, HIGH))
        painter.translate(0, -(1 - self._out) * 140)
        self._draw_slip(painter)
        painter.end()

    def _draw_slot(self, painter: QPainter) -> None:
        colours = self.look.palette
        painter.setPen(QPen(QColor(colours.blue), 5))
        painter.setBrush(QColor(colours.card))
        painter.drawRoundedRect(QRectF(20, 6, 400, 70), 16, 16)
        painter.setPen(QPen(QColor(colours.blue), 9))
        painter.drawLine(QPointF(100, 44), QPointF(340, 44))
        painter.setPen(QColor(colours.good))
        painter.setBrush(QColor(colours.good))
        painter.drawEllipse(QPointF(384, 41), 5, 5)

    def _draw_slip(self, painter: QPainter) -> None:
        colours = self.look.palette
        edge = [QPointF(120 + 20 * step, 200 - 12 * (step % 2)) for step in range(11)]
        slip = QPolygonF([QPointF(120, 30), *edge, QPointF(320, 30)])
        painter.setPen(QPen(QColor(colours.blue), 5))
        painter.setBrush(QColor(colours.card))
        painter.drawPolygon(slip)
        style = Style(52, 700, 1.0)
        wide = Lines(self._label, style).width
        if wide > 176:  # noqa: PLR2004 - what the picture's slip has room for
            style = Style(52 * 176 / wide, 700, 1.0)
        lines = Lines(self._label, style)
        lines.draw(painter, QPointF(220 - lines.width / 2, 100 - lines.height / 2), colours.blue)
        painter.setPen(QPen(QColor(colours.button_line), 5))
        painter.drawLine(QPointF(160, 146), QPointF(280, 146))
        painter.drawLine(QPointF(180, 164), QPointF(260, 164))


class TimeBar(QWidget):
    """A bar that empties in the time the page has left."""

    def __init__(self, look: Look, parent: QWidget) -> None:
        super().__init__(parent)
        self.look = look
        self._left = 1.0
        self._running = QVariantAnimation(self)
        self._running.setStartValue(1.0)
        self._running.setEndValue(0.0)
        self._running.valueChanged.connect(self._move)

    def begin(self, milliseconds: int) -> None:
        """Empty from full in so many milliseconds; stay full where nothing moves."""
        self._running.stop()
        if not self.look.calm:
            self._running.setDuration(milliseconds)
            self._running.start()

    def end(self) -> None:
        """Stand still."""
        self._running.stop()

    @Slot(object)
    def _move(self, left: float) -> None:
        self._left = left
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw what is left on what there was."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box, round_ = QRectF(self.rect()), self.height() / 2
        painter.setPen(QColor(0, 0, 0, 0))
        painter.setBrush(QColor(self.look.palette.line))
        painter.drawRoundedRect(box, round_, round_)
        box.setWidth(max(box.height(), box.width() * self._left))
        painter.setBrush(QColor(self.look.palette.azure))
        painter.drawRoundedRect(box, round_, round_)
        painter.end()
