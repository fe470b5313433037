"""My day, in the queue's place: what it came to, and every visitor of it."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QPushButton, QWidget

from common.domain.my_day import MyDay
from common.domain.ticket import LegState
from common.i18n import Text
from common.ui.tokens import LIGHT
from counter.day_figures import Figure
from counter.day_table import NOTHING, DayModel, DayTable
from counter.pieces import Card, Look, column_of, row_of, words
from counter.rows import Names, minutes_and_seconds

KEY = "F1"
PAGES = {Qt.Key.Key_PageDown: 1, Qt.Key.Key_PageUp: -1}
STEPS = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}


class MyDayView(Card):
    """Draws the day; Esc leaves it, arrows and pages go through it."""

    left = Signal()

    def __init__(self, look: Look) -> None:
        super().__init__(look)
        self.setObjectName("my_day")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._title = words(look, 20, 600)
        self._keys = words(look, 14, 400, LIGHT.slate)
        self._close = QPushButton()
        self._close.setObjectName("my_day_close")
        self._close.setFont(look.font(15, 600))
        self._close.setFixedHeight(look.px(36))
        self._close.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._close.clicked.connect(self.left)
        self._figures = [Figure(look) for _ in range(5)]
        self._model = DayModel(look, self)
        self._table = DayTable(look, self._model)
        self._nobody = words(look, 16, 400, LIGHT.slate)
        self._nobody.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._arrange(look)

    def _arrange(self, look: Look) -> None:
        head, figures = row_of(look.px(18)), row_of(look.px(12))
        for band in (head, figures):
            band.setContentsMargins(look.px(20), 0, look.px(20), 0)
        head.addWidget(self._title, 1)
        head.addWidget(self._keys)
        head.addWidget(self._close)
        for figure in self._figures:
            figures.addWidget(figure)
        figures.addStretch(1)
        top = QWidget()
        top.setFixedHeight(look.px(56))
        top.setLayout(head)
        column = column_of()
        column.setContentsMargins(1, 1, 1, look.px(12))
        column.addWidget(top)
        column.addLayout(figures)
        column.addSpacing(look.px(10))
        edges = row_of()
        edges.setContentsMargins(look.px(14), 0, look.px(14), 0)
        edges.addWidget(self._table)
        column.addLayout(edges, 1)
        column.addWidget(self._nobody, 1)
        self.setLayout(column)

    def draw(self, day: MyDay | None, names: Names, text: Text) -> None:
        """Take the day; None while it is being read."""
        self._title.setText(text("my_day.title"))
        self._keys.setText(text("my_day.keys"))
        self._close.setText(text("counter.back"))
        visits = () if day is None else day.visits
        self._model.put(visits, names, text)
        self._table.setVisible(bool(visits))
        self._nobody.setVisible(not visits)
        self._nobody.setText("" if day is None else text("my_day.nobody"))
        for figure, (value, key) in zip(self._figures, _figures(day), strict=True):
            figure.tell(value, text(key))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Leave with Esc; go through the lines."""
        key = Qt.Key(event.key())
        bar = self._table.verticalScrollBar()
        if key is Qt.Key.Key_Escape:
            self.left.emit()
        elif key in STEPS:
            bar.setValue(bar.value() + STEPS[key] * self._table.rowHeight(0))
        elif key in PAGES:
            bar.setValue(bar.value() + PAGES[key] * bar.pageStep())
        else:
            event.ignore()


def _figures(day: MyDay | None) -> list[tuple[str, str]]:
    if day is None:
        return [(NOTHING, key) for key in _KEYS]
    spans = (day.average_service, day.average_wait)
    values = (
        *(str(day.count(state)) for state in (LegState.DONE, LegState.NO_SHOW, None)),
        *(NOTHING if span is None else minutes_and_seconds(span) for span in spans),
    )
    return list(zip(values, _KEYS, strict=True))


_KEYS = ("my_day.count", "my_day.no_shows", "my_day.undone_calls", "my_day.service", "my_day.wait")
