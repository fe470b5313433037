"""`asan-centre printer` with a virtual printer at the end of its cable."""

import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from common.demo.paper import picture
from common.demo.printer_faults import Fault, Trouble
from common.demo.printer_tongues import TONGUES
from common.demo.virtual_printer import VirtualPrinter
from common.domain.azeri import ALPHABET, az_upper
from common.domain.ids import CentreCode, DeviceCode
from common.domain.printers import PrinterReport, PrinterState
from common.ports import Raster
from common.store.opening import open_store
from common.ui.proof import letters
from common.usecases.paper import report_printer

Ask = Callable[..., int]
Place = Callable[..., VirtualPrinter]
RULER = 799
"""Dots: 100 mm at 203 dots an inch."""
SHORT = "printer.timeout_seconds=1.5"


@pytest.fixture
def place(begun: None, ask: Ask, demo: Path, tmp_path: Path) -> Iterator[Place]:
    """Return a maker of a centre whose one printer is a virtual one."""
    del begun
    with ExitStack() as machines:

        def one(family: str = "generic_escpos", **more: object) -> VirtualPrinter:
            tongue = TONGUES.get(family, TONGUES["generic_escpos"])
            machine = machines.enter_context(VirtualPrinter(tmp_path / "paper", tongue=tongue))
            form = json.loads(demo.read_text("utf-8"))
            form["printers"][0] |= {
                "address": f"127.0.0.1:{machine.port}",
                "family": family,
                **more,
            }
            floor = tmp_path / "floor.json"
            floor.write_text(json.dumps(form), "utf-8")
            assert ask("import-floor", str(floor)) == 0
            return machine

        yield one


@pytest.fixture
def process(tmp_path: Path) -> Callable[..., "subprocess.CompletedProcess[str]"]:
    """Run the command as a person does: a process of its own."""
    store = f"sqlite:///{tmp_path / 'deep' / 'centre.db'}"

    def start(*arguments: str) -> "subprocess.CompletedProcess[str]":
        return subprocess.run(
            [sys.executable, "-m", "common.centre", "printer", *arguments],
            env=os.environ | {"ASAN_NOVBE_STORE": store, "PYTHONWARNINGS": "error"},
            cwd=tmp_path,
            capture_output=True,
            stdin=subprocess.DEVNULL,
            encoding="utf-8",
            timeout=90,
            check=False,
        )

    return start


def dots(machine: VirtualPrinter, folder: Path, family: str = "generic_escpos") -> Raster:
    job = (folder / "paper" / machine.jobs[0].file).read_bytes()
    raster = picture(job, TONGUES[family].command)
    assert raster is not None
    return raster


def longest_upright(raster: Raster, column: int) -> int:
    """Return the longest run of black dots in a column."""
    line = raster.width // 8
    byte, bit = divmod(column, 8)
    longest = run = 0
    for y in range(raster.height):
        run = run + 1 if raster.rows[y * line + byte] & 0x80 >> bit else 0
        longest = max(longest, run)
    return longest


def test_a_test_slip_has_a_frame_and_a_line_of_100_millimetres(
    place: Place, process: Callable[..., "subprocess.CompletedProcess[str]"], tmp_path: Path
) -> None:
    machine = place()

    done = process("test")

    assert done.returncode == 0, done.stderr
    assert done.stderr == ""
    before, after = done.stdout.splitlines()
    assert before.startswith("ok       printer P1 before: network 127.0.0.1:")
    assert before.endswith("is ready")
    assert after.startswith("ok       printer P1 after: the slip is printed; ")
    raster = dots(machine, tmp_path)
    assert raster.width == 576
    assert raster.rows.startswith(b"\xff" * 72)
    assert raster.rows.endswith(b"\xff" * 72)
    assert {longest_upright(raster, column) for column in (0, 575)} == {raster.height}
    assert longest_upright(raster, 48) == RULER


def test_the_letters_of_the_test_slip_are_all_of_the_alphabet() -> None:
    assert set(letters()) == {*ALPHABET, *az_upper(ALPHABET), " "}


def test_a_printer_without_paper_is_told_in_two_lines_and_exit_code_1(
    place: Place, ask: Ask, capsys: pytest.CaptureFixture[str], caplog: pytest.LogCaptureFixture
) -> None:
    machine = place()
    machine.fail(Fault(Trouble.PAPER_OUT))
    capsys.readouterr()

    assert ask("printer", "test", "--kiosk", "K1") == 1

    told = capsys.readouterr()
    assert told.err == ""
    before, after = told.out.splitlines()
    assert before.startswith("bad      printer P1 before: ")
    assert after == (
        "bad      printer P1 after: the slip was not sent: it is out of paper; put a new roll in"
    )
    assert machine.jobs == ()
    caplog.clear()


def test_the_status_of_all_printers_is_a_line_each(
    place: Place, ask: Ask, capsys: pytest.CaptureFixture[str]
) -> None:
    machine = place()
    capsys.readouterr()

    assert ask("printer", "status") == 0

    assert (
        capsys.readouterr().out
        == f"ok       printer P1: network 127.0.0.1:{machine.port} is ready\n"
    )


