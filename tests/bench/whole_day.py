"""A whole day of a large centre: every client real, every promise of the store checked."""

import json
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from tests.bench.figures import Count, Figure, Measured, Tell
from tests.fixtures.postgres import PostgresServer

TICKETS, COUNTERS, KIOSKS, DISPLAYS, PROCESSES = 10_000, 150, 10, 4, 10
LONGEST_SECONDS = 7200


def measure_day(_server: PostgresServer, tell: Tell) -> None:
    """Play a day without faults on a Postgres of its own, and tell what it came to."""
    with tempfile.TemporaryDirectory(prefix="asan-novbe-bench-") as folder:
        report = Path(folder) / "day.json"
        done = subprocess.run(
            [
                *(sys.executable, "-m", "common.demo.simulator", "--database", "postgres"),
                *("--tickets", str(TICKETS), "--counters", str(COUNTERS)),
                *("--kiosks", str(KIOSKS), "--displays", str(DISPLAYS)),
                *("--processes", str(PROCESSES), "--out", str(report)),
            ],
            check=False,
            capture_output=True,
            text=True,
            timeout=LONGEST_SECONDS,
        )
        if not report.exists():
            raise RuntimeError(done.stdout + done.stderr)
        told = json.loads(report.read_text(encoding="utf-8"))
    for each in _figures(told):
        tell(each)


def _figures(told: dict[str, Any]) -> Iterator[Measured]:
    day, counts = told["day"], told["counts"]
    name = f"day of {counts['tickets']:,} tickets, {day['counters']} counters"
    seconds = day["real_seconds"]
    moves = sum(number for what, number in counts.items() if what.startswith("events: "))
    yield Count(f"{name}: simulated", "h", round(day["simulated_seconds"] / 3600, 1))
    yield Count(f"{name}: played in", "s", seconds)
    yield Count(f"{name}: tickets", "/s", round(counts["tickets"] / seconds, 1))
    yield Count(f"{name}: lines of the log", "/s", round(moves / seconds, 1))
    for one in told["figures_ms"]:
        yield Figure(f"{name}: {one['name']}", "ms", one["p50"], one["p99"], one["n"])
    kept = [one["name"] for one in told["invariants"] if one["ok"]]
    yield Count(f"{name}: promises kept of {len(told['invariants'])}", "", len(kept))
    for one in told["invariants"]:
        if not one["ok"]:
            words = f"{name}: broken {one['name']}, looked at {one['looked_at']}"
            yield Count(words, "cases", len(one["violations"]))
