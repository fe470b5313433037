"""How a day is ended: nothing is left open, nothing begins any more, and the next day opens."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest
from fixtures.stores import ShiftedClock, refused, seat, take, today
from floors import AYSEL, ELVIN, W1, W2, W3
from setups import ADA, sound_floor

from common.domain.day import Closed
from common.domain.day_end import OpenCounter, Settled
from common.domain.errors import Reason, Refused
from common.domain.events import EventKind
from common.domain.ids import TicketId
from common.domain.reasons import HoldReason
from common.domain.ticket import LegState
from common.ports import Store
from common.usecases.calling import call_next, no_show, recall
from common.usecases.day_end import close_counters, end_day, reopen_day, settle
from common.usecases.moving import reinstate
from common.usecases.serving import hold, start
from common.usecases.setup import replace_floor
from common.usecases.shifts import sign_out


@pytest.fixture
def centre(store: Store) -> Store:
    """Return a sound centre with one who ends days at the third counter and two who serve."""
    floor = sound_floor()
    replace_floor(store, replace(floor, rules=replace(floor.rules, no_show_calls=1)))
    for counter, operator in ((W1, AYSEL), (W2, ELVIN), (W3, ADA)):
        seat(store, counter, operator)
    return store


def test_what_is_left_of_the_day_is_listed_with_where_and_since_when(centre: Store) -> None:
    first, second, third = take(centre), take(centre), take(centre)
    call_next(centre, W1)
    start(centre, W1)
    call_next(centre, W2)

    day = centre.day_now(W3)

    assert day.ended_since is None
    assert [(one.label, one.state, one.counter) for one in day.visits] == [
        (first.ticket.label, LegState.SERVING, W1),
        (second.ticket.label, LegState.CALLED, W2),
        (third.ticket.label, LegState.WAITING, None),
    ]
    assert day.visits[2].since == third.ticket.issued_at
    assert [(one.counter, one.operator, one.busy) for one in day.counters] == [
        (W1, AYSEL, True),
        (W2, ELVIN, True),
    ]
    assert (day.totals.tickets, day.totals.served) == (3, 0)


def test_a_window_knows_who_ended_the_visit_that_was_there_and_that_the_day_is_closed(
    centre: Store,
) -> None:
    for _ in range(2):
        take(centre)
    call_next(centre, W1)
    start(centre, W1)
    before = centre.desk(W1)
    assert before is not None
    assert before.current is not None
    leg = before.current.leg.id
    assert centre.settled_by(W1, leg) is None

    settle(centre, W3, Settled.BY_HAND)

    after = centre.desk(W1)
    assert after is not None
    assert (after.last and after.last.leg.id, after.day_ended_since) == (leg, None)
    assert centre.settled_by(W1, leg) == ADA
    assert centre.settled_by(W2, leg) is None
    close_counters(centre, W3)
    end_day(centre, W3)
    closed = centre.desk(W3)
    assert closed is not None
    assert closed.day_ended_since is not None


def test_a_forgotten_ticket_is_settled_and_the_log_says_by_whom(centre: Store) -> None:
    tickets = [take(centre).ticket for _ in range(3)]
    call_next(centre, W1)
    start(centre, W1)

    for ticket, how in zip(tickets, Settled, strict=True):
        assert settle(centre, W3, how, ticket=ticket.id, words="left at noon") == 1
    with refused(Reason.TICKET_GONE):
        settle(centre, W3, Settled.CANCELLED, ticket=tickets[0].id)

    totals = centre.day_now(W3).totals
    assert (totals.served, totals.no_shows, totals.cancelled) == (1, 1, 1)
    settled = [one for one in centre.events(tickets[0].day) if "settled" in one.facts]
    assert [(one.kind, one.counter, one.operator) for one in settled] == [
        (EventKind.FINISHED, W3, ADA),
        (EventKind.NO_SHOW, W3, ADA),
        (EventKind.CANCELLED, W3, ADA),
    ]
    assert settled[0].facts == {"settled": "serving", "words": "left at noon"}
    desk = centre.desk(W1)
    assert desk is not None
    assert desk.current is None


def test_a_day_is_not_ended_before_all_is_settled_and_closed(centre: Store) -> None:
    take(centre)
    take(centre)
    call_next(centre, W1)
    start(centre, W1)
    hold(centre, W1, HoldReason.FORM)
    call_next(centre, W1)

    with pytest.raises(Refused) as caught:
        end_day(centre, W3)
    assert caught.value.reason is Reason.DAY_UNSETTLED
    assert caught.value.facts == {"tickets": 2, "counters": 2}
    with refused(Reason.ALREADY_SERVING):
        close_counters(centre, W3, at=W1)
    assert close_counters(centre, W3) == (W2,)
    assert settle(centre, W3, Settled.NO_SHOW) == 2
    assert close_counters(centre, W3, at=W1) == (W1,)
    left = centre.left(W1)
    assert left is not None
    assert left.day_ended_by == ADA
    with refused(Reason.NOT_SIGNED_IN):
        close_counters(centre, W3, at=W1)

    end_day(centre, W3)

    assert centre.day_now(W3).ended_since is not None


def ended(centre: Store) -> None:
    settle(centre, W3, Settled.CANCELLED)
    close_counters(centre, W3)
    end_day(centre, W3)


def test_on_an_ended_day_nothing_begins_and_kiosks_say_so(
    centre: Store, clock: ShiftedClock
) -> None:
    missed = take(centre)
    call_next(centre, W1)
    clock.forward(minutes=3)
    no_show(centre, W1)
    ended(centre)
    seat(centre, W1, AYSEL)

    leg = next(one.leg for one in centre.desk(W1).missed)  # type: ignore[union-attr]
    for begin in (
        lambda: take(centre),
        lambda: call_next(centre, W1),
        lambda: reinstate(centre, W1, leg.id),
    ):
        with refused(Reason.DAY_ENDED):
            begin()
    offered = centre.menu().services
    assert {one.admission.closed for one in offered.values()} <= {Closed.STAFF, Closed.OFF}
    assert missed.ticket.id == leg.ticket


def test_a_day_that_was_ended_too_early_goes_on(centre: Store) -> None:
    ended(centre)
    end_day(centre, W3)

    reopen_day(centre, W3)
    reopen_day(centre, W3)

    take(centre)
    kinds = [one.kind for one in centre.events(today(centre))]
    assert kinds.count(EventKind.DAY_ENDED) == kinds.count(EventKind.DAY_REOPENED) == 1


def test_the_next_business_day_opens_by_itself(centre: Store, clock: ShiftedClock) -> None:
    ended(centre)

    clock.forward(days=1)

    assert centre.day_now(W3).ended_since is None
    label = take(centre).ticket.label
    seat(centre, W1, AYSEL)
    call = call_next(centre, W1)
    assert call is not None
    assert call.label == label
    clock.forward(seconds=60)
    recall(centre, W1)


def test_who_may_not_end_the_day_is_refused_and_written_down(centre: Store) -> None:
    ticket = take(centre).ticket
    for act in (
        lambda: settle(centre, W1, Settled.CANCELLED),
        lambda: settle(centre, W1, Settled.CANCELLED, ticket=TicketId(ticket.id)),
        lambda: close_counters(centre, W1),
        lambda: end_day(centre, W1),
        lambda: reopen_day(centre, W1),
    ):
        with refused(Reason.NOT_PERMITTED):
            act()
    with refused(Reason.NOT_PERMITTED):
        centre.day_now(W1)
    sign_out(centre, W2)
    with refused(Reason.NOT_SIGNED_IN):
        end_day(centre, W2)

    noted = [one for one in centre.events(ticket.day) if one.kind is EventKind.NOT_PERMITTED]
    assert [one.facts for one in noted] == [{"what": "end_day"}] * 5
    assert [one.counter for one in centre.day_now(W3).counters] == [W1]
    assert isinstance(centre.day_now(W3).counters[0], OpenCounter)


def test_who_takes_a_ticket_while_the_day_is_ended_gets_one_that_counts_or_none(
    centre: Store,
) -> None:
    close_counters(centre, W3)

    def visitor(_one: int) -> Reason | None:
        try:
            take(centre)
        except Refused as refusal:
            return refusal.reason
        return None

    def ender(_one: int) -> Reason | None:
        try:
            end_day(centre, W3)
        except Refused as refusal:
            return refusal.reason
        return None

    with ThreadPoolExecutor(4) as hall:
        made = [hall.submit(ender if at == 2 else visitor, at) for at in range(5)]
        told = [one.result() for one in made]

    day = centre.day_now(W3)
    assert told[2] is (None if day.ended_since else Reason.DAY_UNSETTLED)
    assert len(day.visits) == told[:2].count(None) + told[3:].count(None)
    assert not (day.ended_since and day.visits)


def test_who_has_an_entity_ends_no_day_for_all(centre: Store) -> None:
    floor = centre.floor()
    entity = next(one.entity for one in floor.operators if one.code == AYSEL)
    people = (replace(one, entity=entity) if one.code == ADA else one for one in floor.operators)
    replace_floor(centre, replace(floor, operators=tuple(people)))
    take(centre)

    with refused(Reason.NOT_PERMITTED):
        settle(centre, W3, Settled.CANCELLED)
    with refused(Reason.NOT_PERMITTED):
        close_counters(centre, W3)
    with refused(Reason.NOT_PERMITTED):
        centre.day_now(W3)
