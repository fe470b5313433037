"""Hears what a scanner types wherever the focus is, and lets a person's keys through."""

from time import monotonic

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from kiosk.state import Scan, Type
from kiosk.wedge import APART_MS, Wedge

ENDS = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_CHANGED = (
    Qt.KeyboardModifier.ControlModifier
    | Qt.KeyboardModifier.AltModifier
    | Qt.KeyboardModifier.MetaModifier
)


class Scanner(QObject):
    """Stands before the window's own keys; a scan presses nothing and types nothing."""

    wished = Signal(object)

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._wedge = Wedge()
        self._muted = False
        """What is held back counts only as a scan: it began with a key that said "still there"."""
        self._quiet = QTimer(self, singleShot=True, interval=APART_MS + 10)
        self._quiet.timeout.connect(self._release)

    def takes(self, watched: QObject, event: QEvent, *, mute: bool = False) -> bool:
        """Say whether a key that was pressed is kept from whatever has the focus.

        Where `mute` is set a person's key does nothing, though a scan may begin with it.
        """
        if not isinstance(event, QKeyEvent) or not isinstance(watched, QWidget):
            return False
        if event.key() in ENDS:
            return self._end(_moment(event))
        letter = event.text()
        if len(letter) == 1 and letter.isprintable() and not event.modifiers() & _CHANGED:
            # A space of its own presses what has the focus.
            if letter == " " and not self._wedge.holds:
                return False
            self._type(self._wedge.letter(letter, _moment(event)))
            self._muted = self._muted or mute
            self._quiet.start()
            return True
        if letter:
            self._type(self._wedge.give_back())
        return False

    def _end(self, at: int) -> bool:
        scanned = self._wedge.enter(at)
        if scanned is None:
            self._type(self._wedge.give_back())
            return False
        self._quiet.stop()
        self._muted = False
        if scanned:
            self.wished.emit(Scan(scanned))
        return True

    def _type(self, letters: str) -> None:
        if not letters:
            return
        muted, self._muted = self._muted, False
        for letter in "" if muted else letters:
            self.wished.emit(Type(letter))

    @Slot()
    def _release(self) -> None:
        self._type(self._wedge.give_back())


def _moment(event: QKeyEvent) -> int:
    """Return when a key was pressed: as the system says, so that a busy window changes nothing."""
    return event.timestamp() or round(monotonic() * 1000)
