"""What a person types in or switches on a form of the set-up."""

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QAbstractButton, QPlainTextEdit, QWidget

from common.i18n import Text
from common.ui.tokens import LIGHT
from counter.fields import ChoiceField, LineField
from counter.pieces import Look, words
from counter.setup.specs import FieldSpec, Value

HIGH = 40
TEXT_HIGH = 92


class LineInput(LineField):
    """One line, with the unit of its number at the right."""

    given = Signal()

    def __init__(self, look: Look) -> None:
        super().__init__(look)
        self._look = look
        self.setFont(look.font(16))
        self.setFixedHeight(look.px(HIGH))
        self._unit = words(look, 15, 400, LIGHT.slate)
        self._unit.setParent(self)
        self._unit.hide()
        self.textEdited.connect(self.given)

    def take(self, spec: FieldSpec, text: Text) -> None:
        """Take what the field is about."""
        unit = text(f"setup.unit.{spec.unit}") if spec.unit else ""
        if unit != self._unit.text():
            self._unit.setText(unit)
            self._unit.adjustSize()
            self._unit.setVisible(bool(unit))
            right = self._unit.width() + self._look.px(8) if unit else 0
            self.setTextMargins(self.textMargins().left(), 0, right, 0)
            self._stand()

    def value(self) -> Value:
        """Return what stands here."""
        return self.text()

    def put(self, value: Value) -> None:
        """Take what is to stand here; the cursor stays where nothing changes."""
        if self.text() != value:
            self.setText(str(value))
            self.setCursorPosition(0)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the unit at the right."""
        super().resizeEvent(event)
        self._stand()

    def _stand(self) -> None:
        left = self.width() - self._unit.width() - self._look.px(12)
        self._unit.move(left, (self.height() - self._unit.height()) // 2)


class TextInput(QPlainTextEdit):
    """Several lines; Tab goes on to the next field."""

    given = Signal()

    def __init__(self, look: Look) -> None:
        super().__init__()
        self.setFont(look.font(16))
        self.setFixedHeight(look.px(TEXT_HIGH))
        self.setTabChangesFocus(True)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)
        self.document().setDocumentMargin(look.px(8))
        self.setFrameShape(QPlainTextEdit.Shape.NoFrame)
        self._filling = False
        self._radius = look.px(8)
        self._draw_frame()
        self.textChanged.connect(self._give)

    def name(self, word: str) -> None:
        """Take the label's word."""
        self.setAccessibleName(word)

    def take(self, _spec: FieldSpec, _text: Text) -> None:
        """Take what the field is about."""

    def value(self) -> Value:
        """Return what stands here."""
        return self.toPlainText()

    def put(self, value: Value) -> None:
        """Take what is to stand here; the cursor stays where nothing changes."""
        if self.toPlainText() != value:
            self._filling = True
            self.setPlainText(str(value))
            self._filling = False

    def complain(self, *, wrong: bool) -> None:
        """Take whether something is wrong here."""
        self._draw_frame(wrong=wrong)

    def _draw_frame(self, *, wrong: bool = False) -> None:
        edge = f"2px solid {LIGHT.bad}" if wrong else f"1px solid {LIGHT.field}"
        self.setStyleSheet(
            f"QPlainTextEdit {{ color: {LIGHT.ink}; background: {LIGHT.card}; border: {edge};"
            f" border-radius: {self._radius}px; }}"
            f"QPlainTextEdit:disabled {{ color: {LIGHT.dead_text}; background: {LIGHT.ground}; }}"
        )

    def _give(self) -> None:
        if not self._filling:
            self.given.emit()


class ChoiceInput(ChoiceField):
    """One of a list; what may stay open has a line for that."""

    given = Signal()

    def __init__(self, look: Look) -> None:
        super().__init__(look)
        self.setFont(look.font(16))
        self.setFixedHeight(look.px(HIGH))
        self.setMinimumContentsLength(4)
        self.setSizeAdjustPolicy(self.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self._spec: FieldSpec | None = None
        self.activated.connect(lambda _: self.given.emit())

    def take(self, spec: FieldSpec, text: Text) -> None:
        """Take what there is to choose."""
        if spec == self._spec:
            return
        self._spec = spec
        self.blockSignals(True)  # noqa: FBT003 - Qt's own signature
        self.clear()
        if spec.optional:
            self.addItem(text(f"setup.none.{spec.name}"), "")
        for pick in spec.picks:
            self.addItem(pick.word, pick.value)
        self.blockSignals(False)  # noqa: FBT003 - Qt's own signature

    def value(self) -> Value:
        """Return what is chosen."""
        return str(self.currentData() or "")

    def put(self, value: Value) -> None:
        """Take what is to be chosen."""
        self.setCurrentIndex(self.findData(value))


class Switch(QAbstractButton):
    """On or off: green with its knob at the right, or grey with it at the left."""

    given = Signal()

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self.setCheckable(True)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFont(look.font(16))
        self.setFixedHeight(look.px(HIGH))
        self.clicked.connect(lambda _=False: self.given.emit())

    def name(self, word: str) -> None:
        """Take the switch's word, which stands beside it."""
        self.setText(word)
        self.setAccessibleName(word)
        self.updateGeometry()

    def take(self, _spec: FieldSpec, _text: Text) -> None:
        """Take what the field is about."""

    def value(self) -> Value:
        """Return whether it is on."""
        return self.isChecked()

    def put(self, value: Value) -> None:
        """Switch it."""
        self.setChecked(bool(value))

    def sizeHint(self) -> QSize:
        """Return the word's room with the switch's."""
        wide = self.fontMetrics().horizontalAdvance(self.text())
        return QSize(wide + self._look.px(66), self.height())

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw it."""
        painter, look = QPainter(self), self._look
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        wide, high = look.px(44), look.px(24)
        box = QRectF(2, (self.height() - high) / 2, wide, high)
        on = self.isChecked()
        colour = LIGHT.dead_line if not self.isEnabled() else LIGHT.good if on else LIGHT.field
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(colour))
        painter.drawRoundedRect(box, high / 2, high / 2)
        gap, knob = look.px(3), look.px(18)
        left = box.right() - gap - knob if on else box.left() + gap
        painter.setBrush(QColor(LIGHT.card))
        painter.drawEllipse(QRectF(left, box.top() + gap, knob, knob))
        if self.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(QColor(LIGHT.focus), 2))
            ring = box.adjusted(-1, -1, 1, 1)
            painter.drawRoundedRect(ring, high / 2 + 1, high / 2 + 1)
        painter.setPen(QColor(LIGHT.ink if self.isEnabled() else LIGHT.dead_text))
        painter.setFont(self.font())
        words_box = QRectF(self.rect()).adjusted(wide + look.px(12), 0, 0, 0)
        painter.drawText(words_box, Qt.AlignmentFlag.AlignVCenter, self.text())


def mark_wrong(field: QWidget, *, wrong: bool) -> None:
    """Let a field show whether something is wrong in it."""
    if isinstance(field, TextInput):
        field.complain(wrong=wrong)
    elif field.property("wrong") is not wrong:
        field.setProperty("wrong", wrong)
        field.style().unpolish(field)
        field.style().polish(field)
