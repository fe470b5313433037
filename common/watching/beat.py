"""The pulse of a watched application: a file that is touched while its window is alive."""

import ctypes
import os
import signal
import sys
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

PULSE_NAMED_BY = "ASAN_NOVBE_PULSE"
WATCHER_NAMED_BY = "ASAN_NOVBE_WATCHER"
EXIT_AGAIN = 75
"""An application that wants to be started again at once ends with this code."""
_PR_SET_PDEATHSIG = 1


@dataclass(frozen=True, slots=True)
class Pulse:
    """What a watched application owes whoever watches it."""

    file: Path
    watcher: int

    def beat(self) -> None:
        """Say that the window is alive; a full disk must not end what it is to protect."""
        with suppress(OSError):
            os.utime(self.file)

    def follow(self) -> None:
        """End with the watcher, however it ends and whatever this process does then.

        On Linux only: the kernel kills even one that stands still. There are never two.
        """
        if sys.platform != "linux":
            return
        ctypes.CDLL(None, use_errno=True).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
        if os.getppid() != self.watcher:
            # It ended before it could be followed.
            os.kill(os.getpid(), signal.SIGKILL)


def pulse() -> Pulse | None:
    """Return the pulse this process owes; None where nobody watches it."""
    file, watcher = os.environ.get(PULSE_NAMED_BY), os.environ.get(WATCHER_NAMED_BY, "")
    return Pulse(Path(file), int(watcher)) if file and watcher.isdecimal() else None
