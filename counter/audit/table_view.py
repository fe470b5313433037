"""A table of words: only what is seen is drawn, arrows go through it, the marked row is told."""

from collections.abc import Sequence

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QPersistentModelIndex,
    QRect,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QColor, QFontMetrics, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QFrame,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
)

from common.ui.tokens import LIGHT
from counter.audit.state import Row, Table
from counter.breaking import in_two
from counter.fading import Fading, cuts_a_row
from counter.painted_head import DrawHead, PaintedHead
from counter.pieces import Look

Index = QModelIndex | QPersistentModelIndex
NOWHERE = QModelIndex()
HIGH, GAP = 38, 10


class TableModel(QAbstractTableModel):
    """Holds the rows; rows that come after those there are leave the place where it is."""

    def __init__(self, columns: int) -> None:
        super().__init__()
        self._columns = columns
        self.table = Table()

    def put(self, table: Table) -> None:
        """Take the rows."""
        before, self_rows = self.table, self.table.rows
        if table == before:
            return
        if table.heads != before.heads:
            self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, self._columns - 1)
        more = len(table.rows) - len(self_rows)
        if more > 0 and self_rows and table.rows[: len(self_rows)] == self_rows:
            self.beginInsertRows(NOWHERE, len(self_rows), len(table.rows) - 1)
            self.table = table
            self.endInsertRows()
        elif table.rows == self_rows:
            self.table = table
        else:
            self.beginResetModel()
            self.table = table
            self.endResetModel()

    def rowCount(self, parent: Index = NOWHERE) -> int:
        """Return how many rows there are."""
        return 0 if parent.isValid() else len(self.table.rows)

    def columnCount(self, parent: Index = NOWHERE) -> int:
        """Return how many columns there are."""
        return 0 if parent.isValid() else self._columns

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return a cell's words; who cannot see the table hears the whole row."""
        row = self.table.rows[index.row()]
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return ", ".join(one for one in row.cells if one)
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return row.cells[index.column()]
        return None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        """Return the head of a column."""
        wanted = orientation is Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole
        return self.table.heads[section] if wanted and section < len(self.table.heads) else None


