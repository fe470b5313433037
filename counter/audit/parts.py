"""Small parts of the room: fields for days, the row that writes a file."""

from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from common.i18n import Text
from common.ui.tokens import LIGHT
from counter.audit.state import AuditState
from counter.dates import day_words
from counter.fields import RING, LineField, Ringed
from counter.pieces import Elided, Look, column_of, row_of, size, words
from counter.plural import counted

HIGH = 38
DAY_WIDE = 128
LONGEST_PATH = 400


def field(look: Look, name: str, most: int) -> LineField:
    """Return a low field to type in."""
    made = LineField(look)
    made.setObjectName(name)
    made.setFont(look.font(15))
    made.setFixedHeight(look.px(HIGH))
    made.setMaxLength(most)
    return made


def button(look: Look, name: str, *, primary: bool = False) -> QPushButton:
    """Return a low button."""
    made = QPushButton()
    made.setObjectName(name)
    made.setFont(look.font(15, 600))
    made.setFixedHeight(look.px(HIGH))
    made.setProperty("primary", primary)
    made.setAutoDefault(True)
    return made


class DayField(QWidget):
    """A day to type, with the days before and after beside it."""

    typed = Signal(str)
    stepped = Signal(int)

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._label = words(look, 15, 600)
        self.line = field(look, "audit:day", 10)
        self.line.setFixedWidth(look.px(DAY_WIDE))
        self._back, self._on = button(look, "audit:back"), button(look, "audit:on")
        self._back.setIcon(look.icon("chevron-left", 18, LIGHT.azure))
        self._on.setIcon(look.icon("chevron-right", 18, LIGHT.azure))
        for one, by in ((self._back, -1), (self._on, 1)):
            one.setFixedWidth(look.px(44))
            one.setIconSize(size(look, 18, 18))
            one.clicked.connect(lambda _=False, by=by: self.stepped.emit(by))
        self.line.editingFinished.connect(self._tell)
        row = row_of(look.px(2))
        row.addWidget(self._label)
        row.addSpacing(look.px(8))
        row.addWidget(self._back)
        row.addWidget(Ringed(self.line))
        row.addWidget(self._on)
        self.setLayout(row)

    def draw(self, state: AuditState, text: Text) -> None:
        """Take the day that is shown."""
        self._label.setText(text("audit.day"))
        self.line.name(text("audit.day"))
        self._back.setAccessibleName(text("audit.day_before"))
        self._back.setToolTip(text("audit.day_before"))
        self._on.setAccessibleName(text("audit.day_after"))
        self._on.setToolTip(text("audit.day_after"))
        self._on.setEnabled(state.day != state.today)
        show_day(self.line, state.day)

    def _tell(self) -> None:
        if self.line.isModified():
            self.line.setModified(False)
            self.typed.emit(self.line.text())


def show_day(line: LineField, day: date | None) -> None:
    """Let a field show a day, unless another is being typed."""
    if day is not None and not line.isModified():
        said = day_words(day)
        if line.text() != said:
            line.setText(said)


def page_of(look: Look, wanted: QHBoxLayout, body: QHBoxLayout) -> QVBoxLayout:
    """Return a page in which the last field above, not its ring, ends where the body does.

    The ring stands in a margin of its own at the right, see `beyond`.
    """
    wanted.addSpacing(-RING)
    page = column_of(look.px(6))
    page.setContentsMargins(0, 0, RING, 0)
    page.addLayout(wanted)
    page.addLayout(body, 1)
    return page


def beyond(page: QWidget) -> QHBoxLayout:
    """Return a row in which the margin of such a page stands beyond what is above and below."""
    row = row_of()
    row.addWidget(page, 1)
    row.addSpacing(-RING)
    return row


class ExportRow(QWidget):
    """Where the rows that are shown are to be written to."""

    wanted = Signal(str)

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._label = words(look, 15, 600)
        self._path = field(look, "audit:path", LONGEST_PATH)
        self._write = button(look, "audit:write")
        self._count = Elided(look, 14, 400, LIGHT.slate)
        self._path.setPlaceholderText("audit.csv")
        self._write.clicked.connect(lambda _=False: self.wanted.emit(self._path.text()))
        self._path.returnPressed.connect(lambda: self.wanted.emit(self._path.text()))
        row = row_of(look.px(10))
        row.addWidget(self._count, 1)
        row.addWidget(self._label)
        row.addWidget(Ringed(self._path), 2)
        row.addWidget(self._write)
        self.setLayout(row)

    def draw(self, state: AuditState, text: Text) -> None:
        """Take how many rows there are."""
        table = state.table
        found, all_rows = len(table.rows), table.of
        if found == all_rows:
            said = counted("audit.rows", found, text)
        else:
            said = text("audit.rows_of", n=found, all=all_rows)
        self._count.write(text("audit.reading") if state.reading else said)
        self._label.setText(text("audit.export.path"))
        self._path.name(text("audit.export.path"))
        self._write.setText(text("audit.export.write"))
        self._write.setEnabled(bool(table.rows))
