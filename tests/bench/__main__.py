"""`python3 run.py bench [WHAT ...] [--json FILE]`: prints measured figures."""

import argparse
import os
import platform
import sys
from pathlib import Path

from tests.bench.board import measure_board
from tests.bench.console import measure_console
from tests.bench.figures import Measured, as_json
from tests.bench.floor import measure_floor
from tests.bench.kiosk import measure_kiosk
from tests.bench.measure import measure_screens
from tests.bench.searching import searching
from tests.bench.store import PARTS, measure_store
from tests.bench.voice import measure_voice

SCREENS, KIOSK, BOARD = "screens", "kiosk", "board"
CONSOLE = "console"
VOICE, STORE, FLOOR = "voice", "store", "floor"


def say(line: str) -> None:
    """Write a line at once: measuring takes minutes, and a person watches."""
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


def main() -> int:
    """Measure, print a line a figure, and write them as JSON where asked."""
    parser = argparse.ArgumentParser(prog="run.py bench")
    parser.add_argument(
        "what",
        nargs="*",
        choices=[SCREENS, KIOSK, BOARD, CONSOLE, FLOOR, VOICE, STORE, *PARTS],
        help=f"only: screens, kiosk, board, console, floor, voice, store, or: {', '.join(PARTS)}",
    )
    parser.add_argument("--json", type=Path, help="where to write the figures")
    asked = parser.parse_args()
    machine: dict[str, object] = {
        "system": platform.platform(),
        "python": platform.python_version(),
        "cores": os.cpu_count(),
        "Qt platform": "offscreen",
    }
    say(", ".join(f"{name} {value}" for name, value in machine.items()))
    figures: list[Measured] = []

    def tell(each: Measured) -> None:
        figures.append(each)
        say(each.line())

    wanted = set(asked.what or [SCREENS, KIOSK, BOARD, CONSOLE, FLOOR, VOICE, STORE])
    if SCREENS in wanted:
        measure_screens(tell)
        for each in searching():
            tell(each)
    if KIOSK in wanted:
        measure_kiosk(tell)
    if BOARD in wanted:
        measure_board(tell)
    if CONSOLE in wanted:
        measure_console(tell)
    if FLOOR in wanted:
        measure_floor(tell)
    if VOICE in wanted:
        measure_voice(tell)
    measure_store([part for part in PARTS if {STORE, part} & wanted], tell)
    if asked.json:
        asked.json.write_text(as_json(figures, machine), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
