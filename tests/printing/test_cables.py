import os
import select
import socket
import threading
import time
import tty
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from common.domain.floor import Cable, PrinterSetup
from common.domain.ids import PrinterCode
from common.domain.slip import Slip
from common.domain.ticket import SlipState
from common.floorfile.models import models
from common.ports import Printer, PrinterState, Printout, SlipPainter
from common.printing.cables import Broken, NetworkCable
from common.printing.job import digest
from common.printing.near_cables import UsbCable
from common.printing.printer import CablePrinter
from common.printing.setup import WrongPrinter, cable_of

Open = Callable[..., Printer]


class WiredPrinter:
    """A healthy printer at the far end of a pseudo-terminal."""

    def __init__(self) -> None:
        self._far, near = os.openpty()
        tty.setraw(near)
        self.path = Path(os.ttyname(near))
        self._near = near
        self._thread = threading.Thread(target=self._work)
        self._ended = threading.Event()
        self._thread.start()
        self.taken = b""

    def _work(self) -> None:
        while not self._ended.is_set():
            if not select.select([self._far], [], [], 0.05)[0]:
                continue
            self.taken += (got := os.read(self._far, 4096))
            for _ in range(got.count(b"\x10\x04")):
                os.write(self._far, b"\x12")
            if self.taken.endswith(b"\x1dr\x01"):
                os.write(self._far, b"\0")

    def stop(self) -> None:
        self._ended.set()
        self._thread.join()
        os.close(self._far)
        os.close(self._near)


@pytest.fixture
def wired() -> Iterator[WiredPrinter]:
    printer = WiredPrinter()
    yield printer
    printer.stop()


def test_a_slip_is_printed_and_confirmed_over_a_serial_line(
    wired: WiredPrinter, open_at: Open, slip: Slip
) -> None:
    printout = open_at(f"{wired.path}@115200", Cable.SERIAL).print_slip(slip)

    assert (printout.slip, printout.state) == (SlipState.PRINTED, PrinterState.READY)


def test_a_slip_is_printed_and_confirmed_over_usb(
    wired: WiredPrinter, chequers: SlipPainter, slip: Slip, tmp_path: Path
) -> None:
    interface = tmp_path / "bus" / "1-2" / "1-2:1.0"
    interface.mkdir(parents=True)
    (interface.parent / "idVendor").write_text("04b8\n")
    (interface.parent / "idProduct").write_text("0202\n")
    classes = tmp_path / "usbmisc"
    (classes / "lp3").mkdir(parents=True)
    (classes / "lp3" / "device").symlink_to(interface)
    (tmp_path / "lp3").symlink_to(wired.path)
    cable = UsbCable(0x04B8, 0x0202, devices=classes, files=tmp_path)

    printer = CablePrinter(cable, models()["generic_escpos"], chequers, 576, timeout=20)

    assert printer.print_slip(slip).slip is SlipState.PRINTED


@pytest.mark.parametrize(
    ("cable", "address"),
    [
        (Cable.USB, "04b8:0202"),
        (Cable.SERIAL, "/dev/no-such-port@9600"),
        (Cable.SPOOLER, "Front desk"),
        (Cable.FILE, "/no/such/folder/slips.bin"),
    ],
)
def test_a_cable_that_leads_nowhere_is_no_link(
    open_at: Open, slip: Slip, cable: Cable, address: str, caplog: pytest.LogCaptureFixture
) -> None:
    printer = open_at(address, cable)

    assert printer.status() is PrinterState.NO_LINK
    assert printer.print_slip(slip) == Printout(SlipState.FAILED, PrinterState.NO_LINK)
    assert "no link to the printer" in caplog.text
    caplog.clear()


