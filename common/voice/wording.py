"""The words of the voice as data: those built in, and a centre's own over them."""

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib.resources import files
from itertools import combinations
from pathlib import Path
from string import Formatter

from common.domain.azeri import foreign_letter, mixed_letter
from common.domain.words import Language
from common.floorfile.part import LONGEST_TEXT, BadFile
from common.floorfile.toml_lines import TomlLines

HIGHEST_FLOOR = 50
FLOORS, LETTERS = "floors", "letters"
_WINDOWS = re.compile(r"(\d{1,4})-(\d{1,4})")
_STRESS = "\u0301"


class Say(StrEnum):
    """What can be said."""

    CALL = "call"
    CALL_FLOOR = "call_floor"
    """A window that is not on the floor of the boards."""
    SHORT = "short"
    """A call while many wait to be spoken."""
    AGAIN = "again"
    """Before a call from its second time on."""
    LEFT = "left"
    RIGHT = "right"
    """After a call; an empty text leaves it unsaid."""
    CLOSING = "closing"
    CLOSED = "closed"
    EVACUATION = "evacuation"
    TEST = "test"


_CALL = {"letter", "number", "window"}
_PLACES: Mapping[Say, set[str]] = {
    Say.CALL: _CALL,
    Say.CALL_FLOOR: _CALL | {"floor"},
    Say.SHORT: _CALL,
    Say.CLOSING: {"n"},
}
"""What each text has to name, once; the others name nothing."""
_MAY_BE_EMPTY = (Say.LEFT, Say.RIGHT)


@dataclass(frozen=True, slots=True)
class Storey:
    """Windows that lie on another floor than the boards."""

    first: int
    last: int
    floor: int


@dataclass(frozen=True, slots=True)
class Wording:
    """The texts and the letter names of one language."""

    language: Language
    texts: Mapping[Say, str]
    letters: Mapping[str, str]
    """Spelled so that the synthesiser says the name: to it an English "A" is the article."""
    storeys: tuple[Storey, ...] = ()

    def say(self, what: Say, **places: str) -> str:
        """Return a text with its places filled in."""
        return self.texts[what].format(**places)

    def floor_of(self, window: int) -> int | None:
        """Return the floor of a window; None where it is the boards' own."""
        there = (each.floor for each in self.storeys if each.first <= window <= each.last)
        return next(there, None)


Wordings = Mapping[Language, Wording]


@cache
def built_in() -> Wordings:
    """Return the wording that comes with the program."""
    words = files("assets").joinpath("voice", "wording.toml").read_text("utf-8")
    names = files("assets").joinpath("locale", "letters.json").read_text("utf-8")
    letters = json.loads(names)
    bare = {each: Wording(each, {}, letters[each.value]) for each in Language}
    return _Reader(TomlLines("wording.toml", words)).over(bare)


def read_wording(path: Path) -> Wordings:
    """Return a centre's wording over the built-in one; BadFile, a fault a line with its number."""
    return _Reader(TomlLines.of(path)).over(built_in())


def wording_faults(path: Path) -> tuple[str, ...]:
    """Return a line for each fault of a wording's file."""
    try:
        read_wording(path)
    except BadFile as error:
        return error.faults
    return ()


