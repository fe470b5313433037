"""A centre's own messages, as a small file: what is said to everybody at which times."""

import re
from collections.abc import Iterator, Mapping
from datetime import time
from pathlib import Path

from common.domain.azeri import foreign_letter, mixed_letter
from common.domain.words import Language, Words
from common.floorfile.part import LONGEST_TEXT, BadFile
from common.floorfile.toml_lines import TomlLines
from common.voice.timetable import Message

MESSAGE = "message"
MOST = 20
_CLOCK = re.compile(r"([01]\d|2[0-3]):([0-5]\d)")
_TONGUES = tuple(each.value for each in Language)


def read_messages(path: Path) -> tuple[Message, ...]:
    """Return the messages of a file; raises BadFile, a fault a line with its number."""
    lines = TomlLines.of(path)
    told = lines.load()
    for key in told.keys() - {MESSAGE}:
        lines.fault(f'"{key}" means nothing here; write each message as [[message]]', key)
    tables = told.get(MESSAGE, [])
    if not isinstance(tables, list) or not all(isinstance(each, dict) for each in tables):
        lines.fault("write each message as [[message]]", MESSAGE)
        tables = []
    if len(tables) > MOST:
        lines.fault(f"has {len(tables)} messages; write at most {MOST}", MESSAGE)
    found = [_message(lines, place, table) for place, table in enumerate(tables)]
    lines.judge()
    return tuple(found)


def message_faults(path: Path) -> tuple[str, ...]:
    """Return a line for each fault of a file of messages."""
    try:
        read_messages(path)
    except BadFile as error:
        return error.faults
    return ()


def _message(lines: TomlLines, place: int, table: Mapping[str, object]) -> Message:
    for key in table.keys() - {"at", *_TONGUES}:
        lines.fault(f'"{key}" means nothing here; leave it out', key, MESSAGE, place)
    texts = {tongue: _text(lines, place, table, tongue) for tongue in _TONGUES}
    return Message(Words(**texts), tuple(_times(lines, place, table.get("at"))))


def _text(lines: TomlLines, place: int, table: Mapping[str, object], tongue: str) -> str:
    text = table.get(tongue)
    if not isinstance(text, str) or not text.strip() or len(text) > LONGEST_TEXT:
        words = f"a message needs {tongue}, of at most {LONGEST_TEXT} characters"
        lines.fault(words, tongue, MESSAGE, place)
        return ""
    strange = mixed_letter if tongue == Language.RU else foreign_letter
    if strange(text) is not None:
        words = f"{tongue} has a letter of another alphabet; type the word anew"
        lines.fault(words, tongue, MESSAGE, place)
    return text


def _times(lines: TomlLines, place: int, told: object) -> Iterator[time]:
    listed = told if isinstance(told, list) else []
    for each in listed:
        clock = _CLOCK.fullmatch(each) if isinstance(each, str) else None
        if clock is None:
            lines.fault('at has times like "09:30"', "at", MESSAGE, place)
        else:
            yield time(int(clock[1]), int(clock[2]))
    if not listed:
        lines.fault('a message needs its times, as in at = ["10:00"]', "at", MESSAGE, place)
