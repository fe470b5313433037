import json
import select
import socket
import subprocess
import sys
import zlib
from pathlib import Path

import pytest

from common.demo.paper import Kind, Reader, escpos_command, picture, png
from common.demo.printer_faults import Fault, Trouble
from common.demo.virtual_printer import VirtualPrinter, obey
from common.ports import Raster

STRIP = b"\x1dv0\0\x02\0\x03\0" + b"\xf0\x0f" * 3
JOB = b"\x1b@" + STRIP + b"\x1bd\x06" + b"\x1dV\0"
WAIT = 10.0


def link_to(machine: VirtualPrinter) -> socket.socket:
    return socket.create_connection(("127.0.0.1", machine.port), timeout=WAIT)


def says_nothing(line: socket.socket, seconds: float = 0.2) -> bool:
    return not select.select([line], [], [], seconds)[0]


def test_the_answer_in_line_waits_for_the_paper_and_the_real_time_one_does_not(
    machine: VirtualPrinter,
) -> None:
    machine.fail(Fault(Trouble.SLOW, bytes_per_second=10))
    with link_to(machine) as line:
        line.sendall(JOB + b"\x1dr\x01")
        assert says_nothing(line)

        line.sendall(b"\x10\x04\x01")

        assert line.recv(8) == b"\x12"
        assert machine.jobs == ()


def test_a_printer_with_paper_answers_in_line_when_all_is_printed(machine: VirtualPrinter) -> None:
    with link_to(machine) as line:
        line.sendall(JOB + b"\x1dr\x01")

        assert line.recv(8) == b"\0"
        assert [job.bytes for job in machine.jobs] == [len(JOB)]


def test_a_printer_without_paper_does_not_answer_in_line(machine: VirtualPrinter) -> None:
    machine.fail(Fault(Trouble.PAPER_OUT))
    with link_to(machine) as line:
        line.sendall(b"\x1dr\x01")

        assert says_nothing(line)


def test_a_cutter_that_fails_at_the_cut_keeps_the_printer_from_answering_in_line(
    machine: VirtualPrinter,
) -> None:
    machine.fail(Fault(Trouble.CUTTER, after=0))
    with link_to(machine) as line:
        line.sendall(JOB + b"\x1dr\x01")
        assert says_nothing(line)

        line.sendall(b"\x10\x04\x03")

        assert line.recv(8) == b"\x1a"
        assert machine.jobs == ()


def test_questions_are_no_part_of_a_job(machine: VirtualPrinter, tmp_path: Path) -> None:
    with link_to(machine) as line:
        line.sendall(b"\x10\x04\x01\x10\x04\x02" + JOB[:2] + b"\x10\x04\x04" + JOB[2:])
    assert machine.wait_for_jobs(1, WAIT)

    assert (tmp_path / "paper" / machine.jobs[0].file).read_bytes() == JOB


def test_a_job_that_comes_in_single_bytes_is_whole(machine: VirtualPrinter, tmp_path: Path) -> None:
    with link_to(machine) as line:
        line.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        for byte in JOB:
            line.sendall(bytes((byte,)))
    assert machine.wait_for_jobs(1, WAIT)

    assert (tmp_path / "paper" / machine.jobs[0].file).read_bytes() == JOB


def test_a_job_that_broke_off_is_written_down_as_not_printed(machine: VirtualPrinter) -> None:
    with link_to(machine) as line:
        line.sendall(JOB[:-8])
    assert machine.wait_for_jobs(1, WAIT)

    assert machine.jobs[0].printed_at is None
    assert machine.jobs[0].bytes == len(JOB) - 8


def test_every_job_is_numbered_kept_and_logged(machine: VirtualPrinter, tmp_path: Path) -> None:
    for _ in range(2):
        with link_to(machine) as line:
            line.sendall(JOB)
    assert machine.wait_for_jobs(2, WAIT)

    folder = tmp_path / "paper"
    entries = [json.loads(line) for line in (folder / "received.jsonl").read_text().splitlines()]
    assert [entry["n"] for entry in entries] == [1, 2]
    assert all(entry["received_at"] <= entry["printed_at"] for entry in entries)
    assert (folder / entries[1]["png"]).read_bytes() == png(Raster(16, 3, b"\xf0\x0f" * 3))


def test_the_picture_of_a_job_is_its_dots() -> None:
    raster = picture(JOB + JOB)

    assert raster == Raster(16, 6, b"\xf0\x0f" * 6)


def test_a_job_without_a_picture_has_none() -> None:
    assert picture(b"\x1b@text\n\x1dV\0") is None


def test_a_png_is_black_where_the_paper_is() -> None:
    file = png(Raster(16, 1, b"\xf0\x0f"))

    start = file.index(b"IDAT") + 4
    length = int.from_bytes(file[start - 8 : start - 4])
    assert zlib.decompress(file[start : start + length]) == b"\0\x0f\xf0"


@pytest.mark.parametrize("size", [1, 2, 5, 1000])
def test_commands_are_found_however_the_stream_is_chopped(size: int) -> None:
    stream = b"\x10\x04\x01" + JOB + b"A\n\x1dVB\0\x1dr\x01"
    reader = Reader(escpos_command)

    found = [
        command.kind
        for start in range(0, len(stream), size)
        for command in reader.feed(stream[start : start + size])
    ]

    middle = [Kind.INITIALISE, Kind.RASTER, Kind.OTHER, Kind.CUT]
    end = [Kind.OTHER, Kind.OTHER, Kind.CUT, Kind.ASK]
    assert found == [Kind.REAL_TIME, *middle, *end]
    assert reader.rest == b""


@pytest.mark.parametrize(
    "order", ["nonsense", "[]", "{}", '{"fault": "sulks"}', '{"fault": "hot", "when": 3}']
)
def test_an_order_that_cannot_be_understood_is_answered(
    machine: VirtualPrinter, order: str
) -> None:
    assert "error" in obey(machine, order)


def test_the_printer_as_a_process_obeys_and_ends_with_its_input(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "common.demo.virtual_printer", "--out", str(tmp_path)]
    process = subprocess.Popen(
        [*command, "--port", "0"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    assert process.stdout is not None
    port = json.loads(process.stdout.readline())["port"]
    assert process.stdin is not None
    process.stdin.write('{"fault": "paper_out"}\n')
    process.stdin.flush()
    answers = [json.loads(process.stdout.readline())]
    with socket.create_connection(("127.0.0.1", port), timeout=WAIT) as line:
        line.sendall(b"\x10\x04\x04")
        said = line.recv(8)
    rest, _ = process.communicate('{"mend": true}\n', timeout=WAIT)
    answers.append(json.loads(rest))

    assert answers == [{"fault": "paper_out"}, {"mended": True}]
    assert said == b"\x72"
    assert process.returncode == 0
