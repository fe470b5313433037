"""The start every application shares: arguments, settings, logs, Qt, or one line why not."""

import argparse
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QApplication, QWidget

from common.arguments import OneLineParser
from common.domain.errors import Unavailable
from common.logs import start_logs
from common.settings import BadSettings, Settings, read_settings, settings_file
from common.ui.fonts import FontsMissing
from common.ui.hand import Hand, say
from common.ui.lock import Lock
from common.ui.shell import (
    EXIT_BAD_INPUT,
    Placement,
    has_display,
    place,
    run,
    start_application,
)


@dataclass(frozen=True, slots=True)
class Launched:
    """What an application's composition gets to build with."""

    settings: Settings
    application: QApplication
    say: Callable[[dict[str, object]], None]
    """Tells the process that drives this one a fact; silent when none does."""


@dataclass(frozen=True, slots=True)
class Composed:
    """An application ready to run."""

    window: QWidget
    start: Callable[[], None]
    """Called once after the window is on the screen."""
    stop: Callable[[], None]
    """Called once after the last window closed; ends every thread and process."""
    public: bool = False
    """Anybody may stand before it: where it fills its screen it is locked there."""


class FirstPaint(QObject):
    """Tells once that a window, or a part that covers it, has been painted for the first time."""

    def __init__(
        self, application: QApplication, window: QWidget, tell: Callable[[], None]
    ) -> None:
        super().__init__(window)
        self._application, self._window, self._tell = application, window, tell
        application.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """See the first paint go by; the telling waits until it is done."""
        if event.type() is not QEvent.Type.Paint or not isinstance(watched, QWidget):
            return False
        if watched.window() is self._window:
            self._application.removeEventFilter(self)
            QTimer.singleShot(0, self, self._tell)
        return False


Join = Callable[[str | None, str | None, Path], str]
"""Joins a centre by a code (finds it again without one) at a host, for a settings file."""


def launch(
    name: str, compose: Callable[[Launched], Composed], arguments: Sequence[str], join: Join
) -> int:
    """Start an application and run it to its end; return its exit code.

    With --join or --host it only joins its centre, and says so in one line. Expected trouble
    before the first window (settings, fonts, display, store address) is one line on standard
    error and exit code 2.
    """
    try:
        asked = _parse(name, arguments)
        if asked.join is not None or asked.host is not None:
            words = join(asked.join, asked.host or None, settings_file(asked.settings))
            sys.stdout.write(f"{name}: {words}\n")
            return 0
        return _launch(name, compose, asked)
    except (BadSettings, FontsMissing, Unavailable) as error:
        sys.stderr.write(f"{name}: {error}\n")
        return EXIT_BAD_INPUT


def _launch(name: str, compose: Callable[[Launched], Composed], asked: argparse.Namespace) -> int:
    settings = read_settings(asked.settings, asked.set)
    if not has_display():
        words = "there is no display; start it in a graphical session"
        raise Unavailable(words)
    start_logs(settings.logs.folder, settings.logs.level, name)
    application = start_application(name)
    composed = compose(Launched(settings, application, say if asked.hand else _silent))
    if asked.hand:
        Hand(composed.window)
        FirstPaint(application, composed.window, lambda: say({"ready": name}))
    screen = settings.screen
    place(composed.window, Placement(screen.name, screen.full_screen, screen.geometry))
    if composed.public and screen.full_screen and screen.locked:
        Lock(composed.window)
    composed.start()
    try:
        return run(application)
    finally:
        composed.stop()


def _parse(name: str, arguments: Sequence[str]) -> argparse.Namespace:
    parser = OneLineParser(prog=name, allow_abbrev=False)
    parser.add_argument("--settings", type=Path, help="the settings file (TOML)")
    parser.add_argument(
        "--set",
        action="append",
        default=[],
        metavar="KEY=VALUE",
        help="one setting, as store.url=...",
    )
    parser.add_argument(
        "--hand",
        action="store_true",
        help="let another process touch and type through standard input",
    )
    parser.add_argument("--join", metavar="CODE", help="join a centre by its code, and end")
    parser.add_argument(
        "--host",
        nargs="?",
        const="",
        metavar="ADDRESS",
        help="where the centre's host is; without --join: it has moved there (or look for it)",
    )
    return parser.parse_args(arguments)


def _silent(_fact: dict[str, object]) -> None:
    """Say nothing: nobody drives this process."""
