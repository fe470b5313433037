"""Keys of the whole computer under X11: what is named is grabbed, nothing else is heard."""

import select
import socket
from collections.abc import Callable, Sequence
from contextlib import suppress

from Xlib import XK, X, display, error
from Xlib.protocol import event as x_event

from common.domain.errors import Unavailable
from counter.everywhere.grip import Taken

CTRL_ALT = X.ControlMask | X.Mod1Mask
TOGETHER = (CTRL_ALT, CTRL_ALT | X.ShiftMask)
"""With Shift too: Ctrl+Alt+F2 alone leaves the desktop for a text console on most computers."""
LOCKS = (0, X.LockMask, X.Mod2Mask, X.LockMask | X.Mod2Mask)
"""Caps Lock and Num Lock count as modifiers, and change nothing here."""
WAIT_SECONDS = 1.0


class X11Grip:
    """Grabs Ctrl+Alt+F keys on the root window of a display."""

    def __init__(self, name: str | None = None) -> None:
        try:
            self._display = display.Display(name)
        except (error.DisplayError, OSError) as broken:
            words = "no X11 display gives this program its keys"
            raise Unavailable(words) from broken
        self._codes: dict[int, str] = {}
        self._ear, self._mouth = socket.socketpair()

    def take(self, keys: Sequence[str]) -> Taken:
        """Take keys like F2 with Ctrl and Alt."""
        root = self._display.screen().root
        refused = []
        for key in keys:
            code = self._display.keysym_to_keycode(XK.string_to_keysym(key))
            caught = error.CatchError(error.BadAccess)
            for mask in (held | lock for held in TOGETHER for lock in LOCKS):
                root.grab_key(code, mask, False, X.GrabModeAsync, X.GrabModeAsync, onerror=caught)  # noqa: FBT003 - python-xlib's own signature
            self._display.sync()
            if code and caught.get_error() is None:
                self._codes[code] = key
            else:
                refused.append(key)
        return Taken(tuple(self._codes.values()), tuple(refused))

    def listen(self, pressed: Callable[[str], None]) -> None:
        """Tell each press until `stop`. A key that is held repeats: only its first counts."""
        # The server is gone where the desktop ends; then the console does too.
        with suppress(error.ConnectionClosedError):
            self._hear(pressed)

    def _hear(self, pressed: Callable[[str], None]) -> None:
        held: set[int] = set()
        while not self._stopped():
            for happened in self._happened():
                if happened.type == X.KeyPress and happened.detail not in held:
                    held.add(happened.detail)
                    if happened.detail in self._codes:
                        pressed(self._codes[happened.detail])
                elif happened.type == X.KeyRelease and not self._repeats(happened):
                    held.discard(happened.detail)

    def close(self) -> None:
        """Give the keys back."""
        with suppress(error.ConnectionClosedError):
            self._display.close()
        self._ear.close()
        self._mouth.close()

    def stop(self) -> None:
        """End `listen`."""
        with suppress(OSError):
            self._mouth.send(b"x")

    def _stopped(self) -> bool:
        if self._display.pending_events():
            return False
        ready, _, _ = select.select([self._display, self._ear], [], [], WAIT_SECONDS)
        return self._ear in ready

    def _happened(self) -> list[x_event.KeyPress]:
        return [self._display.next_event() for _ in range(self._display.pending_events())]

    def _repeats(self, released: x_event.KeyPress) -> bool:
        """Say whether the key is pressed again at the same moment: it is still held."""
        down = self._display.query_keymap()
        return bool(down[released.detail // 8] & 1 << released.detail % 8)
