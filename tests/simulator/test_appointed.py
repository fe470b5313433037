"""A visitor with an appointment, who is due at its time whenever he came."""

from datetime import UTC, date, datetime, timedelta

import pytest
from floors import AYSEL, ID_CARD, W1, small_floor

from common.demo.simulator.evidence import Evidence
from common.demo.simulator.hall import Hall, posts, simulated_floor
from common.demo.simulator.journal import Told
from common.demo.simulator.order_checks import order_checks
from common.demo.simulator.plan import Day, plan_visitors
from common.domain.events import Event, EventKind
from common.domain.floor import FloorRules
from common.domain.ids import EventId, LegId, TicketId
from common.domain.ticket import Lane, Leg, LegState
from common.store.census import Census

NOON = datetime(2026, 3, 11, 8, 0, tzinfo=UTC)
BEFORE, APPOINTED = LegId(1), LegId(2)
MINUTE = timedelta(minutes=1)


def leg(number: LegId, arrived: datetime) -> Leg:
    return Leg(number, TicketId(number), ID_CARD, Lane.ORDINARY, LegState.DONE, 5, arrived, arrived)


def a_day(first: LegId, second: LegId) -> Evidence:
    """Return a day on which one came five minutes before another, who is due before him."""
    promised = {"appointment": f"{NOON + 6 * MINUTE:%Y-%m-%dT%H:%MZ}"}
    happened = [
        (-60, EventKind.SIGNED_IN, None, {}),
        (0, EventKind.ISSUED, BEFORE, {}),
        (5, EventKind.ISSUED, APPOINTED, promised),
        (10, EventKind.CALLED, first, {}),
        (15, EventKind.CALLED, second, {}),
    ]
    events = tuple(
        Event(EventId(number), NOON + after * MINUTE, kind, leg=who, counter=W1, operator=AYSEL,
              facts=facts)
        for number, (after, kind, who, facts) in enumerate(happened, 1)
    )  # fmt: skip
    legs = (leg(BEFORE, NOON), leg(APPOINTED, NOON + 5 * MINUTE))
    return Evidence(small_floor(), Census((), legs, ()), events, Told())


@pytest.mark.parametrize(
    ("first", "second", "holds"), [(APPOINTED, BEFORE, True), (BEFORE, APPOINTED, False)]
)
def test_an_appointment_is_called_by_its_time_and_not_by_when_its_visitor_came(
    first: LegId, second: LegId, *, holds: bool
) -> None:
    _, in_turn, _ = order_checks(a_day(first, second))

    assert in_turn.looked_at == 2
    assert in_turn.ok is holds


def test_some_come_with_an_appointment_and_nearly_all_of_them_in_time() -> None:
    hall = Hall(counters=12, kiosks=3, displays=2)
    floor = simulated_floor(hall)
    day = Day(date(2026, 11, 24), seconds=9 * 3600, tickets=2000, kiosks=3)
    booked = [one for one in plan_visitors(7, day, floor, posts(floor)) if one.appointed]
    apart = [timedelta(seconds=one.appointed - one.arrives) for one in booked if one.appointed]
    rules = FloorRules()

    assert 100 < len(booked) < 300
    assert len({one.code for one in booked}) == len(booked)
    assert all(one.priority is None for one in booked)
    assert all(-rules.appointment_late < one < rules.appointment_early for one in apart)
