"""What the board shows, and when; screen and voice from one difference."""

from dataclasses import replace
from datetime import time

import pytest
from hall_fakes import HALL, NOON, Hall, again, call, closed, floor, seconds

from common.domain.board import WaitingCount
from common.domain.change import EVERYTHING, Change
from common.domain.floor import Opening
from common.domain.ids import CallId, CounterCode, EntityCode, ServiceCode
from common.hearing import VoiceState


def test_the_first_call_on_an_empty_board_is_shown_and_spoken(hall: Hall) -> None:
    hall.put(call(1, "A045"))
    assert hall.shown == ["A045"]
    assert hall.state.rows[0].flashing
    assert hall.voice.labels == ["A045"]


def test_two_calls_of_the_same_instant_are_both_shown_and_spoken(hall: Hall) -> None:
    hall.put(call(1, "A045"), call(2, "L117"))
    assert hall.shown == ["L117", "A045"]
    assert hall.voice.labels == ["A045", "L117"]
    assert all(row.flashing and row.plate for row in hall.state.rows)


def test_a_recall_is_news_again(hall: Hall) -> None:
    first = call(1)
    hall.put(first)
    hall.paint_all()
    hall.pass_time(30)
    hall.put(again(first, at=NOON + seconds(30)))
    assert [announcement.times for announcement in hall.voice.announced] == [1, 2]
    assert hall.state.rows[0].flashing


def test_a_second_reading_of_the_same_board_says_nothing_twice(hall: Hall) -> None:
    hall.put(call(1))
    hall.wake()
    assert len(hall.voice.announced) == 1


def test_the_picture_changes_before_the_voice_is_told(hall: Hall) -> None:
    told_at: list[list[str]] = []
    hall.voice.announce = lambda _one: told_at.append(  # type: ignore[method-assign]
        [row.serial for row in hall.states[-1].rows]
    )
    hall.put(call(1, "A045"))
    assert told_at == [["045"]]


def test_a_flash_ends_four_seconds_after_it_was_painted(hall: Hall) -> None:
    hall.put(call(1))
    hall.pass_time(3)
    hall.paint_all()
    hall.pass_time(3.5)
    assert hall.state.rows[0].flashing
    hall.pass_time(0.6)
    assert not hall.state.rows[0].flashing


def test_a_served_call_stays_for_twenty_seconds(hall: Hall) -> None:
    hall.put(call(1))
    hall.put(closed(call(1)))
    hall.pass_time(19)
    assert hall.shown == ["A001"]
    hall.pass_time(1.5)
    assert hall.shown == []


def test_an_open_call_stays_however_long_it_takes(hall: Hall) -> None:
    hall.put(call(1))
    hall.pass_time(3600)
    assert hall.shown == ["A001"]


def test_only_the_newest_and_the_young_stand_on_plates(hall: Hall) -> None:
    hall.put(call(1))
    hall.pass_time(25)
    hall.put(call(1), call(2, at=NOON + seconds(25)))
    hall.paint_all()
    hall.pass_time(60)
    assert [row.plate for row in hall.state.rows] == [True, False]


def test_a_call_that_is_no_longer_open_is_not_worth_saying(hall: Hall) -> None:
    hall.put(call(1), call(2))
    hall.put(closed(call(1)), call(2))
    assert hall.voice.forgotten == [CallId(1)]


def test_a_spoken_call_is_not_forgotten_again(hall: Hall) -> None:
    hall.put(call(1))
    hall.voice.spoken(hall.voice.announced[0], NOON)
    hall.settle()
    hall.put(closed(call(1)))
    assert hall.voice.forgotten == []


def test_voice_trouble_leaves_the_picture_and_is_said(hall: Hall) -> None:
    hall.voice.state(VoiceState.NO_DEVICE)
    hall.settle()
    hall.put(call(1, "A045"))
    assert hall.shown == ["A045"]
    assert hall.state.silent
    hall.voice.state(VoiceState.READY)
    hall.settle()
    assert not hall.state.silent


