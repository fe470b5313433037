from dataclasses import replace
from datetime import UTC, datetime, time, timedelta

import pytest
from fixtures.stores import ShiftedClock, seat, take
from floors import AYSEL, GROUP, ID_CARD, KIOSK, PASSPORT, W1, small_floor
from outages import JOURNAL, paper, replay, visit_of, waits_since

from common.domain.events import Event, EventKind
from common.domain.floor import FloorRules
from common.domain.ids import DeviceCode, JournalId, RequestId, ServiceCode
from common.domain.outage import Outcome
from common.domain.ticket import Lane, LegState, SlipState
from common.domain.words import Language
from common.ports import Store
from common.usecases.calling import call_next, no_show, recall
from common.usecases.outage import lease_numbers, replay_offline
from common.usecases.serving import finish, start
from common.usecases.setup import replace_floor
from common.usecases.tickets import issue_ticket

OUT_OF_REACH = RequestId("the answer was lost")


@pytest.fixture(autouse=True)
def leased(store: Store, clock: ShiftedClock) -> datetime:
    """Let the kiosk have its numbers for an hour; return when it got them."""
    at = store.now()
    lease_numbers(store, KIOSK, JOURNAL)
    clock.forward(hours=1)
    return at


def events(store: Store, kind: EventKind) -> list[Event]:
    day = lease_numbers(store, KIOSK, JOURNAL)[0].day
    return [one for one in store.events(day) if one.kind is kind]


def committed(store: Store) -> str:
    """Let the store give a ticket whose answer does not reach the kiosk; return its number."""
    issued = issue_ticket(
        store, service=ID_CARD, language=Language.RU, request=OUT_OF_REACH, kiosk=KIOSK
    )
    return issued.ticket.label


def test_a_ticket_comes_back_as_it_stands_on_its_paper(store: Store) -> None:
    ticket = paper(store, 903, priority=GROUP)

    assert replay(store, ticket) == [Outcome.ADDED]

    visit = visit_of(store, "A903")
    assert visit.ticket.request == ticket.request
    assert visit.ticket.token == ticket.token
    assert visit.ticket.language is Language.RU
    assert visit.ticket.kiosk == KIOSK
    assert visit.ticket.slip is SlipState.PRINTED
    assert visit.ticket.issued_at == visit.leg.arrived_at == ticket.arrived_at
    assert visit.leg.lane is Lane.PRIORITY
    assert visit.leg.due_at == ticket.arrived_at + timedelta(minutes=15)


def test_a_replay_that_is_repeated_adds_nothing(store: Store) -> None:
    tickets = [paper(store, 900), paper(store, 901)]
    replay(store, *tickets)

    assert replay(store, *tickets) == [Outcome.KNOWN, Outcome.KNOWN]

    assert len(events(store, EventKind.ISSUED)) == 2
    assert len(events(store, EventKind.SLIP)) == 2
    lease = lease_numbers(store, KIOSK, JOURNAL)[0]
    assert lease.used == 2


def test_who_came_first_stands_first_whoever_the_store_heard_of_first(store: Store) -> None:
    take(store)
    replay(store, paper(store, 901, minutes_ago=3), paper(store, 900, minutes_ago=9))
    seat(store, W1, AYSEL)

    called = []
    for _ in range(3):
        call = call_next(store, W1)
        assert call is not None
        called.append(call.label)
        start(store, W1)
        finish(store, W1)

    assert called == ["A900", "A901", "A001"]


def test_nobody_arrives_later_than_now(store: Store) -> None:
    replay(store, paper(store, 900, minutes_ago=-90))

    assert waits_since(store, "A900") <= store.now()


def test_nobody_arrives_before_his_number_was_leased(store: Store, leased: datetime) -> None:
    replay(store, paper(store, 900, minutes_ago=60 * 24 * 365 * 16))

    assert leased <= waits_since(store, "A900") < leased + timedelta(minutes=1)


