"""The queue as Qt's table reads it."""

from enum import IntEnum
from itertools import groupby

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from common.i18n import Text
from counter.rows import QueueRow, spaced

Index = QModelIndex | QPersistentModelIndex
ROW_ROLE = Qt.ItemDataRole.UserRole
STALE_ROLE = Qt.ItemDataRole.UserRole + 1
TICK_ROLE = Qt.ItemDataRole.UserRole + 2
NOWHERE = QModelIndex()


class Column(IntEnum):
    """The columns from left to right."""

    NUMBER = 0
    PRIORITY = 1
    SERVICE = 2
    WAITED = 3
    DUE = 4
    LEVEL = 5


HEADS = {
    Column.NUMBER: "counter.col_number",
    Column.SERVICE: "counter.col_service",
    Column.WAITED: "counter.col_waits",
    Column.DUE: "counter.col_due",
    Column.LEVEL: "counter.col_level",
}
RIGHT = (Column.WAITED, Column.DUE)


class QueueModel(QAbstractTableModel):
    """Holds the rows; keeps the scroll where it is when they change."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._rows: tuple[QueueRow, ...] = ()
        self._text: Text | None = None
        self._stale = self._tickable = False
        self._places: dict[str, int] | None = None

    def put(
        self, rows: tuple[QueueRow, ...], text: Text, *, stale: bool, tickable: bool = False
    ) -> None:
        """Take the rows; `stale` ones are drawn pale, `tickable` ones can be ticked off."""
        alike = (text, stale, tickable) == (self._text, self._stale, self._tickable)
        if alike and rows == self._rows:
            return
        spoken = text is self._text and tickable == self._tickable
        self._text, self._stale, self._tickable = text, stale, tickable
        if not spoken:
            self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, len(Column) - 1)
        self._places = None
        old = {} if not alike else {row.label: row for row in self._rows}
        self._replace(rows)
        self._tell_changed([old.get(row.label) != row for row in rows])

    def row_of(self, label: str) -> int | None:
        """Return where a number stands; None where it does not."""
        if self._places is None:
            self._places = {row.label: at for at, row in enumerate(self._rows)}
        return self._places.get(label)

    def _replace(self, rows: tuple[QueueRow, ...]) -> None:
        """Take other rows, and tell only of those that came or went."""
        old, new = self._rows, rows
        first, shorter = 0, min(len(old), len(new))
        while first < shorter and old[first].label == new[first].label:
            first += 1
        same = 0
        while same < shorter - first and old[-1 - same].label == new[-1 - same].label:
            same += 1
        gone, come = len(old) - same, len(new) - same
        if gone > first:
            self.beginRemoveRows(NOWHERE, first, gone - 1)
            self._rows = old[:first] + old[gone:]
            self.endRemoveRows()
        if come > first:
            self.beginInsertRows(NOWHERE, first, come - 1)
            self._rows = new
            self.endInsertRows()
        self._rows = new

    def _tell_changed(self, changed: list[bool]) -> None:
        """Let rows be drawn anew; those that are as they were cost nothing."""
        last, at = len(Column) - 1, 0
        for differs, run in groupby(changed):
            after = at + sum(1 for _ in run)
            if differs:
                self.dataChanged.emit(self.index(at, 0), self.index(after - 1, last))
            at = after

    def rowCount(self, parent: Index = NOWHERE) -> int:
        """Return how many wait."""
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = NOWHERE) -> int:
        """Return how many columns there are."""
        return 0 if parent.isValid() else len(Column)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return a cell's words, or its whole row."""
        row = self._rows[index.row()]
        if role == ROW_ROLE:
            return row
        if role == STALE_ROLE:
            return self._stale
        if role == TICK_ROLE:
            return self._tickable
        if role == Qt.ItemDataRole.DisplayRole:
            return self._words(row, Column(index.column()))
        if role == Qt.ItemDataRole.ToolTipRole and index.column() == Column.SERVICE:
            return self._service(row)
        return None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        """Return a column's head."""
        if orientation is not Qt.Orientation.Horizontal or self._text is None:
            return None
        column = Column(section)
        if role == Qt.ItemDataRole.DisplayRole:
            if column is Column.LEVEL and self._tickable:
                # Over buttons; how anybody stands is not told there.
                return ""
            return self._text(HEADS[column]) if column in HEADS else ""
        if role == Qt.ItemDataRole.TextAlignmentRole:
            side = Qt.AlignmentFlag.AlignRight if column in RIGHT else Qt.AlignmentFlag.AlignLeft
            return side | Qt.AlignmentFlag.AlignVCenter
        return None

    def _words(self, row: QueueRow, column: Column) -> str:
        if self._text is None:
            return ""
        if column is Column.NUMBER:
            return spaced(row.label)
        if column in RIGHT:
            return self._time(row, column, self._text)
        if column is Column.LEVEL:
            return self._level(row)
        if column is Column.PRIORITY:
            return self._text("counter.priority_letter") if row.priority else ""
        return row.service

    @staticmethod
    def _time(row: QueueRow, column: Column, text: Text) -> str:
        if row.stands:
            # He does not wait: his time would read as a wait.
            return text(row.stands) if column is Column.DUE else ""
        if column is Column.DUE:
            return row.due
        return "" if row.minutes is None else text("counter.minutes", n=row.minutes)

    def _service(self, row: QueueRow) -> str:
        if self._text is None or not row.marks:
            return row.service
        marks = ", ".join(self._text(f"mark.{mark}") for mark in row.marks)
        return f"{marks} · {row.service}"

    def _level(self, row: QueueRow) -> str:
        if self._text is None:
            return ""
        if row.ticked:
            return self._text("counter.by_hand_at", time=row.ticked)
        return self._text("counter.by_hand_tick" if self._tickable else row.level.value)
