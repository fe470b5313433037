"""My queue: who waits for this counter, in the order of the calls."""

from PySide6.QtCore import QModelIndex, Qt, Signal, Slot
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHeaderView, QTableView, QWidget

from common.i18n import Text
from common.ui.tokens import LIGHT
from counter.hand_band import HandBand
from counter.notice import Notice
from counter.pieces import Card, Look, Sign, column_of, row_of, words
from counter.queue_model import ROW_ROLE, TICK_ROLE, Column, QueueModel
from counter.queue_painter import LEVEL_SIGNS, QueueHead, QueuePainter
from counter.rows import Level, QueueRow

WIDTHS = {Column.NUMBER: 88, Column.PRIORITY: 28, Column.WAITED: 80, Column.DUE: 68}
ROW = 39


class QueueView(Card):
    """Draws the queue with its counts by level; of a queue of then, reports who was served."""

    ticked = Signal(str)

    def __init__(self, look: Look) -> None:
        super().__init__(look)
        self._title = words(look, 20, 600)
        self._counts = {level: Sign(look, LEVEL_SIGNS[level][0]) for level in Level}
        self._model = QueueModel(self)
        self._table = _Table(look, self._model)
        self._table.clicked.connect(self._tick)
        self.notice = Notice(look)
        self._hand = HandBand(look)
        self._hand.number_typed.connect(self.ticked)
        head = row_of(look.px(18))
        head.setContentsMargins(look.px(20), 0, look.px(20), 0)
        head.addWidget(self._title, 1)
        for sign in self._counts.values():
            head.addWidget(sign)
        band = QWidget()
        band.setFixedHeight(look.px(56))
        band.setLayout(head)
        column = column_of()
        column.setContentsMargins(1, 1, 1, look.px(12))
        column.addWidget(band)
        column.addWidget(self._hand)
        column.addWidget(self._table, 1)
        column.addWidget(self.notice)
        self.setLayout(column)

    def draw(
        self, rows: tuple[QueueRow, ...], text: Text, since: str, *, ready: bool = False
    ) -> None:
        """Take the rows; `since` is when they were true, empty while they are.

        `ready` says that who was served meanwhile can be ticked off.
        """
        waiting = sum(row.waits for row in rows)
        title = f"{text('op.waiting')}: {waiting}"
        self._title.setText(f"{title} · {since}" if since else title)
        for level, sign in self._counts.items():
            count = sum(row.level is level for row in rows)
            icon, colour = LEVEL_SIGNS[level]
            sign.setVisible(bool(count) and not (since and ready))
            word = f"{text(level.value)} {count}"
            sign.tell(icon, word, LIGHT.dead_text if since else colour)
        self._table.speak(text, tickable=bool(since) and ready)
        self._hand.tell(text, lost=bool(since), ready=ready)
        self._model.put(rows, text, stale=bool(since), tickable=bool(since) and ready)

    @Slot(QModelIndex)
    def _tick(self, index: QModelIndex) -> None:
        if index.data(TICK_ROLE):
            self.ticked.emit(index.data(ROW_ROLE).label)


class _Table(QTableView):
    """A table without any of the usual grey."""

    def __init__(self, look: Look, model: QueueModel) -> None:
        super().__init__()
        self._look = look
        self._text: Text | None = None
        self._tickable = False
        self.setObjectName("queue")
        self.setModel(model)
        self.setItemDelegate(QueuePainter(look, self))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setShowGrid(False)
        self.setSelectionMode(QTableView.SelectionMode.NoSelection)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setVerticalScrollMode(QTableView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setWordWrap(False)
        rows = self.verticalHeader()
        rows.hide()
        rows.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        rows.setDefaultSectionSize(look.px(ROW))
        self._columns()

    def _columns(self) -> None:
        head = QueueHead(self._look)
        self.setHorizontalHeader(head)
        head.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        head.setSectionResizeMode(Column.SERVICE, QHeaderView.ResizeMode.Stretch)
        for column, width in WIDTHS.items():
            self.setColumnWidth(column, self._look.px(width))

    def speak(self, text: Text, *, tickable: bool) -> None:
        """Take the language: what to say when nobody waits, and how wide the levels are."""
        if (text, tickable) == (self._text, self._tickable):
            return
        self._text, self._tickable = text, tickable
        face = QFontMetrics(self._look.font(15, 600))
        words = [text(level.value) for level in Level]
        if tickable:
            words = [text("counter.by_hand_tick"), text("counter.by_hand_at", time="00:00")]
        widest = max(map(face.horizontalAdvance, words))
        self.setColumnWidth(Column.LEVEL, widest + self._look.px(17 + 6 + 16))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the rows, or in words that there are none."""
        super().paintEvent(event)
        if self._text is None or self.model().rowCount():
            return
        painter = QPainter(self.viewport())
        painter.setFont(self._look.font(16))
        painter.setPen(LIGHT.slate)
        words = self._text("op.no_waiting")
        painter.drawText(self.viewport().rect(), Qt.AlignmentFlag.AlignCenter, words)
