import socket
from collections.abc import Callable
from dataclasses import replace
from hashlib import sha256
from pathlib import Path

import pytest

from common.demo.printer_faults import Fault, Trouble
from common.demo.virtual_printer import VirtualPrinter
from common.domain.slip import Slip
from common.domain.ticket import SlipState
from common.floorfile.models import models
from common.ports import Printer, PrinterState, Printout, Raster, SlipPainter
from common.printing.cables import Broken, Line
from common.printing.printer import FEED_MM, CablePrinter, NullPrinter

SHORT = 2.5
"""Seconds, where a fault is that nothing comes."""
Open = Callable[..., Printer]


def test_a_slip_is_printed_when_the_printer_confirms_it(
    machine: VirtualPrinter, on_machine: Open, slip: Slip
) -> None:
    printout = on_machine().print_slip(slip)

    assert (printout.slip, printout.state) == (SlipState.PRINTED, PrinterState.READY)
    assert [job.printed_at is not None for job in machine.jobs] == [True]
    assert printout.paper_mm > FEED_MM


def test_the_digest_of_a_slip_is_that_of_the_bytes_the_printer_took(
    machine: VirtualPrinter, on_machine: Open, slip: Slip
) -> None:
    first = on_machine().print_slip(slip)
    second = on_machine().print_slip(replace(slip, label="A048"))

    assert [job.digest for job in machine.jobs] == [first.digest, second.digest]
    assert first.digest != second.digest


def test_a_printer_whose_paper_runs_low_prints_and_says_so(
    machine: VirtualPrinter, on_machine: Open, slip: Slip
) -> None:
    machine.fail(Fault(Trouble.NEAR_END))

    printout = on_machine().print_slip(slip)

    assert (printout.slip, printout.state) == (SlipState.PRINTED, PrinterState.NEAR_END)


@pytest.mark.usefixtures("expect_warnings")
@pytest.mark.parametrize(
    ("trouble", "state"),
    [
        (Trouble.PAPER_OUT, PrinterState.OUT_OF_PAPER),
        (Trouble.COVER_OPEN, PrinterState.COVER_OPEN),
        (Trouble.CUTTER, PrinterState.CUTTER),
        (Trouble.JAM, PrinterState.JAM),
        (Trouble.HOT, PrinterState.HOT),
        (Trouble.GARBAGE, PrinterState.UNKNOWN),
        (Trouble.WRONG_LENGTH, PrinterState.UNKNOWN),
    ],
)
def test_nothing_is_sent_to_a_printer_that_is_not_well(
    machine: VirtualPrinter, on_machine: Open, slip: Slip, trouble: Trouble, state: PrinterState
) -> None:
    machine.fail(Fault(trouble))

    assert on_machine().print_slip(slip) == Printout(SlipState.FAILED, state)
    assert on_machine().status() is state
    assert machine.jobs == ()


@pytest.mark.usefixtures("expect_warnings")
@pytest.mark.parametrize("trouble", [Trouble.SILENT, Trouble.POWER_OFF])
def test_nothing_is_sent_to_a_printer_that_does_not_answer(
    machine: VirtualPrinter, on_machine: Open, slip: Slip, trouble: Trouble
) -> None:
    machine.fail(Fault(trouble))

    printout = on_machine(timeout=SHORT).print_slip(slip)

    assert printout == Printout(SlipState.FAILED, PrinterState.UNKNOWN)
    assert machine.jobs == ()


@pytest.mark.usefixtures("expect_warnings")
@pytest.mark.parametrize(
    ("trouble", "state"),
    [
        (Trouble.PAPER_OUT, PrinterState.OUT_OF_PAPER),
        (Trouble.COVER_OPEN, PrinterState.COVER_OPEN),
        (Trouble.CUTTER, PrinterState.CUTTER),
        (Trouble.JAM, PrinterState.JAM),
        (Trouble.HOT, PrinterState.HOT),
        (Trouble.CLOSE_MID, PrinterState.NO_LINK),
        (Trouble.GARBAGE, PrinterState.UNKNOWN),
        (Trouble.WRONG_LENGTH, PrinterState.UNKNOWN),
    ],
)
def test_a_slip_that_met_trouble_on_its_way_is_not_called_printed(
    machine: VirtualPrinter, on_machine: Open, slip: Slip, trouble: Trouble, state: PrinterState
) -> None:
    machine.fail(Fault(trouble, after=5000))

    printout = on_machine().print_slip(slip)

    assert (printout.slip, printout.state) == (SlipState.UNKNOWN, state)
    assert printout.digest is not None


