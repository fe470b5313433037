"""The console of one window: head, my visitor, my moves, my queue."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget, QWidget

from common.domain.ticket import Move
from common.domain.words import Language
from common.i18n import Text
from counter.asking import Asking
from counter.choice_panel import ChoicePanel
from counter.moves_view import MovesView
from counter.my_day_view import MyDayView
from counter.notice import words_of_told, words_to_tell
from counter.offers import nobody_waits, offers
from counter.passing import Passing
from counter.pieces import Look, column_of, row_of
from counter.questions import Questions
from counter.queue_view import QueueView
from counter.rows import Names, queue_rows, rows_by_hand
from counter.state import CounterState
from counter.visitor_view import VisitorView


class ConsoleView(Passing):
    """Draws the desk; reports what the operator chose."""

    move_chosen = Signal(Move)
    more_chosen = Signal()
    visit_chosen = Signal(int)
    answered = Signal(str)
    typed = Signal(str)
    panel_left = Signal()
    ticked = Signal(str)
    day_left = Signal()

    def __init__(self, look: Look) -> None:
        super().__init__()
        self.setObjectName("page:console")
        self._asked: tuple[Asking, str, Language] | None = None
        self._visitor = VisitorView(look)
        self._moves = MovesView(look)
        self._queue = QueueView(look)
        self._panel = ChoicePanel(look)
        self._right = QStackedWidget()
        self._right.addWidget(self._queue)
        self._right.addWidget(self._panel)
        self._day = MyDayView(look)
        self._right.addWidget(self._day)
        self._connect()
        self.reader = self._queue
        columns = row_of(look.px(16))
        edge = look.px(24)
        columns.setContentsMargins(edge, look.px(16), edge, look.px(16))
        columns.addWidget(self._visitor)
        columns.addWidget(self._moves)
        columns.addWidget(self._right, 1)
        page = column_of()
        page.addLayout(columns, 1)
        self.setLayout(page)

    def _connect(self) -> None:
        self._moves.move_chosen.connect(self.move_chosen)
        self._moves.more_chosen.connect(self.more_chosen)
        self._queue.ticked.connect(self.ticked)
        self._queue.visit_chosen.connect(self.visit_chosen)
        self._day.left.connect(self.day_left)
        self._panel.left.connect(self.panel_left)
        self._panel.chosen.connect(self.answered)
        self._panel.typed.connect(self.typed)

    def look_for(self) -> None:
        """Let the operator type whom he looks for in the queue."""
        if self._right.currentWidget() is self._queue:
            self._queue.look_for()

    def stop_looking(self) -> None:
        """Show the whole queue: what was typed was a slip's code."""
        self._queue.stop_looking()

    def draw(self, state: CounterState, names: Names, text: Text) -> None:
        """Take the state."""
        desk = state.desk
        if desk is None:
            return
        since = ""
        if state.lost_since is not None:
            since = text("counter.as_of", time=names.clock(state.lost_since))
        self._visitor.draw(desk, state.now, names, text)
        self._moves.draw(offers(state), text, alive=not state.pending and not since)
        rows = (
            queue_rows(desk, state.now, names)
            if state.lost_since is None
            else rows_by_hand(desk, state.lost_since, names, state.ticks)
        )
        self._queue.draw(rows, text, since, nobody_waits(desk), ready=state.can_tick)
        for notice in (self._queue.notice, self._panel.notice):
            notice.tell(words_to_tell(state, names, text))
        self._queue.done.tell(words_of_told(state.told, text))
        self._ask(state, names, text)

    def _ask(self, state: CounterState, names: Names, text: Text) -> None:
        question, asking = None, state.asking
        if asking is not None and state.desk is not None:
            question = Questions(state, state.desk, names, text).now(asking)
        if question is None or asking is None:
            self._asked = None
            self._turn(self._day if state.day_shown else self._queue)
            if state.day_shown:
                self._day.draw(state.my_day, names, text)
            return
        asked = (asking, question.title, state.language)
        if asked != self._asked:
            self._asked = asked
            self._right.setCurrentWidget(self._panel)
            self._panel.ask(question, text, asking.typed)

    def _turn(self, view: QWidget) -> None:
        if view is not self._right.currentWidget():
            self._right.setCurrentWidget(view)
            self.reader = view
            self.setFocus()
