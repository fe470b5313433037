"""A move of the operator: its word, its key at the right, its fact below."""

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QSizePolicy

from common.ui.tokens import LIGHT
from counter.breaking import in_two
from counter.pieces import DEAD_ICON, DEAD_KEY, KEY_ON_BLUE, SMALLEST, Look, draw_key

TWO_LINES = 42
"""So high is a button that has room for its word over its fact."""
LIFTED = 34
"""From this half of its height on a tall one has room over its word."""
TWO_FACTS = 76
"""So high is a tall one that has room for two lines of its fact."""


class MoveButton(QAbstractButton):
    """A button that keeps its place: blue when it is the next likely move, pale when dead."""

    def __init__(self, look: Look, icon: str, key: str, high: float, low: float) -> None:
        super().__init__()
        self._look, self._icon, self._key = look, icon, key
        self._tall = high > 60  # noqa: PLR2004 - tall ones tell their fact at body size
        self._low_one = high < 48  # noqa: PLR2004 - those at the foot
        self._word_size = 15 if self._low_one else 16
        self._sizes = range(self._word_size, SMALLEST - 1, -1)
        self._hint = ""
        self._cut: list[str] = []
        """What did not fit; the tooltip tells it whole."""
        self._likely = False
        self._high, self._low = look.px(high), look.px(low)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Expanding)
        self.setMinimumHeight(self._low)
        self.setMaximumHeight(self._high)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)

    def sizeHint(self) -> QSize:
        """Return the height it takes where there is room; in a low window it gives some up."""
        return QSize(self._look.px(120), self._high)

    def minimumSizeHint(self) -> QSize:
        """Return the lowest it may be."""
        return QSize(self._look.px(120), self._low)

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

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw it."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._draw_sheet(painter)
        look = self._look
        told = self._told()
        middle = self.height() / 2
        over = self._tall and bool(self._hint)
        if over:
            middle -= look.px(20 if len(told) > 1 else 14 if middle > look.px(LIFTED) else 12)
        edge = look.px(22)
        icon = QRectF(look.px(13), middle - edge / 2, edge, edge)
        look.icons.paint(painter, self._icon, icon, self._icon_colour())
        right = self.width() - look.px(11)
        cap = draw_key(painter, look, right, middle, self._key, self._key_colours())
        painter.setPen(QColor(self._word_colour()))
        left = icon.right() + look.px(10)
        room = QRectF(left, 0, cap - left - look.px(6), self.height())
        self._cut = []
        if over:
            self._draw_tall(painter, room, middle, told)
        else:
            self._draw_words(painter, room)
        self.setToolTip("\n".join(self._cut))

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

    def _told(self) -> list[str]:
        """Return a tall button's fact, on two lines where one has no room and two have."""
        px, face = self._look.px, self._look.font(15)
        upper, rest = in_two(self._hint, face, self.width() - px(26))
        if rest and self.height() >= px(TWO_FACTS):
            return [upper, rest]
        return [self._hint]

    def _draw_tall(
        self, painter: QPainter, room: QRectF, middle: float, told: Sequence[str]
    ) -> None:
        px = self._look.px
        word = QRectF(room.left(), middle - px(15), room.width(), px(30))
        self._line(painter, word, self.text(), self._look.font(16, 600))
        hint = QRectF(px(13), middle + px(14), self.width() - px(26), px(24))
        for line in told:
            self._line(painter, hint, line, self._look.font(15))
            hint.translate(0, px(19))

    def _draw_words(self, painter: QPainter, room: QRectF) -> None:
        """Draw the word on one line, on two where it is long, or smaller over its fact."""
        if not self._hint:
            painter.setFont(self._on_lines(room))
            flags = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
            flags = flags | Qt.TextFlag.TextWordWrap
            painter.drawText(room, flags, self.text())
            if not room.contains(painter.boundingRect(room, flags, self.text())):
                self._cut.append(self.text())
            return
        px, middle = self._look.px, self.height() / 2
        low = self.height() < px(TWO_LINES)
        if low and self._draw_beside(painter, room):
            return
        # In a low button both lines are small: larger ones would touch its edges.
        sizes = (14, SMALLEST) if low else self._sizes
        word = QRectF(room.left(), middle - px(17 if low else 19), room.width(), px(18))
        self._line(painter, word, self.text(), self._fitting(self.text(), room.width(), sizes))
        hint = QRectF(room.left(), middle + px(0 if low else 1), room.width(), px(16))
        face = self._fitting(self._hint, room.width(), (13, 12, 11), 400)
        self._line(painter, hint, self._hint, face)

    def _draw_beside(self, painter: QPainter, room: QRectF) -> bool:
        """Draw the fact at the right of the word; say whether there is room for both."""
        small = self._look.font(SMALLEST)
        hint = QFontMetricsF(small).horizontalAdvance(self._hint)
        rest = room.width() - hint - self._look.px(6)
        face = self._fitting(self.text(), rest, self._sizes)
        if QFontMetricsF(face).horizontalAdvance(self.text()) > rest:
            return False
        self._line(painter, room, self.text(), face)
        self._line(painter, room.adjusted(room.width() - hint - 1, 0, 0, 0), self._hint, small)
        return True

    def _on_lines(self, room: QRectF) -> QFont:
        """Return the face for one line, else the largest in which two stand clear of the edge."""
        # A low button is too full with two lines: rather a smaller word.
        sizes = self._sizes if self._low_one else self._sizes[:1]
        face = self._fitting(self.text(), room.width(), sizes)
        if QFontMetricsF(face).horizontalAdvance(self.text()) <= room.width():
            return face
        clear = room.height() - self._look.px(6)
        for size in range(self._word_size - 1, SMALLEST, -1):
            face = self._look.font(size, 600)
            if 2 * QFontMetricsF(face).lineSpacing() <= clear:
                return face
        return self._look.font(SMALLEST, 600)

    def _fitting(self, said: str, wide: float, sizes: Sequence[int], weight: int = 600) -> QFont:
        """Return the first face in which words stand on one line, or the last."""
        faces = [self._look.font(size, weight) for size in sizes]
        fits = (one for one in faces if QFontMetricsF(one).horizontalAdvance(said) <= wide)
        return next(fits, faces[-1])

    def _line(self, painter: QPainter, box: QRectF, line: str, face: QFont) -> None:
        painter.setFont(face)
        fitting = QFontMetricsF(face).elidedText(line, Qt.TextElideMode.ElideRight, box.width())
        painter.drawText(box, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, fitting)
        if fitting != line:
            self._cut.append(line)

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
