"""Keys work while another program has the focus, and only the keys that were asked for."""

import os
import select
import shutil
import subprocess
import sys
from collections.abc import Iterator

import pytest
from PySide6.QtTest import QSignalSpy
from pytestqt.qtbot import QtBot

from common.domain.errors import Unavailable
from counter.everywhere.keys import GlobalKeys, grip_here
from counter.everywhere.presses import EVERYWHERE

X, XK = pytest.importorskip("Xlib.X"), pytest.importorskip("Xlib.XK")
display, xtest = pytest.importorskip("Xlib.display"), pytest.importorskip("Xlib.ext.xtest")
x11 = pytest.importorskip("counter.everywhere.x11")
HELD = ("Control_L", "Alt_L", "Shift_L")
pytestmark = pytest.mark.skipif(
    sys.platform != "linux" or shutil.which("Xvfb") is None, reason="needs an X11 server"
)


@pytest.fixture(scope="module")
def screen() -> Iterator[str]:
    """Return a screen of X11 on which nothing is yet."""
    ear, mouth = os.pipe()
    command = ["Xvfb", "-displayfd", str(mouth), "-screen", "0", "640x480x24", "-nolisten", "tcp"]
    with subprocess.Popen(command, pass_fds=[mouth], stderr=subprocess.DEVNULL) as server:
        os.close(mouth)
        assert select.select([ear], [], [], 20)[0]
        yield f":{os.read(ear, 16).decode().strip()}"
        server.terminate()
    os.close(ear)


class OtherProgram:
    """A window of somebody else's with the focus, and the fingers on the keyboard."""

    def __init__(self, screen: str) -> None:
        self._display = display.Display(screen)
        self._window = self._display.screen().root.create_window(
            0, 0, 200, 100, 0, X.CopyFromParent, event_mask=X.KeyPressMask
        )
        self._window.map()
        self._display.sync()
        self._window.set_input_focus(X.RevertToParent, X.CurrentTime)
        self._display.sync()

    def press(self, *names: str) -> None:
        codes = [self._display.keysym_to_keycode(XK.string_to_keysym(name)) for name in names]
        for code in codes:
            xtest.fake_input(self._display, X.KeyPress, code)
        for code in reversed(codes):
            xtest.fake_input(self._display, X.KeyRelease, code)
        self._display.sync()

    def free(self, name: str) -> None:
        """Take from a key what the server itself does with it under Ctrl and Alt."""
        symbol = XK.string_to_keysym(name)
        self._display.change_keyboard_mapping(
            self._display.keysym_to_keycode(symbol), [(symbol, symbol)]
        )
        self._display.sync()

    def got(self) -> int:
        """Return how many keys came to this window itself."""
        self._display.sync()
        return sum(
            self._display.next_event().type == X.KeyPress
            for _ in range(self._display.pending_events())
        )

    def close(self) -> None:
        self._display.close()


@pytest.fixture
def other(screen: str) -> Iterator[OtherProgram]:
    made = OtherProgram(screen)
    yield made
    made.close()


def keys_on(screen: str) -> GlobalKeys:
    return GlobalKeys(EVERYWHERE, lambda: x11.X11Grip(screen))


def test_ctrl_alt_and_a_key_are_heard_from_another_program(
    qtbot: QtBot, screen: str, other: OtherProgram
) -> None:
    keys = keys_on(screen)
    pressed: list[str] = []
    keys.pressed.connect(pressed.append)
    keys.start()

    def hears() -> bool:
        other.press(*HELD, "F2")
        return bool(pressed)

    qtbot.waitUntil(hears, timeout=10_000)
    pressed.clear()
    other.got()
    other.free("F5")
    other.press("Control_L", "Alt_L", "F5")
    other.press("Caps_Lock")
    other.press(*HELD, "F12")
    qtbot.waitUntil(lambda: pressed[-1:] == ["F12"], timeout=10_000)
    # The first one was pressed until it was heard.
    assert [key for key in pressed if key != "F2"] == ["F5", "F12"]

    other.got()
    other.press("F5")
    other.press("a")
    assert other.got() == 2, "what is not asked for is the other program's"
    keys.stop()
    other.press("Caps_Lock")
    pressed.clear()
    other.press(*HELD, "F2")
    assert other.got() == len(HELD) + 1 + 1, "given back"
    assert pressed == []


def test_keys_that_another_program_has_are_named(
    qtbot: QtBot, screen: str, other: OtherProgram
) -> None:
    first, second = keys_on(screen), keys_on(screen)
    heard: list[str] = []
    first.pressed.connect(heard.append)
    first.start()

    def taken() -> bool:
        other.press(*HELD, "F3")
        return bool(heard)

    qtbot.waitUntil(taken, timeout=10_000)
    refused = QSignalSpy(second.refused)
    second.start()
    qtbot.waitUntil(lambda: refused.count() == 1, timeout=10_000)
    second.stop()
    first.stop()

    assert refused.at(0) == [EVERYWHERE]


def test_where_the_window_system_gives_no_keys_the_console_says_so_and_goes_on(
    qtbot: QtBot,
) -> None:
    keys = GlobalKeys(EVERYWHERE, grip_here)
    with qtbot.waitSignal(keys.refused, timeout=10_000) as refused:
        keys.start()
    keys.stop()

    assert refused.args == [EVERYWHERE]
    with pytest.raises(Unavailable):
        grip_here()
