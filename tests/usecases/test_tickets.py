import threading
import uuid
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from fixtures.stores import ShiftedClock, refused, seat, take
from floors import (
    AYSEL,
    CENTRE,
    GROUP,
    ID_CARD,
    KIOSK,
    PASSPORT,
    PAYMENT,
    SWITCHED_OFF,
    W1,
    small_floor,
)

from common.domain.day import business_day
from common.domain.errors import Reason
from common.domain.events import EventKind
from common.domain.floor import Floor, Opening
from common.domain.ids import GroupCode, RequestId, ServiceCode, TicketId
from common.domain.ticket import Lane, SlipState
from common.domain.views import Issued
from common.domain.words import Language
from common.ports import Store
from common.store.opening import open_store
from common.usecases.calling import call_next
from common.usecases.setup import replace_floor
from common.usecases.tickets import issue_ticket, report_slip

NOON = datetime(2026, 3, 11, 8, 0, tzinfo=UTC)  # a Wednesday, 12:00 in Baku


def ask(store: Store, request: str) -> Issued:
    return issue_ticket(
        store, service=ID_CARD, language=Language.RU, request=RequestId(request), kiosk=KIOSK
    )


def with_limit(limit: int) -> Floor:
    floor = small_floor()
    rules = replace(floor.services[ID_CARD], daily_limit=limit)
    return replace(floor, services={**floor.services, ID_CARD: rules})


def test_services_of_one_series_share_its_numbers(store: Store) -> None:
    labels = [take(store, service).ticket.label for service in (ID_CARD, PASSPORT, PAYMENT)]

    assert labels == ["A001", "A002", "D001"]


def test_a_ticket_knows_what_the_visitor_chose(store: Store) -> None:
    issued = ask(store, "r1")

    ticket = issued.ticket
    assert (issued.service, ticket.language, ticket.kiosk) == (ID_CARD, Language.RU, KIOSK)
    assert ticket.slip is SlipState.WAITING
    visit = store.find(ticket.label)
    assert visit is not None
    assert visit.ticket == ticket
    assert visit.leg.due_at == ticket.issued_at + timedelta(minutes=15)


def test_tokens_cannot_be_guessed_from_one_another(store: Store) -> None:
    tokens = {take(store).ticket.token for _ in range(5)}

    assert len(tokens) == 5
    assert all(len(token) >= 12 for token in tokens)


def test_people_ahead_are_those_of_the_same_service_and_lane(store: Store) -> None:
    take(store)
    take(store, PASSPORT)

    assert take(store).ahead == 1
    assert take(store, group=GROUP).ahead == 0
    assert take(store, group=GROUP).ahead == 1


def test_those_already_called_are_not_ahead(store: Store) -> None:
    take(store)
    seat(store, W1, AYSEL)
    call_next(store, W1)

    assert take(store).ahead == 0


def test_the_same_intention_gets_the_same_ticket(store: Store) -> None:
    first = ask(store, "one")
    take(store)

    again = ask(store, "one")

    assert again.again
    assert not first.again
    assert (again.ticket, again.ahead, again.service) == (first.ticket, 0, ID_CARD)
    assert take(store).ticket.label == "A003"


def test_the_same_intention_gets_the_same_ticket_on_the_next_day(
    store: Store, clock: ShiftedClock
) -> None:
    first = ask(store, "one")
    clock.forward(days=1)

    assert ask(store, "one").ticket == first.ticket
    assert take(store).ticket.label == "A001"


def test_two_tries_of_one_intention_at_once_are_one_ticket(
    store_url: str, store: Store, clock: ShiftedClock
) -> None:
    others = [open_store(store_url, CENTRE, clock=clock) for _ in range(4)]
    found: list[str] = []
    barrier = threading.Barrier(4)

    def press(other: Store) -> None:
        barrier.wait(10)
        found.append(ask(other, "one").ticket.label)

    threads = [threading.Thread(target=press, args=(other,)) for other in others]
    for thread in threads:
        thread.start()
    for thread, other in zip(threads, others, strict=True):
        thread.join(20)
        other.close()

    assert found == ["A001"] * 4
    assert take(store).ticket.label == "A002"


def test_numbers_begin_anew_each_business_day(store: Store, clock: ShiftedClock) -> None:
    take(store)
    clock.forward(days=1)

    assert take(store).ticket.label == "A001"


