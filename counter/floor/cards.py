"""What the sheets beside the tiles are put together from: a head, and rows drawn by hand."""

from collections.abc import Sequence
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
)
from PySide6.QtWidgets import QFrame, QScrollArea, QSizePolicy, QToolTip, QWidget

from common.ui.tokens import LIGHT
from counter.pieces import Card, Look, column_of, row_of, words

LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
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
    """Rows of one height; reports which was clicked. A subclass draws them."""

    chosen = Signal(str)

    def __init__(self, look: Look, high: float) -> None:
        super().__init__()
        self._look, self._high = look, look.px(high)
        self._rows: tuple[R, ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)

    def put(self, rows: Sequence[R]) -> None:
        """Take the rows."""
        taken = tuple(rows)
        if taken == self._rows:
            return
        if len(taken) != len(self._rows):
            self._rows = taken
            self.setMinimumHeight(self._high * len(taken))
            self.updateGeometry()
        self._rows = taken
        self.setAccessibleName("; ".join(one.told for one in taken))
        self.update()

    def sizeHint(self) -> QSize:
        """Ask for room for all rows."""
        return QSize(self._look.px(120), self._high * len(self._rows))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the rows that are seen."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for at, row in enumerate(self._rows):
            box = QRectF(0, at * self._high, self.width(), self._high)
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
        at = int(y // self._high)
        return self._rows[at] if 0 <= at < len(self._rows) else None


class ListCard(Card):
    """A sheet with a title, a word at its right, and a list that can be scrolled.

    A flat one stands on another sheet, without edge and title of its own.
    """

    def __init__(
        self, look: Look, body: QWidget, above: QWidget | None = None, *, flat: bool = False
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


def draw_name(painter: QPainter, box: QRectF, said: str, faces: tuple[QFont, QFont]) -> None:
    """Draw a name on one line, or in the second face on two where it is long."""
    metrics = QFontMetricsF(faces[1])
    if QFontMetricsF(faces[0]).horizontalAdvance(said) <= box.width():
        draw_words(painter, box, said, faces[0], LIGHT.ink)
        return
    upper, rest = said.split()[:1], said.split()[1:]
    while rest and metrics.horizontalAdvance(" ".join((*upper, rest[0]))) <= box.width():
        upper.append(rest.pop(0))
    high = metrics.lineSpacing() if rest else 0
    for shift, line in ((-high / 2, upper), (high / 2, rest)):
        draw_words(painter, box.translated(0, shift), " ".join(line), faces[1], LIGHT.ink)


def draw_icon(
    painter: QPainter, look: Look, left: float, box: QRectF, sign: tuple[str, str]
) -> float:
    """Draw an icon (its name and colour) in the middle of a row; return where it ends."""
    edge = look.px(17)
    place = QRectF(left, box.center().y() - edge / 2, edge, edge)
    look.icons.paint(painter, sign[0], place, sign[1], stroke=2)
    return left + edge
