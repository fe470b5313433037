"""Whom an operator looks for in the queue."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent

from common.domain.spelling import words_of
from counter.choice_panel import ENTER, STEPS
from counter.fields import LineField
from counter.pieces import Look
from counter.rows import QueueRow

LONGEST = 120
KEY = "Ctrl+F"


def rows_found(rows: tuple[QueueRow, ...], typed: str) -> tuple[QueueRow, ...]:
    """Return the rows whose number or service has all that was typed; all where nothing was."""
    wanted = [word.plain.letters for word in words_of(typed)]
    if not wanted:
        return rows
    return tuple(row for row in rows if all(word in _said_by(row) for word in wanted))


def _said_by(row: QueueRow) -> str:
    parts = [word.plain.letters for word in words_of(f"{row.label} {row.service}")]
    return " ".join(parts)


class SearchField(LineField):
    """A field over the queue: arrows and Enter go to the rows, Esc empties it."""

    left = Signal()
    stepped = Signal(int)
    entered = Signal()

    def __init__(self, look: Look) -> None:
        super().__init__(look)
        self.setObjectName("queue_search")
        self.setFont(look.font(15))
        self.setFixedHeight(look.px(36))
        self.setFixedWidth(look.px(240))
        self.setMaxLength(LONGEST)
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)

    def name(self, word: str) -> None:
        """Take what stands in the field as long as it is empty."""
        super().name(word)
        self.setPlaceholderText(word)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Let arrows and Enter work from the field."""
        key = Qt.Key(event.key())
        if key in STEPS:
            self.stepped.emit(STEPS[key])
        elif key in ENTER:
            self.entered.emit()
        elif key is Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)
