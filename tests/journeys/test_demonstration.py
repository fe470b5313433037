import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

WITHIN = 40
APPLICATIONS = {"kiosk", "display", "counter"}


@pytest.fixture
def screen() -> Iterator[str]:
    read, write = os.pipe()
    with subprocess.Popen(
        ["Xvfb", "-displayfd", str(write), "-screen", "0", "1920x1080x24", "-nolisten", "tcp"],
        pass_fds=(write,),
        stderr=subprocess.DEVNULL,
    ) as server:
        os.close(write)
        with os.fdopen(read) as told:
            number = told.readline().strip()
        yield f":{number}"
        server.terminate()


@contextmanager
def demonstration(display: str | None, folder: Path) -> Iterator[subprocess.Popen[bytes]]:
    kept = {
        name: value
        for name, value in os.environ.items()
        if name not in {"QT_QPA_PLATFORM", "DISPLAY", "WAYLAND_DISPLAY"}
    }
    shown = {} if display is None else {"DISPLAY": display}
    with subprocess.Popen(
        [sys.executable, "-m", "common.demo"],
        env={**kept, **shown, "TMPDIR": str(folder)},
        stderr=subprocess.PIPE,
    ) as process:
        try:
            yield process
        finally:
            process.kill()


def running_in(folder: Path) -> dict[str, int]:
    """Return the applications that were told to read their settings in a folder."""
    found: dict[str, int] = {}
    for words_file in Path("/proc").glob("[0-9]*/cmdline"):
        try:
            words = words_file.read_bytes().decode(errors="replace").split("\0")
        except OSError:
            continue  # it ended while we looked
        if "-m" in words and any(word.startswith(str(folder)) for word in words):
            found[words[words.index("-m") + 1]] = int(words_file.parent.name)
    return found


def wait_until(so: Callable[[], bool], what: str) -> None:
    until = time.monotonic() + WITHIN
    while not so():
        if time.monotonic() > until:
            pytest.fail(f"waited {WITHIN} s for {what}")
        time.sleep(0.05)


def test_without_a_display_one_line_names_the_way_that_needs_none(tmp_path: Path) -> None:
    with demonstration(None, tmp_path) as process:
        _, said = process.communicate(timeout=WITHIN)
    assert process.returncode == 2
    assert said.count(b"\n") == 1
    assert b"--headless" in said


def test_closing_one_window_leaves_the_others_and_ctrl_c_leaves_nothing(
    screen: str, tmp_path: Path
) -> None:
    with demonstration(screen, tmp_path) as process:
        wait_until(lambda: set(running_in(tmp_path)) >= APPLICATIONS, "three applications")
        os.kill(running_in(tmp_path)["display"], signal.SIGTERM)
        wait_until(lambda: "display" not in running_in(tmp_path), "the board to close")
        assert process.poll() is None
        assert {"kiosk", "counter"} <= set(running_in(tmp_path))
        process.send_signal(signal.SIGINT)
        process.wait(WITHIN)
    assert running_in(tmp_path) == {}
    assert list(tmp_path.iterdir()) == []
