"""Qt for these commands: always in a process of its own, for it ends one it cannot start in."""

import json
import os
import subprocess
import sys
from collections.abc import Mapping
from typing import Any

from common.domain.errors import Unavailable

TIMEOUT = 20.0
"""Seconds; Qt starts slowly on a cold disk."""
NO_SCREEN = {"QT_QPA_PLATFORM": "offscreen"}


def ask_qt(
    module: str, environment: Mapping[str, str], told: Mapping[str, object] | None = None
) -> dict[str, Any]:
    """Run a module of this program with JSON and return its JSON; raises Unavailable."""
    try:
        done = subprocess.run(  # noqa: S603 - this program's own module
            [sys.executable, "-m", module],
            env=os.environ | environment,
            input=json.dumps(told or {}),
            capture_output=True,
            encoding="utf-8",
            timeout=TIMEOUT,
            check=False,
        )
    except subprocess.TimeoutExpired:
        raise Unavailable(f"Qt did not start within {TIMEOUT:.0f} s; look at the display") from None
    if done.returncode:
        last = (done.stderr.strip().splitlines() or ["it says nothing"])[-1]
        raise Unavailable(f"Qt cannot start here ({last}); install what it names")
    answer: dict[str, Any] = json.loads(done.stdout)
    return answer