def test_slips_in_a_file_are_sent_and_not_called_printed(
    open_at: Open, slip: Slip, tmp_path: Path
) -> None:
    file = tmp_path / "slips.bin"
    printer = open_at(str(file), Cable.FILE)

    printouts = [printer.print_slip(slip), printer.print_slip(slip)]

    data = file.read_bytes()
    half = data[: len(data) // 2]
    assert data == half * 2
    assert [(one.slip, one.state, one.digest) for one in printouts] == [
        (SlipState.SENT, PrinterState.UNKNOWN, digest(half))
    ] * 2
    assert all(one.paper_mm > 0 for one in printouts)


def test_a_full_disk_is_not_called_sent(
    open_at: Open, slip: Slip, caplog: pytest.LogCaptureFixture
) -> None:
    printout = open_at("/dev/full", Cable.FILE).print_slip(slip)

    assert printout.slip is SlipState.FAILED
    assert "No space left" in caplog.text
    caplog.clear()


def test_a_pipe_that_nobody_reads_is_no_link(
    open_at: Open, slip: Slip, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    os.mkfifo(tmp_path / "pipe")

    printout = open_at(str(tmp_path / "pipe"), Cable.FILE).print_slip(slip)

    assert printout == Printout(SlipState.FAILED, PrinterState.NO_LINK)
    caplog.clear()


def test_a_device_that_takes_no_more_bytes_ends_the_wait(
    open_at: Open, slip: Slip, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    os.mkfifo(tmp_path / "pipe")
    reader = os.open(tmp_path / "pipe", os.O_RDONLY | os.O_NONBLOCK)
    try:
        printer = open_at(str(tmp_path / "pipe"), Cable.FILE, timeout=0.3)
        # A pipe holds 64 KiB: the second or third slip finds it full.
        printouts = [printer.print_slip(slip) for _ in range(4)]
    finally:
        os.close(reader)

    assert SlipState.UNKNOWN in {each.slip for each in printouts}
    assert printouts[-1] == Printout(SlipState.FAILED, PrinterState.UNKNOWN)
    caplog.clear()


def test_a_network_that_takes_no_more_bytes_ends_the_wait() -> None:
    with socket.create_server(("127.0.0.1", 0)) as ear:
        line = NetworkCable("127.0.0.1", ear.getsockname()[1]).open(time.monotonic() + 10)
        assert not isinstance(line, Broken)

        broken = line.send(bytes(64 * 2**20), time.monotonic() + 0.3)
        line.close()

    assert broken is not None
    assert broken.too_slow
    assert 0 < broken.handed_over < 64 * 2**20


@pytest.mark.parametrize(
    ("cable", "address"),
    [
        (Cable.NETWORK, "192.168.1.40:http"),
        (Cable.NETWORK, "192.168.1.40:0"),
        (Cable.NETWORK, ""),
        (Cable.USB, "04b8"),
        (Cable.USB, "epson:tm"),
        (Cable.SERIAL, "@9600"),
        (Cable.SERIAL, "/dev/ttyS0@fast"),
        (Cable.SERIAL, "/dev/ttyS0@0"),
        (Cable.SPOOLER, ""),
        (Cable.FILE, ""),
    ],
)
def test_an_address_that_cannot_be_meant_is_refused_by_name(
    open_at: Open, cable: Cable, address: str
) -> None:
    with pytest.raises(WrongPrinter, match=r"printer P1: .*(is not|is empty)"):
        open_at(address, cable)


def test_a_family_that_is_not_known_is_refused_by_name(open_at: Open) -> None:
    with pytest.raises(WrongPrinter, match="'laser' is not one of generic_escpos"):
        open_at("127.0.0.1:9100", family="laser")


def test_a_network_address_without_a_port_means_the_usual_one() -> None:
    setup = PrinterSetup(PrinterCode("P1"), Cable.NETWORK, "printer.hall")

    assert cable_of(setup) == NetworkCable("printer.hall", 9100)


def test_a_serial_line_is_given_the_time_its_bits_take() -> None:
    setup = PrinterSetup(PrinterCode("P1"), Cable.SERIAL, "COM3@9600")

    assert cable_of(setup).seconds_for(960) == pytest.approx(1.0)
