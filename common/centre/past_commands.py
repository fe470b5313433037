"""The commands of whoever keeps what is over: their names and what may be typed after them."""

import argparse
from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path

from common.centre.audit import verify
from common.centre.keeping import keep
from common.centre.reporting import report
from common.settings import Settings
from common.store.figures import GROUPS

PAST_HELP: Mapping[str, str] = {
    "keep": "seal the log, close days that are over and erase persons, until stopped",
    "audit": "check the sealed log and name what was changed in it",
    "report": "add up what was counted of some days",
}
PAST_COMMANDS: Mapping[str, Callable[[Settings, argparse.Namespace], int]] = {
    "keep": lambda settings, asked: keep(settings, once=asked.once),
    "audit": lambda settings, asked: verify(settings, asked.against),
    "report": lambda settings, asked: report(
        settings, asked.first, asked.last, asked.by, asked.json
    ),
}


def add_past_arguments(made: Mapping[str, argparse.ArgumentParser]) -> None:
    """Say what may be typed after each of these commands."""
    made["keep"].add_argument("--once", action="store_true", help="do what is due now and end")
    made["audit"].add_argument("what", choices=["verify"], metavar="verify")
    made["audit"].add_argument(
        "--against", type=Path, metavar="HEADFILE", help="the heads that were kept elsewhere"
    )
    one = made["report"]
    one.add_argument("--from", dest="first", type=day, required=True, metavar="YYYY-MM-DD")
    one.add_argument("--to", dest="last", type=day, required=True, metavar="YYYY-MM-DD")
    one.add_argument("--by", choices=GROUPS, default=GROUPS[0], help="what a row is of")
    one.add_argument("--json", type=Path, metavar="FILE", help="write it down instead")


def day(text: str) -> date:
    """Read a day as it is typed."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f'"{text}" is no date like 2026-11-24') from None