class _Reader:
    """Reads one file over a wording."""

    def __init__(self, lines: TomlLines) -> None:
        self._lines = lines

    def over(self, usual: Wordings) -> Wordings:
        """Return another wording with what this file says instead."""
        told = self._lines.load()
        for key in told.keys() - {FLOORS, *(each.value for each in Language)}:
            self._lines.fault(
                f'"{key}" means nothing here; write [az], [en], [ru] or [floors]', key
            )
        storeys = self._storeys(self._table(told, FLOORS))
        found = {
            language: Wording(
                language,
                {**usual[language].texts, **dict(self._texts(told, language))},
                {**usual[language].letters, **dict(self._letters(told, language))},
                storeys or usual[language].storeys,
            )
            for language in Language
        }
        self._lines.judge()
        return found

    def _table(self, told: Mapping[str, object], *path: str) -> Mapping[str, object]:
        inner: object = told
        for key in path:
            inner = inner.get(key, {}) if isinstance(inner, Mapping) else {}
        if isinstance(inner, Mapping):
            return inner
        self._lines.fault(f"write it as [{'.'.join(path)}]", path[-1])
        return {}

    def _texts(self, told: Mapping[str, object], language: Language) -> Iterator[tuple[Say, str]]:
        for key, value in self._table(told, language.value).items():
            if key == LETTERS:
                continue
            if key not in list(Say):
                known = ", ".join(Say)
                self._lines.fault(f'"{key}" is never said; known are: {known}', key, language.value)
                continue
            what = Say(key)
            wrong = _wrong_text(what, value, language)
            if wrong:
                self._lines.fault(f"{key} {wrong}", key, language.value)
            else:
                yield what, str(value)

    def _letters(self, told: Mapping[str, object], language: Language) -> Iterator[tuple[str, str]]:
        section = f"{language.value}.{LETTERS}"
        for key, value in self._table(told, language.value, LETTERS).items():
            if len(key) != 1 or not key.isalpha() or key != key.upper():
                self._lines.fault(f'"{key}" is no capital letter', key, section)
            elif not _is_name(value):
                self._lines.fault(f"{key} needs its name in letters, as it is said", key, section)
            else:
                yield key, str(value)

    def _storeys(self, told: Mapping[str, object]) -> tuple[Storey, ...]:
        found: list[Storey] = []
        for key, value in told.items():
            windows = _WINDOWS.fullmatch(value) if isinstance(value, str) else None
            if not re.fullmatch(r"[0-9]{1,2}", key) or not 1 <= int(key) <= HIGHEST_FLOOR:
                self._lines.fault(f'"{key}" is no floor from 1 to {HIGHEST_FLOOR}', key, FLOORS)
            elif windows is None or int(windows[1]) > int(windows[2]):
                self._lines.fault(f'floor {key} names its windows as in "101-199"', key, FLOORS)
            else:
                found.append(Storey(int(windows[1]), int(windows[2]), int(key)))
        for one, other in combinations(found, 2):
            if one.first <= other.last and other.first <= one.last:
                words = f"floor {other.floor} has windows of floor {one.floor} too"
                self._lines.fault(words, str(other.floor), FLOORS)
        return tuple(found)


def _wrong_text(what: Say, value: object, language: Language) -> str:
    """Return what is wrong with a text; nothing when it can be said."""
    if not isinstance(value, str) or not (value.strip() or what in _MAY_BE_EMPTY):
        return 'needs a text in " "'
    if len(value) > LONGEST_TEXT:
        return f"is {len(value)} characters long; write at most {LONGEST_TEXT}"
    strange = mixed_letter if language is Language.RU else foreign_letter
    if strange(re.sub(r"\{\w*\}", " ", value)) is not None:
        return "has a letter of another alphabet; type the word anew"
    if any(sign.isdigit() for sign in value):
        return "has a digit; write numbers in words"
    return _wrong_places(what, value)


def _wrong_places(what: Say, text: str) -> str:
    try:
        named = sorted(_places_of(text))
    except ValueError:
        return "has a brace that does not close, or something else in it than a name"
    wanted = sorted(_PLACES.get(what, set()))
    if named == wanted:
        return ""
    places = " and ".join(f"{{{place}}}" for place in wanted) or "nothing in braces"
    return f"has to name {places}, each once, and nothing else"


def _places_of(text: str) -> Iterator[str]:
    for _, name, form, conversion in Formatter().parse(text):
        if name is not None:
            if form or conversion or not name.isidentifier():
                raise ValueError(name)
            yield name


def _is_name(value: object) -> bool:
    if not isinstance(value, str) or not value.strip() or len(value) > LONGEST_TEXT:
        return False
    return all(sign.isalpha() or sign in f" -{_STRESS}" for sign in value)
