"""Draws the cells of the queue."""

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem, QTableView

from common.ui.tokens import LIGHT
from counter.breaking import in_two
from counter.painted_head import PaintedHead
from counter.pieces import Look
from counter.queue_model import RIGHT, ROW_ROLE, STALE_ROLE, TICK_ROLE, Column
from counter.rows import Level, QueueRow

LEVEL_SIGNS = {
    Level.LATE: ("triangle-alert", LIGHT.bad),
    Level.SOON: ("clock", LIGHT.warn),
    Level.ON_TIME: ("circle-check", LIGHT.good),
}


class QueuePainter(QStyledItemDelegate):
    """Draws the next row on a tint with a blue bar, the others on white, lines between."""

    def __init__(self, look: Look, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._faces = {
            Column.NUMBER: look.font(16, 700, tabular=True),
            Column.PRIORITY: look.font(13, 700),
            Column.SERVICE: look.font(14),
            Column.WAITED: look.font(16, tabular=True),
            Column.DUE: look.font(16, tabular=True),
            Column.LEVEL: look.font(15, 600),
        }

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        """Draw one cell."""
        row: QueueRow = index.data(ROW_ROLE)
        column = Column(index.column())
        box: QRect = option.rect
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if row.comes_next:
            painter.fillRect(box, QColor(LIGHT.selected_tint))
        view = self.parent()
        if isinstance(view, QTableView) and view.property("marked") == index.row():
            _draw_mark(painter, self._look, box, column)
        if row.comes_next and column is Column.NUMBER:
            painter.fillRect(QRect(box.left(), box.top(), 4, box.height()), QColor(LIGHT.blue))
        painter.fillRect(QRect(box.left(), box.bottom(), box.width(), 1), QColor(LIGHT.line))
        if column is Column.DUE and row.stands and isinstance(view, QTableView):
            # Where somebody is takes the room of the wait that he has not.
            box = box.adjusted(-view.columnWidth(Column.WAITED), 0, 0, 0)
        # How long somebody has waited and how he stands is of then; all else still holds.
        of_then = column in (Column.WAITED, Column.LEVEL) and index.data(STALE_ROLE)
        colour = LIGHT.dead_text if of_then else None
        words = str(index.data(Qt.ItemDataRole.DisplayRole))
        if column is Column.PRIORITY:
            self._draw_priority(painter, box, words, colour or LIGHT.priority)
        elif column is Column.LEVEL and index.data(TICK_ROLE):
            self._draw_tick(painter, box, words, done=bool(row.ticked))
        elif column is Column.LEVEL:
            self._draw_level(painter, box, LEVEL_SIGNS[row.level], words, colour)
        else:
            self._draw_words(painter, box, column, words, colour or LIGHT.ink)
        painter.restore()

    def _draw_words(
        self, painter: QPainter, box: QRect, column: Column, words: str, colour: str
    ) -> None:
        painter.setFont(self._faces[column])
        painter.setPen(QColor(colour))
        room = box.width() - self._look.px(8)
        wide = QFontMetrics(self._faces[column]).horizontalAdvance(words)
        if column is not Column.SERVICE or wide <= room:
            draw_in_column(painter, self._look, box, column, words)
            return
        # All rows are of one size: a smaller one would look like a lesser visitor.
        face = self._faces[column]
        high = QFontMetrics(face).lineSpacing()
        upper, rest = in_two(words, face, room)
        for line, shift in ((upper, -high // 2), (rest, high // 2)):
            moved = box.translated(0, shift if rest else 0)
            draw_in_column(painter, self._look, moved, column, line)

    def _draw_priority(self, painter: QPainter, box: QRect, words: str, colour: str) -> None:
        if not words:
            return
        edge = self._look.px(20)
        top = box.top() + (box.height() - edge) / 2
        mark = QRectF(box.left() + 0.75, top, edge, edge)
        painter.setPen(QPen(QColor(colour), 1.5))
        painter.drawRoundedRect(mark, 4, 4)
        painter.setFont(self._faces[Column.PRIORITY])
        painter.drawText(mark, Qt.AlignmentFlag.AlignCenter, words)

    def _draw_tick(self, painter: QPainter, box: QRect, words: str, *, done: bool) -> None:
        """Draw that a visitor was served by hand, or the ring to press when he is."""
        if done:
            self._draw_level(painter, box, ("circle-check", LIGHT.good), words, None)
            return
        self._draw_level(painter, box, ("", LIGHT.azure), words, None)
        edge = self._look.px(15)
        top = box.top() + (box.height() - edge) / 2
        painter.setPen(QPen(QColor(LIGHT.azure), 1.75))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawEllipse(QRectF(box.left() + 1, top, edge, edge))

    def _draw_level(
        self, painter: QPainter, box: QRect, look: tuple[str, str], words: str, colour: str | None
    ) -> None:
        icon, level_colour = look
        edge = self._look.px(17)
        sign = QRectF(box.left(), box.top() + (box.height() - edge) / 2, edge, edge)
        if icon:
            self._look.icons.paint(painter, icon, sign, colour or level_colour, stroke=2)
        painter.setFont(self._faces[Column.LEVEL])
        painter.setPen(QColor(colour or level_colour))
        rest = box.adjusted(edge + self._look.px(6), 0, 0, 0)
        flags = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        painter.drawText(rest, flags, words)


def _draw_mark(painter: QPainter, look: Look, box: QRect, column: Column) -> None:
    """Draw this cell's part of the line round the marked row."""
    painter.fillRect(box, QColor(LIGHT.selected_tint))
    thick = look.px(2)
    colour = QColor(LIGHT.focus)
    painter.fillRect(box.left(), box.top(), box.width(), thick, colour)
    painter.fillRect(box.left(), box.bottom() - thick, box.width(), thick, colour)
    if column is Column.NUMBER:
        painter.fillRect(box.left(), box.top(), thick, box.height() - 1, colour)
    if column is max(Column):
        painter.fillRect(box.right() - thick + 1, box.top(), thick, box.height() - 1, colour)


def queue_head(look: Look) -> PaintedHead:
    """Return the heads of the columns, each over its column's words."""

    def draw(painter: QPainter, box: QRect, column: int, said: str) -> None:
        draw_in_column(painter, look, box, Column(column), said)

    return PaintedHead(look, 14, draw)


def draw_in_column(painter: QPainter, look: Look, box: QRect, column: Column, words: str) -> None:
    """Draw words inside the margins of a column, shortened at the right."""
    left = look.px(20) if column is Column.NUMBER else 0
    right = look.px(14) if column in RIGHT else look.px(8) if column is Column.SERVICE else 0
    inner = box.adjusted(left, 0, -right, 0)
    side = Qt.AlignmentFlag.AlignRight if column in RIGHT else Qt.AlignmentFlag.AlignLeft
    fitting = QFontMetrics(painter.font()).elidedText(
        words, Qt.TextElideMode.ElideRight, inner.width()
    )
    painter.drawText(inner, side | Qt.AlignmentFlag.AlignVCenter, fitting)
