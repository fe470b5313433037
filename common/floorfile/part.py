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

from common.domain.azeri import can_be_shown, clean, foreign_letter, look_alike, mixed_letter
from common.domain.words import Words
from common.floorfile.faults import Fault, FaultKind, Place

LARGEST_FILE = 16 * 1024 * 1024
LONGEST_TEXT = 200
DAY_END = "24:00"

_Choice = TypeVar("_Choice", bound=StrEnum)
_ABSENT = object()


class BadFile(Exception):
    """A file was not taken; `faults` has one plain line for each thing to put right.

    `found` are the same as values where the file is one that a window reads.
    """

    def __init__(self, faults: Iterable[str | Fault], name: str = "") -> None:
        told = tuple(faults)
        self.found = tuple(one for one in told if isinstance(one, Fault))
        self.faults = tuple(f"{name}: {one}" if name else str(one) for one in told)
        super().__init__("\n".join(self.faults))


class Part:
    """One value of a file and its place; a wrong value is noted and read as its default."""

    def __init__(self, value: object, place: Place, faults: list[Fault]) -> None:
        self.place = place
        self._value = value
        self._faults = faults

    @property
    def given(self) -> bool:
        """Say whether the file has this value at all."""
        return self._value is not _ABSENT

    def fault(self, kind: FaultKind, **facts: object) -> None:
        """Note what is wrong here, with what its words name."""
        self._faults.append(Fault(kind, self.place, facts))

    def fields(self, required: Sequence[str], optional: Sequence[str] = ()) -> "dict[str, Part]":
        """Return the values of an object by key; keys it lacks come as parts not given."""
        known = (*required, *optional)
        found = self._object()
        for key in found:
            if key not in known:
                self._unknown(key, known)
        for key in required:
            if self.given and isinstance(self._value, dict) and key not in found:
                self.fault(FaultKind.KEY_MISSING, key=key)
        return {key: self._inner(key, found.get(key, _ABSENT)) for key in known}

    def entries(self) -> "list[tuple[str, Part]]":
        """Return the values of an object whose keys are free."""
        return [(key, self._inner(key, value)) for key, value in self._object().items()]

    def items(self) -> "list[Part]":
        """Return the values of a list."""
        if isinstance(self._value, list):
            return [self._inner(at, value) for at, value in enumerate(self._value)]
        self._wrong(FaultKind.NOT_A_LIST)
        return []

    def text(self, longest: int = LONGEST_TEXT) -> str:
        """Return a cleaned text that is not empty."""
        if not isinstance(self._value, str):
            self._wrong(FaultKind.NOT_A_TEXT)
            return ""
        text = clean(self._value)
        if not text:
            self.fault(FaultKind.EMPTY)
        elif len(text) > longest:
            self.fault(FaultKind.LONG, count=len(text), most=longest)
        elif not can_be_shown(text):
            self.fault(FaultKind.UNSEEN)
        return text

    def code(self, pattern: str, such_as: str, kind: FaultKind = FaultKind.CODE) -> str:
        """Return a code of a given form; another is a fault of a `kind`."""
        code = self.text()
        if code and not re.fullmatch(pattern, code):
            self.fault(kind, code=code, such_as=such_as)
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
        self._wrong(FaultKind.NOT_A_FLAG)
        return default

    def whole(self, low: int, high: int, default: int = 0) -> int:
        """Return a whole number within limits."""
        if not isinstance(self._value, int) or isinstance(self._value, bool):
            self._wrong(FaultKind.NOT_WHOLE, low=low, high=high)
            return default
        if not low <= self._value <= high:
            self.fault(FaultKind.RANGE, value=self._value, low=low, high=high)
        return self._value

    def span(self, unit: timedelta, low: int, high: int, default: timedelta) -> timedelta:
        """Return a length of time written as a number of units."""
        if not isinstance(self._value, int | float) or isinstance(self._value, bool):
            self._wrong(FaultKind.NOT_A_NUMBER, low=low, high=high)
            return default
        if not low <= self._value <= high:
            self.fault(FaultKind.RANGE, value=self._value, low=low, high=high)
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
            self.fault(FaultKind.TIME, text=text)
        return default

    def day(self) -> date:
        """Return a date."""
        text = self.text()
        if re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", text):
            with suppress(ValueError):
                return date.fromisoformat(text)
        if text:
            self.fault(FaultKind.DAY, line=text)
        return date.min

    def choice(self, kind: type[_Choice], default: _Choice) -> _Choice:
        """Return one of a few words."""
        if not self.given:
            return default
        text = self.text()
        if text in set(kind):
            return kind(text)
        if text:
            self.fault(FaultKind.CHOICE, text=text, known=", ".join(kind))
        return default

    def _object(self) -> dict[str, object]:
        if isinstance(self._value, dict):
            return self._value
        self._wrong(FaultKind.NOT_AN_OBJECT)
        return {}

    def _inner(self, key: str | int, value: object) -> "Part":
        return Part(value, (*self.place, key), self._faults)

    def _wrong(self, kind: FaultKind, **facts: object) -> None:
        if self.given:
            self.fault(kind, value=_shown(self._value), **facts)

    def _unknown(self, key: str, known: Sequence[str]) -> None:
        near = get_close_matches(key, known, 1)
        if near:
            self.fault(FaultKind.KEY_NEAR, key=key, near=near[0])
        else:
            self.fault(FaultKind.KEY_UNKNOWN, key=key, known=", ".join(known))

    def _letter(self, text: str, at: int) -> None:
        letter = text[at]
        meant = look_alike(letter)
        self.fault(
            FaultKind.LETTER if meant else FaultKind.ALPHABETS,
            letter=letter,
            sign=f"U+{ord(letter):04X}",
            name=unicodedata.name(letter, "a letter without a name"),
            at=at + 1,
            text=text,
            meant=meant,
        )


