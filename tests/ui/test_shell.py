"""The shell round every window, as a process of its own."""

import gc
import subprocess
import sys
import weakref

import pytest

from common.ui.shell import collect_garbage

FALLS = """
import sys, threading
from PySide6.QtCore import QTimer
from common.ui.shell import start_application

def fall():
    raise RuntimeError("nobody expected this")

application = start_application("trial")
QTimer.singleShot(20_000, lambda: application.exit(0))
{fall}
sys.exit(application.exec())
"""


@pytest.mark.parametrize(
    "fall", ["threading.Thread(target=fall, name='feed').start()", "QTimer.singleShot(0, fall)"]
)
def test_a_bug_on_any_thread_ends_the_application_and_is_told(fall: str) -> None:
    ended = subprocess.run(
        [sys.executable, "-c", FALLS.format(fall=fall)],
        capture_output=True,
        encoding="utf-8",
        timeout=60,
        check=False,
    )

    assert ended.returncode == 70
    assert "nobody expected this" in ended.stderr


class Ring:
    """Something that only the collector can take away."""

    def __init__(self) -> None:
        self.itself = self


def test_garbage_stays_until_the_thread_of_the_windows_collects_it() -> None:
    seen = weakref.ref(Ring())
    many = [[number] for number in range(gc.get_threshold()[0] + 1)]
    assert seen() is not None

    collect_garbage()

    assert seen() is None
    assert many
