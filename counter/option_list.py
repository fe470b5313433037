"""Options one below the other, one of them marked."""

from dataclasses import dataclass
from itertools import accumulate

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QColor, QFontMetrics, QMouseEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractButton, QWidget

from common.ui.tokens import LIGHT
from counter.breaking import in_two
from counter.pieces import Look

ROW, SECOND = 54, 20
"""The height of a row, and of the second line of a long title."""


@dataclass(frozen=True, slots=True)
class Option:
    """One thing to choose; `name` is its object name."""

    name: str
    title: str
    detail: str
    icon: str = ""


class OptionRow(QAbstractButton):
    """One option; the marked one has a tint and a blue bar."""

    def __init__(self, look: Look, option: Option, parent: QWidget) -> None:
        super().__init__(parent)
        self._look, self._option = look, option
        self._marked = False
        self.setObjectName(option.name)
        self.setText(option.title)
        self.setAccessibleName(option.title)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)

    def high_at(self, wide: int) -> int:
        """Return how high it is at a width."""
        return self._look.px(ROW + (SECOND if self._titles(wide)[1] else 0))

    def _titles(self, wide: int) -> tuple[str, str]:
        """Return the title, on two lines where one is too short."""
        face, room = self._look.font(16, 600), wide - self._left() - self._look.px(20)
        whole = QFontMetrics(face).horizontalAdvance(self._option.title) <= room
        return (self._option.title, "") if whole else in_two(self._option.title, face, room)

    def _left(self) -> int:
        return self._look.px(52 if self._option.icon else 20)

    def mark(self, *, marked: bool) -> None:
        """Take whether Enter would choose this one."""
        if marked != self._marked:
            self._marked = marked
            self.update()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Let the second press of a double click choose nothing: it was meant for what was here."""
        event.accept()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw it."""
        painter, look = QPainter(self), self._look
        if self._marked or self.isDown():
            painter.fillRect(self.rect(), QColor(LIGHT.selected_tint))
            painter.fillRect(0, 0, 4, self.height(), QColor(LIGHT.blue))
        elif self.underMouse():
            painter.fillRect(self.rect(), QColor(LIGHT.ground))
        painter.fillRect(0, self.height() - 1, self.width(), 1, QColor(LIGHT.line))
        middle, option = self.height() / 2, self._option
        if option.icon:
            edge = look.px(20)
            box = QRectF(look.px(20), middle - edge / 2, edge, edge)
            look.icons.paint(painter, option.icon, box, LIGHT.azure)
        titles = [line for line in self._titles(self.width()) if line]
        top = middle - look.px((SECOND * (len(titles) - 1) + (44 if option.detail else 22)) / 2)
        for at, line in enumerate(titles):
            self._line(painter, top + look.px(SECOND * at), line, 16, LIGHT.ink)
        below = top + look.px(SECOND * (len(titles) - 1) + 22)
        self._line(painter, below, option.detail, 14, LIGHT.slate)

    def _line(self, painter: QPainter, top: float, line: str, size: int, colour: str) -> None:
        face = self._look.font(size, 600 if colour == LIGHT.ink else 400)
        left = self._left()
        wide = self.width() - left - self._look.px(20)
        fitting = QFontMetrics(face).elidedText(line, Qt.TextElideMode.ElideRight, wide)
        painter.setFont(face)
        painter.setPen(QColor(colour))
        box = QRectF(left, top, wide, self._look.px(22))
        painter.drawText(box, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, fitting)


class OptionList(QWidget):
    """Keeps a row for every option it has ever had, and stands those of now in their order."""

    chosen = Signal(str)

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self._all: dict[Option, OptionRow] = {}
        self._rows: list[OptionRow] = []
        self._marked: int | None = None
        self._tops: list[int] = [0]
        """Where each row begins, and where the last one ends."""

    def is_cut_at(self, y: int) -> bool:
        """Say whether a line across cuts a row through."""
        return y not in self._tops

    def put(self, options: tuple[Option, ...], *, first: bool) -> None:
        """Take the options; `first` says whether the first is marked, or none yet."""
        wanted = set(options)
        for option, row in self._all.items():
            row.setVisible(option in wanted)
        self._rows = [self._row(option) for option in options]
        self._stand()
        self.mark(0 if first else None)

    def mark(self, at: int | None) -> None:
        """Mark the option at a place, or the nearest there is; None marks nothing."""
        self._marked = None if at is None else max(0, min(at, len(self._rows) - 1))
        for place, row in enumerate(self._rows):
            row.mark(marked=place == self._marked)

    def step(self, by: int) -> None:
        """Mark an option further down or up; the first where none is marked."""
        self.mark(0 if self._marked is None else self._marked + by)

    @property
    def empty(self) -> bool:
        """Say whether there is nothing to choose."""
        return not self._rows

    @property
    def marked(self) -> OptionRow | None:
        """Return the marked row; None where nothing is marked."""
        return self._rows[self._marked] if self._rows and self._marked is not None else None

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Let the rows be as wide as the list."""
        super().resizeEvent(event)
        self._stand()

    def _row(self, option: Option) -> OptionRow:
        if option not in self._all:
            row = OptionRow(self._look, option, self)
            row.clicked.connect(lambda: self.chosen.emit(option.name))
            row.show()
            self._all[option] = row
        return self._all[option]

    def _stand(self) -> None:
        highs = [row.high_at(self.width()) for row in self._rows]
        self._tops = list(accumulate(highs, initial=0))
        if self.height() != (whole := max(1, self._tops[-1])):
            self.setFixedHeight(whole)
        for row, top, high in zip(self._rows, self._tops, highs, strict=False):
            row.setGeometry(0, top, self.width(), high)
