import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
LIMIT = 30

# Leaves somebody without a parent, and waits until nothing is left of him.
ORPHAN = """
import os, subprocess, sys, time

words = ["sh", "-c", "sleep 0.1 >&2 & echo $!"]
orphan = int(subprocess.run(words, capture_output=True, check=True).stdout)
for _ in range(100):
    try:
        os.kill(orphan, 0)
    except ProcessLookupError:
        sys.exit(0)
    time.sleep(0.05)
sys.exit(1)
"""
GUARD = """
import sys
from pathlib import Path
from installer.checkout.guard import guarded

with guarded([sys.executable, "-c", sys.argv[1]], Path.cwd()) as process:
    print(process.wait(timeout=20))
"""


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux lets a process adopt orphans")
def test_an_adopted_process_that_has_ended_does_not_seem_to_run() -> None:
    done = subprocess.run(
        [sys.executable, "-c", GUARD, ORPHAN],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=LIMIT,
        check=True,
    )

    assert done.stdout == "0\n"
