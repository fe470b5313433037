from dataclasses import replace
from datetime import timedelta
from uuid import uuid4

import pytest
from fixtures.stores import ShiftedClock, refused, seat
from floors import (
    AYSEL,
    BIRTH,
    ID_CARD,
    KIOSK,
    LEYLA,
    PASSPORT,
    PAYMENT,
    RASIM,
    W1,
    W3,
    W4,
    small_floor,
)
from outages import JOURNAL, paper, replay
from queues import NINE

from common.domain.errors import Reason
from common.domain.events import EventKind
from common.domain.floor import Floor
from common.domain.ids import CounterCode, RequestId, ServiceCode
from common.domain.outage import Outcome, ServedByHand
from common.domain.ticket import Leg, LegState
from common.domain.views import Issued
from common.domain.words import Language
from common.ports import Store
from common.usecases.calling import call_next, no_show, recall
from common.usecases.moving import reinstate, send_and_return, transfer
from common.usecases.outage import lease_numbers, reconcile_by_hand, replay_offline
from common.usecases.serving import add_service, finish, start
from common.usecases.setup import replace_floor
from common.usecases.tickets import issue_ticket

THIS = RequestId("three things at once")


def take(store: Store, *services: ServiceCode, request: RequestId | None = None) -> Issued:
    return issue_ticket(
        store,
        service=services[0],
        language=Language.AZ,
        request=request or RequestId(str(uuid4())),
        kiosk=KIOSK,
        more=services[1:],
    )


def legs(store: Store, issued: Issued) -> list[Leg]:
    with store.records() as records:
        return list(records.legs_of(issued.ticket.id))


def states(store: Store, issued: Issued) -> list[LegState]:
    return [leg.state for leg in legs(store, issued)]


def serve(store: Store, counter: CounterCode) -> None:
    assert call_next(store, counter) is not None
    start(store, counter)
    finish(store, counter)


@pytest.fixture
def at_work(store: Store) -> None:
    """Open a window for documents, one for births and one of the bank."""
    seat(store, W1, AYSEL)
    seat(store, W3, LEYLA)
    seat(store, W4, RASIM)


@pytest.mark.usefixtures("at_work")
def test_the_services_of_one_number_come_one_after_another(store: Store) -> None:
    issued = take(store, ID_CARD, PAYMENT, BIRTH)

    assert issued.more == (PAYMENT, BIRTH)
    assert states(store, issued) == [LegState.WAITING, LegState.AWAY, LegState.AWAY]
    serve(store, W1)
    assert states(store, issued) == [LegState.DONE, LegState.WAITING, LegState.AWAY]
    serve(store, W4)
    assert states(store, issued) == [LegState.DONE, LegState.DONE, LegState.WAITING]
    serve(store, W3)
    assert states(store, issued) == [LegState.DONE] * 3


@pytest.mark.usefixtures("at_work")
def test_each_stands_in_its_queue_by_the_visitors_arrival(
    store: Store,
    clock: ShiftedClock,
) -> None:
    clock.set(NINE)
    issued = take(store, ID_CARD, PAYMENT)
    clock.forward(minutes=20)
    other = take(store, PAYMENT)
    serve(store, W1)

    call = call_next(store, W4)

    later = legs(store, issued)[1]
    assert later.due_at == issued.ticket.issued_at + timedelta(minutes=5)
    assert call is not None
    assert (call.label, other.ticket.label) == (issued.ticket.label, "D001")


def test_the_same_wish_gets_the_same_ticket_with_all_its_services(store: Store) -> None:
    first = take(store, ID_CARD, PAYMENT, request=THIS)

    again = take(store, ID_CARD, PAYMENT, request=THIS)

    assert again.again
    assert (again.ticket.label, again.service, again.more) == (
        first.ticket.label, first.service, first.more,
    )  # fmt: skip
    assert len(legs(store, first)) == 2


def test_one_service_that_cannot_be_had_refuses_all_and_counts_none(store: Store) -> None:
    replace_floor(store, _with_limit(small_floor(), PAYMENT, 1))
    take(store, PAYMENT)

    with refused(Reason.LIMIT_REACHED):
        take(store, ID_CARD, PAYMENT)

    assert take(store, ID_CARD).ticket.label == "A001"
    assert store.menu().services[ID_CARD].taken == 1


def _with_limit(plain: Floor, service: ServiceCode, limit: int) -> Floor:
    rules = replace(plain.services[service], daily_limit=limit)
    return replace(plain, services={**plain.services, service: rules})


def test_a_service_named_twice_is_refused(store: Store) -> None:
    with refused(Reason.SAME_SERVICE):
        take(store, ID_CARD, PAYMENT, ID_CARD)


def test_more_than_five_services_are_refused(store: Store) -> None:
    with refused(Reason.NOT_PERMITTED):
        take(store, ID_CARD, PASSPORT, BIRTH, PAYMENT, ServiceCode("X-1"), ServiceCode("X-2"))


@pytest.mark.usefixtures("at_work")
def test_an_errand_ends_before_the_next_service_begins(store: Store) -> None:
    issued = take(store, ID_CARD, BIRTH)
    call_next(store, W1)
    start(store, W1)
    send_and_return(store, W1, PAYMENT)

    serve(store, W4)
    assert states(store, issued) == [LegState.WAITING, LegState.AWAY, LegState.DONE]
    serve(store, W1)

    assert states(store, issued) == [LegState.DONE, LegState.WAITING, LegState.DONE]


