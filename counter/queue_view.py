"""My queue: who waits for this counter, in the order of the calls."""

from PySide6.QtCore import QModelIndex, Qt, Signal, Slot
from PySide6.QtGui import QFocusEvent, QResizeEvent
from PySide6.QtWidgets import QPushButton, QWidget

from common.i18n import Text
from common.ui.tokens import LIGHT
from counter.fields import Ringed
from counter.hand_band import HandBand
from counter.notice import Notice, Tone
from counter.offers import NO_QUEUE
from counter.pieces import Card, Look, Sign, column_of, row_of, size, words
from counter.queue_model import ROW_ROLE, STALE_ROLE, TICK_ROLE, QueueModel
from counter.queue_painter import LEVEL_SIGNS
from counter.queue_search import KEY, SearchField, rows_found
from counter.queue_table import QueueTable
from counter.rows import Level, QueueRow


class QueueView(Card):
    """Draws the queue with its counts by level; of a queue of then, reports who was served."""

    ticked = Signal(str)
    visit_chosen = Signal(int)
    """His leg."""

    def __init__(self, look: Look) -> None:
        super().__init__(look)
        self._rows: tuple[QueueRow, ...] = ()
        self._drawn: tuple[Text, str, bool] | None = None
        self._empty = ""
        self._search = SearchField(look)
        self._ring = Ringed(self._search)
        self._ring.hide()
        self._seek = QPushButton()
        self._seek.setObjectName("find_in_queue")
        self._seek.setFixedSize(look.px(36), look.px(36))
        self._seek.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._seek.setIcon(look.icon("search", 18, LIGHT.azure))
        self._seek.setIconSize(size(look, 18, 18))
        self._title = words(look, 20, 600)
        self._counts = {level: Sign(look, LEVEL_SIGNS[level][0]) for level in Level}
        self._counted = dict.fromkeys(Level, False)
        self._model = QueueModel(self)
        self._table = QueueTable(look, self._model)
        self.notice = Notice(look)
        self.done = Notice(look, "done", Tone.GOOD)
        self._hand = HandBand(look)
        self._connect()
        self._arrange(look)

    def _connect(self) -> None:
        self._search.textChanged.connect(self._put)
        self._search.left.connect(self._leave_search)
        self._seek.clicked.connect(self._look_or_leave)
        self._search.stepped.connect(self._step)
        self._search.entered.connect(self._enter)
        self._table.typed.connect(self._look_for_typed)
        self._table.clicked.connect(self._choose)
        self._table.entered_row.connect(self._choose)
        self._hand.number_typed.connect(self.ticked)

    def _arrange(self, look: Look) -> None:
        self._head = head = row_of(look.px(18))
        head.setContentsMargins(look.px(20), 0, look.px(20), 0)
        head.addWidget(self._title, 1)
        for sign in self._counts.values():
            head.addWidget(sign)
        head.addWidget(self._ring, alignment=Qt.AlignmentFlag.AlignVCenter)
        head.addWidget(self._seek)
        band = QWidget()
        band.setFixedHeight(look.px(56))
        band.setLayout(head)
        column = column_of()
        column.setContentsMargins(1, 1, 1, look.px(12))
        column.addWidget(band)
        column.addWidget(self._hand)
        column.addWidget(self._table, 1)
        column.addWidget(self.done)
        column.addWidget(self.notice)
        self.setLayout(column)

    def draw(
        self,
        rows: tuple[QueueRow, ...],
        text: Text,
        since: str,
        empty: str = "op.no_waiting",
        *,
        ready: bool = False,
    ) -> None:
        """Take the rows; `since` is when they were true, empty while they are.

        `empty` is the key of what is said where there are none.

        `ready` says that who was served meanwhile can be ticked off.
        """
        for level, sign in self._counts.items():
            count = sum(row.level is level for row in rows if row.waits)
            icon, colour = LEVEL_SIGNS[level]
            self._counted[level] = bool(count) and not (since and ready)
            word = f"{text(level.value)} {count}"
            sign.tell(icon, word, LIGHT.dead_text if since else colour)
        self._search.name(text("counter.find_in_queue"))
        self._seek.setAccessibleName(text("counter.find_in_queue"))
        self._seek.setToolTip(f"{text('counter.find_in_queue')} ({KEY})")
        ticked = any(row.ticked for row in rows)
        self._table.speak(text, tickable=bool(since) and ready, ticked=ticked)
        self._hand.tell(text, lost=bool(since), ready=ready)
        self._rows, self._drawn, self._empty = rows, (text, since, ready), empty
        self._put()
        self._show_counts()

    def focusInEvent(self, _event: QFocusEvent) -> None:
        """Give the keys to the table; behind a focus proxy Tab would skip what stands before it."""
        self._table.setFocus()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Show the counts that have room now."""
        super().resizeEvent(event)
        self._show_counts()

    def _show_counts(self) -> None:
        """Show what there is room for beside the title; whoever is on time gives way first."""
        margins, gap = self._head.contentsMargins(), self._head.spacing()
        room = self.width() - 2 - margins.left() - margins.right()
        room -= self._title.sizeHint().width() + gap + self._seek.width()
        for level, sign in self._counts.items():
            if self._counted[level]:
                room -= sign.sizeHint().width() + gap
            sign.setVisible(self._counted[level] and room >= 0 and self._ring.isHidden())

    @Slot()
    def look_for(self) -> None:
        """Let the operator type whom he looks for in the queue."""
        for sign in self._counts.values():
            sign.hide()
        self._ring.show()
        self._search.setFocus()
        self._search.selectAll()

    @Slot(str)
    def _look_for_typed(self, letters: str) -> None:
        self.look_for()
        self._search.setText(letters)

    @Slot()
    def _put(self) -> None:
        if self._drawn is None:
            return
        text, since, ready = self._drawn
        found = rows_found(self._rows, self._search.text())
        title = self._title_of(found, text)
        self._title.setText(f"{title} · {since}" if since else title)
        tickable = bool(since) and ready
        self._model.put(found, text, stale=bool(since), tickable=tickable)
        self._table.keep_mark(text("counter.nothing_found" if self._rows else self._empty))

    def _title_of(self, found: tuple[QueueRow, ...], text: Text) -> str:
        """Return how many wait; of those that were looked for, of how many."""
        waiting, shown = (sum(row.waits for row in rows) for rows in (self._rows, found))
        if self._empty == NO_QUEUE and not self._rows:
            # None are counted where none are called: a 0 would read as an empty hall.
            return text("op.waiting")
        count = str(waiting)
        if len(found) < len(self._rows):
            count = text("counter.found_of", n=shown, all=waiting)
        return f"{text('op.waiting')}: {count}"

    def stop_looking(self) -> None:
        """Show the whole queue: what was typed was a slip's code."""
        if self._search.isVisible():
            self._leave_search()

    @Slot()
    def _look_or_leave(self) -> None:
        if self._search.isVisible():
            self._leave_search()
        else:
            self.look_for()

    @Slot()
    def _leave_search(self) -> None:
        self._search.clear()
        self._ring.hide()
        self._show_counts()
        self._table.setFocus()

    @Slot(int)
    def _step(self, by: int) -> None:
        self._table.step(by)

    @Slot()
    def _enter(self) -> None:
        self._table.enter()

    @Slot(QModelIndex)
    def _choose(self, index: QModelIndex) -> None:
        row: QueueRow = index.data(ROW_ROLE)
        if index.data(TICK_ROLE):
            self.ticked.emit(row.label)
        elif row.leg is not None and not index.data(STALE_ROLE):
            self.visit_chosen.emit(row.leg)
