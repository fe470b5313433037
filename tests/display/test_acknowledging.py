"""What a board reports of what it has shown and spoken."""

from datetime import timedelta

import pytest
from hall_fakes import NOON, Hall, call, seconds
from PySide6.QtCore import QTimer

from common.domain.events import EventKind


def test_a_call_is_acknowledged_only_after_it_was_painted(hall: Hall) -> None:
    hall.put(call(1), call(2))
    assert hall.told(EventKind.SHOWN) == []
    hall.paint_all()
    hall.wait(lambda: len(hall.told(EventKind.SHOWN)) == 2)
    assert set(hall.told(EventKind.SHOWN)) == {(1, 1), (2, 1)}


def test_what_was_spoken_is_acknowledged_by_the_stores_clock(
    hall: Hall, caplog: pytest.LogCaptureFixture
) -> None:
    hall.store.ahead = seconds(100)
    hall.put(call(1, at=NOON + seconds(100)))
    hall.voice.spoken(hall.voice.announced[0], NOON + seconds(3))
    hall.wait(lambda: bool(hall.store.told))
    assert hall.store.told == [("D1", EventKind.SPOKEN, 1, 1, NOON + seconds(103))]
    caplog.clear()


def test_what_was_painted_is_acknowledged_by_the_stores_clock(
    hall: Hall, caplog: pytest.LogCaptureFixture
) -> None:
    hall.store.ahead = seconds(-50)
    hall.put(call(1))
    hall.paint_all()
    hall.wait(lambda: bool(hall.store.told))
    assert hall.store.told == [("D1", EventKind.SHOWN, 1, 1, NOON - seconds(50))]
    caplog.clear()


@pytest.mark.parametrize("ahead", [timedelta(days=3650), timedelta(days=-4000)])
def test_a_computer_years_off_shows_the_stores_time_and_is_marked(
    hall: Hall, caplog: pytest.LogCaptureFixture, ahead: timedelta
) -> None:
    assert not hall.state.clock_off
    hall.store.ahead = ahead

    hall.put(call(1, at=NOON + ahead))

    assert hall.state.clock_off
    assert hall.state.now == NOON + ahead
    assert hall.voice.labels == ["A001"]
    warnings = [one for one in caplog.records if one.levelname == "WARNING"]
    assert len(warnings) == 1
    assert "differs from the store's" in warnings[0].getMessage()
    hall.store.ahead = timedelta()
    hall.wake()
    assert not hall.state.clock_off
    caplog.clear()


def test_what_one_picture_shows_is_one_telling(hall: Hall) -> None:
    hall.put(*(call(number) for number in range(1, 7)))
    hall.paint_all()
    hall.wait(lambda: len(hall.told(EventKind.SHOWN)) == 6)
    assert hall.store.tellings == 1


def test_what_is_shown_right_after_a_telling_is_gathered_a_moment(hall: Hall) -> None:
    hall.put(call(1))
    hall.paint_all()
    hall.wait(lambda: hall.store.tellings == 1)
    for number in (2, 3):
        hall.put(*(call(each) for each in range(1, number + 1)))
        hall.paint_all()
    hall.settle()
    assert hall.store.tellings == 1
    hall.clock.seconds += 0.1
    hall.wait(lambda: set(hall.told(EventKind.SHOWN)) == {(1, 1), (2, 1), (3, 1)})
    assert hall.store.tellings == 2


def test_what_is_spoken_waits_longer_than_what_is_shown(hall: Hall) -> None:
    hall.put(call(1), call(2))
    hall.voice.spoken(hall.voice.announced[0], NOON)
    hall.wait(lambda: hall.store.tellings == 1)
    hall.voice.spoken(hall.voice.announced[1], NOON)
    hall.clock.seconds += 0.2
    hall.settle()
    assert hall.store.tellings == 1
    hall.clock.seconds += 0.3
    hall.wait(lambda: len(hall.told(EventKind.SPOKEN)) == 2)


def test_behind_a_slow_store_tellings_grow_and_do_not_queue_up(hall: Hall) -> None:
    hall.put(call(1), call(2), call(3))
    knocks = hall.store.knocks
    hall.store.stuck.clear()
    for row in hall.state.rows:
        hall.presenter.note_painted(row.call, row.times, 0)
        timers: list[bool] = []
        QTimer.singleShot(1, lambda due=timers: due.append(True))
        hall.wait(lambda due=timers: bool(due) and hall.store.knocks > knocks)
        hall.clock.seconds += 1
    hall.store.stuck.set()
    hall.wait(lambda: len(hall.told(EventKind.SHOWN)) == 3)
    assert hall.store.tellings == 2


def test_an_acknowledgement_waits_for_a_store_that_is_away(hall: Hall) -> None:
    hall.put(call(1))
    hall.lose()
    hall.paint_all()
    hall.wait(lambda: hall.store.refusals > 0)
    hall.settle()
    hall.come_back()
    hall.wait(lambda: hall.told(EventKind.SHOWN) == [(1, 1)])
