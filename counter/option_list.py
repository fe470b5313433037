"""Options one below the other, one of them marked."""

from dataclasses import dataclass

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QColor, QFontMetrics, QMouseEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractButton, QWidget

from common.ui.tokens import LIGHT
from counter.pieces import Look

ROW = 54


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
        raised = 22 if option.detail else 11
        self._line(painter, middle - look.px(raised), option.title, 16, LIGHT.ink)
        self._line(painter, middle, option.detail, 14, LIGHT.slate)

    def _line(self, painter: QPainter, top: float, line: str, size: int, colour: str) -> None:
        face = self._look.font(size, 600 if colour == LIGHT.ink else 400)
        left = self._look.px(52 if self._option.icon else 20)
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

    def put(self, options: tuple[Option, ...], *, first: bool) -> None:
        """Take the options; `first` says whether the first is marked, or none yet."""
        wanted = set(options)
        for option, row in self._all.items():
            row.setVisible(option in wanted)
        self._rows = [self._row(option) for option in options]
        self.setFixedHeight(max(1, len(self._rows) * self._look.px(ROW)))
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
        high = self._look.px(ROW)
        for place, row in enumerate(self._rows):
            row.setGeometry(0, place * high, self.width(), high)
