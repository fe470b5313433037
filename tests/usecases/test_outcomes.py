from dataclasses import replace

import pytest
from fixtures.stores import refused, seat, take
from floors import AYSEL, BIRTH, ID_CARD, LEYLA, PASSPORT, W1, W3, small_floor

from common.domain.errors import Reason
from common.domain.events import EventKind
from common.domain.ids import ServiceCode
from common.domain.outcomes import ServiceOutcome
from common.domain.ticket import LegState
from common.ports import Store
from common.usecases.calling import call_next, finish_and_call_next
from common.usecases.serving import finish, start
from common.usecases.setup import replace_floor
from common.usecases.turns import call_this


@pytest.fixture
def asking(store: Store) -> Store:
    """Return a store whose documents want to know what came of each service."""
    floor = small_floor()
    first, *others = floor.catalogue.entities
    entities = (replace(first, outcome_required=True), *others)
    replace_floor(store, replace(floor, catalogue=replace(floor.catalogue, entities=entities)))
    return store


def serve_first(store: Store) -> None:
    seat(store, W1, AYSEL)
    call_next(store, W1)
    start(store, W1)


def ends(store: Store) -> list[dict[str, object]]:
    visit = store.find("A001")
    assert visit is not None
    done = [one for one in store.events(visit.ticket.day) if one.kind is EventKind.FINISHED]
    return [dict(one.facts) for one in done]


def test_what_came_of_a_service_and_what_was_delivered_is_kept(store: Store) -> None:
    for _ in range(3):
        take(store)
    serve_first(store)

    call = finish_and_call_next(store, W1, ServiceOutcome.DONE, [ID_CARD, PASSPORT])
    assert call is not None
    start(store, W1)
    finish(store, W1, ServiceOutcome.NOT_ENTITLED)
    call_next(store, W1)
    start(store, W1)
    finish(store, W1)

    found = [store.find(f"A00{number}") for number in (1, 2, 3)]
    assert [visit.leg.outcome for visit in found if visit is not None] == [
        ServiceOutcome.DONE,
        ServiceOutcome.NOT_ENTITLED,
        None,
    ]
    assert ends(store) == [
        {"outcome": "done", "delivered": [ID_CARD, PASSPORT]},
        {"outcome": "not_entitled"},
        {},
    ]


def test_no_service_ends_without_an_outcome_where_the_entity_wants_one(asking: Store) -> None:
    for service in (ID_CARD, ID_CARD, BIRTH):
        take(asking, service)
    serve_first(asking)
    second = asking.find("A002")
    assert second is not None

    for end in (finish, finish_and_call_next):
        with refused(Reason.OUTCOME_MISSING):
            end(asking, W1)
    with refused(Reason.OUTCOME_MISSING):
        call_this(asking, W1, second.leg.id, finish=True)
    first = asking.find("A001")
    assert first is not None
    assert first.leg.state is LegState.SERVING
    call_this(asking, W1, second.leg.id, finish=True, outcome=ServiceOutcome.REFERRED)
    assert asking.board(None).calls[0].label == "A002"

    seat(asking, W3, LEYLA)
    call_next(asking, W3)
    start(asking, W3)
    finish(asking, W3)
    assert ends(asking) == [{"outcome": "referred"}, {}]


@pytest.mark.parametrize(
    ("delivered", "reason"),
    [
        ((ServiceCode("DIN-99"),), Reason.UNKNOWN_SERVICE),
        ((ID_CARD, BIRTH), Reason.NOT_SERVED_HERE),
        ((ID_CARD, ID_CARD), Reason.SAME_SERVICE),
        ((ID_CARD,) * 6, Reason.NOT_PERMITTED),
    ],
)
def test_only_what_can_be_delivered_here_is(
    store: Store, delivered: tuple[ServiceCode, ...], reason: Reason
) -> None:
    take(store)
    serve_first(store)

    with refused(reason):
        finish(store, W1, ServiceOutcome.DONE, delivered)
    assert ends(store) == []
