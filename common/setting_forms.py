"""How a value of each type of setting is read, and what to write for it."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import time
from pathlib import Path
from typing import Any, get_args

from common.domain.ids import CentreCode

Geometry = tuple[int, int, int, int]
Place = Geometry | None
FARTHEST = 32_767
"""Pixels; a window system takes no more."""
FULL = 100
MOST_MINUTES, MINUTES_STEP = 60, 5
"""Of a closing: in steps of five its Russian words are right without cases."""
_PART = re.compile(r"([01]\d|2[0-3]):([0-5]\d)-([01]\d|2[0-3]):([0-5]\d)(?: (\d{1,3}))?")


@dataclass(frozen=True, slots=True)
class QuietPart:
    """A part of the day in which nothing is spoken; it may go past midnight."""

    begins: time
    ends: time


@dataclass(frozen=True, slots=True)
class VolumePart:
    """A part of the day in which the voice is softer."""

    begins: time
    ends: time
    percent: int


@dataclass(frozen=True, slots=True)
class Form:
    """How a value of one type is read, and what to write for it."""

    read: Callable[[object], object | None]
    such_as: str


def _as_text(value: object) -> object | None:
    return value if isinstance(value, str) and "\0" not in value else None


def _as_flag(value: object) -> object | None:
    return value if isinstance(value, bool) else None


def _as_number(value: object) -> object | None:
    if isinstance(value, bool) or not isinstance(value, int | float):
        return None
    return float(value)


def _as_place(value: object) -> object | None:
    if not isinstance(value, list) or len(value) != len(get_args(Geometry)):
        return None
    if any(isinstance(one, bool) or not isinstance(one, int) for one in value):
        return None
    if any(abs(one) > FARTHEST for one in value):
        return None
    width, height = value[2:]
    return tuple(value) if width > 0 and height > 0 else None


def _as_path(value: object) -> object | None:
    if not isinstance(value, str) or "\0" in value:
        return None
    try:
        return Path(value).expanduser()
    except RuntimeError:  # "~somebody" who has no home here
        return None


def _as_quiet(value: object) -> object | None:
    found = _parts(value)
    if found is None or any(percent for *_, percent in found):
        return None
    return tuple(QuietPart(begins, ends) for begins, ends, _ in found)


def _as_volume(value: object) -> object | None:
    found = _parts(value)
    if found is None or not all(percent and 1 <= int(percent) <= FULL for *_, percent in found):
        return None
    return tuple(VolumePart(begins, ends, int(percent)) for begins, ends, percent in found)


def _parts(value: object) -> list[tuple[time, time, str]] | None:
    found = []
    for each in value if isinstance(value, list) else [value]:
        part = _PART.fullmatch(each) if isinstance(each, str) else None
        if part is None:
            return None
        begins, ends = time(int(part[1]), int(part[2])), time(int(part[3]), int(part[4]))
        if begins == ends:
            return None
        found.append((begins, ends, part[5] or ""))
    return found


def _as_minutes(value: object) -> object | None:
    if not isinstance(value, list) or any(type(each) is not int for each in value):
        return None
    if any(not 0 <= each <= MOST_MINUTES or each % MINUTES_STEP for each in value):
        return None
    return tuple(value)


FORMS: Mapping[Any, Form] = {
    str: Form(_as_text, 'a text in " "'),
    CentreCode: Form(_as_text, 'a text in " ", like "ASAN-01"'),
    bool: Form(_as_flag, "true or false"),
    float: Form(_as_number, "a number"),
    Place: Form(_as_place, "[x, y, width, height], like [0, 0, 540, 960]"),
    tuple[QuietPart, ...]: Form(_as_quiet, 'parts of the day, like ["13:00-14:00"]'),
    tuple[VolumePart, ...]: Form(
        _as_volume, 'parts of the day with 1 to 100 per cent, like ["08:00-09:30 60"]'
    ),
    tuple[int, ...]: Form(_as_minutes, "minutes of 0, 5, 10 ... 60, like [15, 5, 0]"),
    Path: Form(_as_path, 'a path in " "'),
    Path | None: Form(_as_path, 'a path in " "'),
}
TYPED = (bool, float, Place, tuple[QuietPart, ...], tuple[VolumePart, ...], tuple[int, ...])
"""Types whose values are typed at a terminal as they stand in a file."""