def test_a_voice_that_is_switched_off_is_no_trouble(hall: Hall) -> None:
    hall.voice.state(VoiceState.OFF)
    hall.settle()
    assert not hall.state.silent


def test_a_changed_set_up_is_read_again(hall: Hall) -> None:
    hall.store.set_up = floor(version=2, zone=None)
    hall.wake()
    assert hall.store.zones[0] == HALL
    assert hall.store.zones[-1] is None


def test_a_display_that_the_set_up_does_not_know_names_itself_and_is_silent(
    hall: Hall, caplog: pytest.LogCaptureFixture
) -> None:
    hall.store.set_up = replace(floor(version=2), displays=())
    hall.put(call(1))
    assert hall.state.unknown == "D1"
    assert (hall.shown, hall.voice.announced) == ([], [])
    assert "no display D1" in caplog.text
    caplog.clear()

    hall.store.set_up = floor(version=3)
    hall.put(call(1), call(2))
    assert not hall.state.unknown
    assert hall.voice.labels == ["A002"]


def test_twenty_calls_at_once_are_all_on_the_board(hall: Hall) -> None:
    hall.put(*(call(number) for number in range(1, 21)))
    assert (hall.state.full, hall.state.pages, hall.state.page) == (True, 2, 1)
    seen = hall.shown
    hall.pass_time(6)
    seen += hall.shown
    assert sorted(seen) == [f"A{number:03d}" for number in range(1, 21)]
    assert len(hall.voice.announced) == 20


def test_up_to_six_calls_leave_the_side_panel_where_it_is(hall: Hall) -> None:
    hall.put(*(call(number) for number in range(1, 7)))
    assert not hall.state.full
    hall.put(*(call(number) for number in range(1, 8)))
    assert hall.state.full
    assert hall.state.pages == 1


def test_pages_turn_every_six_seconds_and_a_new_call_goes_back_to_the_first(hall: Hall) -> None:
    many = [call(number) for number in range(1, 15)]
    hall.put(*many)
    hall.pass_time(5.9)
    assert hall.state.page == 1
    hall.pass_time(0.2)
    assert hall.state.page == 2
    hall.put(*many, call(15, at=hall.clock.now()))
    assert hall.state.page == 1
    assert hall.shown[0] == "A015"


def test_waiting_counts_carry_the_entitys_name(hall: Hall) -> None:
    hall.store.waiting = (WaitingCount(EntityCode("DIN"), "A", 15),)
    hall.wake()
    assert [(one.letters, one.name.az, one.waiting) for one in hall.state.waits] == [
        ("A", "Daxili İşlər Nazirliyi", 15)
    ]


def test_more_entities_than_rows_drop_those_nobody_waits_for_and_turn(hall: Hall) -> None:
    hall.store.waiting = tuple(
        WaitingCount(EntityCode(f"E{number}"), "A", number % 10) for number in range(1, 21)
    )
    hall.wake()
    assert hall.state.waits_pages == 3
    seen = [one.waiting for one in hall.state.waits]
    for _ in range(2):
        hall.pass_time(12)
        seen += [one.waiting for one in hall.state.waits]
    assert len(seen) == 18
    assert 0 not in seen


@pytest.mark.parametrize(
    "change", [Change(calls=True), Change(services=frozenset({ServiceCode("DIN-01")})), EVERYTHING]
)
def test_a_board_reads_after_calls_and_queues(hall: Hall, change: Change) -> None:
    hall.settle()
    before = hall.store.readings
    hall.feed.tell(change)
    hall.wait(lambda: hall.store.readings > before)


def test_a_board_sleeps_while_people_only_sit_down(hall: Hall) -> None:
    hall.settle()
    before = hall.store.readings
    hall.feed.tell(Change(counters=frozenset({CounterCode("W12")})))
    hall.settle()
    assert hall.store.readings == before


def test_the_voice_knows_when_the_centre_closes(hall: Hall) -> None:
    hours = dict.fromkeys(range(7), Opening(time(9), time(18), time(17, 30)))
    hall.store.set_up = replace(floor(version=2), hours=hours)
    hall.put(call(1))
    assert hall.voice.closes == NOON.replace(hour=14)
