"""A hand that touches and types in this window when another process says so.

The scripted day and the journeys drive the real applications with it: one JSON command a line
on standard input, one JSON answer a line on standard output. It can only do what a visitor or
operator can: touch, press keys, look.
"""

import json
import logging
import sys
import threading
import time
from collections.abc import Callable
from datetime import UTC, datetime

from PySide6.QtCore import QEvent, QObject, QPoint, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent, QKeySequence, QPointingDevice
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

log = logging.getLogger(__name__)

Answer = dict[str, object]

READS_IN = 0.5
"""Seconds between two touches of one spot that are meant."""
NEAR = 200
"""So many pixels from the last touch are its spot."""
LAST_KEY = 0xFF
"""The last of Qt's keys that are named by their letter."""


def say(fact: Answer) -> None:
    """Tell the other process something, one JSON object a line."""
    sys.stdout.write(json.dumps(fact, ensure_ascii=False) + "\n")
    sys.stdout.flush()


class Cannot(Exception):
    """A person could not do this now."""


class Hand(QObject):
    """Does what the lines on standard input say, on the GUI thread, one after another.

    Commands: `touch` (a widget by its object name), `key` (a key sequence), `type` (text into
    the widget with focus), `look` (names, words and states of all that is visible), `grab` (a
    picture into a file), `quit`. The end of the input quits too.
    """

    _told = Signal(str)

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self._finger: QPointingDevice = QTest.createTouchDevice()
        self._last_spot, self._last_touch = QPoint(), 0.0
        self._does: dict[str, Callable[[Answer], Answer]] = {
            "touch": self._touch,
            "key": self._key,
            "type": self._type,
            "look": self._look,
            "grab": self._grab,
            "quit": self._quit,
        }
        self._told.connect(self._obey, Qt.ConnectionType.QueuedConnection)
        threading.Thread(target=self._listen, name="hand", daemon=True).start()

    def _listen(self) -> None:
        for line in sys.stdin:
            self._told.emit(line)
        self._told.emit('{"do": "quit"}')

    @Slot(str)
    def _obey(self, line: str) -> None:
        command: Answer = json.loads(line)
        try:
            answer = self._does[str(command["do"])](command)
        except Cannot as error:
            answer = {"ok": False, "why": str(error)}
        say({"id": command.get("id"), "ok": True, **answer})

    def _touch(self, command: Answer) -> Answer:
        target = self._find(str(command["name"]))
        if not target.isEnabled():
            words = f"{target.objectName()} is dead"
            raise Cannot(words)
        window = target.window()
        spot = target.mapTo(window, QPoint(target.width() // 2, target.height() // 2))
        self._read_first(spot)
        at = datetime.now(UTC)
        QTest.touchEvent(window, self._finger).press(0, spot, window).commit()
        QTest.touchEvent(window, self._finger).release(0, spot, window).commit()
        return {"at": at.isoformat()}

    def _read_first(self, spot: QPoint) -> None:
        """Be no quicker on one spot than a person who reads what has come there."""
        near = (spot - self._last_spot).manhattanLength() < NEAR
        rest = READS_IN - (time.monotonic() - self._last_touch)
        if near and rest > 0:
            QTest.qWait(round(rest * 1000))
        self._last_spot, self._last_touch = spot, time.monotonic()

    def _key(self, command: Answer) -> Answer:
        sequence = QKeySequence(str(command["key"]))
        QTest.keySequence(self._reader(), sequence)
        return {}

    def _type(self, command: Answer) -> Answer:
        # QTest.keyClicks ends the process at a letter that is not ASCII.
        for letter in str(command["text"]):
            for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
                key = QKeyEvent(kind, _key_of(letter), Qt.KeyboardModifier.NoModifier, letter)
                QApplication.sendEvent(self._reader(), key)
        return {}

    def _reader(self) -> QWidget:
        return QApplication.focusWidget() or self._window

    def _look(self, _command: Answer) -> Answer:
        seen: dict[str, Answer] = {}
        for widget in [self._window, *self._window.findChildren(QWidget)]:
            name = widget.objectName()
            if name and not name.startswith("qt_") and widget.isVisible():
                words = widget.accessibleName() or _words(widget)
                seen[name] = {"words": words, "alive": widget.isEnabled()}
        return {"seen": seen}

    def _grab(self, command: Answer) -> Answer:
        if not self._window.grab().save(str(command["file"])):
            words = f"{command['file']} cannot be written"
            raise Cannot(words)
        return {"size": [self._window.width(), self._window.height()]}

    def _quit(self, _command: Answer) -> Answer:
        QApplication.exit(0)
        return {}

    def _find(self, name: str) -> QWidget:
        for widget in self._window.findChildren(QWidget, name):
            if widget.isVisible():
                return widget
        words = f"{name} is not on the screen"
        raise Cannot(words)


def _key_of(letter: str) -> int:
    """Return Qt's code of a letter's key: that of its capital, as far as Qt has one."""
    code = ord(letter.upper()[0])
    return code if code <= LAST_KEY else Qt.Key.Key_unknown.value


def _words(widget: QWidget) -> str:
    text = getattr(widget, "text", None)
    return str(text()) if callable(text) else ""
