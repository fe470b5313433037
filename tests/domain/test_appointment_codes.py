from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from common.domain.appointments import (
    Appointment,
    AppointmentState,
    Import,
    Standing,
    imported_as,
    judge,
    normal_code,
)
from common.domain.floor import FloorRules
from common.domain.ids import AppointmentCode, ServiceCode, TicketId
from common.domain.words import Language

AT = datetime(2026, 3, 11, 8, 0, tzinfo=UTC)
MINUTE = timedelta(minutes=1)
MOMENT = timedelta(microseconds=1)
BOOKED = Appointment(AppointmentCode("AB12CD"), ServiceCode("DIN-01"), AT)
CANCELLED = replace(BOOKED, state=AppointmentState.CANCELLED)
HERE = replace(BOOKED, state=AppointmentState.CHECKED_IN, ticket=TicketId(7))


@pytest.mark.parametrize(
    ("came", "standing"),
    [
        (AT - 30 * MINUTE - MOMENT, Standing.TOO_EARLY),
        (AT - 30 * MINUTE, Standing.IN_TIME),
        (AT, Standing.IN_TIME),
        (AT + 10 * MINUTE, Standing.IN_TIME),
        (AT + 10 * MINUTE + MOMENT, Standing.LATE),
    ],
)
def test_a_code_is_taken_from_half_an_hour_before_until_ten_minutes_after(
    came: datetime, standing: Standing
) -> None:
    assert judge(BOOKED, came, FloorRules()) is standing


def test_the_windows_are_the_centres_own() -> None:
    strict = FloorRules(appointment_early=5 * MINUTE, appointment_late=0 * MINUTE)

    assert judge(BOOKED, AT - 6 * MINUTE, strict) is Standing.TOO_EARLY
    assert judge(BOOKED, AT + MOMENT, strict) is Standing.LATE


def test_what_became_of_an_appointment_counts_whatever_the_time() -> None:
    rules = FloorRules()

    assert judge(None, AT, rules) is Standing.UNKNOWN
    for came in (AT - 90 * MINUTE, AT, AT + 90 * MINUTE):
        assert judge(HERE, came, rules) is Standing.USED
        assert judge(CANCELLED, came, rules) is Standing.CANCELLED


@pytest.mark.parametrize(
    "typed", ["AB12CIX", "ab12cix", " AB-12 cix\n", "ab12-cıx", "AB12CİX", "AB\u201312\u00a0CIX"]
)
def test_a_code_is_one_however_it_was_typed(typed: str) -> None:
    assert normal_code(typed) == "AB12CIX"


LATER = replace(BOOKED, at=AT + 60 * MINUTE)


@pytest.mark.parametrize(
    ("known", "given", "done"),
    [
        (None, BOOKED, Import.NEW),
        (None, CANCELLED, Import.CANCELLED),
        (BOOKED, BOOKED, Import.SAME),
        (BOOKED, LATER, Import.CHANGED),
        (BOOKED, replace(BOOKED, language=Language.RU), Import.CHANGED),
        (BOOKED, CANCELLED, Import.CANCELLED),
        (CANCELLED, CANCELLED, Import.SAME),
        (CANCELLED, replace(LATER, state=AppointmentState.CANCELLED), Import.CHANGED),
        (CANCELLED, BOOKED, Import.CHANGED),
        (HERE, BOOKED, Import.SAME),
        (HERE, LATER, Import.KEPT),
        (HERE, CANCELLED, Import.KEPT),
    ],
)
def test_an_import_says_what_it_does_to_each_appointment(
    known: Appointment | None, given: Appointment, done: Import
) -> None:
    assert imported_as(known, given) is done
