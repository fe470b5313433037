"""The command for what boards tell everybody: put, list and remove messages."""

import argparse
import re
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta

from common.centre.people import Mistyped
from common.centre.records import opened
from common.centre.saying import say
from common.domain.floor import Floor
from common.domain.ids import ZoneCode
from common.domain.messages import LONGEST, LONGEST_NAME, Message
from common.domain.words import Language, Words
from common.ports import Store
from common.settings import Settings
from common.usecases.messages import put_message, remove_message

MESSAGE = "message"
PUT, LIST, REMOVE = "put", "list", "remove"
LASTS = timedelta(hours=12)
"""A message that nobody ends is over by the next day."""

MESSAGE_HELP: Mapping[str, str] = {
    MESSAGE: "put a message on the boards at once, list what they tell, or remove one"
}


def add_message_arguments(made: Mapping[str, argparse.ArgumentParser]) -> None:
    """Say what may be typed after the command."""
    command = made[MESSAGE]
    command.add_argument("what", choices=[PUT, LIST, REMOVE])
    command.add_argument("name", nargs="?", metavar="NAME", help="how you call the message")
    for language in Language:
        command.add_argument(f"--{language.value}", metavar="TEXT", help="what it says")
    command.add_argument("--zone", metavar="CODE", help="only on the boards of this zone")
    command.add_argument(
        "--until", metavar="[YYYY-MM-DDT]HH:MM", help="when it ends (else in 12 hours)"
    )


def tell_boards(settings: Settings, asked: argparse.Namespace) -> int:
    """Do what was asked for; return 0."""
    with opened(settings) as store:
        if asked.what == LIST:
            _list(store)
        elif asked.name is None:
            raise Mistyped(f"name the message: asan-centre message {asked.what} NAME")
        elif asked.what == REMOVE:
            remove_message(store, name=asked.name)
            say(f"message {asked.name}: no board shows it any more")
        else:
            _put(store, asked)
    return 0


def _list(store: Store) -> None:
    floor = store.floor()
    for one in store.messages():
        where = f"zone {one.zone}" if one.zone else "every board"
        say(f"{one.name}: {where}, until {_clock(one.until, floor)}: {one.words.az}")


def _put(store: Store, asked: argparse.Namespace) -> None:
    floor, now = store.floor(), store.now()
    texts = {one.value: (getattr(asked, one.value) or "").strip() for one in Language}
    for language, text in texts.items():
        if not text:
            raise Mistyped(f'say it in all three languages: --{language} "..." is missing')
        if len(text) > LONGEST or not text.isprintable():
            raise Mistyped(f"--{language}: at most {LONGEST} letters on one line")
    if len(asked.name) > LONGEST_NAME or not asked.name.isprintable():
        raise Mistyped(f"the name has at most {LONGEST_NAME} letters")
    until = now + LASTS if asked.until is None else _moment(asked.until, now, floor)
    zone = None if asked.zone is None else ZoneCode(asked.zone)
    put_message(store, message=Message(asked.name, Words(**texts), until, zone))
    say(f"message {asked.name}: on the boards until {_clock(until, floor)}")


def _moment(typed: str, now: datetime, floor: Floor) -> datetime:
    """Return the moment that was meant, in the centre's time: a time alone is the next one."""
    here = now.astimezone(floor.zone_info)
    if re.fullmatch(r"\d{1,2}:\d{2}", typed):
        typed = f"{here:%Y-%m-%d}T{typed.zfill(5)}"
    try:
        meant = datetime.strptime(typed, "%Y-%m-%dT%H:%M").replace(tzinfo=floor.zone_info)
    except ValueError:
        raise Mistyped(f'--until "{typed}": write 18:30 or 2026-12-31T18:30') from None
    if meant <= now:
        raise Mistyped(f"--until {typed} is over; name a later time")
    return meant


def _clock(moment: datetime, floor: Floor) -> str:
    return f"{moment.astimezone(floor.zone_info):%d.%m.%Y %H:%M}"


MESSAGE_COMMANDS: Mapping[str, Callable[[Settings, argparse.Namespace], int]] = {
    MESSAGE: tell_boards
}
