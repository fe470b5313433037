"""A clock that is set back must not leave a window dead: what was called can be called again."""

from datetime import datetime, timedelta

from fixtures.stores import ShiftedClock, refused, seat, take
from floors import AYSEL, W1

from common.domain.board import visible, what_is_new
from common.domain.errors import Reason
from common.domain.ticket import LegState
from common.ports import Store
from common.usecases.calling import call_next, no_show, recall
from common.usecases.serving import start

HALF_A_MINUTE = timedelta(seconds=30)


def called_at_noon(store: Store, clock: ShiftedClock) -> None:
    """Call a visitor at noon of a day on which an hour earlier is the same day."""
    zone = store.floor().zone_info
    clock.set(datetime(2026, 3, 11, 12, tzinfo=zone))
    take(store)
    seat(store, W1, AYSEL)
    assert call_next(store, W1) is not None


def test_a_visitor_called_in_the_future_can_be_recalled_and_given_up(
    store: Store, clock: ShiftedClock
) -> None:
    called_at_noon(store, clock)

    clock.forward(hours=-1)
    assert recall(store, W1).times == 2
    with refused(Reason.TOO_SOON):
        recall(store, W1)
    clock.forward(minutes=-30)
    recall(store, W1)
    clock.forward(minutes=-5)
    no_show(store, W1)

    found = store.find("A001")
    assert found is not None
    assert found.leg.state is LegState.NO_SHOW


def test_a_little_step_back_is_no_way_around_the_gap(store: Store, clock: ShiftedClock) -> None:
    called_at_noon(store, clock)

    clock.forward(seconds=-5)

    with refused(Reason.TOO_SOON):
        recall(store, W1)
    clock.forward(seconds=36)
    assert recall(store, W1).times == 2


def test_a_board_neither_repeats_nor_keeps_what_was_called_before(
    store: Store, clock: ShiftedClock
) -> None:
    called_at_noon(store, clock)
    start(store, W1)

    clock.forward(hours=-1)
    board = store.board(None)

    assert visible(board, board.at, HALF_A_MINUTE) == ()
    assert what_is_new(None, board) == ()


def test_a_visitor_who_is_waited_for_stays_on_the_board(store: Store, clock: ShiftedClock) -> None:
    called_at_noon(store, clock)

    clock.forward(hours=-1)
    board = store.board(None)

    assert [call.label for call in visible(board, board.at, HALF_A_MINUTE)] == ["A001"]
    recall(store, W1)
    assert [call.times for call in what_is_new(board, store.board(None))] == [2]
