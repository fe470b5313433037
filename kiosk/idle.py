"""Notices that the visitor has gone."""

from dataclasses import dataclass

from PySide6.QtCore import QObject, QTimer, Signal, Slot


@dataclass(frozen=True, slots=True)
class Patience:
    """How long the kiosk waits for people and things; milliseconds."""

    idle_ms: int = 45_000
    """Without a touch until it warns."""
    second_ms: int = 1_000
    """One step of the warning; shorter only where nobody reads it."""
    warning_steps: int = 20
    printed_ms: int = 8_000
    unsure_ms: int = 20_000
    spare_ms: int = 60_000
    """A slip printed for another kiosk's visitor, who has to walk to it."""
    look_ms: int = 500
    """Between two looks at how far another kiosk is with a slip."""
    settle_ms: int = 700
    """A new ticket cannot be touched away before: the second touch of a double one."""
    menu_ms: int = 30_000
    """The menu is read again at the latest after this: opening hours pass silently."""
    retry_ms: int = 2_000
    printer_ms: int = 5_000


class Idle(QObject):
    """Warns after a while without a touch, counts down, and says that nobody is there."""

    warned = Signal(int)
    gone = Signal()

    def __init__(self, patience: Patience, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._steps = patience.warning_steps
        self._left = 0
        self._quiet = QTimer(self, singleShot=True, interval=patience.idle_ms)
        self._quiet.timeout.connect(self._warn)
        self._second = QTimer(self, interval=patience.second_ms)
        self._second.timeout.connect(self._count)

    def watch(self) -> None:
        """Begin to wait anew: somebody is there."""
        self._second.stop()
        self._quiet.start()

    def rest(self) -> None:
        """Stop waiting: nobody has to be there."""
        self._second.stop()
        self._quiet.stop()

    @Slot()
    def _warn(self) -> None:
        self._left = self._steps
        self._second.start()
        self.warned.emit(self._left)

    @Slot()
    def _count(self) -> None:
        self._left -= 1
        if self._left > 0:
            self.warned.emit(self._left)
            return
        self.rest()
        self.gone.emit()
