"""A slip that was given up and is still in the printer when the next one comes."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from common.demo.printer_faults import Fault, Trouble
from common.demo.printer_tongues import TONGUES
from common.demo.virtual_printer import VirtualPrinter
from common.domain.slip import Slip
from common.domain.ticket import SlipState
from common.ports import Printer

SHORT = 2.0
LATE = 3.0
"""Seconds that a slip takes and a printer is waited for no longer."""


@pytest.fixture(params=TONGUES)
def machine(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[VirtualPrinter]:
    with VirtualPrinter(tmp_path / "paper", tongue=TONGUES[request.param]) as made:
        yield made


@pytest.fixture
def open_it(
    machine: VirtualPrinter, request: pytest.FixtureRequest, open_at: Callable[..., Printer]
) -> Callable[..., Printer]:
    family = request.node.callspec.params["machine"]

    def one(**how: object) -> Printer:
        return open_at(f"127.0.0.1:{machine.port}", family=family, timeout=SHORT, **how)

    return one


def give_up(machine: VirtualPrinter, printer: Printer, slip: Slip) -> None:
    """Print two slips, of which the second comes too late."""
    assert printer.print_slip(slip).slip is SlipState.PRINTED
    machine.fail(Fault(Trouble.SLOW, bytes_per_second=round(machine.jobs[0].bytes / LATE)))
    assert printer.print_slip(replace(slip, label="A048")).slip is SlipState.UNKNOWN
    assert len(machine.jobs) == 1


@pytest.mark.usefixtures("expect_warnings")
def test_its_confirmation_is_not_taken_for_that_of_the_next(
    machine: VirtualPrinter, open_it: Callable[..., Printer], slip: Slip
) -> None:
    printer = open_it()
    give_up(machine, printer, slip)

    behind = printer.print_slip(replace(slip, label="A049"))

    on_paper = len(machine.jobs) - 2
    machine.mend()
    assert behind.slip in {SlipState.UNKNOWN, SlipState.FAILED}
    assert on_paper <= 0
    assert printer.print_slip(replace(slip, label="A050")).slip is SlipState.PRINTED


@pytest.mark.usefixtures("expect_warnings")
def test_a_program_that_was_started_again_waits_for_it_too(
    machine: VirtualPrinter, open_it: Callable[..., Printer], slip: Slip
) -> None:
    give_up(machine, open_it(), slip)

    behind = open_it(clear=False).print_slip(replace(slip, label="A049"))

    assert behind.slip in {SlipState.UNKNOWN, SlipState.FAILED}
    machine.mend()


def test_a_healthy_printer_prints_the_first_slip_of_a_program(
    machine: VirtualPrinter, open_it: Callable[..., Printer], slip: Slip
) -> None:
    printer = open_it(clear=False)

    assert printer.print_slip(slip).slip is SlipState.PRINTED
    assert [job.digest for job in machine.jobs if job.png is not None] != []


@pytest.mark.usefixtures("expect_warnings")
def test_a_printer_that_never_confirms_prints_all_the_same(
    tmp_path: Path, open_at: Callable[..., Printer], slip: Slip, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(VirtualPrinter, "_answer_in_line", lambda *_: None)
    with VirtualPrinter(tmp_path / "paper") as machine:
        printer = open_at(f"127.0.0.1:{machine.port}", timeout=SHORT, clear=False)

        slips = [printer.print_slip(slip).slip for _ in range(3)]

        assert slips == [SlipState.UNKNOWN] * 3
        assert machine.wait_for_jobs(3, 10)
