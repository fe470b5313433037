"""Every family on a printer that speaks its language, in health and in trouble."""

import json
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from pathlib import Path

import pytest

from common.demo.printer_faults import Fault, Trouble
from common.demo.printer_tongues import TONGUES
from common.demo.virtual_printer import VirtualPrinter
from common.domain.slip import Slip
from common.domain.ticket import SlipState
from common.ports import Printer, PrinterState, Printout, Raster
from common.printing.families import FAMILIES
from common.printing.status import understand

SHORT = 2.5
"""Seconds, where a fault is that nothing comes."""
OTHERS = ("custom", "citizen_ppu", "star_line")
"""Families besides ESC/POS, which has tests of its own."""
BYTES = json.loads((Path(__file__).parent / "printer_bytes.json").read_text("utf-8"))
NAMES = {Trouble.PAPER_OUT: "out_of_paper"}
Place = Callable[..., tuple[VirtualPrinter, Printer]]


@pytest.fixture
def place(tmp_path: Path, open_at: Callable[..., Printer]) -> Iterator[Place]:
    """Return a maker of virtual printers and of the printers at the end of their cables."""
    with ExitStack() as machines:

        def one(family: str, **how: object) -> tuple[VirtualPrinter, Printer]:
            made = VirtualPrinter(tmp_path / family, tongue=TONGUES[family])
            machine = machines.enter_context(made)
            return machine, open_at(f"127.0.0.1:{machine.port}", family=family, **how)

        yield one


@pytest.mark.parametrize("family", TONGUES)
def test_a_virtual_printer_says_only_what_the_manuals_have(family: str) -> None:
    tongue = TONGUES[family]
    asked = [bytes.fromhex(one) for one in BYTES["questions"][family]["asked"]]
    known = {one for told in BYTES["answers"] if told["family"] == family for one in told["said"]}
    states = {trouble: PrinterState(NAMES.get(trouble, trouble)) for trouble in tongue.troubles}

    for trouble, state in {None: PrinterState.READY, **states}.items():
        said = [tongue.answer(trouble, question) for question in asked]

        assert {one.hex(" ").upper() for one in said} <= known
        assert understand(FAMILIES[family], said) is state


@pytest.mark.parametrize("family", TONGUES)
def test_a_slip_is_printed_and_its_dots_are_on_the_paper(
    place: Place, family: str, slip: Slip
) -> None:
    machine, printer = place(family)

    printouts = [printer.print_slip(slip), printer.print_slip(slip)]

    assert [(one.slip, one.state) for one in printouts] == [
        (SlipState.PRINTED, PrinterState.READY)
    ] * 2
    assert [job.digest for job in machine.jobs] == [one.digest for one in printouts]
    assert machine.jobs[0].png is not None


@pytest.mark.parametrize("family", OTHERS)
@pytest.mark.parametrize(
    ("trouble", "state"),
    [
        (Trouble.NEAR_END, PrinterState.NEAR_END),
        (Trouble.NOT_TAKEN, PrinterState.NOT_TAKEN),
        (Trouble.PUSHES, PrinterState.READY),
    ],
)
def test_what_does_not_keep_a_printer_from_printing_is_said(
    place: Place, family: str, slip: Slip, trouble: Trouble, state: PrinterState
) -> None:
    machine, printer = place(family)
    machine.fail(Fault(trouble))

    printout = printer.print_slip(slip)

    assert (printout.slip, printout.state) == (SlipState.PRINTED, state)


def test_a_pushed_status_is_not_taken_for_an_answer(place: Place, slip: Slip) -> None:
    machine, printer = place("generic_escpos")
    machine.fail(Fault(Trouble.PUSHES))

    assert printer.print_slip(slip).slip is SlipState.PRINTED


STOPS = [
    (Trouble.PAPER_OUT, PrinterState.OUT_OF_PAPER),
    (Trouble.COVER_OPEN, PrinterState.COVER_OPEN),
    (Trouble.CUTTER, PrinterState.CUTTER),
    (Trouble.JAM, PrinterState.JAM),
    (Trouble.HOT, PrinterState.HOT),
]


@pytest.mark.usefixtures("expect_warnings")
@pytest.mark.parametrize("family", OTHERS)
@pytest.mark.parametrize(("trouble", "state"), [*STOPS, (Trouble.GARBAGE, PrinterState.UNKNOWN)])
def test_nothing_is_sent_to_a_printer_that_is_not_well(
    place: Place, family: str, slip: Slip, trouble: Trouble, state: PrinterState
) -> None:
    machine, printer = place(family)
    machine.fail(Fault(trouble))

    assert printer.print_slip(slip) == Printout(SlipState.FAILED, state)
    assert printer.status() is state
    assert machine.jobs == ()


