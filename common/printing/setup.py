"""Makes a printer from what the centre's set-up says of it."""

from pathlib import Path

from common.domain.floor import Cable as Kind
from common.domain.floor import PrinterSetup
from common.floorfile.faults import Fault, FaultKind
from common.floorfile.models import models
from common.ports import Printer, SlipPainter
from common.printing.cables import Cable, FileCable, NetworkCable
from common.printing.near_cables import SerialCable, SpoolerCable, UsbCable
from common.printing.printer import CablePrinter

RAW_PORT = 9100
BAUD = 115200


class WrongPrinter(Exception):
    """A printer's set-up cannot be used; the message says what to write, `fault` as a value."""

    def __init__(self, kind: FaultKind, setup: PrinterSetup, **facts: object) -> None:
        self.fault = Fault(kind, (), {"code": setup.code, **facts})
        super().__init__(str(self.fault))


def open_printer(
    setup: PrinterSetup, painter: SlipPainter, *, timeout: float = 3.0, clear: bool = False
) -> Printer:
    """Return the printer of a set-up, reached anew for every slip; raises WrongPrinter.

    It is `clear` where it is known that nothing of a program before this one is still in it.
    """
    if setup.family not in models():
        known = ", ".join(models())
        raise WrongPrinter(FaultKind.PRINTER_FAMILY, setup, family=setup.family, known=known)
    model = models()[setup.family]
    return CablePrinter(
        cable_of(setup),
        model,
        painter,
        setup.width_dots,
        timeout=timeout,
        dots_per_inch=setup.dots_per_inch,
        clear=clear,
    )


def cable_of(setup: PrinterSetup) -> Cable:
    """Return the cable that an address names; raises WrongPrinter."""
    makers = {Kind.NETWORK: _network, Kind.USB: _usb, Kind.SERIAL: _serial}
    try:
        if setup.cable in makers:
            return makers[setup.cable](setup.address)
    except ValueError:
        form = FORMS[setup.cable]
        facts = {"address": setup.address, "form": " as in ".join(form), "such_as": form[1]}
        raise WrongPrinter(FaultKind.PRINTER_ADDRESS, setup, **facts) from None
    if not setup.address:
        raise WrongPrinter(FaultKind.PRINTER_NOWHERE, setup)
    if setup.cable is Kind.SPOOLER:
        return SpoolerCable(setup.address)
    return FileCable(Path(setup.address))


FORMS = {
    Kind.NETWORK: ("HOST:PORT,", "192.168.1.40:9100"),
    Kind.USB: ("VENDOR:PRODUCT in hex,", "04b8:0202"),
    Kind.SERIAL: ("PORT@BAUD,", "/dev/ttyS0@115200"),
}


def _network(address: str) -> Cable:
    host, colon, port = address.rpartition(":")
    number = int(port) if colon else RAW_PORT
    name = (host if colon else address).strip("[]")
    if not name or not 0 < number < 2**16:
        raise ValueError(address)
    return NetworkCable(name, number)


def _usb(address: str) -> Cable:
    vendor, product = address.split(":")
    return UsbCable(int(vendor, 16), int(product, 16))


def _serial(address: str) -> Cable:
    port, _, baud = address.partition("@")
    speed = int(baud) if baud else BAUD
    if not port or speed <= 0:
        raise ValueError(address)
    return SerialCable(port, speed)
