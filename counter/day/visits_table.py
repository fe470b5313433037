"""The table of those whom nobody finished: one is marked, or many, or all."""

from enum import IntEnum

from PySide6.QtCore import (
    QAbstractTableModel,
    QItemSelection,
    QItemSelectionModel,
    QModelIndex,
    QPersistentModelIndex,
    Qt,
)
from PySide6.QtWidgets import QFrame, QHeaderView, QTableView

from common.domain.day_end import OpenVisit
from common.domain.ids import TicketId
from common.i18n import Text
from common.ui.tokens import LIGHT
from counter.fading import Fading, cuts_a_row
from counter.pieces import Look
from counter.rows import Names, spaced

Index = QModelIndex | QPersistentModelIndex
ROW, HEAD = 38, 30


class Column(IntEnum):
    """What stands where."""

    NUMBER = 0
    SERVICE = 1
    STATE = 2
    WHERE = 3
    SINCE = 4


HEADS = ("counter.col_number", "counter.col_service", "day.state", "day.where", "day.since")
WIDTHS = {Column.NUMBER: 92, Column.STATE: 150, Column.WHERE: 104, Column.SINCE: 84}


class VisitsModel(QAbstractTableModel):
    """The open visits, in words."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._head = look.font(14)
        self.visits: tuple[OpenVisit, ...] = ()
        self._names: Names | None = None
        self._text: Text | None = None

    def put(self, visits: tuple[OpenVisit, ...], names: Names, text: Text) -> None:
        """Take the visits and their words."""
        if (visits, names, text) == (self.visits, self._names, self._text):
            return
        self.beginResetModel()
        self.visits, self._names, self._text = visits, names, text
        self.endResetModel()

    def rowCount(self, parent: Index | None = None) -> int:
        """Return how many there are."""
        return 0 if parent is not None and parent.isValid() else len(self.visits)

    def columnCount(self, parent: Index | None = None) -> int:
        """Return how many columns there are."""
        return 0 if parent is not None and parent.isValid() else len(Column)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        """Return the head of a column."""
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        if role == Qt.ItemDataRole.FontRole:
            return self._head
        wanted = role == Qt.ItemDataRole.DisplayRole and self._text is not None
        if not wanted or self._text is None or orientation is not Qt.Orientation.Horizontal:
            return None
        return self._text(HEADS[section])

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return a cell."""
        wanted = role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole)
        if not wanted or self._names is None or self._text is None:
            return None
        cells = _cells(self.visits[index.row()], self._names, self._text)
        return cells[Column(index.column())]


def _cells(visit: OpenVisit, names: Names, text: Text) -> dict[Column, str]:
    counter = None if visit.counter is None else names.floor.counter(visit.counter)
    return {
        Column.NUMBER: spaced(visit.label),
        Column.SERVICE: names.short(visit.service),
        Column.STATE: text(f"day.state.{visit.state.value}"),
        Column.WHERE: "–" if counter is None else text("counter.window", number=counter.number),
        Column.SINCE: names.clock(visit.since),
    }


class VisitsTable(QTableView):
    """Draws them; arrows and Shift mark, Ctrl+A marks all."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self.rows = VisitsModel(look)
        self.setObjectName("day:visits")
        self.setModel(self.rows)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setSelectionBehavior(QTableView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QTableView.SelectionMode.ExtendedSelection)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QTableView.ScrollMode.ScrollPerPixel)
        self.setFont(look.font(16))
        # Qt keeps three pixels beside a cell's words; the heads stand over them so.
        self.setStyleSheet(
            f"QTableView::item {{ border-bottom: 1px solid {LIGHT.line}; }}"
            "QHeaderView::section { padding: 0 3px; }"
        )
        Fading(look, self, lambda: cuts_a_row(self))
        self._measure(look)

    def _measure(self, look: Look) -> None:
        rows = self.verticalHeader()
        rows.hide()
        rows.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        rows.setDefaultSectionSize(look.px(ROW))
        head = self.horizontalHeader()
        head.setFont(look.font(14))
        head.setFixedHeight(look.px(HEAD))
        head.setHighlightSections(False)
        head.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        head.setSectionResizeMode(Column.SERVICE, QHeaderView.ResizeMode.Stretch)
        for column, width in WIDTHS.items():
            self.setColumnWidth(column, look.px(width))

    def put(self, visits: tuple[OpenVisit, ...], names: Names, text: Text) -> None:
        """Take the visits; who was marked and is still there stays so."""
        before = set(self.marked())
        self.rows.put(visits, names, text)
        if before and not self.marked():
            kept = QItemSelection()
            for row, visit in enumerate(visits):
                if visit.ticket in before:
                    here = self.rows.index(row, 0)
                    kept.select(here, self.rows.index(row, len(Column) - 1))
            self.selectionModel().select(kept, QItemSelectionModel.SelectionFlag.Select)

    def marked(self) -> list[TicketId]:
        """Return the tickets that are marked, in their order."""
        rows = sorted(index.row() for index in self.selectionModel().selectedRows())
        return [self.rows.visits[row].ticket for row in rows if row < len(self.rows.visits)]
