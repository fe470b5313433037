"""What the sheets beside the tiles are put together from: a head, and rows drawn by hand."""

from bisect import bisect_right
from collections.abc import Sequence
from itertools import accumulate
from typing import Generic, Protocol, TypeVar

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontMetricsF,
    QHelpEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import QFrame, QScrollArea, QSizePolicy, QToolTip, QWidget

from common.ui.tokens import LIGHT
from counter.breaking import in_lines
from counter.fading import Fading
from counter.pieces import Card, Look, column_of, row_of, words

LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
NAME_LINES = 3
"""So many lines a name has at most."""
RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


class Row(Protocol):
    """One row of a list; two equal rows look the same."""

    @property
    def key(self) -> str:
        """What is reported when it is chosen; empty where it cannot be."""

    @property
    def told(self) -> str:
        """The row as who cannot see it hears it."""


R = TypeVar("R", bound=Row)


class RowList(QWidget, Generic[R]):
    """Rows one below the other; reports which was clicked. A subclass draws them."""

    chosen = Signal(str)
    widened = Signal()
    """It is wider or narrower than before."""

    def __init__(self, look: Look, high: float) -> None:
        super().__init__()
        self._look, self._high = look, look.px(high)
        self._rows: tuple[R, ...] = ()
        self._tops: list[int] = [0]
        """Where each row begins, and where the last one ends."""
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)

    def put(self, rows: Sequence[R]) -> None:
        """Take the rows."""
        taken = tuple(rows)
        if taken == self._rows:
            return
        self._rows = taken
        self._stack()
        self.setAccessibleName("; ".join(one.told for one in taken))
        self.update()

    def _stack(self) -> None:
        """Find where each row stands."""
        tops = list(accumulate((self.high_of(row) for row in self._rows), initial=0))
        if tops != self._tops:
            self._tops = tops
            self.setMinimumHeight(tops[-1])
            self.updateGeometry()

    def is_cut_at(self, y: int) -> bool:
        """Say whether a line across cuts a row through."""
        return y not in self._tops

    def high_of(self, _row: R) -> int:
        """Return how high a row is at the width there is."""
        return self._high

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Find the heights for another width."""
        super().resizeEvent(event)
        if event.oldSize().width() != event.size().width():
            self._stack()
            self.widened.emit()

    def sizeHint(self) -> QSize:
        """Ask for room for all rows."""
        return QSize(self._look.px(120), self._tops[-1])

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the rows that are seen."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for at, row in enumerate(self._rows):
            box = QRectF(0, self._tops[at], self.width(), self._tops[at + 1] - self._tops[at])
            if event.region().intersects(box.toAlignedRect()):
                if at:
                    painter.fillRect(QRectF(0, box.top(), box.width(), 1), QColor(LIGHT.line))
                self.paint_row(painter, box, row)

    def paint_row(self, painter: QPainter, box: QRectF, row: R) -> None:
        """Draw one row."""
        raise NotImplementedError

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Report the row under the pointer."""
        row = self._row_at(event.position().y())
        if row is not None and row.key:
            self.chosen.emit(row.key)

    def event(self, event: QEvent) -> bool:
        """Tell the whole of a row, which may be shortened, in its tooltip."""
        if isinstance(event, QHelpEvent) and event.type() is QEvent.Type.ToolTip:
            row = self._row_at(event.pos().y())
            QToolTip.showText(event.globalPos(), "" if row is None else row.told, self)
            return True
        return super().event(event)

    def _row_at(self, y: float) -> R | None:
        at = bisect_right(self._tops, y) - 1
        return self._rows[at] if 0 <= at < len(self._rows) else None


class ListCard(Card, Generic[R]):
    """A sheet with a title, a word at its right, and a list that can be scrolled.

    A flat one stands on another sheet, without edge and title of its own.
    """

    def __init__(
        self, look: Look, body: RowList[R], above: QWidget | None = None, *, flat: bool = False
    ) -> None:
        super().__init__(look)
        self._flat = flat
        self._title = words(look, 17, 600)
        self._aside = words(look, 13, 400, LIGHT.slate, tabular=True)
        self._nothing = words(look, 14, 400, LIGHT.slate, wrap=True)
        self._nothing.hide()
        self._scroll = QScrollArea()
        self._scroll.setWidget(body)
        self._scroll.setWidgetResizable(True)
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.viewport().setAutoFillBackground(False)
        body.setAutoFillBackground(False)
        Fading(look, self._scroll, lambda: body.is_cut_at(self._edge()))
        head = row_of(look.px(8))
        head.addWidget(self._title, 1)
        head.addWidget(self._aside)
        column = column_of(look.px(4))
        if not flat:
            column.setContentsMargins(look.px(16), look.px(10), look.px(10), look.px(8))
            column.addLayout(head)
        column.addWidget(self._nothing)
        if above is not None:
            column.addWidget(above)
        column.addWidget(self._scroll, 1)
        # Takes the room of a list that is not there, so that title and words stay at the top.
        column.addStretch()
        self.setLayout(column)

    def _edge(self) -> int:
        """Return how much of the list stands over the lower edge of what is seen."""
        return self._scroll.verticalScrollBar().value() + self._scroll.viewport().height()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the sheet, where it is one of its own."""
        if not self._flat:
            super().paintEvent(event)

    def name(self, title: str, aside: str = "", nothing: str = "") -> None:
        """Take the title, the word beside it, and what is said where the list is empty."""
        self._title.setText(title)
        self._aside.setText(aside)
        self._nothing.setText(nothing)
        self._nothing.setVisible(bool(nothing))
        self._scroll.setVisible(not nothing)


def draw_words(
    painter: QPainter,
    box: QRectF,
    said: str,
    face: QFont,
    colour: str,
    side: Qt.AlignmentFlag = LEFT,
) -> float:
    """Draw one line, shortened where it must be; return how wide it is."""
    metrics = QFontMetricsF(face)
    fitting = metrics.elidedText(said, Qt.TextElideMode.ElideRight, max(0.0, box.width()))
    painter.setFont(face)
    painter.setPen(QColor(colour))
    painter.drawText(box, side | Qt.TextFlag.TextDontClip, fitting)
    return metrics.horizontalAdvance(fitting)


def lines_of(said: str, face: QFont, wide: float) -> list[str]:
    """Return a name on as few lines as it needs; the last may be too long."""
    if QFontMetricsF(face).horizontalAdvance(said) <= wide:
        return [said]
    return in_lines(said, face, wide, NAME_LINES)


def draw_name(painter: QPainter, box: QRectF, said: str, face: QFont) -> None:
    """Draw a name, on a few lines where it is long."""
    lines = lines_of(said, face, box.width())
    high = QFontMetricsF(face).lineSpacing()
    for at, line in enumerate(lines):
        moved = box.translated(0, high * (at - (len(lines) - 1) / 2))
        draw_words(painter, moved, line, face, LIGHT.ink)


def draw_icon(
    painter: QPainter, look: Look, left: float, box: QRectF, sign: tuple[str, str]
) -> float:
    """Draw an icon (its name and colour) in the middle of a row; return where it ends."""
    edge = look.px(17)
    place = QRectF(left, box.center().y() - edge / 2, edge, edge)
    look.icons.paint(painter, sign[0], place, sign[1], stroke=2)
    return left + edge
