"""`python3 run.py bench [screens|store] [--json FILE]`: prints the measured figures."""

import argparse
import os
import platform
import sys
from pathlib import Path

from tests.bench.measure import Figure, as_json, measure_all
from tests.bench.rates import Rate
from tests.bench.searching import searching
from tests.bench.store import measure_store
from tests.fixtures.postgres import postgres_server


def say(line: str) -> None:
    """Write a line at once: measuring takes minutes, and a person watches."""
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


def main() -> int:
    """Measure, print a line a figure, and write them as JSON where asked."""
    parser = argparse.ArgumentParser(prog="run.py bench")
    parser.add_argument("what", nargs="?", choices=["screens", "store"], help="only these figures")
    parser.add_argument("--json", type=Path, help="where to write the figures")
    asked = parser.parse_args()
    machine: dict[str, object] = {
        "system": platform.platform(),
        "python": platform.python_version(),
        "cores": os.cpu_count(),
        "Qt platform": "offscreen",
    }
    say(", ".join(f"{name} {value}" for name, value in machine.items()))
    figures: list[Figure | Rate] = []

    def tell(each: Figure | Rate) -> None:
        figures.append(each)
        say(each.line())

    if asked.what != "store":
        with postgres_server() as server, server.database("template0") as url:
            measure_all(url, tell)
        for each in searching():
            tell(each)
    if asked.what != "screens":
        measure_store(tell)
    if asked.json:
        asked.json.write_text(as_json(figures, machine), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
