"""Fields a person types in or chooses from, each with its label and the words under it."""

from PySide6.QtCore import QEvent, QObject, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QLineEdit,
    QListView,
    QStyle,
    QStyleOptionComboBox,
    QStylePainter,
    QToolButton,
    QWidget,
)

from common.ui.tokens import LIGHT
from counter.pieces import Look, Picture, column_of, paint_words, row_of, size, words

RING = 5
"""The focus ring is 3 px wide and stands 2 px off the field."""

GLASS, GLASS_GAP = 18, 8
OWN = 3
"""What Qt keeps free between a line's edge and its words, in pixels."""

FINDS = "finds"
"""The property of a line whose words are only looked for, and lost without harm."""

PAD = 12
"""From a field's edge to its words."""


def pad_words(line: QLineEdit, look: Look) -> None:
    """Let a line's words stand off its edge as far as is right for the window."""
    # The theme knows one size only.
    more = look.px(PAD) - PAD
    line.setTextMargins(more, 0, more, 0)


class LineField(QLineEdit):
    """One line to type in."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self.setFont(look.font(17))
        self.setFixedHeight(look.px(44))
        pad_words(self, look)
        # Qt's own menu speaks another language than the page.
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)

    def name(self, word: str) -> None:
        """Take the label's word."""
        self.setAccessibleName(word)

    def show_glass(self, look: Look) -> None:
        """Show a glass before the words: something is looked for by them."""
        Glass(look, self)


class PinField(LineField):
    """A PIN, hidden until the eye is touched."""

    def __init__(self, look: Look) -> None:
        super().__init__(look)
        self._look = look
        self._eye = QToolButton(self)
        self._eye.setCheckable(True)
        self._eye.setCursor(Qt.CursorShape.ArrowCursor)
        self._eye.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._eye.setStyleSheet("QToolButton { border: 0; background: transparent; }")
        self._eye.setIconSize(size(look, 20, 20))
        self._eye.setFixedSize(size(look, 44, 44))
        self._eye.toggled.connect(self._hide_or_tell)
        self.setTextMargins(self.textMargins().left(), 0, look.px(32), 0)
        self._hide_or_tell(told=False)

    def name_eye(self, word: str) -> None:
        """Take the words of the eye."""
        self._eye.setToolTip(word)
        self._eye.setAccessibleName(word)

    def forget(self) -> None:
        """Empty and hide it."""
        self.clear()
        self._eye.setChecked(False)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the eye at the right."""
        super().resizeEvent(event)
        self._eye.move(self.width() - self._eye.width(), 0)

    def _hide_or_tell(self, told: bool) -> None:  # noqa: FBT001 - the signal's value
        mode = QLineEdit.EchoMode.Normal if told else QLineEdit.EchoMode.Password
        self.setEchoMode(mode)
        self._eye.setIcon(self._look.icon("eye-off" if told else "eye", 20, LIGHT.slate))


class ChoiceField(QComboBox):
    """One of a few; typing finds an entry."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self.setFont(look.font(17))
        self.setFixedHeight(look.px(44))
        self.setMaxVisibleItems(8)
        self._word = ""
        self.currentIndexChanged.connect(self._tell)
        entries = QListView()
        entries.setFont(look.font(16))
        self.setView(entries)

    def name(self, word: str) -> None:
        """Take the label's word."""
        self._word = word
        self._tell()

    def _tell(self) -> None:
        # Who cannot see the field hears what is chosen with its name.
        self.setAccessibleName(f"{self._word} {self.currentText()}")

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the field with the project's own arrow; words without room end in an ellipsis."""
        del event
        edge = self._look.px(20)
        option = QStyleOptionComboBox()
        self.initStyleOption(option)
        pad = self._look.px(PAD)
        arrow = QRectF(self.width() - edge - pad, (self.height() - edge) / 2, edge, edge)
        # The words stand where those of a line do.
        room = QRectF(pad + OWN, 0, arrow.left() - pad - 2 * OWN, self.height())
        elided = Qt.TextElideMode.ElideRight
        said = self.fontMetrics().elidedText(self.currentText(), elided, int(room.width()))
        self.setToolTip("" if said == self.currentText() else self.currentText())
        painter = QStylePainter(self)
        painter.drawComplexControl(QStyle.ComplexControl.CC_ComboBox, option)
        alive = self.isEnabled()
        painter.setPen(QColor(LIGHT.ink if alive else LIGHT.dead_text))
        painter.drawText(room, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, said)
        colour = LIGHT.slate if alive else LIGHT.dead_text
        self._look.icons.paint(painter, "chevron-down", arrow, colour)


