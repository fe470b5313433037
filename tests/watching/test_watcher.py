"""The watcher with real processes, which do what an application does in its worst hours."""

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from fixtures.stores import sqlite_template, sqlite_url

from common.watching.judging import Patience
from common.watching.watcher import Watcher

__all__ = ["sqlite_template", "sqlite_url"]

QUICK = Patience(stall=0.6, first_beat=20, look=0.02, ends=10, first_pause=0.01, longest_pause=0.02)
ROOT = Path(__file__).resolve().parents[2]
LIMIT = 30
BEGIN = """
import os, sys, time
from common.watching.beat import EXIT_AGAIN, pulse
me = pulse()
me.follow()
lives = open(sys.argv[1], "a+")
lives.seek(0)
life = len(lives.readlines()) + 1
print(os.getpid(), file=lives, flush=True)
def beat(times):
    for _ in range(times):
        me.beat()
        time.sleep(0.02)
"""


def lives_of(file: Path) -> list[int]:
    """Return the processes that were started, the first one first."""
    return [int(line) for line in file.read_text().split()] if file.exists() else []


def until(holds: Callable[[], bool]) -> None:
    end = time.monotonic() + LIMIT
    while not holds():
        assert time.monotonic() < end, "nothing happened"
        time.sleep(0.01)


def is_alive(process: int) -> bool:
    try:
        state = Path(f"/proc/{process}/stat").read_bytes().rpartition(b")")[2].split()[0]
    except (FileNotFoundError, ProcessLookupError):
        return False
    return state != b"Z"


def kiosks_of(parent: int) -> list[int]:
    """Return the running kiosks that a process has started."""
    found = Path(f"/proc/{parent}/task").glob("*/children")
    children = [int(child) for task in found for child in task.read_text().split()]
    return [child for child in children if is_alive(child) and _is_kiosk(child)]


def _is_kiosk(process: int) -> bool:
    return b"\0-m\0kiosk\0" in Path(f"/proc/{process}/cmdline").read_bytes()


def watch(code: str, lives: Path) -> Watcher:
    return Watcher("kiosk", [sys.executable, "-c", BEGIN + code, str(lives)], QUICK)


@pytest.fixture(autouse=True)
def at_home(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)


def test_who_crashes_is_started_again_until_he_ends_on_purpose(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    lives = tmp_path / "lives"

    code = watch("beat(3)\nsys.exit({1: 70, 2: EXIT_AGAIN}.get(life, 0))", lives).run()

    said = capfd.readouterr().err.splitlines()
    assert code == 0
    assert len(lives_of(lives)) == 3
    assert [line.split(" after ")[0] for line in said] == [
        "asan-watch: kiosk ended with code 70",
        "asan-watch: kiosk ended with code 75",
        "asan-watch: kiosk ended on purpose",
    ]


def test_who_stands_still_is_killed_with_all_he_started_and_started_again(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    lives, child = tmp_path / "lives", tmp_path / "child"
    stuck = (
        "beat(3)\n"
        "if life == 1:\n"
        "    import subprocess\n"
        "    other = subprocess.Popen(['sleep', '60'])\n"
        f"    open({str(child)!r}, 'w').write(str(other.pid))\n"
        "    time.sleep(60)\n"
    )

    watch(stuck, lives).run()

    first, _ = lives_of(lives)
    until(lambda: not is_alive(int(child.read_text())))
    assert not is_alive(first)
    assert "kiosk stood still for 1 s and is killed" in capfd.readouterr().err


def test_whoever_ends_the_watcher_ends_the_application(tmp_path: Path) -> None:
    lives = tmp_path / "lives"
    watcher = watch("beat(10_000)", lives)
    thread = threading.Thread(target=watcher.run)
    thread.start()
    try:
        until(lambda: len(lives_of(lives)) == 1)
    finally:
        watcher.end()
        thread.join(LIMIT)

    assert not thread.is_alive()
    assert not is_alive(lives_of(lives)[0])


@pytest.mark.parametrize("code", ["beat(10_000)", "beat(3)\ntime.sleep(60)"])
def test_an_application_ends_with_its_killed_watcher_even_while_it_stands_still(
    tmp_path: Path, code: str
) -> None:
    lives = tmp_path / "lives"
    watcher_code = (
        "import sys\nfrom common.watching.watcher import Watcher\n"
        "Watcher('kiosk', [sys.executable, '-c', *sys.argv[1:]]).run()"
    )
    words = [sys.executable, "-c", watcher_code, BEGIN + code, str(lives)]
    with subprocess.Popen(words, cwd=ROOT) as watcher:
        until(lambda: len(lives_of(lives)) == 1)
        os.kill(watcher.pid, signal.SIGKILL)

    until(lambda: not is_alive(lives_of(lives)[0]))


def test_a_word_that_names_no_application_is_one_line() -> None:
    words = [sys.executable, "-m", "common.watching", "kiosks"]

    done = subprocess.run(
        words, check=False, cwd=ROOT, capture_output=True, text=True, timeout=LIMIT
    )

    assert done.returncode == 2
    assert done.stderr == (
        "asan-watch: name an application: asan-watch kiosk|display|counter [ITS ARGUMENTS]\n"
    )


def test_the_real_kiosk_beats_is_killed_when_it_stands_still_and_started_again(
    sqlite_url: str, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    own = [f"store.url={sqlite_url}", "store.centre=T1", "device.code=K1"]
    own += [f"logs.folder={tmp_path}", f"device.folder={tmp_path}", "screen.full_screen=true"]
    words = [sys.executable, "-m", "kiosk", *(word for one in own for word in ("--set", one))]
    watcher = Watcher("kiosk", words, replace(QUICK, stall=1.5, first_beat=60))
    thread = threading.Thread(target=watcher.run)
    thread.start()
    try:
        until(lambda: len(kiosks_of(os.getpid())) == 1)
        (first,) = kiosks_of(os.getpid())
        until((tmp_path / "kiosk-T1-K1.db").exists)
        os.kill(first, signal.SIGSTOP)
        # Without a beat of its window it would have a minute.
        until(lambda: kiosks_of(os.getpid()) not in ([first], []))
    finally:
        watcher.end()
        thread.join(LIMIT)

    assert not thread.is_alive()
    assert "kiosk stood still for 2 s and is killed" in capfd.readouterr().err
