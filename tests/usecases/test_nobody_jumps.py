"""Whatever operators without the permission do, each call is of whoever is first in the order."""

from collections.abc import Callable
from contextlib import suppress

import pytest
from fixtures.stores import SharedStore, seat, take
from floors import AYSEL, ELVIN, GROUP, ID_CARD, PASSPORT, W1, W2
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from common.domain.errors import Refused
from common.domain.events import EventKind
from common.domain.ids import CounterCode, LegId, RequestId
from common.domain.reasons import CancelReason, HoldReason, OutOfTurnReason
from common.domain.turns import QueuePlace
from common.domain.words import Language
from common.ports import Store
from common.usecases.calling import call_next, finish_and_call_next
from common.usecases.moving import cancel, reinstate, transfer
from common.usecases.priority import grant_priority, withdraw_priority
from common.usecases.serving import finish, hold, resume, start
from common.usecases.turns import call_this, undo_call
from common.usecases.walk_ins import walk_in

OTHER = OutOfTurnReason.OPERATOR_REQUEST
Move = Callable[[Store, CounterCode, LegId], object]

MOVES: dict[str, Move] = {
    "come": lambda store, _counter, leg: take(store, ID_CARD if leg % 2 else PASSPORT),
    "come first": lambda store, _counter, _leg: take(store, ID_CARD, GROUP),
    "call next": lambda store, counter, _leg: call_next(store, counter),
    "finish, next": lambda store, counter, _leg: finish_and_call_next(store, counter),
    "start": lambda store, counter, _leg: start(store, counter),
    "finish": lambda store, counter, _leg: finish(store, counter),
    "hold": lambda store, counter, _leg: hold(store, counter, HoldReason.FORM),
    "resume": resume,
    "cancel": lambda store, counter, leg: cancel(store, counter, leg, CancelReason.LEFT),
    "call this": lambda store, counter, leg: call_this(store, counter, leg, reason=OTHER),
    "undo": lambda store, counter, _leg: undo_call(store, counter, reason=OTHER),
    "pass on": lambda store, counter, _leg: transfer(store, counter, PASSPORT),
    "pass on first": lambda store, counter, _leg: transfer(
        store, counter, PASSPORT, place=QueuePlace.FIRST, reason=OTHER
    ),
    "pass on last": lambda store, counter, _leg: transfer(
        store, counter, ID_CARD, place=QueuePlace.LAST, reason=OTHER
    ),
    "reinstate first": lambda store, counter, leg: reinstate(
        store, counter, leg, place=QueuePlace.FIRST, reason=OTHER
    ),
    "grant": lambda store, counter, leg: grant_priority(store, counter, leg, GROUP, reason=OTHER),
    "withdraw": lambda store, counter, leg: withdraw_priority(store, counter, leg, reason=OTHER),
    "walk in": lambda store, counter, leg: walk_in(
        store,
        counter,
        service=ID_CARD,
        language=Language.AZ,
        request=RequestId(f"walk-in {leg}"),
        call_at_once=True,
        reason=OTHER,
    ),
    "walk in first": lambda store, counter, leg: walk_in(
        store,
        counter,
        service=ID_CARD,
        language=Language.AZ,
        request=RequestId(f"first {leg}"),
        priority=GROUP,
        reason=OTHER,
    ),
}

steps = st.tuples(
    st.sampled_from(sorted(MOVES)), st.sampled_from([W1, W2]), st.integers(0, 11).map(LegId)
)


@pytest.fixture(params=["sqlite", "postgres"], scope="module")
def any_store(request: pytest.FixtureRequest) -> SharedStore:
    """Return a store of each database, to be emptied by each example."""
    found: SharedStore = request.getfixturevalue(f"shared_{request.param}")
    return found


@given(st.lists(steps, min_size=8, max_size=16))
@settings(max_examples=6, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_nobody_is_called_past_another(
    any_store: SharedStore, plan: list[tuple[str, CounterCode, LegId]]
) -> None:
    any_store.empty()
    store = any_store.store
    for counter, operator in ((W1, AYSEL), (W2, ELVIN)):
        seat(store, counter, operator)
    first = take(store).ticket
    base = _last_leg(store, first.label)

    for move, counter, place in plan:
        queue = {one: _queue(store, one) for one in (W1, W2)}
        with suppress(Refused):
            MOVES[move](store, counter, LegId(base + place))
        for one in (W1, W2):
            called = _called(store, one)
            # Whom it calls, it calls from the head of its queue, or from whom it had put aside.
            assert called is None or move == "resume" or called not in queue[one][1:]

    kinds = {event.kind for event in store.events(first.day)}
    assert kinds.isdisjoint({EventKind.OUT_OF_TURN, EventKind.CALL_UNDONE})
    assert kinds.isdisjoint({EventKind.PRIORITY_GRANTED, EventKind.PRIORITY_WITHDRAWN})


def _last_leg(store: Store, label: str) -> LegId:
    visit = store.find(label)
    assert visit is not None
    return visit.leg.id


def _queue(store: Store, counter: CounterCode) -> list[LegId]:
    desk = store.desk(counter)
    return [] if desk is None else [visit.leg.id for visit in desk.queue]


def _called(store: Store, counter: CounterCode) -> LegId | None:
    desk = store.desk(counter)
    return None if desk is None or desk.current is None else desk.current.leg.id
