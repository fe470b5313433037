"""A visitor who is promised a counter, and who may call him when its operator comes or goes."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from floors import AYSEL, ELVIN, ID_CARD, W1, W2, small_floor

from common.demo.simulator.evidence import SAME_TIME, Evidence
from common.demo.simulator.journal import Told
from common.demo.simulator.order_checks import order_checks
from common.domain.events import Event, EventKind
from common.domain.ids import EventId, LegId, TicketId
from common.domain.ticket import Lane, Leg, LegState
from common.store.census import Census

NOON = datetime(2026, 3, 11, 8, 0, tzinfo=UTC)
PROMISED, OTHER = LegId(1), LegId(2)
MINUTE = timedelta(minutes=1)


def leg(number: LegId, arrived: datetime) -> Leg:
    return Leg(number, TicketId(number), ID_CARD, Lane.ORDINARY, LegState.DONE, 5, arrived, arrived)


def a_day(passed_after: timedelta) -> Evidence:
    """Return a day on which W1 closes at noon, and W2 then calls another than its visitor."""
    happened = [
        (-120 * MINUTE, EventKind.SIGNED_IN, None, W1, AYSEL),
        (-120 * MINUTE, EventKind.SIGNED_IN, None, W2, ELVIN),
        (-60 * MINUTE, EventKind.ISSUED, PROMISED, None, None),
        (-50 * MINUTE, EventKind.CALLED, PROMISED, W1, AYSEL),
        (-10 * MINUTE, EventKind.RETURNED, PROMISED, W1, None),
        (-9 * MINUTE, EventKind.ISSUED, OTHER, None, None),
        (0 * MINUTE, EventKind.SIGNED_OUT, None, W1, AYSEL),
        (passed_after, EventKind.CALLED, OTHER, W2, ELVIN),
        (20 * MINUTE, EventKind.CALLED, PROMISED, W2, ELVIN),
    ]
    events = tuple(
        Event(EventId(number), NOON + after, kind, leg=who, counter=counter, operator=operator)
        for number, (after, kind, who, counter, operator) in enumerate(happened, 1)
    )
    legs = (leg(PROMISED, NOON - 60 * MINUTE), leg(OTHER, NOON - 9 * MINUTE))
    return Evidence(small_floor(), Census((), legs, ()), events, Told())


@pytest.mark.parametrize(("passed_after", "holds"), [(SAME_TIME / 2, True), (SAME_TIME * 2, False)])
def test_who_was_promised_a_closed_counter_is_passed_only_while_nobody_can_know_it_closed(
    passed_after: timedelta, *, holds: bool
) -> None:
    _, in_turn, _ = order_checks(a_day(passed_after))

    assert in_turn.looked_at == 3
    assert in_turn.ok is holds


def test_a_sign_in_that_was_done_late_keeps_its_counter_open() -> None:
    day = a_day(SAME_TIME * 2)
    late = replace(day.events[0], id=EventId(7), at=NOON - SAME_TIME * 3)
    later = [replace(one, id=EventId(one.id + 1)) for one in day.events[7:]]
    out = replace(day.events[6], id=EventId(6), at=NOON)
    events = (*day.events[:5], out, late, *later)

    _, in_turn, _ = order_checks(replace(day, events=events))

    assert in_turn.ok
