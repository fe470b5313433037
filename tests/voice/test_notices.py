"""What is said to everybody, and when the hall is kept quiet."""

from datetime import time, timedelta

from voice_fakes import NOON, call
from voice_stage import Hall

from common.domain.words import Words
from common.hearing import Notice, NoticeKind, VoiceState
from common.voice.announcer import Manners
from common.voice.hours import Hours
from common.voice.timetable import Timetable

READY, NO_DEVICE, NO_SPEECH = VoiceState.READY, VoiceState.NO_DEVICE, VoiceState.NO_SPEECH


def message(hall: Hall, words: str) -> Notice:
    return Notice(NoticeKind.MESSAGE, hall.clock.now(), words=Words(words, words, words))


def test_a_notice_is_said_in_all_languages_after_one_chime(hall: Hall) -> None:
    hall.start()
    hall.voice.say(Notice(NoticeKind.CLOSING, hall.clock.now(), minutes=15))
    hall.voice.say(message(hall, "Salam 5"))
    hall.voice.say(message(hall, "Salam 5"))
    hall.player.wait_for(sounds=8)

    assert hall.player.played[:4] == [
        ("closing", "chime.wav"),
        (
            "closing",
            "az: Hörmətli vətəndaşlar, mərkəzin iş vaxtının bitməsinə on beş dəqiqə qalıb.",
        ),
        ("closing", "en: Dear visitors, the centre closes in fifteen minutes."),
        ("closing", "ru: Уважаемые посетители, центр закрывается через пятнадцать минут."),
    ]
    assert hall.player.sentences[3:] == ["az: Salam beş", "en: Salam five", "ru: Salam пять"]
    assert hall.heard.spoken == []


def test_messages_put_on_the_boards_are_said_only_where_the_settings_want_it() -> None:
    hall = Hall(Manners(says_messages=False, probe_every=0.02))
    hall.start()
    hall.voice.say(message(hall, "Salam"))
    hall.voice.say(Notice(NoticeKind.CLOSING, hall.clock.now(), minutes=5))
    hall.player.wait_for(sounds=4)
    hall.voice.stop()
    assert {name for name, _ in hall.player.played} == {"closing"}


def test_the_close_of_the_centre_is_said_by_itself() -> None:
    hall = Hall(Manners(timetable=Timetable(closing=(5,)), probe_every=0.02))
    hall.voice.close_at(hall.clock.now() + timedelta(minutes=5, seconds=1))
    hall.start()
    hall.heard.wait(lambda heard: heard.states == [READY])

    hall.clock.seconds += 2
    hall.player.wait_for(sounds=4)
    hall.voice.stop()

    assert hall.player.sentences[1] == "en: Dear visitors, the centre closes in five minutes."


def test_in_quiet_hours_nothing_sounds_and_nothing_counts_as_spoken() -> None:
    noon = (time(16), time(16, 10), 0)  # Baku's clock of the fakes' noon
    hall = Hall(Manners(hours=Hours((noon,)), probe_every=0.02))
    hall.start()
    hall.voice.announce(call(1, "A015"))
    hall.voice.announce(call(2, "B007", at=NOON + timedelta(minutes=11)))

    hall.heard.wait(lambda heard: heard.labels == ["B007"])
    hall.voice.stop()

    assert len(hall.player.played) == 2


def test_the_volume_of_the_hour_is_that_of_chime_and_sentence() -> None:
    hall = Hall(Manners(hours=Hours(((time(8), time(20), 40),)), probe_every=0.02))
    hall.start()
    hall.voice.announce(call(1, "A015"))

    hall.heard.wait(lambda heard: heard.labels == ["A015"])
    hall.voice.stop()

    assert hall.player.gains == [0.4, 0.4]


def test_an_evacuation_cuts_off_a_call_and_is_said_until_it_is_lifted() -> None:
    always = Hours(((time(0), time(23, 59), 0),))
    hall = Hall(Manners(hours=always, probe_every=0.02))
    hall.start()
    hall.heard.wait(lambda heard: heard.states == [READY])
    alarm = Notice(NoticeKind.EVACUATION, hall.clock.now())
    hall.voice.say(alarm)
    hall.player.wait_for(sounds=4)
    assert hall.player.sentences[1] == "en: Attention! Please leave the building."
    assert hall.player.gains == [1.0] * 4, "also in quiet hours, and as loud as can be"

    hall.voice.say(alarm)
    hall.clock.seconds += 3
    hall.player.wait_for(sounds=8)
    hall.voice.lift()
    hall.clock.seconds += 3
    hall.voice.stop()
    assert len(hall.player.played) == 8


def test_a_call_cut_off_by_an_evacuation_is_said_afterwards_while_it_is_fresh(hall: Hall) -> None:
    hall.start()
    hall.hold_the_player_with(1, "A015")
    hall.voice.say(Notice(NoticeKind.EVACUATION, hall.clock.now()))
    hall.player.wait_for(sounds=4)
    assert hall.heard.labels == []

    hall.voice.lift()

    hall.heard.wait(lambda heard: heard.labels == ["A015"])
    assert hall.heard.states == [READY], "the device was there all the time"
