"""The operator's day so far as three figures."""

from datetime import timedelta

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from common.domain.views import DayFigures
from common.i18n import Text
from common.ui.tokens import LIGHT
from counter.pieces import Look, column_of, row_of, words
from counter.rows import minutes_and_seconds


class Figure(QWidget):
    """One figure of the day with its name below."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._value = words(look, 17, 600, tabular=True)
        self._name = words(look, 13, 400, LIGHT.slate)
        column = column_of()
        column.addStretch(1)
        for label in (self._value, self._name):
            label.setAlignment(Qt.AlignmentFlag.AlignRight)
            column.addWidget(label)
        column.addStretch(1)
        self.setLayout(column)

    def tell(self, value: str, name: str) -> None:
        """Take the figure."""
        self._value.setText(value)
        self._name.setText(name)


class DayView(QWidget):
    """Draws the three figures beside one another."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._figures = [Figure(look) for _ in range(3)]
        row = row_of(look.px(24))
        for figure in self._figures:
            row.addWidget(figure)
        self.setLayout(row)

    def draw(self, figures: DayFigures, text: Text) -> None:
        """Take the figures."""
        for figure, (value, key) in zip(self._figures, _told(figures), strict=True):
            figure.tell(value, text(key))


def _told(figures: DayFigures) -> list[tuple[str, str]]:
    def span(value: timedelta | None) -> str:
        return "–" if value is None else minutes_and_seconds(value)

    return [
        (str(figures.served), "op.served"),
        (span(figures.average_service), "op.avg_service"),
        (span(figures.average_wait), "op.avg_wait"),
    ]
