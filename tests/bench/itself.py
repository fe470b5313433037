"""A program that measures itself, as a process of its own: its memory and time are its own."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

from common.demo.day import screens_environment

LONGEST_SECONDS = 3600


def measure_itself(module: str, folder: Path, *words: str) -> dict[str, Any]:
    """Run a module with its words; return the JSON on its last line."""
    done = subprocess.run(
        [sys.executable, "-m", module, *words],
        env={**os.environ, **screens_environment(folder)},
        check=True,
        capture_output=True,
        text=True,
        timeout=LONGEST_SECONDS,
    )
    told: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return told