def test_the_business_day_changes_at_the_roll_over(store: Store, clock: ShiftedClock) -> None:
    hours = dict.fromkeys(range(7), Opening(time(3), time(2, 59), time(2, 59)))
    replace_floor(store, replace(small_floor(), rollover=time(3), hours=hours))
    clock.set(datetime(2026, 3, 11, 22, 30, tzinfo=UTC))  # 02:30 of the 12th in Baku

    assert take(store).ticket.day == date(2026, 3, 11)


def test_numbers_kept_for_kiosks_are_never_given(store: Store) -> None:
    floor = store.floor()
    with store.records() as records:
        day = business_day(records.now, floor.zone_info, floor.rollover)
        for _ in range(898):
            records.take_number(day, floor.services[ID_CARD].series)

    assert [take(store).ticket.label for _ in range(2)] == ["A899", "A1000"]


def test_a_priority_visitor_queues_in_the_priority_lane(store: Store) -> None:
    label = take(store, group=GROUP).ticket.label

    visit = store.find(label)
    assert visit is not None
    assert visit.leg.lane is Lane.PRIORITY
    assert visit.ticket.priority == GROUP


@pytest.mark.parametrize(
    ("service", "reason"),
    [
        (ServiceCode("XXX-01"), Reason.UNKNOWN_SERVICE),
        (SWITCHED_OFF, Reason.SERVICE_OFF),
    ],
)
def test_what_is_not_given_here_is_refused(
    store: Store, service: ServiceCode, reason: Reason
) -> None:
    with refused(reason):
        take(store, service)


def test_an_unknown_priority_group_is_refused(store: Store) -> None:
    with refused(Reason.NOT_PERMITTED):
        take(store, group=GroupCode("friends"))


@pytest.mark.parametrize(
    ("local", "reason"),
    [
        (time(8, 59), Reason.CLOSED_NOW),
        (time(9, 0), None),
        (time(16, 29, 30), None),
        (time(16, 30), Reason.NO_MORE_TODAY),
        (time(20, 0), Reason.NO_MORE_TODAY),
    ],
)
def test_tickets_are_given_within_the_hours(
    store: Store, clock: ShiftedClock, local: time, reason: Reason | None
) -> None:
    hours = dict.fromkeys(range(7), Opening(time(9), time(17), time(16, 30)))
    replace_floor(store, replace(small_floor(), hours=hours))
    clock.set(datetime.combine(date(2026, 3, 11), local, ZoneInfo("Asia/Baku")))

    if reason is None:
        assert take(store).ticket.label == "A001"
    else:
        with refused(reason):
            take(store)


def test_no_ticket_is_given_on_a_closed_day(store: Store, clock: ShiftedClock) -> None:
    replace_floor(store, replace(small_floor(), closures=frozenset({NOON.date()})))
    clock.set(NOON)

    with refused(Reason.CLOSED_NOW):
        take(store)


def test_a_daily_limit_is_kept(store: Store) -> None:
    replace_floor(store, with_limit(2))
    take(store)
    take(store)

    with refused(Reason.LIMIT_REACHED):
        take(store)
    assert take(store, PASSPORT).ticket.label == "A003"


def test_a_refused_ticket_costs_no_number_and_no_place_under_the_limit(store: Store) -> None:
    replace_floor(store, with_limit(1))
    take(store)
    with refused(Reason.LIMIT_REACHED):
        take(store)

    replace_floor(store, with_limit(2))

    assert take(store).ticket.label == "A002"


def test_what_is_known_of_the_paper_is_kept_and_logged(store: Store) -> None:
    ticket = take(store).ticket

    report_slip(store, ticket.id, SlipState.PRINTED, KIOSK)

    visit = store.find(ticket.label)
    assert visit is not None
    assert visit.ticket.slip is SlipState.PRINTED
    event = store.events(ticket.day)[-1]
    assert (event.kind, event.ticket, event.device) == (EventKind.SLIP, ticket.id, KIOSK)
    assert event.facts == {"slip": "printed"}


def test_paper_of_an_unknown_ticket_is_refused(store: Store) -> None:
    with refused(Reason.TICKET_GONE):
        report_slip(store, TicketId(77), SlipState.PRINTED)


def test_centres_in_one_store_do_not_see_each_other(store_url: str, store: Store) -> None:
    take(store)
    other_centre = replace(small_floor(), centre="T2")
    other = open_store(store_url, other_centre.centre)
    replace_floor(other, other_centre)

    label = take(other).ticket.label
    request = str(uuid.uuid4())
    tickets = {ask(store, request).ticket.id, ask(other, request).ticket.id}

    assert label == "A001"
    assert len(tickets) == 2
    assert [one.waiting for one in other.board(None).waiting] == [2]
    other.close()