@pytest.mark.usefixtures("expect_warnings")
@pytest.mark.parametrize("trouble", [Trouble.SILENT, Trouble.POWER_OFF, Trouble.SLOW])
def test_a_slip_that_nobody_confirms_in_time_is_not_called_printed(
    machine: VirtualPrinter, on_machine: Open, slip: Slip, trouble: Trouble
) -> None:
    machine.fail(Fault(trouble, after=5000, bytes_per_second=1000))

    printout = on_machine(timeout=SHORT).print_slip(slip)

    assert (printout.slip, printout.state) == (SlipState.UNKNOWN, PrinterState.UNKNOWN)
    machine.mend()


@pytest.mark.usefixtures("expect_warnings")
def test_a_printer_that_failed_once_prints_the_next_slip(
    machine: VirtualPrinter, on_machine: Open, slip: Slip
) -> None:
    machine.fail(Fault(Trouble.PAPER_OUT, once=True))
    printer = on_machine()

    printouts = [printer.print_slip(slip).slip]
    assert machine.wait_for_jobs(1, timeout=10)
    printouts.append(printer.print_slip(slip).slip)

    assert printouts == [SlipState.UNKNOWN, SlipState.PRINTED]
    assert [job.printed_at is not None for job in machine.jobs] == [False, True]


@pytest.mark.usefixtures("expect_warnings")
def test_a_slip_for_a_printer_that_is_not_there_has_failed(
    open_at: Open, slip: Slip, free_port: int
) -> None:
    printer = open_at(f"127.0.0.1:{free_port}")

    assert printer.status() is PrinterState.NO_LINK
    assert printer.print_slip(slip) == Printout(SlipState.FAILED, PrinterState.NO_LINK)


@pytest.fixture
def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as ear:
        port: int = ear.getsockname()[1]
    return port


def test_a_picture_that_spells_a_question_does_not_confuse_the_printer(
    machine: VirtualPrinter, on_machine: Open, slip: Slip
) -> None:
    class Asking:
        def paint(self, slip: Slip, width_dots: int) -> Raster:
            assert slip.label
            line = b"\x10\x04\x01\x10\x04\x04".ljust(width_dots // 8, b"\0")
            return Raster(width_dots, 200, line * 200)

    printout = on_machine(painter=Asking()).print_slip(slip)

    assert (printout.slip, printout.state) == (SlipState.PRINTED, PrinterState.READY)
    assert machine.jobs[0].digest == printout.digest


class OneAnswerTooMany:
    """A cable and its open end: a second answer to the last question comes late."""

    answers = True

    def __init__(self) -> None:
        self._coming = [b"", b"\x12", b"\x12", b"\x12", b"\x12", b"\x12"]

    def open(self, until: float) -> Line | Broken:
        assert until > 0
        return self

    def seconds_for(self, size: int) -> float:
        return float(size < 0)

    def send(self, data: bytes, until: float) -> Broken | None:
        assert data
        assert until > 0
        return None

    def receive(self, until: float) -> bytes | Broken:
        assert until >= 0
        return self._coming.pop(0)

    def close(self) -> None:
        assert self._coming == []


def test_a_status_with_an_answer_too_many_is_not_known(chequers: SlipPainter) -> None:
    printer = CablePrinter(
        OneAnswerTooMany(), models()["generic_escpos"], chequers, 576, timeout=20
    )

    assert printer.status() is PrinterState.UNKNOWN


def test_a_slow_printer_that_comes_to_the_end_in_time_has_printed(
    machine: VirtualPrinter, on_machine: Open, slip: Slip
) -> None:
    machine.fail(Fault(Trouble.SLOW, bytes_per_second=25_000))

    assert on_machine().print_slip(slip).slip is SlipState.PRINTED


def test_a_printer_that_answers_no_one_is_sent_to_and_never_believed(
    machine: VirtualPrinter, on_machine: Open, slip: Slip
) -> None:
    machine.fail(Fault(Trouble.SILENT))
    printer = on_machine(family="one_way")

    printout = printer.print_slip(slip)

    assert (printout.slip, printout.state) == (SlipState.SENT, PrinterState.UNKNOWN)
    assert printer.status() is PrinterState.UNKNOWN
    assert machine.wait_for_jobs(1, timeout=10)
    assert machine.jobs[0].digest == printout.digest


def test_a_kiosk_without_a_printer_says_so(slip: Slip) -> None:
    printer = NullPrinter()

    assert printer.status() is PrinterState.NO_LINK
    assert printer.print_slip(slip) == Printout(SlipState.FAILED, PrinterState.NO_LINK)


def test_the_kept_bytes_are_the_digested_ones(
    machine: VirtualPrinter, on_machine: Open, slip: Slip, tmp_path: Path
) -> None:
    printout = on_machine().print_slip(slip)

    kept = (tmp_path / "paper" / machine.jobs[0].file).read_bytes()
    assert kept.startswith(b"\x1b@")
    assert kept.endswith(b"\x1dV\x00")
    assert sha256(kept).hexdigest() == printout.digest