def test_nobody_arrives_before_the_day_on_his_paper(store: Store) -> None:
    ticket = paper(store, 900, minutes_ago=60 * 24 * 365 * 16)

    replay_offline(store, KIOSK, JournalId("put back from a copy"), [ticket])

    day = datetime.combine(ticket.day, time.min, UTC)
    assert timedelta(days=-1) <= waits_since(store, "A900") - day < timedelta(days=1)


def test_a_ticket_counts_for_the_daily_limit_and_is_taken_beyond_it(store: Store) -> None:
    floor = small_floor()
    limited = replace(floor.services[ID_CARD], daily_limit=1)
    replace_floor(store, replace(floor, services={**floor.services, ID_CARD: limited}))

    outcomes = replay(store, paper(store, 900), paper(store, 901))

    assert outcomes == [Outcome.ADDED, Outcome.ADDED]
    assert store.menu().services[ID_CARD].taken == 2


def test_a_service_that_the_set_up_has_lost_still_has_its_visitor(store: Store) -> None:
    gone = ServiceCode("OLD-01")

    assert replay(store, paper(store, 900, service=gone)) == [Outcome.ADDED]

    assert visit_of(store, "A900").leg.service == gone


def test_a_ticket_of_yesterday_stays_in_yesterday(store: Store, clock: ShiftedClock) -> None:
    ticket = paper(store, 900)
    clock.forward(days=1)

    assert replay(store, ticket) == [Outcome.ADDED]

    assert store.find("A900") is None
    assert store.menu().services[ID_CARD].waiting == 0


def test_a_ticket_of_long_ago_does_not_keep_todays_from_coming_back(store: Store) -> None:
    today = paper(store, 901)
    old = replace(paper(store, 900), day=today.day - timedelta(days=32), uncertain=True)

    assert replay(store, old, today) == [Outcome.TOO_OLD, Outcome.ADDED]

    assert store.find("A900") is None


def test_an_intention_whose_answer_was_lost_has_one_ticket_with_the_number_on_the_paper(
    store: Store,
) -> None:
    assert committed(store) == "A001"
    ticket = paper(store, 900, request=OUT_OF_REACH, uncertain=True)

    assert replay(store, ticket) == [Outcome.RENUMBERED]

    assert store.find("A001") is None
    visit = visit_of(store, "A900")
    assert visit.ticket.request == OUT_OF_REACH
    assert visit.ticket.token == ticket.token
    assert visit.ticket.slip is SlipState.PRINTED
    assert visit.leg.state is LegState.WAITING
    (renumbered,) = events(store, EventKind.RENUMBERED)
    assert renumbered.facts == {"label": "A900", "was": "A001"}
    assert replay(store, ticket) == [Outcome.KNOWN]
    assert store.menu().services[ID_CARD].waiting == 1


def test_a_store_that_was_held_up_puts_nobody_behind_who_came_later(store: Store) -> None:
    committed(store)
    first = paper(store, 900, request=OUT_OF_REACH, uncertain=True, minutes_ago=9)

    replay(store, first, paper(store, 901, minutes_ago=4))

    visit = visit_of(store, "A900")
    assert visit.ticket.issued_at == visit.leg.arrived_at == first.arrived_at
    assert visit.leg.due_at == first.arrived_at + timedelta(minutes=15)
    seat(store, W1, AYSEL)
    call = call_next(store, W1)
    assert call is not None
    assert call.label == "A900"


def test_the_number_nobody_held_is_not_given_again(store: Store) -> None:
    committed(store)
    replay(store, paper(store, 900, request=OUT_OF_REACH, uncertain=True))

    assert take(store).ticket.label == "A002"