@pytest.mark.usefixtures("expect_warnings")
@pytest.mark.parametrize("family", OTHERS)
@pytest.mark.parametrize(("trouble", "state"), [*STOPS, (Trouble.CLOSE_MID, PrinterState.NO_LINK)])
def test_a_slip_that_met_trouble_on_its_way_is_not_called_printed(
    place: Place, family: str, slip: Slip, trouble: Trouble, state: PrinterState
) -> None:
    machine, printer = place(family)
    machine.fail(Fault(trouble, after=5000))

    printout = printer.print_slip(slip)

    assert (printout.slip, printout.state) == (SlipState.UNKNOWN, state)


def at_once(places: list[tuple[VirtualPrinter, Printer]], slip: Slip) -> list[Printout]:
    """Print on all printers at the same time: each waits for what never comes."""
    with ThreadPoolExecutor(len(places)) as threads:
        return list(threads.map(lambda one: one[1].print_slip(slip), places))


WITHOUT_SENSE = [Trouble.SILENT, Trouble.POWER_OFF, Trouble.WRONG_LENGTH, Trouble.GARBAGE]


@pytest.mark.usefixtures("expect_warnings")
@pytest.mark.parametrize("trouble", WITHOUT_SENSE)
def test_no_family_is_believed_that_makes_no_sense_before_the_slip(
    place: Place, slip: Slip, trouble: Trouble
) -> None:
    places = [place(family, timeout=SHORT) for family in TONGUES]
    for machine, _ in places:
        machine.fail(Fault(trouble))

    printouts = at_once(places, slip)

    assert printouts == [Printout(SlipState.FAILED, PrinterState.UNKNOWN)] * len(places)


@pytest.mark.usefixtures("expect_warnings")
@pytest.mark.parametrize("trouble", [*WITHOUT_SENSE, Trouble.SLOW])
def test_no_family_is_believed_that_makes_no_sense_on_the_way(
    place: Place, slip: Slip, trouble: Trouble
) -> None:
    places = [place(family, timeout=SHORT) for family in TONGUES]
    for machine, _ in places:
        machine.fail(Fault(trouble, after=5000, bytes_per_second=1000))

    printouts = at_once(places, slip)

    assert [(one.slip, one.state) for one in printouts] == [
        (SlipState.UNKNOWN, PrinterState.UNKNOWN)
    ] * len(places)
    for machine, _ in places:
        machine.mend()


@pytest.mark.usefixtures("expect_warnings")
@pytest.mark.parametrize("family", ["generic_escpos", "star_line"])
@pytest.mark.parametrize("after", [0, 1, 255, 256, 12_345, -1])
def test_paper_that_ends_at_any_byte_leaves_no_slip_called_printed(
    place: Place, family: str, slip: Slip, after: int
) -> None:
    machine, printer = place(family)
    assert printer.print_slip(slip).slip is SlipState.PRINTED
    machine.fail(Fault(Trouble.PAPER_OUT, after=after % machine.jobs[0].bytes))

    printout = printer.print_slip(slip)

    # A question before the slip meets the end of the paper too; then nothing is sent.
    assert printout.slip in {SlipState.UNKNOWN, SlipState.FAILED}
    assert printout.state is PrinterState.OUT_OF_PAPER
    assert len(machine.jobs) == 1


def test_a_picture_that_spells_a_question_does_not_confuse_star(place: Place, slip: Slip) -> None:
    class Asking:
        def paint(self, slip: Slip, width_dots: int) -> Raster:
            assert slip.label
            return Raster(width_dots, 200, b"\x1b\x06\x01".ljust(width_dots // 8, b"\0") * 200)

    _, printer = place("star_line", painter=Asking())

    assert printer.print_slip(slip).slip is SlipState.PRINTED


@pytest.mark.usefixtures("expect_warnings")
@pytest.mark.parametrize("family", TONGUES)
def test_a_printer_that_failed_once_prints_the_next_slip(
    place: Place, family: str, slip: Slip
) -> None:
    machine, printer = place(family)
    machine.fail(Fault(Trouble.PAPER_OUT, once=True))

    printouts = [printer.print_slip(slip).slip]
    assert machine.wait_for_jobs(1, timeout=10)
    printouts.append(printer.print_slip(slip).slip)

    assert printouts == [SlipState.UNKNOWN, SlipState.PRINTED]
