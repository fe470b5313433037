"""Ctrl-C and SIGTERM as something to wait for."""

import signal
import socket
from contextlib import ExitStack
from select import select
from types import FrameType
from typing import Self

_STOPS = (signal.SIGTERM, signal.SIGINT)


class Stopping:
    """Hears while it is entered that the program is to stop; for the main thread only.

    Whatever is being done then is done to its end.
    """

    def __init__(self) -> None:
        self._ear, self._bell = socket.socketpair()
        self._undo = ExitStack()

    def __enter__(self) -> Self:
        """Begin to listen."""
        self._bell.settimeout(0.0)
        before = signal.set_wakeup_fd(self._bell.fileno(), warn_on_full_buffer=False)
        self._undo.callback(signal.set_wakeup_fd, before)
        for number in _STOPS:
            self._undo.callback(signal.signal, number, signal.signal(number, _go_on))
        return self

    def __exit__(self, *_: object) -> None:
        """Let signals do what they did before."""
        self._undo.close()
        self._ear.close()
        self._bell.close()

    def wait(self, seconds: float) -> bool:
        """Wait so long, or until the program is to stop; say whether it is."""
        return bool(select([self._ear], [], [], seconds)[0])


def _go_on(_number: int, _frame: FrameType | None) -> None:
    """Let the program go on: the bell has rung."""
