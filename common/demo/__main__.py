"""`python -m common.demo`: the demonstration with windows, or a scripted day without."""

import sys
from collections.abc import Sequence
from pathlib import Path

from common.arguments import OneLineParser
from common.domain.errors import Unavailable
from common.ui.fonts import FontsMissing
from common.ui.shell import EXIT_BAD_INPUT, has_display


def main(arguments: Sequence[str]) -> int:
    """Run what the arguments ask for; return the exit code: 2, with one line, for bad input."""
    try:
        return _run(arguments)
    except (FontsMissing, Unavailable) as error:
        sys.stderr.write(f"run.py: {error}\n")
        return EXIT_BAD_INPUT


def _run(arguments: Sequence[str]) -> int:
    parser = OneLineParser(prog="run.py", allow_abbrev=False)
    parser.add_argument("--headless", action="store_true", help="play a scripted day, no display")
    parser.add_argument("--out", type=Path, help="where the scripted day writes what it made")
    asked = parser.parse_args(arguments)
    if asked.headless:
        if asked.out is None:
            parser.error("--headless needs --out DIR, the folder for what the day makes")
        from common.demo.day import play_day  # noqa: PLC0415 - each way imports only its own

        return play_day(asked.out)
    if not has_display():
        sys.stderr.write("run.py: there is no display; use --headless --out DIR\n")
        return EXIT_BAD_INPUT
    from common.demo.stage import show_floor  # noqa: PLC0415 - each way imports only its own

    return show_floor()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
