"""Cables that end at this computer: USB, serial and the Windows spooler."""

import importlib
import os
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from common.printing.cables import ANSWER, HUNG_UP, Broken, Line, left, open_device

BITS_A_BYTE = 10
"""On a serial line: start, eight, stop."""


@dataclass(frozen=True, slots=True)
class UsbCable:
    """A USB printer behind the Linux kernel's own printer driver (usblp), found by its ids.

    On Windows the system's driver owns such a printer: it is reached through the spooler.
    """

    vendor: int
    product: int
    devices: Path = Path("/sys/class/usbmisc")
    files: Path = Path("/dev/usb")
    answers: bool = True

    def open(self, until: float) -> Line | Broken:  # noqa: ARG002 - opening does not wait
        """Open the device file of the first printer with these ids."""
        for device in sorted(self.devices.glob("lp*")):
            if self._ids(device) == (self.vendor, self.product):
                flags = os.O_RDWR | getattr(os, "O_NONBLOCK", 0)
                return open_device(self.files / device.name, flags)
        return Broken(f"no USB printer {self.vendor:04x}:{self.product:04x} is plugged in")

    def seconds_for(self, size: int) -> float:  # noqa: ARG002 - USB's time does not count
        """Return nothing."""
        return 0.0

    def _ids(self, device: Path) -> tuple[int, int] | None:
        whole = (device / "device").resolve().parent  # "device" is only its printer interface
        try:
            vendor = (whole / "idVendor").read_text("ascii")
            product = (whole / "idProduct").read_text("ascii")
        except OSError:  # unplugged while the list was read
            return None
        return int(vendor, 16), int(product, 16)


@dataclass(frozen=True, slots=True)
class SerialCable:
    """A serial port, 8N1; at 9600 baud a slip takes over a minute."""

    port: str
    baud: int
    answers: bool = True

    def open(self, until: float) -> Line | Broken:  # noqa: ARG002 - opening does not wait
        """Open the port; DTR and DSR keep the printer's buffer from overflowing."""
        serial = importlib.import_module("serial")
        try:
            return _Port(serial.Serial(self.port, self.baud, timeout=0, dsrdtr=True))
        except (OSError, ValueError) as trouble:
            return Broken(f"{self.port}: {trouble}")

    def seconds_for(self, size: int) -> float:
        """Return the time the bits take on the line."""
        return size * BITS_A_BYTE / self.baud


class _Port:
    def __init__(self, port: Any) -> None:  # noqa: ANN401 - pyserial is not annotated
        self._port = port

    def send(self, data: bytes, until: float) -> Broken | None:
        self._port.write_timeout = max(0.001, left(until))
        try:
            self._port.write(data)
        except OSError as trouble:
            # pyserial does not say how many bytes had left.
            return Broken(str(trouble), len(data), too_slow=left(until) == 0)
        return None

    def receive(self, until: float) -> bytes | Broken:
        try:
            self._port.timeout = left(until)
            first: bytes = self._port.read(1)
            self._port.timeout = 0
            more: bytes = self._port.read(ANSWER) if first else b""
        except OSError as trouble:
            return Broken(f"{HUNG_UP}: {trouble}")
        return first + more

    def close(self) -> None:
        self._port.close()


@dataclass(frozen=True, slots=True)
class SpoolerCable:
    """A print queue of Windows; it takes slips and says nothing of the paper."""

    queue: str
    answers: bool = False

    def open(self, until: float) -> Line | Broken:  # noqa: ARG002 - the spooler is local
        """Open the queue."""
        try:
            spooler = importlib.import_module("win32print")
        except ModuleNotFoundError:
            return Broken("the spooler is a cable of Windows")
        try:
            return _Queue(spooler, spooler.OpenPrinter(self.queue))
        except spooler.error as trouble:
            return Broken(f"{self.queue}: {trouble}")

    def seconds_for(self, size: int) -> float:  # noqa: ARG002 - the spooler's time does not count
        """Return nothing."""
        return 0.0


class _Queue:
    """A queue opened through pywin32; one `send` is one raw document."""

    def __init__(self, spooler: Any, queue: Any) -> None:  # noqa: ANN401 - without annotations
        self._spooler = spooler
        self._queue = queue

    def send(self, data: bytes, until: float) -> Broken | None:  # noqa: ARG002 - it spools at once
        done = 0
        try:
            self._spooler.StartDocPrinter(self._queue, 1, ("slip", None, "RAW"))
            self._spooler.StartPagePrinter(self._queue)
            done = self._spooler.WritePrinter(self._queue, data)
            self._spooler.EndPagePrinter(self._queue)
            self._spooler.EndDocPrinter(self._queue)
        except self._spooler.error as trouble:
            return Broken(str(trouble), done)
        return None if done == len(data) else Broken("the spooler took only a part", done)

    def receive(self, until: float) -> bytes | Broken:  # noqa: ARG002 - nothing ever comes
        return b""

    def close(self) -> None:
        self._spooler.ClosePrinter(self._queue)