def load_json(path: Path) -> object:
    """Return what a JSON file holds; BadFile when it cannot be read as one."""
    return parse_json(load_text(path), str(path))


def load_text(path: Path) -> str:
    """Return what a file in UTF-8 says; BadFile when it cannot be read as one."""
    try:
        if path.stat().st_size > LARGEST_FILE:
            raise _not_taken(str(path), FaultKind.FILE_LARGE, most=LARGEST_FILE)
        return path.read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        raise _not_taken(str(path), FaultKind.FILE_ABSENT) from None
    except UnicodeDecodeError as error:
        raise _not_taken(str(path), FaultKind.NOT_UTF8, byte=error.start) from None
    except OSError as error:
        reason = error.strerror or str(error)
        raise _not_taken(str(path), FaultKind.FILE_UNREADABLE, reason=reason) from None


def parse_json(text: str, name: str) -> object:
    """Return what a JSON text holds; `name` is what faults call it."""
    try:
        return json.loads(text, object_pairs_hook=_once)
    except json.JSONDecodeError as error:
        facts = {"line": error.lineno, "column": error.colno, "reason": error.msg}
        raise _not_taken(name, FaultKind.NOT_JSON, **facts) from None
    except ValueError:  # Python reads no number of some thousand digits
        raise _not_taken(name, FaultKind.ENDLESS_NUMBER) from None
    except RecursionError:
        raise _not_taken(name, FaultKind.NESTED) from None
    except _TwiceError as error:
        raise _not_taken(name, FaultKind.KEY_TWICE, key=str(error)) from None


def give_up_if(faults: Sequence[Fault], name: str) -> None:
    """Raise BadFile with every fault found so far, if there is one."""
    if faults:
        raise BadFile(faults, name)


def _not_taken(name: str, kind: FaultKind, **facts: object) -> BadFile:
    return BadFile([Fault(kind, (), facts)], name)


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
