"""The hours of a week: a line for each day, with a button that opens or closes it."""

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QGridLayout, QLineEdit, QWidget

from common.i18n import Text
from common.ui.tokens import LIGHT
from counter.fields import pad_words
from counter.pieces import Look, words
from counter.setup.specs import FieldSpec, Value
from counter.setup.week import DAYS

USUAL = ("09:00", "18:00", "17:30")
COLUMNS = ("opens", "closes", "last_ticket")


class DayButton(QAbstractButton):
    """A weekday: blue while the centre is open then."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._radius = look.px(8)
        self.setCheckable(True)
        self.setFont(look.font(15, 600))
        self.setFixedHeight(look.px(36))
        self.setMinimumWidth(look.px(152))
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw it."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        on, alive = self.isChecked(), self.isEnabled()
        line = LIGHT.focus if self.hasFocus() else LIGHT.field if alive else LIGHT.dead_line
        painter.setPen(QPen(QColor(line), 3 if self.hasFocus() else 1))
        ground = LIGHT.blue if on and alive else LIGHT.dead_line if on else LIGHT.card
        painter.setBrush(QColor(ground))
        edge = 1.5 if self.hasFocus() else 0.5
        frame = QRectF(self.rect()).adjusted(edge, edge, -edge, -edge)
        painter.drawRoundedRect(frame, self._radius, self._radius)
        colour = LIGHT.on_blue if on else LIGHT.ink if alive else LIGHT.dead_text
        painter.setPen(QColor(colour))
        painter.setFont(self.font())
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, self.text())


class WeekInput(QWidget):
    """Opening, close and last ticket of each weekday."""

    given = Signal()

    def __init__(self, look: Look) -> None:
        super().__init__()
        grid = QGridLayout()
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(look.px(12))
        grid.setVerticalSpacing(look.px(6))
        self._heads = [words(look, 14, 400, LIGHT.slate) for _ in COLUMNS]
        for column, head in enumerate(self._heads, start=1):
            grid.addWidget(head, 0, column)
        self._days = [DayButton(look) for _ in range(DAYS)]
        self._times = [[self._time(look) for _ in COLUMNS] for _ in range(DAYS)]
        for weekday, (button, times) in enumerate(zip(self._days, self._times, strict=True)):
            button.setObjectName(f"day:{weekday}")
            button.clicked.connect(lambda _=False, day=weekday: self._switch(day))
            grid.addWidget(button, weekday + 1, 0)
            for column, field in enumerate(times, start=1):
                field.setObjectName(f"time:{weekday}:{COLUMNS[column - 1]}")
                grid.addWidget(field, weekday + 1, column)
        self.setLayout(grid)

    def _time(self, look: Look) -> QLineEdit:
        field = QLineEdit()
        field.setFont(look.font(16, tabular=True))
        field.setFixedHeight(look.px(36))
        pad_words(field, look)
        field.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)
        field.textEdited.connect(self.given)
        return field

    def name(self, word: str) -> None:
        """Take the label's word."""
        self.setAccessibleName(word)

    def take(self, _spec: FieldSpec, text: Text) -> None:
        """Take the words of days and columns."""
        for head, column in zip(self._heads, COLUMNS, strict=True):
            head.setText(text(f"setup.field.{column}"))
        for weekday, (button, times) in enumerate(zip(self._days, self._times, strict=True)):
            button.setText(text(f"setup.weekday.{weekday}"))
            button.setAccessibleName(button.text())
            for head, field in zip(self._heads, times, strict=True):
                field.setAccessibleName(f"{button.text()}, {head.text()}")

    def value(self) -> Value:
        """Return the week; nothing stands for a closed day."""
        return tuple(
            " ".join("".join(field.text().split()) or "-" for field in times)
            if button.isChecked()
            else ""
            for button, times in zip(self._days, self._times, strict=True)
        )

    def put(self, value: Value) -> None:
        """Take a week."""
        if value == self.value() or not isinstance(value, tuple):
            return
        for button, times, day in zip(self._days, self._times, value, strict=True):
            button.setChecked(bool(day))
            moments = day.split(" ") if day else [""] * len(COLUMNS)
            for field, moment in zip(times, moments, strict=True):
                field.setText("" if moment == "-" else moment)
                field.setEnabled(bool(day))

    def _switch(self, weekday: int) -> None:
        on = self._days[weekday].isChecked()
        like = next(
            (
                [field.text() for field in times]
                for button, times in zip(self._days, self._times, strict=True)
                if button.isChecked() and button is not self._days[weekday]
            ),
            list(USUAL),
        )
        for field, moment in zip(self._times[weekday], like, strict=True):
            field.setEnabled(on)
            if on and not field.text():
                field.setText(moment)
        self.given.emit()
