"""A part of the window that gives the keys on to one of its own parts."""

from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QWidget


class Passing(QWidget):
    """Whoever sets the focus on it means its `reader`.

    A focus proxy would do as much, but Tab goes to the proxy at once and skips what stands before.
    """

    reader: QWidget | None = None

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Give the keys on."""
        super().focusInEvent(event)
        if self.reader is not None:
            self.reader.setFocus()
