from datetime import UTC, datetime, time, timedelta
from pathlib import Path

import pytest
from voice_fakes import NOON, call

from common.domain.ids import CallId
from common.domain.words import Words
from common.hearing import Notice, NoticeKind
from common.voice.backlog import ALARM_PAUSE, NOTICE_EXPIRES, Backlog, Rules
from common.voice.hours import HOME, Hours, hours
from common.voice.lateness import Lateness
from common.voice.messages import message_faults, read_messages
from common.voice.timetable import Message, Timetable

CLOSING = Notice(NoticeKind.CLOSING, NOON, 15)
ALARM = Notice(NoticeKind.EVACUATION, NOON)
SALAM = Words("Salam", "Hello", "Привет")


def names(backlog: Backlog, now: float = 0.0) -> list[str]:
    """Take everything there is, one after another."""
    taken = []
    while backlog.ready(now) and (due := backlog.take(now)) is not None:
        taken.append(f"{due.name}{' short' if due.short else ''}")
        backlog.done(now)
    return taken


def test_calls_are_said_in_the_order_in_which_they_came_and_notices_when_nobody_is_called() -> None:
    backlog = Backlog(Rules(short_from=0))
    for said in (call(1, "A001"), CLOSING, call(2, "A002")):
        assert backlog.add(said, 0)
    assert names(backlog) == ["A001", "A002", "closing"]


def test_a_further_time_of_a_waiting_call_takes_its_place_and_the_same_one_does_not() -> None:
    backlog = Backlog(Rules())
    for said in (call(1, "A001"), call(2, "A002"), CLOSING):
        backlog.add(said, 0)
    assert not backlog.add(call(1, "A001"), 1)
    assert not backlog.add(CLOSING, 1)
    assert backlog.add(call(1, "A001", times=2), 1)

    first = backlog.take(2)
    assert first is not None
    assert first.said == call(1, "A001", times=2)
    assert not backlog.add(call(1, "A001", times=2), 2), "it is being spoken"


def test_the_short_form_begins_where_the_limit_says_and_never_where_it_is_zero() -> None:
    for limit, short in ((2, 2), (1, 3), (0, 0)):
        backlog = Backlog(Rules(short_from=limit))
        for number in range(4):
            backlog.add(call(number, f"A00{number}"), 0)
        assert sum(name.endswith("short") for name in names(backlog)) == short


def test_a_short_call_right_after_another_needs_no_chime() -> None:
    backlog = Backlog(Rules(short_from=1))
    for number in range(4):
        backlog.add(call(number, f"A00{number}"), 0)
    bare = []
    for begins, ends in ((0.0, 5.0), (5.0, 9.0), (11.0, 15.0), (15.0, 19.0)):
        due = backlog.take(begins)
        assert due is not None
        bare.append(due.bare)
        backlog.done(ends)
    assert bare == [False, True, False, False], "the last one is said whole"


def test_what_is_older_than_its_limit_is_dropped_and_told() -> None:
    backlog = Backlog(Rules(expires=10))
    backlog.add(call(1, "A001"), 0)
    backlog.add(CLOSING, 0)
    backlog.add(call(2, "A002"), 5)

    assert [due.name for due in backlog.drop_late(10)] == []
    assert [due.name for due in backlog.drop_late(10.1)] == ["A001"]
    assert [due.name for due in backlog.drop_late(NOTICE_EXPIRES + 1)] == ["closing", "A002"]


def test_a_call_that_was_forgotten_while_it_sounded_does_not_wait_again() -> None:
    backlog = Backlog(Rules())
    backlog.add(call(1, "A001"), 0)
    backlog.add(call(2, "A002"), 0)
    backlog.take(0)
    backlog.put_back()
    assert names(backlog) == ["A001", "A002"]

    backlog.add(call(1, "A001"), 0)
    backlog.take(0)
    backlog.forget(CallId(1))
    backlog.put_back()
    assert names(backlog) == []


def test_a_call_that_was_called_again_while_it_sounded_waits_once() -> None:
    backlog = Backlog(Rules())
    backlog.add(call(1, "A001"), 0)
    backlog.take(0)
    backlog.add(call(1, "A001", times=2), 0)
    backlog.put_back()
    assert names(backlog) == ["A001"]


