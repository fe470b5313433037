"""A receipt printer without paper: takes slips on a port and keeps what it printed.

What asks in line waits behind the print data; real-time questions are answered at once, as
printers do.
"""

import argparse
import json
import queue
import socket
import sys
import threading
from contextlib import suppress
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path
from typing import Self

from common.demo.paper import Command, Kind, picture, png
from common.demo.printer_faults import STOPPING, Fault, Trouble
from common.demo.printer_link import Link
from common.demo.printer_tongues import ESCPOS, TONGUES, Tongue

PIECE = 256
LOG = "received.jsonl"


@dataclass(frozen=True, slots=True)
class Job:
    """One print job; its bytes are those from initialise to cut, without questions."""

    n: int
    received_at: str
    """When its first byte came, ISO 8601 in UTC."""
    printed_at: str | None
    """When it was cut; None when it never came out whole."""
    bytes: int
    digest: str
    """SHA-256 in hex."""
    file: str
    png: str | None


class VirtualPrinter:
    """Listens on 127.0.0.1; one thread waits for links, one hears each link, one prints."""

    def __init__(
        self,
        out: Path,
        *,
        port: int = 0,
        bytes_per_second: float | None = None,
        tongue: Tongue = ESCPOS,
    ) -> None:
        self._out = out
        self._tongue = tongue
        self._counted = 0
        self._speed = bytes_per_second
        self._jobs: list[Job] = []
        self._changed = threading.Condition()
        self._trouble: Trouble | None = None
        self._fault: Fault | None = None
        self._power = 0
        """Grows when unprinted bytes are thrown away."""
        self._stopped = False
        self._pieces: queue.SimpleQueue[tuple[Link, bytes, int] | None] = queue.SimpleQueue()
        self._links: list[Link] = []
        self._ear = socket.create_server(("127.0.0.1", port))
        self._threads = [
            threading.Thread(target=self._listen, name="virtual printer's ear"),
            threading.Thread(target=self._print_all, name="virtual printer's head"),
        ]

    @property
    def port(self) -> int:
        """The port it listens on."""
        port: int = self._ear.getsockname()[1]
        return port

    @property
    def jobs(self) -> tuple[Job, ...]:
        """All jobs so far, those that were lost too."""
        with self._changed:
            return tuple(self._jobs)

    def wait_for_jobs(self, count: int, timeout: float) -> bool:
        """Wait until so many jobs are written down; False when that did not happen in time."""
        with self._changed:
            return self._changed.wait_for(lambda: len(self._jobs) >= count, timeout)

    def __enter__(self) -> Self:
        self._out.mkdir(parents=True, exist_ok=True)
        for thread in self._threads:
            thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        with self._changed:
            self._stopped = True
            self._changed.notify_all()
            links = tuple(self._links)
        self._pieces.put(None)
        with suppress(OSError):  # not every system can do it to a socket that listens
            self._ear.shutdown(socket.SHUT_RDWR)
        self._ear.close()
        for link in links:
            link.hang_up()
        for thread in (*self._threads, *(link.thread for link in links)):
            thread.join()

    def fail(self, fault: Fault) -> None:
        """Have a trouble: at once, or in the next job."""
        with self._changed:
            later = fault.after is not None or fault.once
            self._fault = fault
            self._trouble = None if later else fault.trouble
            self._changed.notify_all()

    def mend(self) -> None:
        """Be switched off and on in good health: what is not printed is lost."""
        with self._changed:
            self._fault = self._trouble = None
            self._power += 1
            self._changed.notify_all()

    def _listen(self) -> None:
        while True:
            try:
                line, _ = self._ear.accept()
            except OSError:  # closed: the end
                return
            with self._changed:
                if self._stopped:
                    line.close()
                    return
                link = Link(line, self._hear, self._lose, self._tongue)
                self._links.append(link)
                link.thread.start()

    def _hear(self, link: Link, data: bytes) -> None:
        """Answer what is real-time and put everything in line; on the link's thread."""
        with self._changed:
            trouble, power, counted = self._trouble, self._power, self._counted
        if trouble is Trouble.POWER_OFF:
            return
        for question in link.questions(data):
            link.say(self._tongue.answer(trouble, question, counted))
        for start in range(0, len(data), PIECE):
            self._pieces.put((link, data[start : start + PIECE], power))

    def _lose(self, link: Link) -> None:
        """Take note that a link was closed; on the link's thread."""
        self._pieces.put((link, b"", 0))
        with self._changed:
            self._links.remove(link)
            mended = link.was_hit and self._fault is not None and self._fault.once
        if mended:
            self.mend()

    def _print_all(self) -> None:
        while (piece := self._pieces.get()) is not None:
            link, data, power = piece
            if not data:
                self._drop(link)
            elif not link.job and not link.reader.rest and link.only_questions(data):
                continue
            elif self._may_print(link, len(data), power):
                link.printed_bytes += len(data)
                self._print(link, data)
            else:
                link.lost += data

    def _may_print(self, link: Link, size: int, power: int) -> bool:
        """Wait until the head can move and has moved over the bytes; False when they are lost."""
        with self._changed:
            self._come_to_fault(link, size)
            if self._trouble is Trouble.CLOSE_MID:
                link.hang_up()
                return False
            speed = self._speed
            if self._fault is not None and self._trouble is Trouble.SLOW:
                speed = self._fault.bytes_per_second
            if speed is not None:
                self._changed.wait_for(lambda: self._lost(power), size / speed)
            self._changed.wait_for(lambda: self._lost(power) or self._trouble not in STOPPING)
            return not self._lost(power)

    def _lost(self, power: int) -> bool:
        return self._stopped or self._power != power

    def _come_to_fault(self, link: Link, size: int) -> None:
        fault = self._fault
        if fault is None or link.printed_bytes + size <= (fault.after or 0):
            return
        link.was_hit = True
        if fault.trouble is not Trouble.CUTTER:
            self._trouble = fault.trouble

    def _print(self, link: Link, data: bytes) -> None:
        for command in link.reader.feed(data):
            if command.kind is Kind.ASK:
                self._answer_in_line(link)
            elif command.kind not in (Kind.REAL_TIME, Kind.PRESENT):
                self._put_on_paper(link, command)

    def _answer_in_line(self, link: Link) -> None:
        with self._changed:
            trouble = self._trouble
            self._counted = (self._counted + (trouble not in STOPPING)) % 32
        if trouble not in STOPPING:
            link.say(self._tongue.answer_in_line(trouble))

    def _put_on_paper(self, link: Link, command: Command) -> None:
        link.job += command.data
        if command.kind is not Kind.CUT:
            return
        with self._changed:
            if self._fault is not None and self._fault.trouble is Trouble.CUTTER:
                self._trouble = Trouble.CUTTER
                return
        self._keep(link, datetime.now(UTC))

    def _drop(self, link: Link) -> None:
        """Write down what a closed link left unfinished."""
        link.job += link.reader.rest + link.lost
        if link.job:
            self._keep(link, None)

    def _keep(self, link: Link, printed: datetime | None) -> None:
        data = bytes(link.job)
        link.job.clear()
        link.printed_bytes = 0
        n = len(self._jobs) + 1
        dots = picture(data, self._tongue.command)
        name = f"slip-{n}"
        (self._out / f"{name}.bin").write_bytes(data)
        if dots is not None:
            (self._out / f"{name}.png").write_bytes(png(dots))
        job = Job(
            n=n,
            received_at=link.job_began().isoformat(),
            printed_at=None if printed is None else printed.isoformat(),
            bytes=len(data),
            digest=sha256(data).hexdigest(),
            file=f"{name}.bin",
            png=None if dots is None else f"{name}.png",
        )
        with (self._out / LOG).open("a", encoding="utf-8") as log:
            log.write(json.dumps(asdict(job)) + "\n")
        with self._changed:
            self._jobs.append(job)
            self._changed.notify_all()


