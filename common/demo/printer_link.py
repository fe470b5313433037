"""One open connection to a virtual printer."""

import re
import socket
import threading
from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, datetime

from common.demo.paper import Reader

CHUNK = 4096
REAL_TIME = re.compile(rb"\x10\x04([\x01-\x04])")


class Link:
    """Hears on a thread of its own; the rest of its state belongs to the printing thread."""

    def __init__(
        self,
        line: socket.socket,
        heard: Callable[["Link", bytes], None],
        lost: Callable[["Link"], None],
    ) -> None:
        self._line = line
        self._heard = heard
        self._lost = lost
        self._tail = b""
        self._job_heard_at: datetime | None = None
        self.thread = threading.Thread(target=self._listen, name="virtual printer's link")
        self.reader = Reader()
        self.job = bytearray()
        self.lost = bytearray()
        """Came, and was thrown away before it was printed."""
        self.printed_bytes = 0
        """Of the job at hand."""
        self.was_hit = False
        """A fault came in a job of this link."""

    def questions(self, data: bytes) -> list[int]:
        """Return the n of each DLE EOT n that ends in these bytes, wherever it stands."""
        stream = self._tail + data
        self._tail = stream[-2:]
        return [found[1][0] for found in REAL_TIME.finditer(stream)]

    def say(self, answer: bytes) -> None:
        """Answer, if anyone is still there."""
        with suppress(OSError):
            self._line.sendall(answer)

    def hang_up(self) -> None:
        """Close the connection; its thread then ends."""
        with suppress(OSError):
            self._line.shutdown(socket.SHUT_RDWR)

    def job_began(self) -> datetime:
        """Return when the first byte of the job at hand was heard, and forget it."""
        began, self._job_heard_at = self._job_heard_at, None
        return began or datetime.now(UTC)

    def _listen(self) -> None:
        with self._line:
            while data := self._receive():
                if self._job_heard_at is None and not only_questions(data):
                    self._job_heard_at = datetime.now(UTC)
                self._heard(self, data)
            self._lost(self)

    def _receive(self) -> bytes:
        try:
            return self._line.recv(CHUNK)
        except OSError:  # the other side vanished: the same as closing
            return b""


def only_questions(data: bytes) -> bool:
    """Say whether bytes hold nothing to print."""
    return not REAL_TIME.sub(b"", data)
