from dataclasses import replace

import pytest
from fixtures.stores import ShiftedClock, refused, seat, take
from floors import (
    AYSEL,
    ELVIN,
    GROUP,
    ID_CARD,
    LEYLA,
    PAYMENT,
    RASIM,
    W1,
    W2,
    W4,
    small_floor,
)
from queues import NINE

from common.domain.errors import Reason
from common.domain.events import EventKind
from common.domain.ids import EntityCode, GroupCode, LegId, RequestId
from common.domain.permissions import Role
from common.domain.reasons import OutOfTurnReason
from common.domain.ticket import Lane, Leg, LegState, Ticket
from common.domain.words import Language
from common.ports import Store
from common.usecases.calling import call_next
from common.usecases.priority import grant_priority, withdraw_priority
from common.usecases.serving import finish, start
from common.usecases.setup import replace_floor
from common.usecases.tickets import issue_ticket

SEEN = OutOfTurnReason.PROOF_SEEN


def visit(store: Store, label: str) -> tuple[Ticket, Leg]:
    found = store.find(label)
    assert found is not None
    return found.ticket, found.leg


def logged(store: Store, kind: EventKind) -> list[dict[str, object]]:
    with store.records() as records:
        day = records.day
    return [dict(one.facts) for one in store.events(day) if one.kind is kind]


@pytest.fixture
def waiting(store: Store, clock: ShiftedClock) -> Store:
    """Let three ordinary visitors wait; a person of the reception sits at the second window."""
    floor = small_floor()
    people = tuple(
        replace(one, role=Role.RECEPTION) if one.code == ELVIN else one for one in floor.operators
    )
    replace_floor(store, replace(floor, operators=people))
    clock.set(NINE)
    for _ in range(3):
        take(store)
        clock.forward(minutes=1)
    seat(store, W1, LEYLA)
    seat(store, W2, ELVIN)
    return store


def test_who_showed_proof_goes_first_by_his_own_due_time(waiting: Store) -> None:
    before = visit(waiting, "A003")[1]

    ticket = grant_priority(waiting, W2, before.id, GROUP, reason=SEEN)

    after = visit(waiting, "A003")
    assert ticket == after[0]
    assert ticket.priority == GROUP
    assert (after[1].lane, after[1].due_at) == (Lane.PRIORITY, before.due_at)
    assert logged(waiting, EventKind.PRIORITY_GRANTED) == [{"group": GROUP}]
    assert logged(waiting, EventKind.OUT_OF_TURN) == [
        {"move": "priority_granted", "reason": "proof_seen", "passed": 2}
    ]
    call = call_next(waiting, W1)
    assert call is not None
    assert call.label == "A003"


def test_priority_withdrawn_puts_the_visitor_back_by_his_due_time(waiting: Store) -> None:
    leg = visit(waiting, "A003")[1]
    grant_priority(waiting, W1, leg.id, GROUP, reason=SEEN)

    ticket = withdraw_priority(waiting, W1, leg.id, reason=OutOfTurnReason.OTHER, words="No paper")

    assert ticket.priority is None
    assert visit(waiting, "A003")[1].lane is Lane.ORDINARY
    assert logged(waiting, EventKind.PRIORITY_WITHDRAWN) == [{"group": GROUP}]
    assert logged(waiting, EventKind.OUT_OF_TURN)[1] == {
        "move": "priority_withdrawn",
        "reason": "other",
        "words": "No paper",
        "passed": 2,
    }


def test_priority_holds_for_the_rest_of_the_visit(store: Store) -> None:
    issue_ticket(
        store,
        service=ID_CARD,
        language=Language.AZ,
        request=RequestId("r1"),
        more=(PAYMENT,),
    )
    take(store, PAYMENT)
    seat(store, W1, LEYLA)
    seat(store, W4, RASIM)
    first = call_next(store, W1)
    assert first is not None
    start(store, W1)

    grant_priority(store, W1, first.leg, GROUP, reason=SEEN)
    finish(store, W1)

    leg = visit(store, "A001")[1]
    assert (leg.service, leg.state, leg.lane) == (PAYMENT, LegState.WAITING, Lane.PRIORITY)


def test_nobody_else_grants_or_withdraws(waiting: Store) -> None:
    leg = visit(waiting, "A001")[1].id
    take(waiting, group=GROUP)
    other = visit(waiting, "A004")[1].id
    with waiting.records() as records:
        records.close_seat(W2)
    seat(waiting, W2, AYSEL)

    with refused(Reason.NOT_PERMITTED):
        grant_priority(waiting, W2, leg, GROUP, reason=SEEN)
    with refused(Reason.NOT_PERMITTED):
        withdraw_priority(waiting, W2, other, reason=SEEN)
    assert [visit(waiting, label)[0].priority for label in ("A001", "A004")] == [None, GROUP]
    assert logged(waiting, EventKind.OUT_OF_TURN) == []


def test_what_makes_no_sense_is_refused_and_changes_nothing(waiting: Store) -> None:
    leg = visit(waiting, "A001")[1].id
    with refused(Reason.REASON_MISSING):
        grant_priority(waiting, W1, leg, GROUP, reason=None)
    with refused(Reason.NOT_PERMITTED):
        grant_priority(waiting, W1, leg, GroupCode("friends"), reason=SEEN)
    with refused(Reason.TICKET_GONE):
        grant_priority(waiting, W1, LegId(999_999), GROUP, reason=SEEN)
    with refused(Reason.NOT_LAWFUL):
        withdraw_priority(waiting, W1, leg, reason=SEEN)
    grant_priority(waiting, W1, leg, GROUP, reason=SEEN)
    with refused(Reason.NOT_LAWFUL):
        grant_priority(waiting, W1, leg, GROUP, reason=SEEN)

    assert len(logged(waiting, EventKind.OUT_OF_TURN)) == 1


def test_a_supervisor_of_one_entity_grants_nothing_in_another(waiting: Store) -> None:
    take(waiting, PAYMENT)
    floor = waiting.floor()
    people = tuple(
        replace(one, entity=EntityCode("DIN")) if one.code == LEYLA else one
        for one in floor.operators
    )
    replace_floor(waiting, replace(floor, operators=people))

    with refused(Reason.NOT_SERVED_HERE):
        grant_priority(waiting, W1, visit(waiting, "D001")[1].id, GROUP, reason=SEEN)
