"""The page on which a day is ended: who was forgotten, which counters are open, the figures."""

from collections.abc import Mapping

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QPushButton, QWidget

from common.domain.day_end import DayNow, Settled
from common.domain.reasons import WORDS_AT_MOST
from common.domain.words import Language
from common.i18n import Text
from common.ui.tokens import LIGHT
from counter.day.closing_card import ClosingCard
from counter.day.state import DayState
from counter.day.visits_table import VisitsTable
from counter.fields import LineField, Ringed, flush
from counter.notice import Notice, words_of
from counter.pieces import Card, Look, column_of, row_of, words
from counter.rows import Names


class DayView(QWidget):
    """Draws the state; reports what was chosen."""

    settling = Signal(Settled, list, str)
    """What became of which tickets, and a note."""
    counters_closed = Signal()
    day_closed = Signal()
    reopened = Signal()

    def __init__(self, look: Look, texts: Mapping[Language, Text]) -> None:
        super().__init__()
        self.setObjectName("page:day")
        self._texts = texts
        self._names: Names | None = None
        self._state: DayState | None = None
        self._given = False
        """What stands in the note was given; it is known later whether it was taken."""
        self._lost, self._said = Notice(look, "day_lost"), Notice(look, "day_said")
        self._title = words(look, 19, 700)
        self._none = words(look, 17, 400, LIGHT.slate, wrap=True)
        self._visits = VisitsTable(look)
        self._marked = words(look, 15, 400, LIGHT.slate, wrap=True)
        self._note = LineField(look)
        self._note.setObjectName("day:note")
        self._note.setMaxLength(WORDS_AT_MOST)
        self._ringed = Ringed(self._note)
        self._hows = {how: _button(look, f"day:{how.value}") for how in Settled}
        self._closing = ClosingCard(look)
        self._visits.selectionModel().selectionChanged.connect(self._count)
        for how, button in self._hows.items():
            button.clicked.connect(lambda _=False, one=how: self._settle(one))
        self._closing.counters_closed.connect(self.counters_closed)
        self._closing.day_closed.connect(self.day_closed)
        self._closing.reopened.connect(self.reopened)
        self._arrange(look)

    def _arrange(self, look: Look) -> None:
        buttons = row_of(look.px(10))
        for button in self._hows.values():
            buttons.addWidget(button, 1)
        inner = column_of(look.px(10))
        edge = look.px(20)
        inner.setContentsMargins(edge, look.px(16), edge, look.px(16))
        inner.addWidget(self._title)
        inner.addWidget(self._visits, 1)
        inner.addWidget(self._none, 1, Qt.AlignmentFlag.AlignTop)
        inner.addWidget(self._marked)
        inner.addLayout(flush(self._ringed))
        inner.addLayout(buttons)
        card = Card(look)
        card.setLayout(inner)
        row = row_of(look.px(16))
        row.setContentsMargins(look.px(24), look.px(16), look.px(24), look.px(16))
        row.addWidget(card, 64)
        row.addWidget(self._closing, 36)
        page = column_of()
        page.addWidget(self._lost)
        page.addWidget(self._said)
        page.addLayout(row, 1)
        self.setLayout(page)

    def draw(self, state: DayState) -> None:
        """Take the state."""
        self._state = state
        if self._given and not state.pending:
            self._given = False
            if state.said is None:
                self._note.clear()
        text = self._texts[state.language]
        if state.floor is None:
            # Words about a visitor stay with who wrote them.
            self._note.clear()
            return
        if self._names is None or (self._names.floor, self._names.language) != (
            state.floor,
            state.language,
        ):
            self._names = Names(state.floor, state.language)
        names, day = self._names, state.day
        since = None if state.lost_since is None else names.clock(state.lost_since)
        self._lost.tell("" if since is None else text("counter.store_lost", time=since))
        self._said.tell(words_of(state.said, text))
        self._draw_visits(day, names, text)
        self._closing.draw(state, names, text)
        self._count()

    def _draw_visits(self, day: DayNow | None, names: Names, text: Text) -> None:
        visits = () if day is None else day.visits
        self._title.setText(text("day.open", n=len(visits)))
        self._visits.put(visits, names, text)
        self._visits.setVisible(bool(visits))
        self._none.setVisible(not visits)
        self._none.setText(text("day.none_open") if day is not None else "")
        for piece in (self._marked, self._ringed, *self._hows.values()):
            piece.setVisible(bool(visits))
        self._note.setPlaceholderText(text("day.note"))
        self._note.name(text("day.note"))
        for how, button in self._hows.items():
            button.setText(text(f"day.settle.{how.value}"))

    def _count(self) -> None:
        state = self._state
        if state is None:
            return
        text, marked = self._texts[state.language], len(self._visits.marked())
        self._marked.setText(text("day.marked", n=marked) if marked else text("day.mark"))
        for button in self._hows.values():
            button.setEnabled(state.may_settle and bool(marked))
        self._note.setEnabled(state.may_settle)

    def _settle(self, how: Settled) -> None:
        self._given = True
        self.settling.emit(how, self._visits.marked(), self._note.text())


def _button(look: Look, name: str) -> QPushButton:
    button = QPushButton()
    button.setObjectName(name)
    button.setFont(look.font(16, 600))
    button.setFixedHeight(look.px(44))
    button.setAutoDefault(True)
    return button
