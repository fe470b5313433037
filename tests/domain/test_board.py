from dataclasses import replace
from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from common.domain.board import Board, Call, visible, what_is_new
from common.domain.floor import Direction
from common.domain.ids import CallId, CounterCode, LegId, ServiceCode, ZoneCode
from common.domain.words import Language

NOON = datetime(2026, 3, 11, 8, 0, tzinfo=UTC)
LONG = timedelta(seconds=20)


def call(number: int = 1, *, times: int = 1, seconds: int = 0, is_open: bool = True) -> Call:
    """Make a call of so many seconds before noon."""
    return Call(
        id=CallId(number),
        leg=LegId(number),
        label=f"A{number:03d}",
        counter=CounterCode("W1"),
        window=1,
        zone=ZoneCode("EAST"),
        direction=Direction.AHEAD,
        language=Language.AZ,
        service=ServiceCode("DIN-01"),
        times=times,
        called_at=NOON - timedelta(seconds=seconds),
        open=is_open,
    )


def board(*calls: Call, at: datetime = NOON) -> Board:
    return Board(at=at, calls=calls)


calls = st.builds(
    call,
    st.integers(1, 6),
    times=st.integers(1, 3),
    seconds=st.integers(0, 40),
    is_open=st.booleans(),
)
boards = st.lists(calls, max_size=6, unique_by=lambda one: one.id).map(lambda some: board(*some))


def test_a_call_is_news_once() -> None:
    assert what_is_new(board(), board(call())) == (call(),)
    assert what_is_new(board(call()), board(call())) == ()


def test_a_recall_is_news_again() -> None:
    again = call(times=2)

    assert what_is_new(board(call(seconds=30)), board(again)) == (again,)


def test_the_first_call_on_an_empty_board_is_news() -> None:
    assert what_is_new(None, board(call())) == (call(),)


def test_nothing_stale_is_news_after_a_cut() -> None:
    assert what_is_new(None, board(call(seconds=20), call(2, seconds=19))) == (call(2, seconds=19),)


def test_a_visitor_who_came_already_is_no_news() -> None:
    assert what_is_new(board(), board(call(is_open=False))) == ()


def test_news_come_oldest_first() -> None:
    news = what_is_new(board(), board(call(1, seconds=1), call(2, seconds=5)))

    assert [one.id for one in news] == [2, 1]


@given(boards)
def test_a_board_read_twice_brings_no_news(seen: Board) -> None:
    assert what_is_new(seen, seen) == ()


@given(boards, boards)
def test_all_news_stand_on_the_board(before: Board, now: Board) -> None:
    assert set(what_is_new(before, now)) <= set(visible(now, now.at, LONG))


def test_an_open_call_stays_however_old() -> None:
    old = call(seconds=3600)

    assert visible(board(old), NOON, LONG) == (old,)


def test_an_ended_call_stays_for_its_least_time() -> None:
    ended = board(call(1, seconds=19, is_open=False), call(2, seconds=20, is_open=False))

    assert [one.id for one in visible(ended, NOON, LONG)] == [1]


def test_a_withdrawn_call_goes_at_once() -> None:
    withdrawn = replace(call(is_open=False), withdrawn=True)

    assert visible(board(withdrawn), NOON, LONG) == ()


def test_the_newest_call_stands_first() -> None:
    rows = visible(board(call(1, seconds=9), call(2, seconds=3), call(3, seconds=3)), NOON, LONG)

    assert [one.id for one in rows] == [3, 2, 1]
