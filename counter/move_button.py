"""A move of the operator: its word, its key at the right, its fact below."""

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton

from common.ui.tokens import LIGHT
from counter.pieces import Look, draw_key

DEAD_ICON = "#AAB8C6"
DEAD_KEY = "#9AA9B8"
KEY_ON_BLUE = "#7FA3CC"


class MoveButton(QAbstractButton):
    """A button that keeps its place: blue when it is the next likely move, pale when dead."""

    def __init__(self, look: Look, icon: str, key: str, high: float) -> None:
        super().__init__()
        self._look, self._icon, self._key = look, icon, key
        self._tall = high > 60  # noqa: PLR2004 - tall ones tell their fact at body size
        self._word_size = 15 if high < 48 else 16  # noqa: PLR2004 - the low ones at the foot
        self._hint = ""
        self._likely = False
        self.setFixedHeight(look.px(high))
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)

    def name(self, word: str) -> None:
        """Take the move's word."""
        self.setText(word)
        self._tell()

    def offer(self, hint: str, *, alive: bool, likely: bool) -> None:
        """Take how the move stands now."""
        if (hint, likely) != (self._hint, self._likely):
            self._hint, self._likely = hint, likely
            self._tell()
            self.update()
        if alive != self.isEnabled():
            self.setEnabled(alive)

    def _tell(self) -> None:
        self.setAccessibleName(f"{self.text()} {self._key}")
        self.setAccessibleDescription(self._hint)

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Draw it."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._draw_sheet(painter)
        look = self._look
        two_lines = bool(self._hint)
        middle = self.height() / 2
        if two_lines:
            middle -= look.px(14 if self._tall else 9)
        icon = look.px(22)
        box = QRectF(look.px(13), middle - icon / 2, icon, icon)
        look.icons.paint(painter, self._icon, box, self._icon_colour())
        key_left = draw_key(
            painter,
            look,
            self.width() - look.px(11),
            self._key_middle(middle),
            self._key,
            self._key_colours(),
        )
        left = box.right() + look.px(10)
        face = look.font(self._word_size, 600)
        self._line(painter, QRectF(left, middle - 15, key_left - left - 6, 30), self.text(), face)
        if two_lines:
            self._draw_hint(painter, left, middle, key_left)

    def _draw_sheet(self, painter: QPainter) -> None:
        ground, line = LIGHT.card, LIGHT.button_line
        if not self.isEnabled():
            line = LIGHT.line
        elif self._likely:
            ground = line = LIGHT.azure if self.underMouse() else LIGHT.blue
        elif self.underMouse():
            ground, line = LIGHT.ground, LIGHT.azure
        if self.isDown():
            ground = LIGHT.ink if self._likely else LIGHT.selected_tint
        painter.setPen(QPen(QColor(line), 1))
        painter.setBrush(QColor(ground))
        radius = self._look.px(10)
        frame = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        painter.drawRoundedRect(frame, radius, radius)
        if self.hasFocus():
            inner = frame.adjusted(3, 3, -3, -3)
            painter.setPen(QPen(QColor(LIGHT.on_blue if self._likely else LIGHT.focus), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(inner, radius - 3, radius - 3)

    def _draw_hint(self, painter: QPainter, left: float, middle: float, key_left: float) -> None:
        look = self._look
        if self._tall:
            box = QRectF(look.px(13), middle + look.px(14), self.width() - look.px(26), look.px(24))
            self._line(painter, box, self._hint, look.font(15))
            return
        box = QRectF(left, middle + look.px(9), key_left - left - 6, look.px(18))
        painter.setPen(QColor(self._word_colour()))
        self._line(painter, box, self._hint, look.font(13))

    def _line(self, painter: QPainter, box: QRectF, line: str, face: QFont) -> None:
        painter.setFont(face)
        painter.setPen(QColor(self._word_colour()))
        fitting = QFontMetricsF(painter.font()).elidedText(
            line, Qt.TextElideMode.ElideRight, box.width()
        )
        flags = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        painter.drawText(box, flags, fitting)

    def _key_middle(self, middle: float) -> float:
        return middle if self._tall else self.height() / 2

    def _word_colour(self) -> str:
        if not self.isEnabled():
            return LIGHT.dead_text
        return LIGHT.on_blue if self._likely else LIGHT.ink

    def _icon_colour(self) -> str:
        if not self.isEnabled():
            return DEAD_ICON
        return LIGHT.on_blue if self._likely else LIGHT.azure

    def _key_colours(self) -> tuple[str, str, str]:
        if not self.isEnabled():
            return DEAD_KEY, LIGHT.line, LIGHT.card
        if self._likely:
            return LIGHT.on_blue, KEY_ON_BLUE, "transparent"
        return LIGHT.slate, LIGHT.line, LIGHT.ground
