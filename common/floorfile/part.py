"""Reads JSON piece by piece and notes every fault with its place."""

import json
import re
import unicodedata
from collections.abc import Iterable, Sequence
from contextlib import suppress
from datetime import date, time, timedelta
from difflib import get_close_matches
from enum import StrEnum
from pathlib import Path
from typing import TypeVar

from common.domain.azeri import clean, foreign_letter, look_alike, mixed_letter
from common.domain.words import Words

LARGEST_FILE = 16 * 1024 * 1024
LONGEST_TEXT = 200
DAY_END = "24:00"
_NO_LETTERS = ("Cc", "Cs")
"""Unicode's control characters, and halves of a character."""
_TURNING = frozenset("\u200e\u200f\u061c\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
"""They are not seen, and turn the words around them."""

_Choice = TypeVar("_Choice", bound=StrEnum)
_ABSENT = object()


class BadFile(Exception):
    """A file was not taken; `faults` has one plain line for each thing to put right."""

    def __init__(self, faults: Iterable[str]) -> None:
        self.faults = tuple(faults)
        super().__init__("\n".join(self.faults))


class Part:
    """One value of a file and its place; a wrong value is noted and read as its default."""

    def __init__(self, value: object, path: str, faults: list[str]) -> None:
        self.path = path
        self._value = value
        self._faults = faults

    @property
    def given(self) -> bool:
        """Say whether the file has this value at all."""
        return self._value is not _ABSENT

    def fault(self, what: str) -> None:
        """Note what is wrong here and what to do about it."""
        self._faults.append(f"{self.path}: {what}" if self.path else what)

    def fields(self, required: Sequence[str], optional: Sequence[str] = ()) -> "dict[str, Part]":
        """Return the values of an object by key; keys it lacks come as parts not given."""
        known = (*required, *optional)
        found = self._object()
        for key in found:
            if key not in known:
                self._unknown(key, known)
        for key in required:
            if self.given and isinstance(self._value, dict) and key not in found:
                self.fault(f'"{key}" is missing; add it')
        return {key: self._inner(key, found.get(key, _ABSENT)) for key in known}

    def entries(self) -> "list[tuple[str, Part]]":
        """Return the values of an object whose keys are free."""
        return [(key, self._inner(key, value)) for key, value in self._object().items()]

    def items(self) -> "list[Part]":
        """Return the values of a list."""
        if isinstance(self._value, list):
            return [
                Part(value, f"{self.path}[{at}]", self._faults)
                for at, value in enumerate(self._value)
            ]
        self._wrong("a list in [ ]")
        return []

    def text(self, longest: int = LONGEST_TEXT) -> str:
        """Return a cleaned text that is not empty."""
        if not isinstance(self._value, str):
            self._wrong('a text in " "')
            return ""
        text = clean(self._value)
        if not text:
            self.fault("is empty; write a text")
        elif len(text) > longest:
            self.fault(f"is {len(text)} characters long; write at most {longest}")
        elif any(sign in _TURNING or unicodedata.category(sign) in _NO_LETTERS for sign in text):
            self.fault("holds a character that cannot be shown; type the text anew")
        return text

    def code(self, pattern: str, such_as: str) -> str:
        """Return a code of a given form."""
        code = self.text()
        if code and not re.fullmatch(pattern, code):
            self.fault(f'"{code}" is not such a code; write one like {such_as}')
        return code

    def words(self) -> Words:
        """Return a text in three languages, each in its own letters."""
        tongues = self.fields(("az", "en", "ru"))
        return Words(
            az=tongues["az"].latin(), en=tongues["en"].latin(), ru=tongues["ru"].one_script()
        )

    def latin(self, longest: int = LONGEST_TEXT) -> str:
        """Return a text that has no other letters than Latin ones."""
        text = self.text(longest)
        at = foreign_letter(text)
        if at is not None:
            self._letter(text, at)
        return text

    def one_script(self, longest: int = LONGEST_TEXT) -> str:
        """Return a text in which no word mixes Cyrillic and Latin letters."""
        text = self.text(longest)
        at = mixed_letter(text)
        if at is not None:
            self._letter(text, at)
        return text

    def flag(self, *, default: bool) -> bool:
        """Return true or false."""
        if isinstance(self._value, bool):
            return self._value
        self._wrong("true or false")
        return default

    def whole(self, low: int, high: int, default: int = 0) -> int:
        """Return a whole number within limits."""
        if not isinstance(self._value, int) or isinstance(self._value, bool):
            self._wrong(f"a whole number from {low} to {high}")
            return default
        if not low <= self._value <= high:
            self.fault(f"{self._value} is out of range; write a number from {low} to {high}")
        return self._value

    def span(self, unit: timedelta, low: int, high: int, default: timedelta) -> timedelta:
        """Return a length of time written as a number of units."""
        if not isinstance(self._value, int | float) or isinstance(self._value, bool):
            self._wrong(f"a number from {low} to {high}")
            return default
        if not low <= self._value <= high:
            self.fault(f"{self._value} is out of range; write a number from {low} to {high}")
            return default
        return self._value * unit

    def clock(self, default: time) -> time:
        """Return a time of day; 24:00 is the very end of it."""
        text = self.text() if self.given else ""
        if text == DAY_END:
            return time.max
        if re.fullmatch(r"([01][0-9]|2[0-3])(:[0-5][0-9]){1,2}", text):
            return time.fromisoformat(text)
        if text:
            self.fault(f'"{text}" is no time of day; write it like 09:00')
        return default

    def day(self) -> date:
        """Return a date."""
        text = self.text()
        if re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", text):
            with suppress(ValueError):
                return date.fromisoformat(text)
        if text:
            self.fault(f'"{text}" is no date; write it like 2027-01-20')
        return date.min

    def choice(self, kind: type[_Choice], default: _Choice) -> _Choice:
        """Return one of a few words."""
        if not self.given:
            return default
        text = self.text()
        if text in set(kind):
            return kind(text)
        if text:
            self.fault(f'"{text}" is not known; write one of {", ".join(kind)}')
        return default

    def _object(self) -> dict[str, object]:
        if isinstance(self._value, dict):
            return self._value
        self._wrong("an object in { }")
        return {}

    def _inner(self, key: str, value: object) -> "Part":
        return Part(value, f"{self.path}.{key}" if self.path else key, self._faults)

    def _wrong(self, wanted: str) -> None:
        if self.given:
            self.fault(f"{_shown(self._value)} does not fit here; write {wanted}")

    def _unknown(self, key: str, known: Sequence[str]) -> None:
        near = get_close_matches(key, known, 1)
        hint = f'did you mean "{near[0]}"?' if near else f"known are: {', '.join(known)}"
        self.fault(f'the key "{key}" is not known; {hint}')

    def _letter(self, text: str, at: int) -> None:
        letter = text[at]
        meant = look_alike(letter)
        name = unicodedata.name(letter, "a letter without a name")
        todo = f'type the Latin "{meant}"' if meant else "type the word anew in one alphabet"
        self.fault(
            f'"{letter}" (U+{ord(letter):04X} {name}) is character {at + 1} of "{text}"; {todo}'
        )


def load_json(path: Path) -> object:
    """Return what a JSON file holds; BadFile when it cannot be read as one."""
    return parse_json(load_text(path), str(path))


def load_text(path: Path) -> str:
    """Return what a file in UTF-8 says; BadFile when it cannot be read as one."""
    try:
        if path.stat().st_size > LARGEST_FILE:
            raise BadFile([f"{path}: is larger than {LARGEST_FILE} bytes; is it the right file?"])
        return path.read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        raise BadFile([f"{path}: there is no such file; check the name"]) from None
    except UnicodeDecodeError as error:
        raise BadFile(
            [f"{path}: byte {error.start} is not UTF-8; save the file as UTF-8"]
        ) from None
    except OSError as error:
        reason = error.strerror or str(error)
        raise BadFile([f"{path}: cannot be read ({reason}); check its rights"]) from None


def parse_json(text: str, name: str) -> object:
    """Return what a JSON text holds; `name` is what faults call it."""
    try:
        return json.loads(text, object_pairs_hook=_once)
    except json.JSONDecodeError as error:
        where = f"line {error.lineno}, column {error.colno}"
        raise BadFile([f"{name}: {where}: not JSON ({error.msg}); put it right there"]) from None
    except ValueError:  # Python reads no number of some thousand digits
        raise BadFile([f"{name}: holds a number without end; is it the right file?"]) from None
    except RecursionError:
        raise BadFile([f"{name}: is nested too deeply; is it the right file?"]) from None
    except _TwiceError as error:
        fault = f'{name}: the key "{error}" stands twice in one object; keep one of them'
        raise BadFile([fault]) from None


def give_up_if(faults: Sequence[str], name: str) -> None:
    """Raise BadFile with every fault found so far, if there is one."""
    if faults:
        raise BadFile(f"{name}: {fault}" for fault in faults)


class _TwiceError(Exception):
    """A key stands twice in one object."""


def _once(pairs: list[tuple[str, object]]) -> dict[str, object]:
    found: dict[str, object] = {}
    for key, value in pairs:
        if key in found:
            raise _TwiceError(key)
        found[key] = value
    return found


def _shown(value: object) -> str:
    text = json.dumps(value, ensure_ascii=False)
    return text if len(text) <= 40 else text[:37] + "..."  # noqa: PLR2004 - enough to find it by
