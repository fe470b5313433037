"""What has to be done before a day is closed, its figures, and the button that closes it."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QPushButton, QScrollArea

from common.domain.day_end import DayTotals
from common.i18n import Text
from common.ui.tokens import LIGHT
from counter.day.state import DayState
from counter.pieces import Card, Look, Sign, column_of, words
from counter.rows import Names

FIGURES = ("tickets", "served", "no_shows", "cancelled", "transferred")


class ClosingCard(Card):
    """Draws counters, figures and the end; reports what was pressed."""

    counters_closed = Signal()
    day_closed = Signal()
    reopened = Signal()

    def __init__(self, look: Look) -> None:
        super().__init__(look)
        self._date = words(look, 19, 700, wrap=True)
        self._steps = [Sign(look, "circle-check", 15) for _ in range(2)]
        self._counters = words(look, 15, 400, LIGHT.slate, wrap=True)
        self._counters.setObjectName("day:counters")
        self._close_counters = _button(look, "day:close_counters", high=40)
        self._names = [words(look, 15, 400, LIGHT.slate) for _ in FIGURES]
        self._values = [words(look, 17, 700, tabular=True) for _ in FIGURES]
        self._about = words(look, 15, 400, LIGHT.slate, wrap=True)
        self._close = _button(look, "day:close", high=48)
        self._close.setProperty("primary", True)  # noqa: FBT003 - a property's value
        self._reopen = _button(look, "day:reopen", high=48)
        self._close_counters.clicked.connect(self.counters_closed)
        self._close.clicked.connect(self.day_closed)
        self._reopen.clicked.connect(self.reopened)
        self._arrange(look)

    def _arrange(self, look: Look) -> None:
        self._counters.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
        listed = QScrollArea()
        listed.setWidgetResizable(True)
        listed.setWidget(self._counters)
        listed.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        listed.viewport().setAutoFillBackground(False)
        self._counters.setAutoFillBackground(False)
        figures = QGridLayout()
        figures.setVerticalSpacing(look.px(4))
        for at, (name, value) in enumerate(zip(self._names, self._values, strict=True)):
            figures.addWidget(name, at, 0)
            figures.addWidget(value, at, 1, Qt.AlignmentFlag.AlignRight)
        inner = column_of(look.px(10))
        edge = look.px(20)
        inner.setContentsMargins(edge, look.px(16), edge, look.px(16))
        inner.addWidget(self._date)
        for step in self._steps:
            inner.addWidget(step)
        inner.addWidget(listed, 1)
        inner.addWidget(self._close_counters)
        inner.addSpacing(look.px(6))
        inner.addLayout(figures)
        inner.addSpacing(look.px(6))
        for last in (self._about, self._close, self._reopen):
            inner.addWidget(last)
        self.setLayout(inner)

    def draw(self, state: DayState, names: Names, text: Text) -> None:
        """Take the state."""
        day = state.day
        self._date.setText("" if day is None else text.day_in_words(day.day))
        counters = () if day is None else day.counters
        visits = 0 if day is None else len(day.visits)
        for step, left, key in zip(
            self._steps, (visits, len(counters)), ("day.open", "day.counters"), strict=True
        ):
            icon, colour = ("circle-pause", LIGHT.warn) if left else ("circle-check", LIGHT.good)
            step.tell(icon, text(key, n=left), colour)
        lines = []
        for one in counters:
            counter, who = names.floor.counter(one.counter), names.floor.operator(one.operator)
            place = one.counter if counter is None else counter.number
            window = text("counter.window", number=place)
            line = f"{window} · {one.operator if who is None else who.name}"
            lines.append(f"{line} · {text('day.busy')}" if one.busy else line)
        self._counters.setText("\n".join(lines))
        self._close_counters.setText(text("day.close_counters"))
        idle = any(not one.busy for one in counters)
        self._close_counters.setVisible(bool(counters))
        self._close_counters.setEnabled(state.alive and idle)
        self._draw_figures(DayTotals() if day is None else day.totals, text)
        self._draw_end(state, names, text)

    def _draw_figures(self, totals: DayTotals, text: Text) -> None:
        for figure, name, value in zip(FIGURES, self._names, self._values, strict=True):
            name.setText(text(f"day.total.{figure}"))
            value.setText(str(getattr(totals, figure)))

    def _draw_end(self, state: DayState, names: Names, text: Text) -> None:
        ended = None if state.day is None else state.day.ended_since
        self._close.setVisible(ended is None)
        self._reopen.setVisible(ended is not None)
        self._close.setEnabled(state.may_close)
        self._reopen.setEnabled(state.alive)
        self._close.setText(text("day.confirm" if state.confirming else "day.close"))
        self._reopen.setText(text("day.reopen"))
        if ended is not None:
            self._about.setText(text("day.ended", time=names.clock(ended)))
        elif state.confirming:
            self._about.setText(text("day.confirm_about"))
        else:
            self._about.setText(text("day.about" if state.may_close else "day.first_settle"))


def _button(look: Look, name: str, *, high: int) -> QPushButton:
    button = QPushButton()
    button.setObjectName(name)
    button.setFont(look.font(16, 600))
    button.setFixedHeight(look.px(high))
    button.setAutoDefault(True)
    return button
