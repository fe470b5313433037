"""What an administrator can ask for, and how trouble is told to him: in single lines."""

import argparse
import io
import subprocess
import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path

from common.arguments import BAD_INPUT, OneLineParser
from common.centre.appointment_commands import (
    APPOINTMENT_COMMANDS,
    APPOINTMENT_HELP,
    add_appointment_arguments,
)
from common.centre.doctor import examine
from common.centre.hall import settings_of_this_host
from common.centre.hall_commands import HALL_COMMANDS, HALL_HELP, add_hall_arguments
from common.centre.message_commands import MESSAGE_COMMANDS, MESSAGE_HELP, add_message_arguments
from common.centre.past_commands import PAST_COMMANDS, PAST_HELP, add_past_arguments, day
from common.centre.people import Mistyped, give_pin
from common.centre.printer_commands import PRINTER_COMMANDS, PRINTER_HELP, add_printer_arguments
from common.centre.records import print_events
from common.centre.set_up import (
    export_floor,
    import_catalogue,
    import_floor,
    list_versions,
    make_tables,
)
from common.centre.slip_commands import SLIP_COMMANDS, SLIP_HELP, add_slip_arguments
from common.centre.voice_commands import VOICE_COMMANDS, VOICE_HELP, add_voice_arguments
from common.domain.errors import Refused, Unavailable
from common.domain.ids import OperatorCode
from common.domain.words import Language
from common.floorfile.part import BadFile
from common.i18n import Text
from common.settings import BadSettings, Settings, read_settings

PROGRAM = "asan-centre"
MOST_LINES = 20
SIMULATE = "simulate"
"""Comes first and has its own words; all others share the settings."""

_Asked = argparse.Namespace
_Command = Callable[[Settings, _Asked], int]


def run(arguments: Sequence[str]) -> int:
    """Run one command and return its exit code: 2 for bad input, told on standard error."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            # A name that is no text, as a shell may give, is repeated in signs that are one.
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    if arguments[:1] == [SIMULATE]:
        return _above("common.demo.simulator", arguments[1:])
    return _run_own(arguments)


def _run_own(arguments: Sequence[str]) -> int:
    asked = _parser().parse_args(arguments)
    try:
        named = asked.settings_here or asked.settings or settings_of_this_host()
        settings = read_settings(named, asked.set + asked.set_here)
        return _COMMANDS[asked.command](settings, asked)
    except BadFile as error:
        return _tell(error.faults)
    except (BadSettings, Mistyped, Unavailable) as error:
        return _tell([str(error)])
    except Refused as refused:
        return _tell([_words(refused)])
    except KeyboardInterrupt:
        return _tell(["interrupted; nothing was changed"])
    except BrokenPipeError:  # whoever read the output has enough
        return BAD_INPUT


def _tell(lines: Iterable[str]) -> int:
    told = [" ".join(line.split()) for line in lines]
    for line in told[:MOST_LINES]:
        sys.stderr.write(f"{PROGRAM}: {line}\n")
    if len(told) > MOST_LINES:
        sys.stderr.write(f"{PROGRAM}: and {len(told) - MOST_LINES} faults more\n")
    return BAD_INPUT


def _words(refused: Refused) -> str:
    facts = ", ".join(f"{name} {value}" for name, value in refused.facts.items())
    words = Text(Language.EN).refusal(refused)
    return f"{words} ({facts})" if facts else words


def _parser() -> argparse.ArgumentParser:
    parser = OneLineParser(prog=PROGRAM, description="Sets a centre up.", allow_abbrev=False)
    _add_settings(parser, "settings", "set")
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    made = {name: commands.add_parser(name, help=says) for name, says in _HELP.items()}
    for command in made.values():
        _add_settings(command, "settings_here", "set_here")
    made["import-catalogue"].add_argument("file", type=Path, metavar="FILE")
    made["import-floor"].add_argument("file", type=Path, metavar="FILE")
    made["import-floor"].add_argument(
        "--catalogue",
        type=Path,
        metavar="FILE",
        help="for a floor file that brings none (else the store's, else the one installed)",
    )
    made["export-floor"].add_argument("file", type=Path, nargs="?", metavar="FILE")
    made["export-floor"].add_argument(
        "--version", type=int, metavar="N", help="an earlier one, of those floor-versions names"
    )
    made["set-pin"].add_argument("operator", type=OperatorCode, metavar="OPERATOR")
    made["set-pin"].add_argument("--random", action="store_true", help="make one and show it once")
    add_appointment_arguments(made)
    add_past_arguments(made)
    add_printer_arguments(made)
    add_message_arguments(made)
    add_slip_arguments(made)
    add_voice_arguments(made)
    add_hall_arguments(made)
    made["events"].add_argument("--day", type=day, required=True, metavar="YYYY-MM-DD")
    return parser


def _add_settings(parser: argparse.ArgumentParser, file: str, values: str) -> None:
    """Add the options that may stand before and after a command's name."""
    parser.add_argument("--settings", type=Path, dest=file, help="the settings file (TOML)")
    parser.add_argument(
        "--set",
        action="append",
        default=[],
        dest=values,
        metavar="KEY=VALUE",
        help="one setting, as store.url=...",
    )


def _above(module: str, arguments: Sequence[str] = ()) -> int:
    """Run what stands above these commands, which is why it is another process."""
    command = [sys.executable, "-m", module, *arguments]
    sys.stdout.flush()
    return subprocess.run(command, check=False).returncode  # noqa: S603 - this program's own module


_HELP: Mapping[str, str] = {
    "init": "make the store's tables, or bring them up to this program's",
    "upgrade": "the same as init",
    "import-catalogue": "replace entities and services by those of a file",
    "import-floor": "replace the whole set-up by that of a floor file, or nothing of it",
    "export-floor": "write the set-up as a floor file (to standard output without FILE)",
    "floor-versions": "list the versions of the set-up: when, through whom, what",
    "set-pin": "give an operator a PIN, typed or made",
    "events": "print a day's log, one JSON object a line",
    "doctor": "say what is well, what is not, and what to do about it",
    **APPOINTMENT_HELP,
    **PAST_HELP,
    **HALL_HELP,
    **PRINTER_HELP,
    **MESSAGE_HELP,
    **SLIP_HELP,
    **VOICE_HELP,
    "demo": "start the demonstration floor",
    SIMULATE: "play a day without windows and check what the store kept of it",
}
_COMMANDS: Mapping[str, _Command] = {
    "init": lambda settings, _: make_tables(settings),
    "upgrade": lambda settings, _: make_tables(settings),
    "import-catalogue": lambda settings, asked: import_catalogue(settings, asked.file),
    "import-floor": lambda settings, asked: import_floor(settings, asked.file, asked.catalogue),
    "export-floor": lambda settings, asked: export_floor(settings, asked.file, asked.version),
    "floor-versions": lambda settings, _: list_versions(settings),
    "set-pin": lambda settings, asked: give_pin(settings, asked.operator, made=asked.random),
    "events": lambda settings, asked: print_events(settings, asked.day),
    "doctor": lambda settings, _: examine(settings),
    **APPOINTMENT_COMMANDS,
    **PAST_COMMANDS,
    **HALL_COMMANDS,
    **PRINTER_COMMANDS,
    **MESSAGE_COMMANDS,
    **SLIP_COMMANDS,
    **VOICE_COMMANDS,
    "demo": lambda *_: _above("common.demo"),
    SIMULATE: lambda *_: _above("common.demo.simulator"),
}
