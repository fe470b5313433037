from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from common.domain.floor import FloorRules
from common.domain.ids import LegId, ServiceCode, TicketId
from common.domain.ticket import (
    ENDED,
    LEADS_TO,
    Lane,
    Leg,
    LegState,
    Move,
    lawful_moves,
    may_be_no_show,
    may_recall,
)

NOON = datetime(2026, 3, 11, 8, 0, tzinfo=UTC)
RULES = FloorRules()
GAP = RULES.no_show_gap


def leg(state: LegState, **changes: object) -> Leg:
    plain = Leg(
        id=LegId(1),
        ticket=TicketId(1),
        service=ServiceCode("DIN-01"),
        lane=Lane.ORDINARY,
        state=state,
        version=1,
        arrived_at=NOON,
        due_at=NOON,
    )
    return replace(plain, **changes)


def test_an_ended_leg_goes_nowhere_but_a_missed_one_back_to_the_queue() -> None:
    onward = {(state, move): after for (state, move), after in LEADS_TO.items() if state in ENDED}

    assert onward == {(LegState.NO_SHOW, Move.REINSTATE): LegState.WAITING}


@pytest.mark.parametrize("state", LegState)
def test_what_is_lawful_leads_somewhere(state: LegState) -> None:
    moves = lawful_moves(leg(state), NOON, RULES)

    assert all((state, move) in LEADS_TO for move in moves)


def test_who_is_away_is_moved_by_nobody() -> None:
    assert lawful_moves(leg(LegState.AWAY), NOON, RULES) == frozenset()


@pytest.mark.parametrize(
    ("calls", "ago", "lawful"),
    [(3, GAP, True), (2, GAP, False), (3, GAP - timedelta(seconds=1), False), (4, GAP, True)],
)
def test_a_no_show_takes_enough_calls_and_time(calls: int, ago: timedelta, lawful: bool) -> None:  # noqa: FBT001 - an example
    called = leg(LegState.CALLED, calls=calls, called_at=NOON - ago)

    assert may_be_no_show(called, NOON, RULES) is lawful
    assert (Move.NO_SHOW in lawful_moves(called, NOON, RULES)) is lawful


def test_a_recall_takes_time() -> None:
    called = leg(LegState.CALLED, calls=1, called_at=NOON)

    assert not may_recall(called, NOON + GAP - timedelta(seconds=1), RULES)
    assert may_recall(called, NOON + GAP, RULES)


def test_who_missed_his_calls_comes_back_within_half_an_hour() -> None:
    missed = leg(LegState.NO_SHOW, ended_at=NOON)

    assert Move.REINSTATE in lawful_moves(missed, NOON + timedelta(minutes=30), RULES)
    assert Move.REINSTATE not in lawful_moves(missed, NOON + timedelta(minutes=31), RULES)


def test_who_does_not_come_goes_back_as_often_as_the_floor_says() -> None:
    rules = replace(RULES, no_show_back=3, no_show_back_times=2)
    called = leg(LegState.CALLED, calls=3, called_at=NOON - GAP)

    assert Move.NO_SHOW_BACK not in lawful_moves(called, NOON, RULES)
    assert Move.NO_SHOW_BACK in lawful_moves(replace(called, missed=1), NOON, rules)
    assert Move.NO_SHOW_BACK not in lawful_moves(replace(called, missed=2), NOON, rules)
    assert Move.NO_SHOW_BACK not in lawful_moves(replace(called, calls=2), NOON, rules)