def obey(printer: VirtualPrinter, line: str) -> dict[str, object]:
    """Do what one line of JSON says and return the answer to it.

    {"fault": NAME, "after": BYTES, "once": true, "bytes_per_second": N} or {"mend": true}.
    """
    try:
        order = json.loads(line)
        if order.pop("mend", False):
            printer.mend()
            return {"mended": True}
        fault = Fault(Trouble(order.pop("fault")), **order)
    except (ValueError, TypeError, KeyError, AttributeError) as mistake:
        return {"error": str(mistake)}
    printer.fail(fault)
    return {"fault": fault.trouble}


def main() -> None:
    """Print until standard input is closed; orders come on it, one line of JSON each."""
    parser = argparse.ArgumentParser(prog="virtual_printer", description="A printer on a port.")
    parser.add_argument("--port", type=int, default=0)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--family", choices=TONGUES, default="generic_escpos")
    parser.add_argument("--speed", type=float, help="bytes a second; without it, at once")
    chosen = parser.parse_args()
    tongue = TONGUES[chosen.family]
    with (
        VirtualPrinter(
            chosen.out, port=chosen.port, bytes_per_second=chosen.speed, tongue=tongue
        ) as printer,
        suppress(KeyboardInterrupt),
    ):
        _say({"port": printer.port})
        for line in sys.stdin:
            _say(obey(printer, line))


def _say(words: dict[str, object]) -> None:
    sys.stdout.write(json.dumps(words) + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