def test_an_evacuation_comes_before_everything_again_and_again_until_it_is_lifted() -> None:
    backlog = Backlog(Rules())
    backlog.add(call(1, "A001"), 0)
    assert backlog.add(ALARM, 0)
    assert not backlog.add(ALARM, 0)

    for now in (0.0, ALARM_PAUSE, 2 * ALARM_PAUSE):
        due = backlog.take(now)
        assert due is not None
        assert due.said == ALARM
        backlog.done(now)
        assert not backlog.ready(now)
        assert backlog.take(now) is None
    backlog.lift()
    backlog.put_back()

    assert names(backlog) == ["A001"]


def at(clock: str) -> datetime:
    return datetime.combine(NOON.date(), time.fromisoformat(clock), HOME)


def test_quiet_hours_go_past_midnight_and_win_over_the_volume() -> None:
    day = hours([(time(7), time(23), 80), (time(12), time(13), 50)], [(time(22), time(8))])
    heard = {clock: day.gain(at(clock)) for clock in ("07:59", "08:00", "12:30", "13:00", "22:00")}
    assert heard == {"07:59": 0, "08:00": 0.8, "12:30": 0.5, "13:00": 0.8, "22:00": 0}
    assert day.gain(datetime(2026, 3, 9, 8, 30, tzinfo=UTC)) == 0.5, "the clock is Baku's"
    assert Hours().gain(at("03:00")) == 1


def test_the_close_is_said_at_each_of_its_minutes_once() -> None:
    table = Timetable(closing=(15, 5, 0))
    closes = at("18:00")
    said = []
    for second in range(0, 20 * 60, 3):
        since = closes - timedelta(minutes=16) + timedelta(seconds=second)
        said += [each.minutes for each in table.due(since, since + timedelta(seconds=3), closes)]
    assert said == [15, 5, 0]
    assert list(table.due(at("17:44"), at("17:46"), None)) == []


def test_a_board_that_was_asleep_says_nothing_old() -> None:
    table = Timetable(closing=(15, 5))
    late = table.due(at("12:00"), at("17:55") + timedelta(seconds=30), at("18:00"))
    assert [each.minutes for each in late] == [5]


def test_a_message_is_said_at_its_times_of_every_day() -> None:
    table = Timetable((Message(SALAM, (time(10), time(15, 30))),))
    moments = [at("10:00"), at("10:01"), at("15:30"), at("10:00") + timedelta(days=1)]
    said = [len(list(table.due(moment - timedelta(seconds=3), moment, None))) for moment in moments]
    assert said == [1, 0, 1, 1]


def test_lateness_is_told_by_its_middle_and_its_tail() -> None:
    lateness = Lateness()
    assert str(lateness) == "no call was spoken"
    for tenths in range(1, 101):
        lateness.note(tenths / 10)
    assert str(lateness) == "first sound of 100 calls: p50 5.0 s, p95 9.5 s"


GOOD = '[[message]]\nat = ["10:00", "15:30"]\naz = "Salam"\nen = "Hello"\nru = "Привет"\n'


def test_messages_are_read_with_their_times(tmp_path: Path) -> None:
    file = tmp_path / "messages.toml"
    file.write_text(GOOD, "utf-8")
    assert read_messages(file) == (Message(SALAM, (time(10), time(15, 30))),)


@pytest.mark.parametrize(
    ("words", "line", "reason"),
    [
        (GOOD + GOOD.replace("15:30", "25:30"), 7, 'times like "09:30"'),
        (GOOD + GOOD.replace('["10:00", "15:30"]', "[]"), 7, "needs its times"),
        (GOOD + GOOD.replace('ru = "Привет"', ""), 6, "a message needs ru"),
        (GOOD.replace("Salam", "Sаlam"), 3, "another alphabet"),
        (GOOD + "when = 3\n", 6, '"when" means nothing here'),
        ("[message]\n", 1, "write each message as [[message]]"),
        ("[[massage]]\n", 1, '"massage" means nothing here'),
        (GOOD * 21, 1, "has 21 messages"),
    ],
)
def test_a_bad_file_of_messages_is_refused_with_line_and_reason(
    tmp_path: Path, words: str, line: int, reason: str
) -> None:
    file = tmp_path / "messages.toml"
    file.write_text(words, "utf-8")
    (fault,) = message_faults(file)
    assert fault.startswith(f"messages.toml, line {line}: ")
    assert reason in fault