def test_who_is_being_called_under_a_number_nobody_holds_is_called_anew_by_his_own(
    store: Store,
) -> None:
    committed(store)
    seat(store, W1, AYSEL)
    call_next(store, W1)

    replay(store, paper(store, 900, request=OUT_OF_REACH, uncertain=True))

    (call,) = store.board(None).calls
    assert (call.label, call.times, call.open) == ("A900", 2, True)
    assert visit_of(store, "A900").leg.calls == 1


def test_who_was_given_up_under_a_number_nobody_held_waits_again_by_his_arrival(
    store: Store, clock: ShiftedClock
) -> None:
    rules = FloorRules(no_show_calls=2)
    replace_floor(store, replace(small_floor(), rules=rules))
    committed(store)
    arrived = waits_since(store, "A001")
    seat(store, W1, AYSEL)
    call_next(store, W1)
    for step in (recall, no_show):
        clock.forward(seconds=40)
        step(store, W1)

    replay(store, paper(store, 900, request=OUT_OF_REACH, uncertain=True, minutes_ago=0))

    again = visit_of(store, "A900").leg
    assert again.state is LegState.WAITING
    assert (again.arrived_at, again.calls, again.counter) == (arrived, 0, None)
    called = call_next(store, W1)
    assert called is not None
    assert called.label == "A900"


def test_who_is_being_served_goes_on_under_the_number_on_his_paper(store: Store) -> None:
    committed(store)
    seat(store, W1, AYSEL)
    call_next(store, W1)
    start(store, W1)

    replay(store, paper(store, 900, request=OUT_OF_REACH, uncertain=True))

    assert visit_of(store, "A900").leg.state is LegState.SERVING


def test_uncertain_tickets_come_before_all_others(store: Store) -> None:
    committed(store)
    certain = paper(store, 901, minutes_ago=30, service=PASSPORT)
    uncertain = paper(store, 900, request=OUT_OF_REACH, uncertain=True)

    assert replay(store, certain, uncertain) == [Outcome.RENUMBERED, Outcome.ADDED]


def test_a_ticket_that_nobody_got_is_cancelled(store: Store) -> None:
    committed(store)

    replay(store, lost=[OUT_OF_REACH])
    replay(store, lost=[OUT_OF_REACH])

    visit = visit_of(store, "A001")
    assert visit.leg.state is LegState.CANCELLED
    assert visit.ticket.slip is SlipState.VOID
    assert len(events(store, EventKind.CANCELLED)) == 1


def test_a_request_that_never_reached_the_store_leaves_nothing(store: Store) -> None:
    replay(store, lost=[OUT_OF_REACH])

    assert events(store, EventKind.CANCELLED) == []


def test_a_number_that_another_has_is_reported_and_changes_nothing(store: Store) -> None:
    replay(store, paper(store, 900))
    stranger = paper(store, 900)

    (became,) = replay_offline(store, DeviceCode("K2"), JournalId("other"), [stranger])

    assert became.outcome is Outcome.NUMBER_TAKEN
    assert len(events(store, EventKind.ISSUED)) == 1


def test_paper_that_comes_out_after_the_replay_is_written_down_once(store: Store) -> None:
    printing = paper(store, 900, slip=SlipState.PRINTING)
    replay(store, printing)
    assert visit_of(store, "A900").ticket.slip is SlipState.WAITING

    printed = replace(printing, slip=SlipState.PRINTED, digest="abc")
    replay(store, printed)
    replay(store, printed)

    (slip,) = events(store, EventKind.SLIP)
    assert slip.facts == {"slip": "printed", "digest": "abc"}


def test_a_story_begins_when_the_visitor_came_and_names_the_number_on_his_paper(
    store: Store,
) -> None:
    committed(store)
    uncertain = paper(store, 900, request=OUT_OF_REACH, uncertain=True)
    alone = paper(store, 901)
    replay(store, uncertain, alone)

    stories = {story.label: story for story in store.stories(alone.day)}

    assert stories.keys() == {"A900", "A901"}
    assert stories["A901"].issued == alone.arrived_at
