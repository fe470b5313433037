"""What supervisors do on the floor, on both databases."""

from collections.abc import Callable
from dataclasses import replace
from itertools import product

import pytest
from fixtures.stores import ShiftedClock, refused, seat, take
from floors import (
    AYSEL,
    BIRTH,
    ELVIN,
    ID_CARD,
    LEYLA,
    PASSPORT,
    RASIM,
    SWITCHED_OFF,
    W1,
    W2,
    W3,
    W4,
)

from common.domain.day import Closed
from common.domain.errors import Reason
from common.domain.events import Event, EventKind
from common.domain.hall import Doing
from common.domain.ids import CounterCode, EntityCode, LegId, ServiceCode
from common.domain.permissions import Role
from common.domain.reasons import ActReason, HoldReason
from common.domain.ticket import Leg, LegState
from common.ports import Store
from common.usecases.calling import call_next
from common.usecases.floor_acts import (
    add_service,
    close_service,
    free_held,
    free_ticket,
    open_service,
    send_home,
    withdraw_service,
)
from common.usecases.pausing import close_after
from common.usecases.serving import finish, hold, resume, start
from common.usecases.setup import replace_floor
from common.usecases.shifts import sign_out

WHY = ActReason.COMPUTER_DOWN


@pytest.fixture
def hall(store: Store) -> Store:
    """Let A001 be served at W1, A002 and A003 wait; Leyla supervises from W3."""
    seat(store, W1, AYSEL)
    seat(store, W3, LEYLA)
    for _ in range(3):
        take(store)
    call_next(store, W1)
    start(store, W1)
    return store


def leg_of(store: Store, label: str = "A001") -> Leg:
    visit = store.find(label)
    assert visit is not None
    return visit.leg


def of_entity(store: Store, entity: str) -> None:
    """Let Leyla belong to an entity."""
    floor = store.floor()
    people = [
        replace(one, entity=EntityCode(entity)) if one.code == LEYLA else one
        for one in floor.operators
    ]
    replace_floor(store, replace(floor, operators=tuple(people)))


def logged(store: Store, *kinds: EventKind) -> list[Event]:
    day = store.find("A001")
    assert day is not None
    return [event for event in store.events(day.ticket.day) if event.kind in kinds]


@pytest.mark.parametrize("served", [True, False])
def test_a_freed_visitor_waits_exactly_where_he_waited(store: Store, *, served: bool) -> None:
    for counter, who in ((W1, AYSEL), (W2, ELVIN), (W3, LEYLA)):
        seat(store, counter, who)
    first = take(store)
    take(store)
    waited = leg_of(store)
    call_next(store, W1)
    if served:
        start(store, W1)

    freed = free_ticket(store, counter=W3, at=W1, leg=waited.id, reason=WHY, words="no answer")

    assert freed == replace(waited, version=freed.version)
    assert leg_of(store) == freed
    assert not [call for call in store.board(None).calls if call.open]
    called = call_next(store, W2)
    assert called is not None
    assert called.label == first.ticket.label
    (event,) = logged(store, EventKind.FREED)
    assert (event.operator, event.counter, event.leg) == (LEYLA, W3, waited.id)
    assert event.facts == {"reason": "computer_down", "words": "no answer", "at": W1, "held": False}


def test_a_freed_visitor_may_be_put_on_hold_there(hall: Store) -> None:
    held = free_ticket(hall, counter=W3, at=W1, leg=leg_of(hall).id, reason=WHY, hold=True)

    assert (held.state, held.counter) == (LegState.HELD, W1)
    assert leg_of(hall) == held
    assert next(story.end for story in hall.stories(take(hall).ticket.day)) == "held"


def test_who_is_not_at_the_counter_any_more_is_not_freed(hall: Store) -> None:
    other = leg_of(hall, "A002").id
    for leg, at in ((other, W1), (other, W2)):
        with refused(Reason.TICKET_GONE):
            free_ticket(hall, counter=W3, at=at, leg=leg, reason=WHY)
    assert leg_of(hall).state is LegState.SERVING


def test_a_counter_that_was_to_close_closes_when_its_visitor_is_freed(hall: Store) -> None:
    close_after(hall, counter=W1)
    free_ticket(hall, counter=W3, at=W1, leg=leg_of(hall).id, reason=WHY)

    assert hall.desk(W1) is None


