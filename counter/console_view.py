"""The console of one window: head, my visitor, my moves, my queue."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget, QWidget

from common.domain.ids import LegId, ServiceCode
from common.domain.ticket import Move
from common.i18n import Text
from counter.choice_panel import ChoicePanel
from counter.head_view import HeadView
from counter.moves_view import MovesView
from counter.notice import Notice, words_of, words_of_report
from counter.offers import offers, resumable
from counter.paper_watch import words_of_paper
from counter.pieces import Look, column_of, row_of
from counter.questions import HELD, SERVICE, question_of
from counter.queue_view import QueueView
from counter.rows import Names, queue_rows, rows_by_hand
from counter.state import CounterState, Panel
from counter.visitor_view import VisitorView


class ConsoleView(QWidget):
    """Draws the desk; reports what the operator chose."""

    move_chosen = Signal(Move)
    service_chosen = Signal(str)
    held_chosen = Signal(int)
    panel_left = Signal()
    sign_out_chosen = Signal()
    alarm_confirmed = Signal(bool)
    ticked = Signal(str)

    def __init__(self, look: Look) -> None:
        super().__init__()
        self.setObjectName("page:console")
        self._state: CounterState | None = None
        self._asked: tuple[Panel, object] | None = None
        self._head = HeadView(look)
        self._evacuation = Notice(look, "evacuation", danger=True)
        self._paper = Notice(look, "paper")
        self._visitor = VisitorView(look)
        self._moves = MovesView(look)
        self._queue = QueueView(look)
        self._panel = ChoicePanel(look)
        self._right = QStackedWidget()
        self._right.addWidget(self._queue)
        self._right.addWidget(self._panel)
        self._connect()
        columns = row_of(look.px(16))
        edge = look.px(24)
        columns.setContentsMargins(edge, look.px(16), edge, look.px(16))
        columns.addWidget(self._visitor)
        columns.addWidget(self._moves)
        columns.addWidget(self._right, 1)
        page = column_of()
        page.addWidget(self._head)
        page.addWidget(self._evacuation)
        page.addWidget(self._paper)
        page.addLayout(columns, 1)
        self.setLayout(page)

    def _connect(self) -> None:
        self._head.sign_out_chosen.connect(self.sign_out_chosen)
        self._head.alarm_confirmed.connect(self.alarm_confirmed)
        self._moves.move_chosen.connect(self.move_chosen)
        self._queue.ticked.connect(self.ticked)
        self._panel.left.connect(self.panel_left)
        self._panel.chosen.connect(self._choose)

    def draw(self, state: CounterState, names: Names, text: Text) -> None:
        """Take the state."""
        self._state = state
        desk = state.desk
        if desk is None:
            return
        since = ""
        if state.lost_since is not None:
            since = text("counter.as_of", time=names.clock(state.lost_since))
        alive = not state.pending and state.lost_since is None
        self._head.draw(desk, names, text, names.clock(state.now), alive=alive)
        left = desk.evacuated_since
        said = "" if left is None else text("counter.evacuated", time=names.clock(left))
        self._evacuation.tell(said)
        self._paper.tell(words_of_paper(state.paper, names.floor, state.now, text))
        self._visitor.draw(desk, state.now, names, text)
        self._moves.draw(offers(state), text)
        rows = (
            queue_rows(desk, state.now, names)
            if state.lost_since is None
            else rows_by_hand(desk, state.lost_since, names, state.ticks)
        )
        self._queue.draw(rows, text, since, ready=state.can_tick)
        self._queue.notice.tell(words_of(state.said, text) or words_of_report(state.report, text))
        self._ask(state, names, text)

    def _ask(self, state: CounterState, names: Names, text: Text) -> None:
        question = None
        if state.panel is not None and state.desk is not None and state.services is not None:
            question = question_of(state.panel, state.desk, names, state.services, text)
        if question is None or state.panel is None:
            if self._asked is not None:
                self._asked = None
                self._right.setCurrentWidget(self._queue)
                self.setFocus()
            return
        asked = (state.panel, question.title)
        if asked != self._asked:
            self._asked = asked
            self._right.setCurrentWidget(self._panel)
            self._panel.ask(question, text)

    def _choose(self, name: str) -> None:
        if name.startswith(SERVICE):
            self.service_chosen.emit(ServiceCode(name.removeprefix(SERVICE)))
            return
        label = name.removeprefix(HELD)
        desk = None if self._state is None else self._state.desk
        for visit in () if desk is None else resumable(desk):
            if visit.ticket.label == label:
                self.held_chosen.emit(LegId(visit.leg.id))
