"""What an operator does while the store is away: a sentence, and a place for other numbers."""

from PySide6.QtCore import QRegularExpression, Signal, Slot
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QRegularExpressionValidator
from PySide6.QtWidgets import QLineEdit, QPushButton, QWidget

from common.i18n import Text
from common.ui.tokens import LIGHT
from counter.pieces import Look, Picture, column_of, row_of, words

NUMBER = QRegularExpression(r"\s*[A-Za-z]{1,2}\s?\d{3,4}\s*")


class HandBand(QWidget):
    """A warn band over the queue of then; reports a number that was typed."""

    number_typed = Signal(str)

    def __init__(self, look: Look) -> None:
        super().__init__()
        self.setObjectName("by_hand")
        self._words = words(look, 15, 600, LIGHT.warn, wrap=True)
        self._field = QLineEdit()
        self._field.setObjectName("number_by_hand")
        self._field.setFont(look.font(16, 600))
        self._field.setFixedHeight(look.px(40))
        self._field.setValidator(QRegularExpressionValidator(NUMBER, self._field))
        self._tick = QPushButton()
        self._tick.setObjectName("tick_by_hand")
        self._tick.setFont(look.font(15, 600))
        self._tick.setFixedHeight(look.px(40))
        self._tick.setEnabled(False)
        self._field.textChanged.connect(self._look_at)
        self._field.returnPressed.connect(self._give)
        self._tick.clicked.connect(self._give)
        self._arrange(look)
        self.hide()

    def _arrange(self, look: Look) -> None:
        says = row_of(look.px(10))
        says.addWidget(Picture(look, "triangle-alert", 20, LIGHT.warn))
        says.addWidget(self._words, 1)
        gives = row_of(look.px(10))
        gives.addWidget(self._field, 1)
        gives.addWidget(self._tick)
        column = column_of(look.px(10))
        edge = look.px(20)
        column.setContentsMargins(edge, look.px(12), edge, look.px(14))
        column.addLayout(says)
        column.addLayout(gives)
        self.setLayout(column)

    def tell(self, text: Text, *, lost: bool, ready: bool) -> None:
        """Stand while the store is away; without a journal there is only the sentence."""
        self._words.setText(text("counter.by_hand" if ready else "counter.by_hand_on_paper"))
        self._field.setPlaceholderText(text("counter.by_hand_number"))
        self._tick.setText(text("counter.by_hand_tick"))
        for part in (self._field, self._tick):
            part.setVisible(ready)
        self.setVisible(lost)

    @Slot(str)
    def _look_at(self, _typed: str) -> None:
        self._tick.setEnabled(self._field.hasAcceptableInput())

    @Slot()
    def _give(self) -> None:
        if self._field.hasAcceptableInput():
            label = "".join(self._field.text().split()).upper()
            self._field.clear()
            self.number_typed.emit(label)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the tint with its bar."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor(LIGHT.warn_tint))
        painter.fillRect(0, 0, 4, self.height(), QColor(LIGHT.warn))
