"""The shell round every window, as a process of its own."""

import subprocess
import sys

import pytest

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