@pytest.mark.usefixtures("at_work")
def test_a_transfer_takes_the_place_of_its_service(store: Store) -> None:
    issued = take(store, ID_CARD, BIRTH)
    call_next(store, W1)
    start(store, W1)
    transfer(store, W1, PAYMENT)

    assert states(store, issued) == [LegState.TRANSFERRED, LegState.AWAY, LegState.WAITING]
    serve(store, W4)

    assert states(store, issued)[1] is LegState.WAITING


def miss(store: Store, clock: ShiftedClock) -> Leg:
    call = call_next(store, W1)
    assert call is not None
    for _ in range(2):
        clock.forward(seconds=31)
        recall(store, W1)
    clock.forward(seconds=31)
    no_show(store, W1)
    with store.records() as records:
        return records.leg(call.leg)


@pytest.mark.usefixtures("at_work")
def test_who_missed_one_service_waits_for_the_next_and_may_come_back(
    store: Store,
    clock: ShiftedClock,
) -> None:
    issued = take(store, ID_CARD, PAYMENT)
    missed = miss(store, clock)
    assert states(store, issued) == [LegState.NO_SHOW, LegState.WAITING]

    reinstate(store, W1, missed.id)

    assert states(store, issued) == [LegState.WAITING, LegState.AWAY]


@pytest.mark.usefixtures("at_work")
def test_who_is_at_another_window_is_not_reinstated(
    store: Store,
    clock: ShiftedClock,
) -> None:
    issued = take(store, ID_CARD, PAYMENT)
    missed = miss(store, clock)
    call_next(store, W4)

    with refused(Reason.NOT_LAWFUL):
        reinstate(store, W1, missed.id)

    assert states(store, issued) == [LegState.NO_SHOW, LegState.CALLED]


@pytest.mark.usefixtures("at_work")
def test_a_visitor_served_by_hand_goes_on_to_his_next_service(store: Store) -> None:
    issued = take(store, ID_CARD, PAYMENT)
    first = legs(store, issued)[0]
    tick = ServedByHand(issued.ticket.label, store.now(), first.id, first.version)

    reconcile_by_hand(store, W1, [tick])

    assert states(store, issued) == [LegState.DONE, LegState.WAITING]


def test_a_number_of_the_reserve_keeps_all_its_services(store: Store, clock: ShiftedClock) -> None:
    lease_numbers(store, KIOSK, JOURNAL)
    clock.forward(hours=1)

    assert replay(store, paper(store, 901, more=(PAYMENT,))) == [Outcome.ADDED]

    visit = store.find("A901")
    assert visit is not None
    with store.records() as records:
        found = records.legs_of(visit.ticket.id)
    assert [(leg.service, leg.state) for leg in found] == [
        (ID_CARD, LegState.WAITING), (PAYMENT, LegState.AWAY),
    ]  # fmt: skip
    assert store.menu().services[PAYMENT].taken == 1


def test_of_a_ticket_that_nobody_holds_every_service_is_withdrawn(store: Store) -> None:
    issued = take(store, ID_CARD, PAYMENT, BIRTH, request=THIS)

    replay_offline(store, KIOSK, JOURNAL, [], [THIS])

    assert states(store, issued) == [LegState.CANCELLED] * 3


@pytest.mark.usefixtures("at_work")
def test_one_more_service_comes_behind_what_the_visitor_goes_on_to(store: Store) -> None:
    issued = take(store, ID_CARD, PAYMENT)
    with refused(Reason.NOBODY_AT_COUNTER):
        add_service(store, W1, BIRTH)
    call_next(store, W1)

    added = add_service(store, W1, BIRTH)

    assert (added.state, added.counter, added.service) == (LegState.AWAY, None, BIRTH)
    desk = store.desk(W1)
    assert desk is not None
    assert desk.onward == (PAYMENT, BIRTH)
    start(store, W1)
    finish(store, W1)
    serve(store, W4)
    serve(store, W3)
    assert states(store, issued) == [LegState.DONE] * 3
    (event,) = [one for one in store.events(issued.ticket.day) if one.kind is EventKind.GOES_ON]
    assert (event.operator, event.leg) == (AYSEL, legs(store, issued)[0].id)
    assert event.facts == {"service": BIRTH, "new_leg": added.id}


def six_services() -> Floor:
    """Return the small centre with two more services of the bank."""
    floor = small_floor()
    *others, bank = floor.catalogue.entities
    more = [replace(bank.services[0], code=ServiceCode(f"BNK-0{number}")) for number in (2, 3)]
    entities = (*others, replace(bank, services=(*bank.services, *more)))
    rules = {one.code: replace(floor.services[PAYMENT], service=one.code) for one in more}
    catalogue = replace(floor.catalogue, entities=entities)
    return replace(floor, catalogue=catalogue, services={**floor.services, **rules})


@pytest.mark.usefixtures("at_work")
def test_no_service_is_added_twice_or_where_it_is_not_given_or_beyond_five(store: Store) -> None:
    replace_floor(store, six_services())
    take(store, ID_CARD, BIRTH)
    call_next(store, W1)

    for service, reason in (
        (ID_CARD, Reason.SAME_SERVICE),
        (BIRTH, Reason.SAME_SERVICE),
        (ServiceCode("XXX-01"), Reason.UNKNOWN_SERVICE),
    ):
        with refused(reason):
            add_service(store, W1, service)
    for service in (PASSPORT, PAYMENT, ServiceCode("BNK-02")):
        add_service(store, W1, service)
    with refused(Reason.NOT_PERMITTED):
        add_service(store, W1, ServiceCode("BNK-03"))