def test_who_is_sent_home_leaves_no_visitor_behind_and_is_told_why(hall: Store) -> None:
    send_home(hall, counter=W3, at=W1, reason=ActReason.OPERATOR_AWAY)

    assert hall.desk(W1) is None
    assert leg_of(hall).state is LegState.WAITING
    left = hall.left(W1)
    assert left is not None
    assert (left.operator, left.sent_home) == (AYSEL, ActReason.OPERATOR_AWAY)
    assert next(one.doing for one in hall.hall(W3).counters) is Doing.CLOSED
    (sent,) = logged(hall, EventKind.SENT_HOME)
    assert (sent.operator, sent.facts["at"], sent.facts["reason"]) == (LEYLA, W1, "operator_away")
    seat(hall, W1, AYSEL)
    called = call_next(hall, W1)
    assert called is not None
    assert called.label == "A001"
    with refused(Reason.NOT_SIGNED_IN):
        send_home(hall, counter=W3, at=W2, reason=WHY)


def test_a_closed_service_gives_no_tickets_and_serves_who_waits(
    hall: Store, clock: ShiftedClock
) -> None:
    close_service(hall, counter=W3, service=ID_CARD, reason=ActReason.NO_STAFF)
    close_service(hall, counter=W3, service=ID_CARD, reason=ActReason.OVERLOAD)

    with refused(Reason.CLOSED_BY_STAFF):
        take(hall)
    offered = {code: now.admission.closed for code, now in hall.menu().services.items()}
    assert (offered[ID_CARD], offered[PASSPORT]) == (Closed.STAFF, None)
    closed = {one.service for one in hall.hall(W3).queues if one.closed}
    assert closed == {ID_CARD}
    seat(hall, W2, ELVIN)
    called = call_next(hall, W2)
    assert called is not None
    assert called.label == "A002"

    open_service(hall, counter=W3, service=ID_CARD)
    open_service(hall, counter=W3, service=ID_CARD)
    take(hall)
    kinds = [one.kind for one in logged(hall, EventKind.SERVICE_CLOSED, EventKind.SERVICE_OPENED)]
    assert kinds == [EventKind.SERVICE_CLOSED, EventKind.SERVICE_OPENED]
    close_service(hall, counter=W3, service=ID_CARD, reason=WHY)
    clock.forward(days=1)
    take(hall)


def test_an_added_service_is_called_until_it_is_taken_back_or_the_day_ends(
    store: Store, clock: ShiftedClock
) -> None:
    seat(store, W2, LEYLA)
    seat(store, W4, RASIM)
    take(store, BIRTH)
    assert call_next(store, W2) is None
    add_service(store, counter=W2, at=W2, service=BIRTH)
    add_service(store, counter=W2, at=W2, service=BIRTH)

    desk = store.desk(W2)
    assert desk is not None
    assert [visit.ticket.label for visit in desk.queue] == ["B001"]
    assert {one.counter: one.extra for one in store.hall(W2).counters}[W2] == {BIRTH}
    withdraw_service(store, counter=W2, at=W2, service=BIRTH)
    assert call_next(store, W2) is None
    add_service(store, counter=W2, at=W2, service=BIRTH)
    called = call_next(store, W2)
    assert called is not None
    assert called.label == "B001"
    # His entity and his skills cut what was added as they cut the profile.
    add_service(store, counter=W2, at=W4, service=ID_CARD)
    take(store)
    assert call_next(store, W4) is None
    clock.forward(days=1)
    assert not any(one.extra for one in store.hall(W2).counters)


def acts(
    store: Store, by: CounterCode, at: CounterCode, service: ServiceCode, leg: LegId
) -> dict[str, Callable[[], object]]:
    """Return each act that a supervisor may try."""
    return {
        "free": lambda: free_ticket(store, counter=by, at=at, leg=leg, reason=WHY),
        "send": lambda: send_home(store, counter=by, at=at, reason=WHY),
        "close": lambda: close_service(store, counter=by, service=service, reason=WHY),
        "open": lambda: open_service(store, counter=by, service=service),
        "add": lambda: add_service(store, counter=by, at=at, service=service),
        "withdraw": lambda: withdraw_service(store, counter=by, at=at, service=service),
    }


@pytest.mark.parametrize("act", ["free", "send", "close", "open", "add", "withdraw"])
def test_nobody_acts_without_the_permission_nor_on_what_is_another_entitys(
    hall: Store, act: str
) -> None:
    leg = leg_of(hall).id
    with refused(Reason.NOT_PERMITTED):
        acts(hall, W1, W3, ID_CARD, leg)[act]()
    with refused(Reason.NOT_SIGNED_IN):
        acts(hall, W2, W1, ID_CARD, leg)[act]()
    of_entity(hall, "BNK")
    for at, service in product((W1, W4), (ID_CARD,)):
        if (act, at) in (("free", W4), ("send", W4)):
            continue
        with refused(Reason.NOT_PERMITTED):
            acts(hall, W3, at, service, leg)[act]()
    assert leg_of(hall).state is LegState.SERVING
    assert hall.desk(W1) is not None


