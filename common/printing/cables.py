"""Ways from this computer to a printer; every trouble on the way is a value."""

import errno
import os
import select
import socket
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

PIECE = 4096
ANSWER = 64
"""More than any printer says at once."""
HUNG_UP = "the printer hung up"
TOO_SLOW = "the printer took no more bytes in time"


@dataclass(frozen=True, slots=True)
class Broken:
    """Why a cable cannot be used (any more), as one plain line for a log."""

    reason: str
    handed_over: int = 0
    """Bytes that had left before; what became of them is not known."""
    too_slow: bool = False
    """The cable holds; the printer took no more bytes in time."""


class Line(Protocol):
    """An open cable. `until` is a moment of `time.monotonic()`."""

    def send(self, data: bytes, until: float) -> Broken | None:
        """Hand all bytes over."""

    def receive(self, until: float) -> bytes | Broken:
        """Return what has come, at least a byte, or nothing when nothing came in time."""

    def close(self) -> None:
        """Let go of the cable."""


class Cable(Protocol):
    """A cable that is opened anew for every slip."""

    @property
    def answers(self) -> bool:
        """Whether a printer can be heard through it."""

    def open(self, until: float) -> Line | Broken:
        """Reach the printer."""

    def seconds_for(self, size: int) -> float:
        """Return how long the cable itself needs for so many bytes, where that counts."""


def left(until: float) -> float:
    """Return the seconds until a moment of the monotonic clock, never less than none."""
    return max(0.0, until - time.monotonic())


@dataclass(frozen=True, slots=True)
class NetworkCable:
    """TCP, usually port 9100."""

    host: str
    port: int
    answers: bool = True

    def open(self, until: float) -> Line | Broken:
        """Connect."""
        try:
            line = socket.create_connection((self.host, self.port), max(0.001, left(until)))
        except OSError as trouble:
            return Broken(f"{self.host}:{self.port}: {trouble}")
        line.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        return _Connection(line)

    def seconds_for(self, size: int) -> float:  # noqa: ARG002 - a network's time does not count
        """Return nothing."""
        return 0.0


class _Connection:
    def __init__(self, line: socket.socket) -> None:
        self._line = line

    def send(self, data: bytes, until: float) -> Broken | None:
        self._give_up_after(left(until))
        done = 0
        while done < len(data):
            self._line.settimeout(max(0.001, left(until)))
            try:
                done += self._line.send(memoryview(data)[done : done + 16 * PIECE])
            except TimeoutError:
                return Broken(TOO_SLOW, done, too_slow=True)
            except OSError as trouble:
                return Broken(str(trouble), done)
        return None

    def receive(self, until: float) -> bytes | Broken:
        self._line.settimeout(left(until))
        try:
            return self._line.recv(ANSWER) or Broken(HUNG_UP)
        except (TimeoutError, BlockingIOError):
            return b""
        except OSError as trouble:
            return Broken(str(trouble))

    def close(self) -> None:
        self._line.close()

    def _give_up_after(self, seconds: float) -> None:
        """Make writes fail when nobody acknowledges them, where the system can."""
        option = getattr(socket, "TCP_USER_TIMEOUT", None)
        if option is not None:
            self._line.setsockopt(socket.IPPROTO_TCP, option, max(1, int(seconds * 1000)))


@dataclass(frozen=True, slots=True)
class FileCable:
    """A file that slips are added to, or a device file."""

    path: Path
    answers: bool = False

    def open(self, until: float) -> Line | Broken:  # noqa: ARG002 - opening does not wait
        """Open for adding; a missing file is made, a missing folder is not."""
        kind = getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
        flags = os.O_WRONLY | os.O_CREAT | os.O_APPEND | kind
        return open_device(self.path, flags)

    def seconds_for(self, size: int) -> float:  # noqa: ARG002 - a disk's time does not count
        """Return nothing."""
        return 0.0


def open_device(path: Path, flags: int) -> Line | Broken:
    """Open a file or device that does not block."""
    try:
        return _Device(os.open(path, flags, 0o644))
    except OSError as trouble:
        return Broken(str(trouble))


class _Device:
    def __init__(self, number: int) -> None:
        self._number = number

    def send(self, data: bytes, until: float) -> Broken | None:
        done = 0
        while done < len(data):
            try:
                if not self._ready(until, to_write=True):
                    return Broken(TOO_SLOW, done, too_slow=True)
                done += os.write(self._number, data[done : done + PIECE])
            except OSError as trouble:
                if trouble.errno != errno.EAGAIN:
                    return Broken(str(trouble), done)
        return None

    def receive(self, until: float) -> bytes | Broken:
        try:
            if not self._ready(until, to_write=False):
                return b""
            return os.read(self._number, ANSWER) or Broken(HUNG_UP)
        except OSError as trouble:
            return Broken(str(trouble))

    def close(self) -> None:
        os.close(self._number)

    def _ready(self, until: float, *, to_write: bool) -> bool:
        if os.name == "nt":  # plain files only, and these are always ready
            return True
        mine = [self._number]
        reading, writing, _ = select.select(
            [] if to_write else mine, mine if to_write else [], [], left(until)
        )
        return bool(reading or writing)
