"""The watcher with real processes, which do what an application does in its worst hours."""

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from common.watching.judging import Patience
from common.watching.watcher import Watcher

QUICK = Patience(stall=0.6, first_beat=20, look=0.02, ends=10, first_pause=0.01, longest_pause=0.02)
ROOT = Path(__file__).resolve().parents[2]
LIMIT = 30
BEGIN = """
import os, sys, time
from common.watching.beat import EXIT_AGAIN, pulse
me, lives = pulse(), open(sys.argv[1], "a+")
lives.seek(0)
life = len(lives.readlines()) + 1
print(os.getpid(), file=lives, flush=True)
def beat(times):
    for _ in range(times):
        me.beat()
        if me.alone(): sys.exit(0)
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
    until(lambda: len(lives_of(lives)) == 1)

    watcher.end()
    thread.join(LIMIT)

    assert not thread.is_alive()
    assert not is_alive(lives_of(lives)[0])


def test_an_application_whose_watcher_was_killed_ends_by_itself(tmp_path: Path) -> None:
    lives = tmp_path / "lives"
    code = (
        "import sys\nfrom common.watching.watcher import Watcher\n"
        "Watcher('kiosk', [sys.executable, '-c', *sys.argv[1:]]).run()"
    )
    words = [sys.executable, "-c", code, BEGIN + "beat(10_000)", str(lives)]
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


def test_the_real_kiosk_is_watched_and_ends_when_it_is_asked_to(tmp_path: Path) -> None:
    words = [sys.executable, "-m", "common.watching", "kiosk", "--set", "device.code=K1"]
    words += [
        "--set",
        f"store.url=sqlite:///{tmp_path}/none.db",
        "--set",
        f"logs.folder={tmp_path}",
    ]
    words += ["--set", f"device.folder={tmp_path}", "--set", "screen.full_screen=true"]
    with subprocess.Popen(words, cwd=ROOT, stderr=subprocess.PIPE, text=True) as watcher:
        until((tmp_path / "asan-kiosk.log").exists)
        watcher.send_signal(signal.SIGTERM)
        _, said = watcher.communicate(timeout=LIMIT)

    assert watcher.returncode == 0
    assert said.splitlines()[-1] == "asan-watch: kiosk was asked to end, and ended"