class TablePainter(QStyledItemDelegate):
    """Draws cells on white, the marked row on a tint."""

    def __init__(self, look: Look, right: Sequence[int]) -> None:
        super().__init__()
        self._look, self._right = look, right
        self.lead = 0
        """The first column that is seen."""
        self._face = look.font(14, tabular=True)
        self._first = look.font(14, 600, tabular=True)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw one cell."""
        box: QRect = option.rect
        marked = bool(option.state & QStyle.StateFlag.State_Selected)
        painter.fillRect(box, QColor(LIGHT.selected_tint if marked else LIGHT.card))
        painter.fillRect(box.left(), box.bottom(), box.width(), 1, QColor(LIGHT.line))
        leads = index.column() == self.lead
        if marked and leads:
            bar = QRect(box.left(), box.top(), self._look.px(4), box.height())
            painter.fillRect(bar, QColor(LIGHT.blue))
        painter.setFont(self._first if leads else self._face)
        painter.setPen(QColor(LIGHT.ink))
        said, right = str(index.data() or ""), index.column() in self._right
        room = box.width() - 2 * self._look.px(GAP)
        if QFontMetrics(painter.font()).horizontalAdvance(said) <= room or " " not in said:
            draw_cell(painter, self._look, box, said, right)
            return
        high = QFontMetrics(painter.font()).lineSpacing()
        upper, rest = in_two(said, painter.font(), room)
        for line, shift in ((upper, -high // 2), (rest, high // 2)):
            draw_cell(painter, self._look, box.translated(0, shift if rest else 0), line, right)

    def sizeHint(self, _option: QStyleOptionViewItem, _index: Index) -> QSize:
        """Return the height of a row."""
        return QSize(self._look.px(60), self._look.px(HIGH))


class AuditTable(QTableView):
    """A table without any grey; reports the row that is marked."""

    chosen = Signal(str)

    def __init__(
        self, look: Look, name: str, widths: Sequence[int], right: Sequence[int] = ()
    ) -> None:
        super().__init__()
        self._look, self._empty, self._putting = look, "", False
        self._widths = widths
        self.rows = TableModel(len(widths))
        self.setObjectName(name)
        self.setModel(self.rows)
        self._painter = TablePainter(look, right)
        self.setItemDelegate(self._painter)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setShowGrid(False)
        self.setSelectionBehavior(QTableView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QTableView.SelectionMode.SingleSelection)
        self.setTabKeyNavigation(False)
        self.setVerticalScrollMode(QTableView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setWordWrap(False)
        self._arrange(right)
        Fading(look, self, lambda: cuts_a_row(self))
        self.selectionModel().currentRowChanged.connect(self._tell)

    def _arrange(self, right: Sequence[int]) -> None:
        side = self.verticalHeader()
        side.hide()
        side.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        side.setDefaultSectionSize(self._look.px(HIGH))
        head = PaintedHead(self._look, 13, self._draw_head(right))
        self.setHorizontalHeader(head)
        for column, width in enumerate(self._widths):
            stretched = width == 0
            mode = QHeaderView.ResizeMode.Stretch if stretched else QHeaderView.ResizeMode.Fixed
            head.setSectionResizeMode(column, mode)
            if not stretched:
                self.setColumnWidth(column, self._look.px(width))

    def _draw_head(self, right: Sequence[int]) -> DrawHead:
        def draw(painter: QPainter, box: QRect, column: int, said: str) -> None:
            draw_cell(painter, self._look, box, said, column in right)

        return draw

    def _fit(self, heads: Sequence[str]) -> None:
        """Make no column narrower than its head."""
        face = QFontMetrics(self._look.font(13, 600))
        for column, (head, width) in enumerate(zip(heads, self._widths, strict=False)):
            if width:
                wide = face.horizontalAdvance(head) + self._look.px(2 * GAP) + 4
                self.setColumnWidth(column, max(self._look.px(width), wide))

    def hide_column(self, column: int) -> None:
        """Leave out a column whose words stand above the table already."""
        self.setColumnHidden(column, True)  # noqa: FBT003 - Qt's own signature
        if column == self._painter.lead:
            self._painter.lead += 1

    def put(self, table: Table, empty: str, marked: str | None) -> None:
        """Take the rows, what is said where there are none, and which row is marked."""
        self._putting = True
        if table.heads != self.rows.table.heads:
            self._fit(table.heads)
        self.rows.put(table)
        self._empty = empty
        at = next((at for at, row in enumerate(table.rows) if row.key == marked), None)
        if at is None:
            self.selectionModel().clear()
        elif self.currentIndex().row() != at:
            self.setCurrentIndex(self.rows.index(at, self._painter.lead))
        self._putting = False
        self.viewport().update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Let arrows go through the rows; what they do not know is for the page."""
        if event.key() in (Qt.Key.Key_Escape, Qt.Key.Key_Return, Qt.Key.Key_Enter) or event.text():
            event.ignore()
        elif not self.currentIndex().isValid() and self.rows.rowCount():
            self.setCurrentIndex(self.rows.index(0, self._painter.lead))
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the rows, or in words that there are none."""
        super().paintEvent(event)
        if not self.rows.rowCount():
            painter = QPainter(self.viewport())
            painter.setFont(self._look.font(16))
            painter.setPen(QColor(LIGHT.slate))
            middle = Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap
            edge = self._look.px(16)
            painter.drawText(
                self.viewport().rect().adjusted(edge, 0, -edge, 0), middle, self._empty
            )

    def _tell(self, now: QModelIndex, _before: QModelIndex) -> None:
        if now.isValid() and not self._putting:
            row: Row = self.rows.table.rows[now.row()]
            self.chosen.emit(row.key)


def draw_cell(painter: QPainter, look: Look, box: QRect, said: str, right: bool) -> None:  # noqa: FBT001 - one of two sides
    """Draw words inside the margins of a cell, shortened where they must be."""
    inner = box.adjusted(look.px(GAP), 0, -look.px(GAP), 0)
    side = Qt.AlignmentFlag.AlignRight if right else Qt.AlignmentFlag.AlignLeft
    fitting = QFontMetrics(painter.font()).elidedText(
        said, Qt.TextElideMode.ElideRight, inner.width()
    )
    painter.drawText(inner, side | Qt.AlignmentFlag.AlignVCenter, fitting)
