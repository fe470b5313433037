"""The table of the queue: how it looks, and how arrows go through it."""

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHeaderView, QTableView

from common.i18n import Text
from common.ui.tokens import LIGHT
from counter.choice_panel import ENTER, STEPS
from counter.fading import Fading, cuts_a_row
from counter.pieces import Look
from counter.queue_model import ROW_ROLE, Column, QueueModel
from counter.queue_painter import QueuePainter, queue_head
from counter.rows import Level

WIDTHS = {Column.NUMBER: 88, Column.PRIORITY: 28, Column.WAITED: 80, Column.DUE: 68}
ROW = 39


class QueueTable(QTableView):
    """A table without any of the usual grey; arrows mark a row, Enter chooses it."""

    entered_row = Signal(QModelIndex)
    typed = Signal(str)
    """A letter or digit: somebody looks for a number, or a scanner reads a slip."""

    def __init__(self, look: Look, model: QueueModel) -> None:
        super().__init__()
        self._look = look
        self._text: Text | None = None
        self._empty = ""
        self._ticks = (False, False)
        self._marked = ""
        self._kept: tuple[str, int | None] | None = None
        self.setObjectName("queue")
        self._queue = model
        self.setModel(model)
        self.setItemDelegate(QueuePainter(look, self))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setShowGrid(False)
        self.setSelectionMode(QTableView.SelectionMode.NoSelection)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setTabKeyNavigation(False)
        self.setVerticalScrollMode(QTableView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setWordWrap(False)
        rows = self.verticalHeader()
        rows.hide()
        rows.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        rows.setDefaultSectionSize(look.px(ROW))
        Fading(look, self, lambda: cuts_a_row(self))
        self._columns()

    def _columns(self) -> None:
        head = queue_head(self._look)
        self.setHorizontalHeader(head)
        head.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        head.setSectionResizeMode(Column.SERVICE, QHeaderView.ResizeMode.Stretch)
        for column, width in WIDTHS.items():
            self.setColumnWidth(column, self._look.px(width))

    def speak(self, text: Text, *, tickable: bool, ticked: bool = False) -> None:
        """Take the language: what to say when nobody waits, and how wide the levels are."""
        if (text, tickable, ticked) == (self._text, *self._ticks):
            return
        self._text, self._ticks = text, (tickable, ticked)
        face = QFontMetrics(self._look.font(15, 600))
        words = [text(level.value) for level in Level]
        if tickable:
            words = [text("counter.by_hand_tick")]
        if tickable and ticked:
            words.append(text("counter.by_hand_at", time="00:00"))
        widest = max(map(face.horizontalAdvance, words))
        self.setColumnWidth(Column.LEVEL, widest + self._look.px(17 + 6 + 16))

    def step(self, by: int) -> None:
        """Mark another row, the first where none is marked."""
        rows = self.model().rowCount()
        if not rows:
            return
        at = self._marked_row()
        self._mark(0 if at is None else max(0, min(at + by, rows - 1)))

    def enter(self) -> None:
        """Choose the marked row, or the only one there is."""
        at = self._marked_row()
        if at is None and self.model().rowCount() == 1:
            at = 0
        if at is not None:
            self.entered_row.emit(self.model().index(at, Column.NUMBER))

    def keep_mark(self, empty: str) -> None:
        """Mark whom was marked where he stands now; `empty` is said where there is no row."""
        at = self._marked_row()
        if at is None:
            self._marked = ""
        if (empty, at) == self._kept:
            return
        self._empty, self._kept = empty, (empty, at)
        self.setProperty("marked", -1 if at is None else at)
        self.viewport().update()

    def _marked_row(self) -> int | None:
        return self._queue.row_of(self._marked)

    def _mark(self, at: int) -> None:
        self._marked = self.model().index(at, 0).data(ROW_ROLE).label
        self.keep_mark(self._empty)
        self.scrollTo(self.model().index(at, 0))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Let arrows mark, Enter choose, Esc let go."""
        key = Qt.Key(event.key())
        if key in STEPS:
            self.step(STEPS[key])
        elif key in ENTER and not event.isAutoRepeat():
            self.enter()
        elif key is Qt.Key.Key_Escape and self._marked:
            self._marked = ""
            self.keep_mark(self._empty)
        elif event.text().isprintable() and event.text().strip():
            self.typed.emit(event.text())
        else:
            event.ignore()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the rows, or in words that there are none."""
        super().paintEvent(event)
        if self._text is None or self.model().rowCount():
            return
        painter = QPainter(self.viewport())
        painter.setFont(self._look.font(16))
        painter.setPen(LIGHT.slate)
        painter.drawText(self.viewport().rect(), Qt.AlignmentFlag.AlignCenter, self._empty)
