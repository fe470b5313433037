"""Keeps a window on its screen: whoever stands before it cannot close it or get behind it."""

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Slot
from PySide6.QtWidgets import QApplication, QWidget

BACK_MS = 200
"""Until a window that was put away is in front again: the system needs a moment to do it."""


class Lock(QObject):
    """Refuses to close a window that fills its screen, and brings it back when it does not.

    Only `QApplication.exit` ends the application then: staff, a service manager, Ctrl-C where it
    was started. What the system does with its own keys is the session's to prevent.
    """

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self._back = QTimer(self, singleShot=True, interval=BACK_MS)
        self._back.timeout.connect(self._come_back)
        window.setContextMenuPolicy(Qt.ContextMenuPolicy.PreventContextMenu)
        window.setCursor(Qt.CursorShape.BlankCursor)
        window.installEventFilter(self)
        application = QApplication.instance()
        if application is not None:
            application.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Let nothing through that closes the window; see that it was put away."""
        if event.type() is QEvent.Type.Quit:
            return True
        if watched is not self._window:
            return False
        if event.type() is QEvent.Type.Close:
            event.ignore()
            return True
        if event.type() in (QEvent.Type.WindowStateChange, QEvent.Type.Hide):
            self._back.start()
        return False

    @Slot()
    def _come_back(self) -> None:
        if not self._window.isFullScreen() or not self._window.isVisible():
            self._window.showFullScreen()
            self._window.activateWindow()