class Glass(Picture):
    """A magnifying glass at the left of a field, as large as the window's words."""

    def __init__(self, look: Look, field: LineField) -> None:
        super().__init__(look, "search", GLASS, LIGHT.slate)
        self.setParent(field)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._left = look.px(PAD)
        margins = field.textMargins()
        margins.setLeft(look.px(PAD + GLASS + GLASS_GAP) - PAD)
        field.setTextMargins(margins)
        field.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Stay in the middle of the field's height."""
        if isinstance(event, QResizeEvent):
            self.move(self._left, (event.size().height() - self.height()) // 2)
        return super().eventFilter(watched, event)


class Ringed(QWidget):
    """Draws the focus ring round the field inside it.

    In a row of its own from `flush` the field, not its ring, ends where the row does.
    """

    def __init__(self, field: QWidget) -> None:
        super().__init__()
        self._field = field
        column = column_of()
        column.setContentsMargins(RING, RING, RING, RING)
        column.addWidget(field)
        self.setLayout(column)
        field.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Draw anew when the focus comes or goes."""
        if event.type() in (QEvent.Type.FocusIn, QEvent.Type.FocusOut):
            self.update()
        return super().eventFilter(watched, event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw it."""
        if not self._field.hasFocus():
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(LIGHT.focus), 3))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(1.5, 1.5, -1.5, -1.5), 12, 12)


class Entry(QWidget):
    """A field with its label above and, when it was refused, the reason under it."""

    def __init__(self, look: Look, field: LineField | ChoiceField) -> None:
        super().__init__()
        self._field = field
        self._label = words(look, 15, 600)
        self._label.setBuddy(field)
        self._reason = words(look, 15, 400, LIGHT.bad, wrap=True)
        self._reason.setObjectName("message")
        self._sign = Picture(look, "triangle-alert", 18, LIGHT.bad)
        ring = Ringed(field)
        trouble = row_of(look.px(8))
        trouble.addWidget(self._sign, alignment=Qt.AlignmentFlag.AlignTop)
        trouble.addWidget(self._reason, 1)
        self._trouble = QWidget()
        self._trouble.setLayout(trouble)
        column = column_of(look.px(1))
        column.addWidget(self._label)
        column.addWidget(ring)
        column.addWidget(self._trouble)
        column.setContentsMargins(0, 0, 0, 0)
        for piece in (self._label, self._trouble):
            piece.setContentsMargins(RING, 0, RING, 0)
        self.setLayout(column)
        self.complain("")

    def name(self, word: str) -> None:
        """Take the label's word."""
        self._label.setText(word)
        self._field.name(word)

    def complain(self, reason: str) -> None:
        """Tell why the field was refused; an empty reason is none."""
        self._reason.setText(reason)
        self._reason.setAccessibleName(reason)
        self._trouble.setVisible(bool(reason))
        self._field.setProperty("wrong", bool(reason))
        self._field.style().unpolish(self._field)
        self._field.style().polish(self._field)
        paint_words(self._reason, LIGHT.bad)


def flush(ringed: Ringed) -> QHBoxLayout:
    """Return a row in which a field stands in line with what is above and below it."""
    row = row_of()
    # Qt takes no negative margins.
    row.addSpacing(-RING)
    row.addWidget(ringed, 1)
    row.addSpacing(-RING)
    return row
