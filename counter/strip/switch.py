"""Shows the whole window or the strip, never both."""

from PySide6.QtCore import QObject, Slot
from PySide6.QtWidgets import QWidget

from counter.state import CounterState
from counter.strip.window import StripWindow


class Switch(QObject):
    """Follows the state; the one that comes is there before the other one goes."""

    def __init__(self, whole: QWidget, strip: StripWindow) -> None:
        super().__init__(whole)
        self._whole, self._strip = whole, strip
        self._narrow = False
        strip.closed.connect(whole.close)

    @Slot(CounterState)
    def follow(self, state: CounterState) -> None:
        """Show what the state says."""
        if state.narrow is self._narrow:
            return
        self._narrow = state.narrow
        comes, goes = (self._strip, self._whole) if state.narrow else (self._whole, self._strip)
        comes.show()
        comes.activateWindow()
        goes.hide()
