"""The operator's day as a table: one line a visitor, drawn only where it is seen."""

from enum import IntEnum

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtGui import QColor, QFontMetrics
from PySide6.QtWidgets import QFrame, QHeaderView, QTableView

from common.domain.my_day import DayVisit
from common.domain.outcomes import ServiceOutcome
from common.domain.ticket import LegState
from common.i18n import Text
from common.ui.tokens import LIGHT
from counter.fading import Fading, cuts_a_row
from counter.pieces import Look
from counter.rows import Names, minutes_and_seconds, spaced

Index = QModelIndex | QPersistentModelIndex
NOWHERE = QModelIndex()
NOTHING = "–"
ROW = 39
EDGE = 6
OWN_EDGE = 3
"""What Qt keeps free beside a cell's words in any case, in pixels."""


class Column(IntEnum):
    """The columns from left to right."""

    NUMBER = 0
    SERVICE = 1
    WAITED = 2
    SERVED = 3
    ENDED = 4
    HOW = 5


HEADS = {
    Column.NUMBER: "counter.col_number",
    Column.SERVICE: "counter.col_service",
    Column.WAITED: "counter.waited",
    Column.SERVED: "my_day.served",
    Column.ENDED: "my_day.ended",
    Column.HOW: "my_day.how",
}
RIGHT = (Column.WAITED, Column.SERVED, Column.ENDED)
ENDINGS = {
    LegState.DONE: "outcome.done",
    LegState.NO_SHOW: "op.noshow",
    LegState.TRANSFERRED: "my_day.transferred",
    LegState.CANCELLED: "my_day.cancelled",
    None: "my_day.undone",
}


class DayModel(QAbstractTableModel):
    """Holds an operator's visitors of the day."""

    def __init__(self, look: Look, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._visits: tuple[DayVisit, ...] = ()
        self._names: Names | None = None
        self._text: Text | None = None
        self._faces = {
            Column.NUMBER: look.font(16, 700, tabular=True),
            Column.SERVICE: look.font(14),
            Column.HOW: look.font(15, 600),
        }
        self._usual = look.font(16, tabular=True)

    def put(self, visits: tuple[DayVisit, ...], names: Names, text: Text) -> None:
        """Take the visitors, the newest first."""
        if (visits, names, text) != (self._visits, self._names, self._text):
            self.beginResetModel()
            self._visits, self._names, self._text = visits, names, text
            self.endResetModel()

    def rowCount(self, parent: Index = NOWHERE) -> int:
        """Return how many there were."""
        return 0 if parent.isValid() else len(self._visits)

    def columnCount(self, parent: Index = NOWHERE) -> int:
        """Return how many columns there are."""
        return 0 if parent.isValid() else len(Column)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return a cell's words and how they are drawn."""
        visit, column = self._visits[index.row()], Column(index.column())
        if role == Qt.ItemDataRole.DisplayRole:
            return self._words(visit, column)
        if role == Qt.ItemDataRole.ToolTipRole and column in (Column.SERVICE, Column.HOW):
            return self._words(visit, column)
        if role == Qt.ItemDataRole.FontRole:
            return self._faces.get(column, self._usual)
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _side(column)
        if role == Qt.ItemDataRole.ForegroundRole and column is Column.HOW:
            done = visit.state is LegState.DONE and visit.outcome in (None, ServiceOutcome.DONE)
            return QColor(LIGHT.good if done else LIGHT.warn)
        return None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        """Return a column's head."""
        if orientation is not Qt.Orientation.Horizontal or self._text is None:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return self._text(HEADS[Column(section)])
        return _side(Column(section)) if role == Qt.ItemDataRole.TextAlignmentRole else None

    def _words(self, visit: DayVisit, column: Column) -> str:
        if self._text is None or self._names is None:
            return ""
        if column is Column.HOW:
            return self._ending(visit, self._text)
        served = NOTHING if visit.served is None else minutes_and_seconds(visit.served)
        return {
            Column.NUMBER: spaced(visit.label),
            Column.SERVICE: self._names.short(visit.service),
            Column.WAITED: minutes_and_seconds(visit.waited),
            Column.SERVED: served,
            Column.ENDED: self._names.clock(visit.ended_at),
        }[column]

    def _ending(self, visit: DayVisit, text: Text) -> str:
        if visit.outcome is not None and visit.state is LegState.DONE:
            return text(f"outcome.{visit.outcome.value}")
        return text(ENDINGS.get(visit.state, "op.noshow"))


class DayTable(QTableView):
    """A table without any of the usual grey."""

    def __init__(self, look: Look, model: DayModel) -> None:
        super().__init__()
        self._look = look
        self.setObjectName("my_day:table")
        self.setModel(model)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setShowGrid(False)
        # A long service stands on two lines.
        self.setWordWrap(True)
        self.setSelectionMode(QTableView.SelectionMode.NoSelection)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setVerticalScrollMode(QTableView.ScrollMode.ScrollPerPixel)
        self.setStyleSheet(
            f"QTableView::item {{ border-bottom: 1px solid {LIGHT.line};"
            f" padding: 0 {look.px(EDGE) - OWN_EDGE}px; }}"
            f"QHeaderView::section {{ padding: 0 {look.px(EDGE)}px; }}"
        )
        rows = self.verticalHeader()
        rows.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        rows.setDefaultSectionSize(look.px(ROW))
        rows.hide()
        heads = self.horizontalHeader()
        heads.setFont(look.font(14, 600))
        heads.setFixedHeight(look.px(32))
        heads.setSectionsClickable(False)
        heads.setHighlightSections(False)
        heads.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        heads.setSectionResizeMode(Column.SERVICE, QHeaderView.ResizeMode.Stretch)
        heads.setSectionResizeMode(Column.HOW, QHeaderView.ResizeMode.ResizeToContents)
        Fading(look, self, lambda: cuts_a_row(self))
        model.modelReset.connect(self._widen)

    def _widen(self) -> None:
        """Give each column the room of its head, which is another in each language."""
        face = QFontMetrics(self.horizontalHeader().font())
        edge = 2 * self._look.px(EDGE) + OWN_EDGE
        for column, wide in WIDTHS.items():
            said = str(self.model().headerData(column, Qt.Orientation.Horizontal))
            self.setColumnWidth(
                column, max(self._look.px(wide), face.horizontalAdvance(said) + edge)
            )


WIDTHS = {
    Column.NUMBER: 78,
    Column.WAITED: 80,
    Column.SERVED: 72,
    Column.ENDED: 62,
}


def _side(column: Column) -> Qt.AlignmentFlag:
    side = Qt.AlignmentFlag.AlignRight if column in RIGHT else Qt.AlignmentFlag.AlignLeft
    return side | Qt.AlignmentFlag.AlignVCenter
