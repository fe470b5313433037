"""Keys of the whole computer on Windows: RegisterHotKey, which Windows gives to one program each.

Written by the documentation of Windows; not run on one here.
"""

import sys
from collections.abc import Callable, Sequence
from contextlib import suppress

from counter.everywhere.grip import Taken

if sys.platform == "win32":
    import pywintypes
    import win32api
    import win32con
    import win32gui

    NO_REPEAT = 0x4000

    class WindowsGrip:
        """Registers Ctrl+Alt+F keys for one thread, and waits for its messages."""

        def __init__(self) -> None:
            self._keys: dict[int, str] = {}
            self._thread = 0

        def take(self, keys: Sequence[str]) -> Taken:
            """Take keys like F2 with Ctrl and Alt."""
            self._thread = win32api.GetCurrentThreadId()
            refused = []
            wanted = win32con.MOD_CONTROL | win32con.MOD_ALT | NO_REPEAT
            for number, key in enumerate(keys, start=1):
                code = win32con.VK_F1 + int(key.removeprefix("F")) - 1
                try:
                    win32gui.RegisterHotKey(None, number, wanted, code)
                except pywintypes.error:
                    refused.append(key)
                else:
                    self._keys[number] = key
            return Taken(tuple(self._keys.values()), tuple(refused))

        def listen(self, pressed: Callable[[str], None]) -> None:
            """Tell each press until `stop`."""
            while True:
                goes_on, message = win32gui.GetMessage(None, 0, 0)
                if not goes_on:
                    break
                if message[1] == win32con.WM_HOTKEY and message[2] in self._keys:
                    pressed(self._keys[message[2]])

        def close(self) -> None:
            """Give the keys back."""
            for number in self._keys:
                win32gui.UnregisterHotKey(None, number)

        def stop(self) -> None:
            """End `listen`."""
            with suppress(pywintypes.error):
                win32api.PostThreadMessage(self._thread, win32con.WM_QUIT, 0, 0)
