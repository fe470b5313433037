"""What every window of the centre needs around it: platform, fonts, signals, faults, screen."""

import gc
import logging
import os
import signal
import sys
import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass
from types import FrameType, TracebackType

from PySide6.QtCore import (
    QMessageLogContext,
    QObject,
    Qt,
    QTimer,
    QtMsgType,
    Signal,
    Slot,
    qInstallMessageHandler,
)
from PySide6.QtGui import QGuiApplication, QScreen
from PySide6.QtWidgets import QApplication, QWidget

from common.arguments import BAD_INPUT
from common.ui.fonts import font, load_fonts
from common.ui.icons import check_icons
from common.ui.wakefulness import keep_awake
from common.watching.beat import pulse

log = logging.getLogger(__name__)

EXIT_BAD_INPUT = BAD_INPUT
EXIT_ON_SIGNAL = 128
EXIT_FAULT = 70
"""A bug ended the application; whoever watches it starts it again."""

BEAT_MS = 100
STALL_SECONDS = 0.2


@dataclass(frozen=True, slots=True)
class Placement:
    """Where a window stands; `geometry` is x, y, width, height in logical pixels."""

    screen: str = ""
    full_screen: bool = False
    geometry: tuple[int, int, int, int] | None = None


def has_display() -> bool:
    """Say whether a window can be shown; Qt aborts instead of saying so itself."""
    if not sys.platform.startswith("linux") or os.environ.get("QT_QPA_PLATFORM"):
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def start_application(name: str, arguments: Sequence[str] = ()) -> QApplication:
    """Make the one QApplication with fonts, faults and signals in order.

    Raises FontsMissing, and Unavailable without the icons. `name` is the program's name for the
    window system.
    """
    QGuiApplication.setHighDpiScaleFactorRoundingPolicy(
        Qt.HighDpiScaleFactorRoundingPolicy.PassThrough
    )
    application = _begin_qt(name, arguments)
    application.setApplicationName(name)
    application.setStyle("Fusion")
    load_fonts()
    check_icons()
    application.setFont(font(16))
    sys.excepthook = _fault
    FallenThreads(application)
    Heartbeat(application)
    return application


def _begin_qt(name: str, arguments: Sequence[str]) -> QApplication:
    """Make the application; where Qt ends the process instead, say why in one line."""
    told: list[str] = []

    def hear(kind: QtMsgType, _context: QMessageLogContext, message: str) -> None:
        told.append(message)
        if kind is QtMsgType.QtFatalMsg:
            why = " ".join(told[0].split())
            sys.stderr.write(f"{name}: no window can be opened here ({why}); look at the display\n")
            sys.stderr.flush()
            os._exit(EXIT_BAD_INPUT)

    before = qInstallMessageHandler(hear)
    try:
        return QApplication([name, *arguments])
    finally:
        qInstallMessageHandler(before)
        for message in told:
            log.warning("Qt: %s", message)


def place(window: QWidget, placement: Placement) -> None:
    """Show a window where the settings want it; full screen works without a window manager."""
    screen = _screen(placement.screen)
    if placement.full_screen:
        window.setWindowFlags(
            window.windowFlags()
            | Qt.WindowType.FramelessWindowHint
            | Qt.WindowType.WindowStaysOnTopHint
        )
        window.setGeometry(screen.geometry())
        window.showFullScreen()
        # Without a window manager showFullScreen leaves the size alone.
        window.setGeometry(screen.geometry())
        return
    if placement.geometry is not None:
        window.setGeometry(*placement.geometry)
    window.show()


def run(application: QApplication) -> int:
    """Keep the screen awake and run until the last window closes; return the exit code."""
    keep_awake()
    return application.exec()


def _screen(name: str) -> QScreen:
    for screen in QGuiApplication.screens():
        if screen.name() == name:
            return screen
    if name:
        log.warning("no screen is called %r; using the first one", name)
    return QGuiApplication.primaryScreen()


def _fault(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
    if issubclass(kind, KeyboardInterrupt):
        QApplication.exit(0)
        return
    log.critical("a fault ended the application", exc_info=(kind, error, trace))
    QApplication.exit(EXIT_FAULT)


class FallenThreads(QObject):
    """Ends the application when a bug ends one of its threads: a deaf or dumb one looks well."""

    _fell = Signal()

    def __init__(self, application: QApplication) -> None:
        super().__init__(application)
        self._fell.connect(self._end, Qt.ConnectionType.QueuedConnection)
        threading.excepthook = self._hear

    def _hear(self, fallen: threading.ExceptHookArgs) -> None:
        error = fallen.exc_value or fallen.exc_type()
        log.critical("a fault ended a thread", exc_info=error)
        self._fell.emit()

    @Slot()
    def _end(self) -> None:
        QApplication.exit(EXIT_FAULT)


class Heartbeat(QObject):
    """Lets Ctrl-C and SIGTERM through to Python and logs every stall of the GUI thread.

    It also collects garbage: Python would do it on whichever thread allocates, and a window
    whose last cycle is collected off the GUI thread ends the process.
    """

    def __init__(self, application: QApplication) -> None:
        super().__init__(application)
        self._last = time.monotonic()
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, self._quit)
        self._pulse = pulse()
        if self._pulse is not None:
            self._pulse.follow()
        gc.disable()
        timer = QTimer(self, interval=BEAT_MS)
        timer.timeout.connect(self._beat)
        timer.start()

    def _quit(self, number: int, _frame: FrameType | None) -> None:
        # Whoever is watched and was asked to end by somebody else is started again.
        QApplication.exit(0 if self._pulse is None else EXIT_ON_SIGNAL + number)

    def _beat(self) -> None:
        now = time.monotonic()
        late = now - self._last - BEAT_MS / 1000
        if late > STALL_SECONDS:
            log.warning("the GUI thread stood still for %.0f ms", late * 1000)
        self._last = now
        if self._pulse is not None:
            self._pulse.beat()
        collect_garbage()


def collect_garbage() -> None:
    """Collect what Python itself would collect by now, on this thread."""
    due = [
        generation
        for generation, (count, threshold) in enumerate(
            zip(gc.get_count(), gc.get_threshold(), strict=True)
        )
        if count > threshold > 0
    ]
    if due:
        gc.collect(max(due))
