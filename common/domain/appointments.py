"""Appointments that were made elsewhere, and what the code of one is worth at a moment."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from string import ascii_lowercase, ascii_uppercase

from common.domain.floor import FloorRules
from common.domain.ids import AppointmentCode, ServiceCode, TicketId
from common.domain.words import Language

_BETWEEN = " \t\u00a0\u2009\u202f-\u2010\u2011\u2012\u2013\u2014\u2212"
"""What people and mail programs put between the groups of a code."""
_AS_CODE = {
    **str.maketrans(ascii_lowercase, ascii_uppercase),
    # Both letters i of Azerbaijani: upper-casing by language would make two codes of one.
    **str.maketrans("İı", "II"),
    **dict.fromkeys(map(ord, _BETWEEN)),
}


class AppointmentState(StrEnum):
    """What became of an appointment."""

    BOOKED = "booked"
    CANCELLED = "cancelled"
    CHECKED_IN = "checked_in"


class Standing(StrEnum):
    """What a code is worth at a moment."""

    TOO_EARLY = "too_early"
    IN_TIME = "in_time"
    LATE = "late"
    USED = "used"
    CANCELLED = "cancelled"
    UNKNOWN = "unknown"


class Import(StrEnum):
    """What taking over an appointment from elsewhere does to the one that is known."""

    NEW = "new"
    CHANGED = "changed"
    CANCELLED = "cancelled"
    SAME = "same"
    KEPT = "kept"
    """Its visitor is here already; nothing is changed any more."""


WRITTEN = frozenset({Import.NEW, Import.CHANGED, Import.CANCELLED})


@dataclass(frozen=True, slots=True)
class Appointment:
    """A promise: whoever brings the code in time is due at its moment. It names no person."""

    code: AppointmentCode
    service: ServiceCode
    at: datetime
    """Aware UTC."""
    language: Language | None = None
    """What the visitor wants to be called in; None where it was not asked."""
    state: AppointmentState = AppointmentState.BOOKED
    ticket: TicketId | None = None
    """The ticket that its visitor got."""


def normal_code(typed: str) -> AppointmentCode:
    """Return a code as it is kept, however it was typed, copied or scanned."""
    return AppointmentCode(typed.strip().translate(_AS_CODE))


def earliest(appointment: Appointment, rules: FloorRules) -> datetime:
    """Return from when a code is taken."""
    return appointment.at - rules.appointment_early


def judge(appointment: Appointment | None, now: datetime, rules: FloorRules) -> Standing:
    """Say what a code is worth; `appointment` is None where nobody knows it."""
    if appointment is None:
        return Standing.UNKNOWN
    if appointment.state is AppointmentState.CHECKED_IN:
        return Standing.USED
    if appointment.state is AppointmentState.CANCELLED:
        return Standing.CANCELLED
    if now < earliest(appointment, rules):
        return Standing.TOO_EARLY
    return Standing.LATE if now > appointment.at + rules.appointment_late else Standing.IN_TIME


def imported_as(known: Appointment | None, given: Appointment) -> Import:
    """Say what an appointment from elsewhere does to the one that is known by its code."""
    if known is None:
        cancelled = given.state is AppointmentState.CANCELLED
        return Import.CANCELLED if cancelled else Import.NEW
    same = (known.service, known.at, known.language) == (given.service, given.at, given.language)
    if known.state is AppointmentState.CHECKED_IN:
        return Import.SAME if same and given.state is AppointmentState.BOOKED else Import.KEPT
    if same and known.state is given.state:
        return Import.SAME
    new = given.state is AppointmentState.CANCELLED and known.state is not given.state
    return Import.CANCELLED if new else Import.CHANGED
