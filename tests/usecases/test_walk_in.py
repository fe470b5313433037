from dataclasses import replace

import pytest
from fixtures.stores import ShiftedClock, refused, seat, take
from floors import AYSEL, ELVIN, GROUP, ID_CARD, KIOSK, LEYLA, PAYMENT, W1, W2, small_floor

from common.domain.errors import Reason
from common.domain.events import EventKind
from common.domain.ids import PrinterCode, RequestId, ServiceCode
from common.domain.permissions import Role
from common.domain.reasons import OutOfTurnReason
from common.domain.ticket import SlipState
from common.domain.views import Issued
from common.domain.words import Language
from common.ports import Store
from common.usecases.calling import call_next
from common.usecases.setup import replace_floor
from common.usecases.spare import end_spare, take_spare
from common.usecases.walk_ins import given_at, walk_in

UNWELL = OutOfTurnReason.VISITOR_UNWELL


def come(store: Store, service: ServiceCode = ID_CARD, **more: object) -> Issued:
    """Let somebody come to the first window."""
    wish: dict[str, object] = {"language": Language.RU, "request": RequestId("r1"), **more}
    return walk_in(store, W1, service=service, **wish)


@pytest.fixture
def open_window(store: Store) -> Store:
    seat(store, W1, AYSEL)
    return store


def test_whoever_comes_to_a_window_waits_in_its_queue_like_everybody(open_window: Store) -> None:
    take(open_window)

    issued = come(open_window)

    assert (issued.ticket.label, issued.ahead, issued.again) == ("A002", 1, False)
    assert (issued.ticket.language, issued.ticket.kiosk) == (Language.RU, None)
    event = open_window.events(issued.ticket.day)[-1]
    assert (event.kind, event.counter, event.operator) == (EventKind.ISSUED, W1, AYSEL)
    assert event.facts["walk_in"] is True
    call = call_next(open_window, W1)
    assert call is not None
    assert call.label == "A001"


def test_one_intention_is_one_ticket(open_window: Store) -> None:
    assert given_at(open_window, W1, RequestId("r1")) is None
    first = come(open_window)
    assert given_at(open_window, W1, RequestId("r1")) == replace(first, again=True)
    again = come(open_window, call_at_once=True)

    assert again.ticket == first.ticket
    assert again.again
    assert open_window.board(None).calls == ()


def test_an_operator_takes_in_only_for_his_own_services(open_window: Store) -> None:
    with refused(Reason.NOT_SERVED_HERE):
        come(open_window, PAYMENT)
    floor = small_floor()
    people = tuple(replace(one, entity=None) for one in floor.operators)
    replace_floor(open_window, replace(floor, operators=people))

    with refused(Reason.NOT_PERMITTED):
        come(open_window, PAYMENT)
    assert open_window.find("D001") is None


def test_the_reception_takes_in_for_every_service(store: Store) -> None:
    floor = small_floor()
    clerk = replace(floor.operators[2], role=Role.RECEPTION)
    replace_floor(store, replace(floor, operators=(*floor.operators[:2], clerk)))
    seat(store, W1, LEYLA)

    with refused(Reason.UNKNOWN_SERVICE):
        come(store, ServiceCode("XXX-01"))
    assert come(store, PAYMENT).ticket.label == "D001"


def test_hours_and_limits_hold_at_a_window_too(open_window: Store) -> None:
    floor = small_floor()
    few = replace(floor.services[ID_CARD], daily_limit=0)
    replace_floor(open_window, replace(floor, services={**floor.services, ID_CARD: few}))

    with refused(Reason.LIMIT_REACHED):
        come(open_window)


def test_whoever_would_be_next_anyway_is_called_at_once_by_anyone(open_window: Store) -> None:
    issued = come(open_window, call_at_once=True)

    desk = open_window.desk(W1)
    assert desk is not None
    assert desk.current is not None
    assert desk.current.ticket.label == issued.ticket.label


def test_calling_past_others_needs_permission_and_reason_and_is_written_down(
    open_window: Store,
) -> None:
    take(open_window)
    with refused(Reason.NOT_PERMITTED):
        come(open_window, call_at_once=True, reason=UNWELL)
    assert open_window.find("A002") is None
    with open_window.records() as records:
        records.close_seat(W1)
    seat(open_window, W1, LEYLA)
    with refused(Reason.REASON_MISSING):
        come(open_window, call_at_once=True)

    issued = come(open_window, call_at_once=True, reason=UNWELL, words="Faints")

    assert issued.ticket.label == "A002"
    facts = [
        one.facts
        for one in open_window.events(issued.ticket.day)
        if one.kind is EventKind.OUT_OF_TURN
    ]
    assert facts == [
        {"move": "walk_in", "reason": "visitor_unwell", "words": "Faints", "passed": 1}
    ]
    with refused(Reason.ALREADY_SERVING):
        come(open_window, call_at_once=True, reason=UNWELL, request=RequestId("r2"))


def test_priority_at_a_window_needs_permission_and_reason_and_is_written_down(
    open_window: Store,
) -> None:
    take(open_window)
    with refused(Reason.NOT_PERMITTED):
        come(open_window, priority=GROUP, reason=UNWELL)
    with open_window.records() as records:
        records.close_seat(W1)
    seat(open_window, W1, LEYLA)
    with refused(Reason.REASON_MISSING):
        come(open_window, priority=GROUP)
    assert open_window.find("A002") is None

    issued = come(open_window, priority=GROUP, reason=UNWELL, words="Faints")

    assert (issued.ticket.priority, issued.ahead) == (GROUP, 0)
    assert [
        one.facts
        for one in open_window.events(issued.ticket.day)
        if one.kind is EventKind.OUT_OF_TURN
    ] == [{"move": "priority_granted", "reason": "visitor_unwell", "words": "Faints", "passed": 1}]


def test_the_slip_is_printed_by_the_kiosk_that_was_asked(open_window: Store) -> None:
    with refused(Reason.UNKNOWN_PRINTER):
        come(open_window, printer=PrinterCode("P9"))
    issued = come(open_window, printer=PrinterCode("P1"))

    taken = take_spare(open_window, kiosk=KIOSK)
    assert taken is not None
    assert taken.ticket.label == issued.ticket.label
    end_spare(open_window, kiosk=KIOSK, ticket=issued.ticket.id, slip=SlipState.PRINTED, digest="d")

    found = open_window.find(issued.ticket.label)
    assert found is not None
    assert found.ticket.slip is SlipState.PRINTED


def test_nobody_who_waits_is_called_by_who_only_takes_in(store: Store, clock: ShiftedClock) -> None:
    floor = small_floor()
    clerk = replace(floor.operators[1], role=Role.RECEPTION)
    replace_floor(store, replace(floor, operators=(clerk, *floor.operators[2:])))
    seat(store, W2, ELVIN)
    clock.forward(minutes=1)

    with refused(Reason.NOT_SERVED_HERE):
        walk_in(
            store,
            W2,
            service=ID_CARD,
            language=Language.AZ,
            request=RequestId("r1"),
            call_at_once=True,
            reason=UNWELL,
        )
    assert store.find("A001") is None
