"""The command that takes appointments over: its name and what may be typed after it."""

import argparse
from collections.abc import Callable, Mapping
from pathlib import Path

from common.centre.appointment_folder import watch
from common.centre.appointments import import_file
from common.centre.people import Mistyped
from common.settings import Settings

APPOINTMENT_HELP: Mapping[str, str] = {
    "import-appointments": "take appointments over from a file, or from a folder until stopped",
}


def add_appointment_arguments(made: Mapping[str, argparse.ArgumentParser]) -> None:
    """Say what may be typed after the command."""
    command = made["import-appointments"]
    command.add_argument("file", type=Path, nargs="?", metavar="FILE", help="CSV or JSON")
    command.add_argument(
        "--skip-bad",
        type=Path,
        metavar="BADFILE",
        help="load the good rows and write the bad ones there, with the reasons",
    )
    command.add_argument(
        "--watch", type=Path, metavar="FOLDER", help="take whatever comes into a folder"
    )


def _take_over(settings: Settings, asked: argparse.Namespace) -> int:
    if (asked.file is None) == (asked.watch is None):
        raise Mistyped("name either FILE or --watch FOLDER")
    if asked.watch is None:
        return import_file(settings, asked.file, asked.skip_bad)
    if asked.skip_bad is not None:
        raise Mistyped("--skip-bad goes with FILE; a watched folder keeps bad files in bad/")
    return watch(settings, asked.watch)


APPOINTMENT_COMMANDS: Mapping[str, Callable[[Settings, argparse.Namespace], int]] = {
    "import-appointments": _take_over,
}
