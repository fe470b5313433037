"""Small days as a person plays them: a process, its report and its exit code."""

import json
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from common.demo.simulator.command import main
from common.demo.simulator.faults import Landed

SMALL = ("--tickets", "60", "--counters", "6", "--hours", "0.4", "--processes", "4")


def simulate(out: Path, *words: str, within: float = 110) -> tuple[int, dict[str, Any], str]:
    done = subprocess.run(
        [sys.executable, "-m", "common.centre", "simulate", "--out", str(out), *words],
        capture_output=True,
        stdin=subprocess.DEVNULL,
        encoding="utf-8",
        timeout=within,
        check=False,
    )
    assert done.stderr == "", done.stderr
    report: dict[str, Any] = json.loads((out / "simulation.json").read_text(encoding="utf-8"))
    return done.returncode, report, done.stdout


@pytest.fixture
def signals() -> Iterator[None]:
    """Let signals mean afterwards what they meant before: a day ends by them in its own way."""
    before = {one: signal.getsignal(one) for one in (signal.SIGINT, signal.SIGTERM)}
    yield
    for one, meaning in before.items():
        signal.signal(one, meaning)


def broken(report: dict[str, Any]) -> dict[str, list[str]]:
    return {one["name"]: one["violations"] for one in report["invariants"] if not one["ok"]}


def kills(report: dict[str, Any]) -> dict[str, int]:
    counts = {where.value: 0 for where in Landed}
    for kind in report["faults"]["by_kind"].values():
        for where, many in kind.items():
            counts[where] += many
    return counts


@pytest.mark.long
def test_a_small_fault_day_on_one_computer_keeps_every_promise(tmp_path: Path) -> None:
    code, report, table = simulate(tmp_path, *SMALL, "--faults", "4")

    assert (code, broken(report)) == (0, {}), table
    assert report["counts"]["tickets"] == 60
    assert sum(kills(report).values()) == 4
    assert kills(report)[Landed.ELSEWHERE.value] < 4


def test_a_small_fault_day_on_a_server_keeps_every_promise(tmp_path: Path) -> None:
    words = ("--database", "postgres", "--faults", "6")
    code, report, table = simulate(tmp_path, *SMALL, *words)

    assert (code, broken(report)) == (0, {}), table
    assert report["counts"]["tickets"] == 60
    assert sum(kills(report).values()) == 6
    assert {kind.split(":")[0] for kind in report["faults"]["by_kind"]} == {
        "client", "backend", "postmaster", "link",
    }  # fmt: skip


@pytest.mark.long
def test_a_day_on_a_centres_own_store_leaves_its_tickets_there(
    tmp_path: Path, sqlite_url: str
) -> None:
    words = ("--store", sqlite_url, "--centre", "T1", "--tickets", "12", "--kiosks", "1")
    hall = ("--counters", "3", "--displays", "1", "--hours", "0.2", "--processes", "3")

    assert simulate(tmp_path, *words, *hall)[0] == 0
    again = subprocess.run(
        [sys.executable, "-m", "common.demo.simulator", *words, *hall],
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )

    assert again.returncode == 2
    assert "already has tickets" in again.stderr


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--tickets", "0"], "0 is not above 0"),
        (["--hours", "nine"], "invalid number value: 'nine'"),
        (["--kinds", "cable"], "'cable' is none of client, backend, postmaster, link"),
        (["--faults", "1", "--kinds", "postmaster"], "there is no postmaster to kill here"),
        (["--store", "mysql://x/y"], "a store is sqlite:/// or postgresql://"),
    ],
)
@pytest.mark.usefixtures("signals")
def test_what_cannot_be_played_is_said_in_one_line(
    capsys: pytest.CaptureFixture[str], words: list[str], said: str
) -> None:
    code = ended_with(words)

    told = capsys.readouterr()
    assert (code, told.out) == (2, "")
    assert said in told.err
    assert told.err.count("\n") == 1


def ended_with(words: list[str]) -> object:
    """Return the exit code of a day in this process: to start one takes ten times as long."""
    try:
        return main(words)
    except SystemExit as end:
        return end.code


@pytest.mark.long
@pytest.mark.timeout(5400)
def test_a_day_of_ten_thousand_with_a_hundred_kills_keeps_every_promise(tmp_path: Path) -> None:
    hall = ("--counters", "150", "--kiosks", "10", "--displays", "4", "--processes", "10")
    words = ("--tickets", "10000", "--faults", "100", "--database", "postgres")
    code, report, table = simulate(tmp_path, *hall, *words, within=5300)

    assert (code, broken(report)) == (0, {}), table
    assert report["counts"]["tickets"] == 10_000
    assert sum(kills(report).values()) >= 100
    assert kills(report)[Landed.ELSEWHERE.value] <= 40


@pytest.mark.long
@pytest.mark.timeout(2400)
def test_a_day_of_two_thousand_with_twenty_kills_keeps_every_promise(tmp_path: Path) -> None:
    hall = ("--counters", "30", "--kiosks", "4", "--displays", "3")
    code, report, table = simulate(
        tmp_path, *hall, "--tickets", "2000", "--faults", "20", within=2300
    )

    assert (code, broken(report)) == (0, {}), table
    assert report["counts"]["tickets"] == 2000
    assert sum(kills(report).values()) >= 20
    assert kills(report)[Landed.ELSEWHERE.value] <= 8
