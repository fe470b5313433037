"""The keys of the console while another program has the focus."""

import logging
import sys
import threading
from collections.abc import Callable, Sequence

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QGuiApplication

from common.domain.errors import Unavailable
from counter.everywhere.grip import Grip

log = logging.getLogger(__name__)

STOP_SECONDS = 2.0


class GlobalKeys(QObject):
    """Takes the keys on a thread of its own, and tells each press on the window's."""

    pressed = Signal(str)
    refused = Signal(tuple)
    """The keys that another program has; all of them where the system gives none."""

    def __init__(
        self, keys: Sequence[str], grip: Callable[[], Grip], parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._keys, self._make = tuple(keys), grip
        self._grip: Grip | None = None
        self._stopped = False
        self._thread = threading.Thread(target=self._run, name="global keys", daemon=True)

    def start(self) -> None:
        """Begin to hear the keys, where any are wanted."""
        if self._keys:
            self._thread.start()

    def stop(self) -> None:
        """Give the keys back."""
        self._stopped = True
        if self._grip is not None:
            self._grip.stop()
        if self._thread.is_alive():
            self._thread.join(STOP_SECONDS)

    def _run(self) -> None:
        try:
            grip = self._grip = self._make()
        except Unavailable as error:
            log.info("no keys outside the console: %s", error)
            self.refused.emit(self._keys)
            return
        taken = grip.take(self._keys)
        if taken.refused:
            log.info("keys that another program has: %s", ", ".join(taken.refused))
            self.refused.emit(taken.refused)
        if taken.keys and not self._stopped:
            grip.listen(self.pressed.emit)
        grip.close()


def grip_here() -> Grip:
    """Return this system's way. Unavailable where it has none, as Wayland."""
    if sys.platform == "win32":
        from counter.everywhere.windows import WindowsGrip  # noqa: PLC0415 - only there

        return WindowsGrip()
    if QGuiApplication.platformName() != "xcb":
        raise Unavailable("this window system gives no program the keys of others")
    from counter.everywhere.x11 import X11Grip  # noqa: PLC0415 - slow to import, seldom wanted

    return X11Grip()
