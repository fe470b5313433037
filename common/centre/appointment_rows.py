"""One row of an appointment file: what it says, or what is wrong with it."""

import re
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from difflib import get_close_matches
from enum import StrEnum
from typing import TypeVar
from zoneinfo import ZoneInfo

from common.domain.appointments import Appointment, AppointmentState, normal_code
from common.domain.floor import Floor
from common.domain.ids import AppointmentCode, ServiceCode
from common.domain.words import Language

FIELDS = ("code", "service", "at", "language", "state")
NEEDED = ("code", "service", "at")
REASON = "reason"
"""What bad rows are written down with; a corrected file may still have it."""
STATES = (AppointmentState.BOOKED, AppointmentState.CANCELLED)
_CODE = re.compile(r"[A-Z0-9]{4,32}")
_AT = re.compile(r"2[01]\d\d-\d\d-\d\d[T ]\d\d:\d\d(:\d\d)?(Z|[+-]\d\d:?\d\d)?")
_Word = TypeVar("_Word", bound=StrEnum)


class BadRow(Exception):
    """The row cannot be taken; the message says what to put right."""


@dataclass(frozen=True, slots=True)
class Row:
    """A row as it stands in the file."""

    line: int
    values: Mapping[str, str]


def appointment_of(row: Row, floor: Floor) -> Appointment:
    """Return the appointment of a row; raises BadRow."""
    unknown = sorted(row.values.keys() - {*FIELDS, REASON})
    if unknown:
        raise BadRow(f'"{unknown[0]}" is not known; known are: {", ".join(FIELDS)}')
    values = {name: row.values.get(name, "").strip() for name in FIELDS}
    for name in NEEDED:
        if not values[name]:
            raise BadRow(f"{name} is missing; add it")
    return Appointment(
        code=_code(values["code"]),
        service=_service(values["service"], floor),
        at=_moment(values["at"], floor.zone_info),
        language=_one_of(values["language"], "language", tuple(Language)),
        state=_one_of(values["state"], "state", STATES) or AppointmentState.BOOKED,
    )


def _code(text: str) -> AppointmentCode:
    code = normal_code(text)
    if not _CODE.fullmatch(code):
        raise BadRow(f'code "{text[:40]}" does not fit; write 4 to 32 letters A-Z and digits')
    return code


def _service(text: str, floor: Floor) -> ServiceCode:
    if text in floor.services:
        return ServiceCode(text)
    near = get_close_matches(text.upper(), floor.services, 1)
    hint = f'did you mean "{near[0]}"?' if near else "write a code of the set-up"
    raise BadRow(f'service "{text[:40]}" is not given at {floor.centre}; {hint}')


def _moment(text: str, zone: ZoneInfo) -> datetime:
    if _AT.fullmatch(text):
        with suppress(ValueError):
            moment = datetime.fromisoformat(text)
            local = moment if moment.tzinfo is not None else moment.replace(tzinfo=zone)
            return local.astimezone(UTC)
    raise BadRow(
        f'at "{text[:40]}" is no time; write it like 2026-11-28 14:30, or 2026-11-28T14:30+04:00'
    )


def _one_of(text: str, name: str, words: tuple[_Word, ...]) -> _Word | None:
    """Return the word that a text is; None where it is empty."""
    if not text:
        return None
    found = next((word for word in words if word.value == text), None)
    if found is None:
        known = ", ".join(word.value for word in words)
        raise BadRow(f'{name} "{text[:40]}" is not known; leave it empty or write one of {known}')
    return found
