import json
import os
import signal
import subprocess
import sys
import time
import wave
from contextlib import suppress
from pathlib import Path

import pytest

DAY = 200
"""Seconds, where others want the processors too; half a minute where nobody does."""
STARTS_WITHIN = 20

pytestmark = pytest.mark.timeout(240)


@pytest.fixture(scope="module")
def day(tmp_path_factory: pytest.TempPathFactory) -> tuple[int, Path, str]:
    out = tmp_path_factory.mktemp("day")
    done = subprocess.run(command(out), capture_output=True, text=True, timeout=DAY, check=False)
    return done.returncode, out, done.stderr


def command(out: Path) -> list[str]:
    return [sys.executable, "-m", "common.demo", "--headless", "--out", str(out)]


def test_a_whole_day_ends_well(day: tuple[int, Path, str]) -> None:
    code, _, said = day
    assert (code, said) == (0, "")


def test_every_ticket_of_the_day_is_accounted_for(day: tuple[int, Path, str]) -> None:
    _, out, _ = day
    tickets = json.loads((out / "report.json").read_text("utf-8"))["tickets"]
    labels = [ticket["label"] for ticket in tickets]
    unprinted = [ticket["label"] for ticket in tickets if ticket["printed"] is None]
    assert len(tickets) >= 30
    assert len(set(labels)) == len(labels)
    assert len(unprinted) == 1
    for ticket in tickets:
        steps = [ticket[name] for name in ("issued", "printed", "called", "shown", "spoken")]
        times = [step for step in steps if step is not None]
        assert times == sorted(times), ticket
        assert ticket["end"] in {"done", "no_show"}


def test_the_day_leaves_paper_sound_and_pictures(day: tuple[int, Path, str]) -> None:
    _, out, _ = day
    tickets = json.loads((out / "report.json").read_text("utf-8"))["tickets"]
    for ticket in tickets:
        label = ticket["label"]
        if ticket["printed"]:
            assert (out / f"slip-{label}.bin").stat().st_size > 1000
            assert (out / f"slip-{label}.png").exists()
        with wave.open(str(out / f"call-{label}.wav")) as sound:
            assert sound.getnframes() / sound.getframerate() > 2
    pages = ("welcome-az", "welcome-en", "welcome-ru", "entities", "services", "search", "groups")
    for page in (*pages, "confirm", "ticket", "trouble", "help", "still-there", "alone", "reserve"):
        assert png_size(out / f"kiosk-{page}.png") == (1080, 1920), page
    assert png_size(out / "display.png") == (1920, 1080)
    assert png_size(out / "counter.png") == (1280, 800)


def png_size(file: Path) -> tuple[int, int]:
    head = file.read_bytes()[16:24]
    return int.from_bytes(head[:4], "big"), int.from_bytes(head[4:], "big")


@pytest.mark.parametrize(
    "killed", ["common.demo.virtual_printer", pytest.param("display", marks=pytest.mark.long)]
)
def test_a_day_without_its_board_or_its_printer_does_not_end_well(
    killed: str, tmp_path: Path
) -> None:
    with subprocess.Popen(command(tmp_path), stdout=subprocess.PIPE, stderr=subprocess.PIPE) as day:
        try:
            os.kill(child_of(day.pid, killed), signal.SIGKILL)
            _, said = day.communicate(timeout=DAY)
        finally:
            day.kill()
    assert day.returncode == 1
    assert b"Traceback" not in said


def child_of(parent: int, module: str) -> int:
    until = time.monotonic() + STARTS_WITHIN
    while time.monotonic() < until:
        for status in Path("/proc").glob("[0-9]*/cmdline"):
            # Any process may end while it is looked at.
            with suppress(FileNotFoundError, ProcessLookupError):
                words = status.read_bytes().decode(errors="replace").split("\0")
                if module in words and parent_of(status.parent) == parent:
                    return int(status.parent.name)
        time.sleep(0.05)
    pytest.fail(f"{module} never started")


def parent_of(process: Path) -> int:
    return int((process / "stat").read_text().rsplit(")", 1)[1].split()[1])
