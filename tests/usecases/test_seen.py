"""A move is meant for whom the screen showed: for another it is refused, and nothing is done."""

from collections.abc import Callable

import pytest
from fixtures.stores import refused, seat, take
from floors import AYSEL, ELVIN, ID_CARD, W1
from test_serving import call_one, visit_of

from common.domain.errors import Reason
from common.domain.ids import CounterCode, LegId
from common.domain.reasons import CancelReason, HoldReason
from common.domain.ticket import LegState
from common.domain.views import Seen
from common.ports import Store
from common.store.twins import TWINS
from common.usecases import calling, day_end, moving, pausing, serving, shifts


def hold(store: Store, counter: CounterCode) -> None:
    serving.hold(store, counter, HoldReason.DOCUMENTS)


def add_service(store: Store, counter: CounterCode) -> None:
    serving.add_service(store, counter, ID_CARD)


MOVES: tuple[Callable[[Store, CounterCode], object], ...] = (
    serving.start,
    serving.finish,
    calling.finish_and_call_next,
    calling.recall,
    calling.no_show,
    hold,
    add_service,
    pausing.close_after,
)


@pytest.mark.parametrize("move", MOVES)
def test_a_move_for_a_visitor_who_has_gone_does_not_fall_on_the_next(
    store: Store, move: Callable[[Store, CounterCode], object]
) -> None:
    take(store)
    take(store)
    seat(store, W1, AYSEL)
    seen = Seen(W1, AYSEL, call_one(store, W1))
    serving.start(store, W1)
    calling.finish_and_call_next(store, W1)
    before = store.desk(W1)

    with refused(Reason.DESK_CHANGED):
        move(store.as_seen(seen), W1)

    after = store.desk(W1)
    assert before is not None
    assert after is not None
    assert (before.current, before.seat) == (after.current, after.seat)


def test_nor_is_somebody_called_for_one_who_has_gone_already(store: Store) -> None:
    take(store)
    take(store)
    seat(store, W1, AYSEL)
    seen = Seen(W1, AYSEL, call_one(store, W1))
    serving.start(store, W1)
    serving.finish(store, W1)

    with refused(Reason.NOBODY_AT_COUNTER):
        calling.finish_and_call_next(store.as_seen(seen), W1)

    assert visit_of(store, "A002").leg.state is LegState.WAITING


def test_a_move_of_one_operator_is_not_made_in_the_name_of_the_next(store: Store) -> None:
    take(store)
    seat(store, W1, AYSEL)
    seen = Seen(W1, AYSEL)
    shifts.sign_out(store, W1)
    with refused(Reason.NOT_SIGNED_IN):
        calling.call_next(store.as_seen(seen), W1)
    seat(store, W1, ELVIN)

    for move in (calling.call_next, shifts.sign_out):
        with refused(Reason.DESK_CHANGED):
            move(store.as_seen(seen), W1)
    with refused(Reason.DESK_CHANGED):
        serving.start(store.as_seen(Seen(W1, AYSEL, LegId(1))), W1)
    with refused(Reason.DESK_CHANGED):
        day_end.close_counters(store.as_seen(seen), W1)

    desk = store.desk(W1)
    assert desk is not None
    assert (desk.seat.operator.code, desk.current) == (ELVIN, None)


def test_whatever_a_counter_asks_of_postgres_is_asked_as_it_was_seen() -> None:
    unseen = {
        rule.__name__
        for rule, twin in TWINS.items()
        if ":counter" in str(twin.statement) and "as_seen" not in str(twin.statement)
    }

    # Who is in danger waits for nothing, nobody sits there yet, or it was done already.
    nobody_yet = {"make_first_administrator", "pin_salt", "show_pin", "sign_in"}
    assert unseen == {*nobody_yet, "panic", "reconcile_by_hand", "note_refusal"}


def test_what_is_as_it_was_seen_is_done(store: Store) -> None:
    take(store)
    waits = take(store).ticket
    seat(store, W1, AYSEL)
    leg = call_one(store, W1)

    serving.start(store.as_seen(Seen(W1, AYSEL, leg)), W1)
    moving.cancel(
        store.as_seen(Seen(W1, AYSEL)), W1, visit_of(store, waits.label).leg.id, CancelReason.LEFT
    )
    serving.finish(store.as_seen(Seen(W1, AYSEL, leg)), W1)

    states = [visit_of(store, label).leg.state for label in ("A001", "A002")]
    assert states == [LegState.DONE, LegState.CANCELLED]