@pytest.mark.parametrize(
    ("trouble", "code", "said"),
    [
        (Trouble.NEAR_END, 0, "ok       printer P1: "),
        (Trouble.COVER_OPEN, 1, "its cover is open; close it"),
        (Trouble.SILENT, 1, "unknown  printer P1: "),
        (Trouble.WRONG_LENGTH, 1, "unknown  printer P1: "),
        (Trouble.GARBAGE, 1, "unknown  printer P1: "),
    ],
)
def test_what_is_not_known_to_be_fine_is_exit_code_1(
    place: Place,
    ask: Ask,
    capsys: pytest.CaptureFixture[str],
    trouble: Trouble,
    code: int,
    said: str,
) -> None:
    place().fail(Fault(trouble))
    capsys.readouterr()

    assert ask("--set", SHORT, "printer", "status", "--printer", "P1") == code

    told = capsys.readouterr().out
    assert told.count("\n") == 1
    assert said in told


def test_a_roll_that_somebody_put_in_is_said_to_last(
    place: Place, ask: Ask, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    place(roll_metres=80)
    store = open_store(f"sqlite:///{tmp_path / 'deep' / 'centre.db'}", CentreCode("ASAN-01"))
    report = PrinterReport(store.now(), PrinterState.READY, 100, 10_000.0)
    capsys.readouterr()

    report_printer(store, kiosk=DeviceCode("K1"), report=replace(report, slips=0, paper_mm=0.0))
    ask("--set", SHORT, "printer", "status")
    assert ask("printer", "changed", "--printer", "P1") == 0
    later = replace(report, at=report.at + timedelta(seconds=1))
    report_printer(store, kiosk=DeviceCode("K1"), report=later)
    store.close()
    assert ask("--set", SHORT, "printer", "status") == 0

    before, changed, after = capsys.readouterr().out.splitlines()
    assert "nobody has said when its roll was changed" in before
    assert changed == "printer P1: a new roll is counted from now on"
    assert after.endswith(" is ready; about 700 slips left")


def test_a_slip_that_waits_to_be_taken_is_printed(
    place: Place, ask: Ask, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    machine = place("star_line")
    machine.fail(Fault(Trouble.NOT_TAKEN))
    capsys.readouterr()

    ask("printer", "test")

    after = capsys.readouterr().out.splitlines()[-1]
    assert after == (
        "ok       printer P1 after: the slip is printed; a slip hangs in it; take it out"
    )
    assert dots(machine, tmp_path, "star_line").width == 576


def test_a_slip_that_met_trouble_is_said_not_to_be_confirmed(
    place: Place, ask: Ask, capsys: pytest.CaptureFixture[str], caplog: pytest.LogCaptureFixture
) -> None:
    place().fail(Fault(Trouble.PAPER_OUT, after=3000))
    capsys.readouterr()

    assert ask("--set", "printer.timeout_seconds=20", "printer", "test") == 1

    assert capsys.readouterr().out.splitlines()[-1] == (
        "bad      printer P1 after: the slip was sent and nobody confirmed it: "
        "it is out of paper; put a new roll in"
    )
    caplog.clear()


def test_a_printer_that_cannot_answer_is_never_said_to_have_printed(
    place: Place, ask: Ask, capsys: pytest.CaptureFixture[str]
) -> None:
    machine = place("one_way")
    capsys.readouterr()

    assert ask("printer", "test") == 1

    before, after = capsys.readouterr().out.splitlines()
    assert before.startswith("unknown  printer P1 before: ")
    assert after == (
        "unknown  printer P1 after: the slip was sent and nobody confirmed it: "
        "look at it, and whether the slip came out whole"
    )
    assert machine.wait_for_jobs(1, timeout=10)


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["status", "--printer", "P9"], "the set-up has no printer P9; known are: P1"),
        (["test", "--kiosk", "K9"], "the set-up has no kiosk K9; known are: K1"),
    ],
)
def test_a_place_that_the_set_up_lacks_is_bad_input(
    place: Place,
    ask: Ask,
    capsys: pytest.CaptureFixture[str],
    arguments: list[str],
    said: str,
) -> None:
    place()
    capsys.readouterr()

    assert ask("printer", *arguments) == 2

    told = capsys.readouterr()
    assert told.out == ""
    assert told.err == f"asan-centre: {said}\n"


@pytest.mark.parametrize(
    "arguments", [[], ["sing"], ["test", "--kiosk", "K1", "--printer", "P1"]], ids=str
)
def test_words_that_make_no_sense_are_bad_input(
    ask: Ask, capsys: pytest.CaptureFixture[str], arguments: list[str]
) -> None:
    with pytest.raises(SystemExit) as ended:
        ask("printer", *arguments)

    assert ended.value.code == 2
    assert capsys.readouterr().err.count("\n") == 1
