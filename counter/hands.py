"""Whether somebody is at the computer: keys and the mouse, told once a second at most."""

from PySide6.QtCore import QEvent, QObject, QTimer, Signal, Slot
from PySide6.QtGui import QCursor, QWindow

EVERY_MS = 1_000
USED = frozenset(
    {
        QEvent.Type.KeyPress,
        QEvent.Type.MouseButtonPress,
        QEvent.Type.Wheel,
        QEvent.Type.TouchBegin,
    }
)


class Hands(QObject):
    """Notices hands on the window, and over other programs as far as the pointer tells.

    Who works in another program with the mouse is here; of its keys a window learns nothing.
    """

    used = Signal()

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._window: QWindow | None = None
        self._used = False
        self._pointer = QCursor.pos()
        self._looks = QTimer(self, interval=EVERY_MS)
        self._looks.timeout.connect(self._look)

    def watch(self, window: QWindow | None) -> None:
        """Watch what comes to a window; of all that goes on in it, only that."""
        if window is not None and window is not self._window:
            self._window = window
            window.installEventFilter(self)
            self._looks.start()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Note a key or the mouse, and let it go on."""
        self._used = self._used or event.type() in USED
        return super().eventFilter(watched, event)

    @Slot()
    def _look(self) -> None:
        pointer = QCursor.pos()
        used = self._used or pointer != self._pointer
        self._used, self._pointer = False, pointer
        if used:
            self.used.emit()
