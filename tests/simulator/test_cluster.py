"""The simulator's own server: it is back after a kill, whoever looks after the dead."""

import subprocess
import sys
import tempfile

# Like the first process of many a container: it takes in orphans and never asks after them.
NEGLIGENT = """
import ctypes
import sys
from pathlib import Path
from common.demo.simulator.cluster import private_cluster

ctypes.CDLL(None).prctl(36, 1, 0, 0, 0)
with private_cluster(Path(sys.argv[1])) as cluster:
    cluster.kill()
    cluster.start()
    print("back")
"""


def test_a_killed_server_starts_again_where_nobody_asks_after_the_dead() -> None:
    with tempfile.TemporaryDirectory(prefix="asan-") as folder:
        done = subprocess.run(
            [sys.executable, "-c", NEGLIGENT, f"{folder}/pg"],
            capture_output=True,
            text=True,
            timeout=50,
            check=True,
        )

    assert done.stdout == "back\n"
