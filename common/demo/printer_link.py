"""One open connection to a virtual printer."""

import socket
import threading
from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, datetime

from common.demo.paper import Reader
from common.demo.printer_tongues import Tongue

CHUNK = 4096


class Link:
    """Hears on a thread of its own; the rest of its state belongs to the printing thread."""

    def __init__(
        self,
        line: socket.socket,
        heard: Callable[["Link", bytes], None],
        lost: Callable[["Link"], None],
        tongue: Tongue,
    ) -> None:
        self._line = line
        self._heard = heard
        self._lost = lost
        self._tail = b""
        self._job_heard_at: datetime | None = None
        self.thread = threading.Thread(target=self._listen, name="virtual printer's link")
        self._real_time = tongue.real_time
        self.reader = Reader(tongue.command)
        self.job = bytearray()
        self.lost = bytearray()
        """Came, and was thrown away before it was printed."""
        self.printed_bytes = 0
        """Of the job at hand."""
        self.was_hit = False
        """A fault came in a job of this link."""

    def questions(self, data: bytes) -> list[bytes]:
        """Return each real-time question that ends in these bytes, wherever it stands."""
        stream = self._tail + data
        self._tail = stream[-2:]
        return self._real_time.findall(stream)

    def only_questions(self, data: bytes) -> bool:
        """Say whether bytes hold nothing to print."""
        return not self._real_time.sub(b"", data)

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
                if self._job_heard_at is None and not self.only_questions(data):
                    self._job_heard_at = datetime.now(UTC)
                self._heard(self, data)
            self._lost(self)

    def _receive(self) -> bytes:
        try:
            return self._line.recv(CHUNK)
        except OSError:  # the other side vanished: the same as closing
            return b""
