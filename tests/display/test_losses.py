"""A board whose store is away, slow or silent."""

from hall_fakes import NOON, Hall, call, closed, seconds

from common.domain.ids import CallId
from display.state import Link


def test_without_the_store_the_last_board_stays_and_the_clock_goes_on(hall: Hall) -> None:
    hall.put(call(1, "A045"))
    hall.pass_time(60)
    hall.lose()
    hall.pass_time(180)
    assert hall.state.link is Link.LOST
    assert hall.shown == ["A045"]
    assert hall.state.since is not None
    assert (hall.state.since.hour, hall.state.since.minute) == (12, 1)
    assert (hall.state.now.hour, hall.state.now.minute) == (12, 4)


def test_a_served_call_does_not_leave_a_board_that_stands_still(hall: Hall) -> None:
    hall.put(closed(call(1)))
    hall.lose()
    hall.pass_time(600)
    assert hall.shown == ["A001"]


def test_on_a_board_that_stands_still_only_the_newest_is_marked(hall: Hall) -> None:
    hall.put(call(1), call(2))
    hall.lose()
    assert [row.plate for row in hall.state.rows] == [True, False]


def test_an_answer_that_comes_after_the_loss_does_not_make_the_board_live(hall: Hall) -> None:
    hall.store.stuck.clear()
    hall.store.calls = (call(1),)
    hall.presenter.read()
    hall.feed.state(False)  # noqa: FBT003 - the port's callback has no name for it
    hall.wait(lambda: hall.state.since is not None)
    hall.store.stuck.set()
    hall.settle()
    assert hall.state.link is Link.LOST
    assert hall.voice.announced == []


def test_nothing_pulses_or_speaks_while_the_store_is_lost(hall: Hall) -> None:
    hall.put(call(1))
    hall.lose()
    assert not hall.state.rows[0].flashing
    assert hall.voice.forgotten == [CallId(1)]


def test_what_was_called_long_ago_during_a_loss_is_shown_but_never_spoken(hall: Hall) -> None:
    hall.lose()
    hall.clock.seconds += 60
    hall.store.calls = (call(1, "A045", at=NOON + seconds(35)),)
    hall.come_back()
    assert hall.shown == ["A045"]
    assert not hall.state.rows[0].flashing
    assert hall.voice.announced == []


def test_what_was_called_just_before_the_store_came_back_is_spoken(hall: Hall) -> None:
    hall.lose()
    hall.clock.seconds += 60
    hall.store.calls = (call(1, "A045", at=NOON + seconds(55)),)
    hall.come_back()
    assert hall.voice.labels == ["A045"]


def test_a_call_silenced_by_a_short_loss_is_spoken_after_it(hall: Hall) -> None:
    hall.put(call(1))
    hall.lose()
    hall.clock.seconds += 5
    hall.come_back()
    assert hall.voice.labels == ["A001", "A001"]


def test_a_call_spoken_before_a_short_loss_is_not_spoken_again(hall: Hall) -> None:
    hall.put(call(1))
    hall.voice.spoken(hall.voice.announced[0], NOON)
    hall.settle()
    hall.lose()
    hall.come_back()
    assert hall.voice.labels == ["A001"]


def test_a_store_that_does_not_answer_is_a_lost_store(hall: Hall) -> None:
    hall.put(call(1))
    hall.store.away = True
    hall.wake()
    assert hall.state.link is Link.LOST
    hall.store.away = False
    hall.pass_time(1.5)
    hall.settle()
    assert hall.state.link is Link.HEARD


def test_a_board_that_nothing_wakes_still_reads_every_ten_seconds(hall: Hall) -> None:
    hall.store.calls = (call(1),)
    hall.pass_time(10.5)
    hall.settle()
    assert hall.shown == ["A001"]


def test_wake_ups_during_a_reading_make_one_more_reading(hall: Hall) -> None:
    before = hall.store.readings
    hall.store.stuck.clear()
    for _ in range(20):
        hall.presenter.read()
    hall.store.stuck.set()
    hall.settle()
    assert hall.store.readings == before + 2


def test_the_board_waits_calmly_until_the_store_is_there(closed_hall: Hall) -> None:
    closed_hall.store.away = True
    closed_hall.presenter.start()
    closed_hall.settle()
    assert closed_hall.state.link is Link.STARTING
    assert closed_hall.state.rows == ()