def test_a_supervisor_of_the_entity_acts_on_his_own(hall: Store) -> None:
    of_entity(hall, "DIN")
    add_service(hall, counter=W3, at=W1, service=PASSPORT)
    close_service(hall, counter=W3, service=ID_CARD, reason=WHY)
    free_ticket(hall, counter=W3, at=W1, leg=leg_of(hall).id, reason=WHY)
    send_home(hall, counter=W3, at=W1, reason=WHY)

    assert hall.desk(W1) is None


def leave_on_hold(hall: Store, *labels: str) -> list[Leg]:
    """Put visitors on hold at W1, and return them as they had waited."""
    finish(hall, W1)
    waited = [leg_of(hall, label) for label in labels]
    for _ in labels:
        call_next(hall, W1)
        start(hall, W1)
        hold(hall, W1, HoldReason.DOCUMENTS)
    return waited


def test_who_is_on_hold_where_nobody_can_go_on_waits_exactly_where_he_waited(hall: Store) -> None:
    waited = leave_on_hold(hall, "A002", "A003")
    with refused(Reason.NOT_LAWFUL):
        free_held(hall, counter=W3, at=W1, reason=WHY)
    sign_out(hall, W1, leaves_held=True)
    with refused(Reason.REASON_MISSING):
        free_held(hall, counter=W3, at=W1, reason=None)

    assert free_held(hall, counter=W3, at=W1, reason=WHY, words="went home") == 2

    freed = [leg_of(hall, one) for one in ("A002", "A003")]
    assert freed == [
        replace(one, version=now.version) for one, now in zip(waited, freed, strict=True)
    ]
    seat(hall, W2, ELVIN)
    called = call_next(hall, W2)
    assert called is not None
    assert called.label == "A002"
    first, second = logged(hall, EventKind.FREED)
    assert (first.operator, first.leg, second.leg) == (LEYLA, waited[0].id, waited[1].id)
    facts = {"reason": "computer_down", "words": "went home", "at": W1, "from_hold": True}
    assert first.facts == facts
    assert hall.out_of_turn(take(hall).ticket.day) == ()
    with refused(Reason.TICKET_GONE):
        free_held(hall, counter=W3, at=W1, reason=WHY)


def test_whom_an_operator_holds_who_may_not_serve_any_more_is_freed(hall: Store) -> None:
    (waited,) = leave_on_hold(hall, "A002")
    floor = hall.floor()
    roles = {**floor.roles, Role.OPERATOR: floor.roles[Role.AUDITOR]}
    replace_floor(hall, replace(floor, roles=roles))
    with refused(Reason.NOT_PERMITTED):
        resume(hall, W1, waited.id)

    free_held(hall, counter=W3, at=W1, reason=WHY)

    assert leg_of(hall, "A002").state is LegState.WAITING
    desk = hall.desk(W1)
    assert desk is not None
    assert desk.held == ()


def test_of_an_entity_only_its_own_are_taken_from_hold(hall: Store) -> None:
    leave_on_hold(hall, "A002")
    sign_out(hall, W1, leaves_held=True)
    of_entity(hall, "BNK")
    with refused(Reason.NOT_PERMITTED):
        free_held(hall, counter=W3, at=W1, reason=WHY)
    of_entity(hall, "DIN")

    assert free_held(hall, counter=W3, at=W1, reason=WHY) == 1


def test_what_makes_no_sense_is_refused_in_words(hall: Store) -> None:
    leg = leg_of(hall).id
    with refused(Reason.NOT_LAWFUL):
        send_home(hall, counter=W3, at=W3, reason=WHY)
    with refused(Reason.REASON_MISSING):
        free_ticket(hall, counter=W3, at=W1, leg=leg, reason=None)
    with refused(Reason.WORDS_TOO_LONG):
        free_ticket(hall, counter=W3, at=W1, leg=leg, reason=WHY, words="x" * 201)
    with refused(Reason.UNKNOWN_COUNTER):
        add_service(hall, counter=W3, at=CounterCode("W99"), service=ID_CARD)
    with refused(Reason.UNKNOWN_SERVICE):
        close_service(hall, counter=W3, service=ServiceCode("X-1"), reason=WHY)
    with refused(Reason.SERVICE_OFF):
        add_service(hall, counter=W3, at=W1, service=SWITCHED_OFF)
    assert leg_of(hall).state is LegState.SERVING
