"""Hears a slip that is scanned at the console, whatever has the keys; no field keeps its code."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QComboBox, QLineEdit, QPlainTextEdit, QWidget

from common.domain.slip import begins_qr, read_qr
from counter.choice_panel import ENTER

PutBack = Callable[[], None]


class Scans(QObject):
    """Follows the keys of one window: a scanner types a slip's code, and Enter behind it.

    Nothing is held back, so that whoever types is as quick as ever; where it was a code, the field
    has again what stood in it before, and Enter chooses nothing.
    """

    read = Signal(str)

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self._reader: QWidget | None = None
        self._letters = ""
        self._before: dict[QWidget, PutBack] = {}
        """What stood in each field before the letters came to it."""
        application = QApplication.instance()
        if isinstance(application, QApplication):
            application.focusChanged.connect(self._follow)

    @Slot(QWidget, QWidget)
    def _follow(self, left: QWidget | None, reader: QWidget | None) -> None:
        if left is not None and left is self._reader:
            left.removeEventFilter(self)
        inside = reader is not None and reader.window() is self._window
        self._reader = reader if inside else None
        if reader is not None and inside:
            reader.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Keep the Enter behind a slip's code from whatever has the keys."""
        if isinstance(event, QKeyEvent) and event.type() is QEvent.Type.KeyPress:
            return isinstance(watched, QWidget) and self._ends(watched, event)
        return super().eventFilter(watched, event)

    def _ends(self, reader: QWidget, event: QKeyEvent) -> bool:
        """Take a key; say whether a slip's code ends with it."""
        if Qt.Key(event.key()) in ENTER:
            code, before = self._letters, self._before
            self._forget()
            if read_qr(code) is None:
                return False
            before.get(reader, _nothing)()
            self.read.emit(code)
            return True
        letter = event.text()
        if letter and letter.isprintable():
            self._take(reader, letter)
        elif letter or event.key() < Qt.Key.Key_Shift:
            # The keys behind it only change others; a scanner presses them between its letters.
            self._forget()
        return False

    def _take(self, reader: QWidget, letter: str) -> None:
        if not begins_qr(self._letters + letter):
            self._forget()
        if begins_qr(self._letters + letter):
            self._letters += letter
            if reader not in self._before:
                self._before[reader] = _keep(reader)

    def _forget(self) -> None:
        self._letters, self._before = "", {}


def _nothing() -> None:
    """Put nothing back: what has the keys keeps no letters."""


def _keep(field: QWidget) -> PutBack:
    """Return what puts back into a field what stands in it now, as if somebody had typed it."""
    if isinstance(field, QLineEdit):
        line, words, cursor = field, field.text(), field.cursorPosition()

        def put_line() -> None:
            line.setText(words)
            line.setCursorPosition(cursor)
            line.textEdited.emit(words)

        return put_line
    if isinstance(field, QComboBox):
        choice, at = field, field.currentIndex()

        def put_choice() -> None:
            choice.setCurrentIndex(at)
            choice.activated.emit(at)

        return put_choice
    if isinstance(field, QPlainTextEdit):
        several, lines = field, field.toPlainText()
        return lambda: several.setPlainText(lines)
    return _nothing
