"""The board's figures: from a wake-up to its picture, frames of the flash, a soak of calls."""

import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from common.demo.day import screens_environment
from tests.bench.figures import Count, Tell, figure

CALLS = 20_000
LONGEST_SECONDS = 3600


def measure_board(tell: Tell, calls: int = CALLS) -> None:
    """Measure a board that is called to without a pause, telling each figure."""
    told = at_work(calls)
    tell(figure("wake-up to painted on a full board", "ms", told["waits"]))
    for name, times in told["frames"].items():
        tell(figure(f"a frame of the flash, twelve plates, {name}", "ms", times))
    for number, megabytes in told["memory"]:
        tell(Count(f"resident memory of a board after {number:,} calls", "MB", round(megabytes, 1)))
    tell(Count("processor time of a board for a call", "ms", round(told["processor"], 2)))


def at_work(calls: int) -> dict[str, Any]:
    """Let a board of its own process measure itself."""
    with tempfile.TemporaryDirectory() as folder:
        done = subprocess.run(
            [sys.executable, "-m", "tests.bench.board_at_work", str(calls)],
            env={**os.environ, **screens_environment(Path(folder))},
            check=True,
            capture_output=True,
            text=True,
            timeout=LONGEST_SECONDS,
        )
    told: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return told
