"""The floor page: the day's figures, the counters as tiles, and beside them what needs an eye."""

from collections.abc import Mapping

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QStackedWidget, QWidget

from common.domain.hall import HallFigures
from common.domain.messages import Message
from common.domain.words import Language
from common.i18n import Text
from common.ui.tokens import LIGHT
from counter.choice_panel import ChoicePanel
from counter.floor.act_buttons import act_of
from counter.floor.asking import Asking
from counter.floor.counter_panel import CounterPanel
from counter.floor.entity_panel import EntityPanel
from counter.floor.faces import faces
from counter.floor.overview import Overview
from counter.floor.questions import FloorQuestions
from counter.floor.state import FloorState, Side
from counter.floor.tiles_view import TilesView
from counter.notice import Notice, words_of
from counter.pieces import Look, column_of, row_of, words
from counter.rows import Names, minutes_and_seconds

SIDE_PART = 31
"""Of a hundred: what stands beside the tiles."""


class FiguresRow(QWidget):
    """The day so far, in one line."""

    KEYS = ("floor.waiting", "floor.served", "floor.avg_wait", "floor.open")

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._names = [words(look, 15, 400, LIGHT.slate) for _ in self.KEYS]
        self._values = [words(look, 19, 700, tabular=True) for _ in self.KEYS]
        row = row_of(look.px(8))
        for name, value in zip(self._names, self._values, strict=True):
            row.addWidget(name, alignment=Qt.AlignmentFlag.AlignBottom)
            row.addWidget(value, alignment=Qt.AlignmentFlag.AlignBottom)
            row.addSpacing(look.px(20))
        row.addStretch(1)
        self.setLayout(row)

    def draw(self, figures: HallFigures | None, text: Text) -> None:
        """Take the figures; None before the hall was read."""
        values = ("–",) * len(self.KEYS) if figures is None else _values(figures)
        for key, name, label, value in zip(
            self.KEYS, self._names, self._values, values, strict=True
        ):
            name.setText(text(key))
            label.setText(value)


class FloorView(QWidget):
    """Draws the state; reports what was chosen."""

    marked = Signal(str)
    opened = Signal(str)
    chosen = Signal(str)
    act_chosen = Signal(str)
    service_chosen = Signal(str)
    answered = Signal(str)
    left = Signal()

    def __init__(self, look: Look, texts: Mapping[Language, Text]) -> None:
        super().__init__()
        self.setObjectName("page:floor")
        self._texts = texts
        self._names: Names | None = None
        self._lost = Notice(look, "floor_lost")
        self._said = Notice(look, "floor_said")
        self._figures = FiguresRow(look)
        self._tiles = TilesView(look)
        self._overview = Overview(look)
        self._counter, self._entity = CounterPanel(look), EntityPanel(look)
        self._panel = ChoicePanel(look)
        self._asked: tuple[Asking, tuple[Message, ...], Language] | None = None
        self._side = QStackedWidget()
        self._sides: dict[Side, QWidget] = {
            Side.OVERVIEW: self._overview,
            Side.COUNTER: self._counter,
            Side.ENTITY: self._entity,
            Side.ASKING: self._panel,
        }
        for one in self._sides.values():
            self._side.addWidget(one)
        self._connect()
        self._arrange(look)
        self.setFocusProxy(self._tiles)

    def _connect(self) -> None:
        self._tiles.marked.connect(self.marked)
        self._tiles.opened.connect(self.opened)
        self._overview.chosen.connect(self.chosen)
        self._overview.act_chosen.connect(self.act_chosen)
        self._counter.act_chosen.connect(self.act_chosen)
        self._entity.chosen.connect(self.service_chosen)
        self._panel.chosen.connect(self.answered)
        self._panel.left.connect(self.left)
        self._counter.left.connect(self.left)
        self._entity.left.connect(self.left)

    def _arrange(self, look: Look) -> None:
        edge = look.px(24)
        tiles = column_of(look.px(8))
        tiles.addWidget(self._figures)
        tiles.addWidget(self._tiles, 1)
        row = row_of(look.px(16))
        row.setContentsMargins(edge, look.px(10), edge, look.px(12))
        row.addLayout(tiles, 100 - SIDE_PART)
        row.addWidget(self._side, SIDE_PART)
        page = column_of()
        page.addWidget(self._lost)
        page.addWidget(self._said)
        page.addLayout(row, 1)
        self.setLayout(page)

    def draw(self, state: FloorState) -> None:
        """Take the state."""
        text = self._texts[state.language]
        if state.floor is None:
            return
        known = self._names
        if known is None or known.floor is not state.floor or known.language is not state.language:
            self._names = Names(state.floor, state.language)
        names = self._names
        if names is None:
            return
        lost = state.lost_since
        self._lost.tell("" if lost is None else text("counter.store_lost", time=names.clock(lost)))
        self._said.tell(words_of(state.said, text))
        self._figures.draw(None if state.hall is None else state.hall.figures(), text)
        self._tiles.draw(tuple(faces(state, text)))
        self._draw_side(state, names, text)

    def _draw_side(self, state: FloorState, names: Names, text: Text) -> None:
        self._overview.draw(state, names, text)
        self._counter.draw(state, names, text)
        self._entity.draw(state, names, text)
        side = self._sides[state.shown]
        if self._side.currentWidget() is not side:
            self._side.setCurrentWidget(side)
        self._ask(state, names, text)

    def _ask(self, state: FloorState, names: Names, text: Text) -> None:
        key = None if state.asking is None else (state.asking, state.messages, state.language)
        if key == self._asked:
            return
        # In another language it is the same question, with what was typed.
        words = self._panel.words if self._asked and key and self._asked[0] == key[0] else ""
        self._asked = key
        question = (
            None if state.asking is None else FloorQuestions(state, names, text).now(state.asking)
        )
        if question is None:
            self.setFocus()
        else:
            self._panel.ask(question, text, words)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go back with Esc; begin an act with its letter."""
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        elif (act := act_of(event)) is not None:
            self.act_chosen.emit(act.value)
        else:
            super().keyPressEvent(event)


def _values(figures: HallFigures) -> tuple[str, ...]:
    wait = figures.average_wait
    return (
        str(figures.waiting),
        str(figures.served),
        "–" if wait is None else minutes_and_seconds(wait),
        f"{figures.open_counters} / {figures.counters}",
    )
