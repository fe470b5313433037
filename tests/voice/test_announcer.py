import logging
import threading

import pytest
from voice_fakes import Heard, call
from voice_stage import Hall

from common.domain.ids import CallId
from common.domain.words import Language
from common.hearing import VoiceState
from common.voice.backlog import Rules
from common.voice.silent import SilentVoice

READY, NO_DEVICE, NO_SPEECH = VoiceState.READY, VoiceState.NO_DEVICE, VoiceState.NO_SPEECH


def test_calls_are_spoken_one_after_another_each_after_a_chime(hall: Hall) -> None:
    hall.start()
    hall.voice.announce(call(1, "A015", language=Language.EN))
    hall.voice.announce(call(2, "B007", language=Language.AZ))

    hall.heard.wait(lambda heard: heard.labels == ["A015", "B007"])

    assert hall.player.played == [
        ("A015", "chime.wav"),
        ("A015", "en: Ticket eigh fifteen, please go to window twelve."),
        ("B007", "chime.wav"),
        ("B007", "az: Növbə nömrəsi be, yeddi. On iki nömrəli pəncərəyə yaxınlaşın."),
    ]


def test_both_callbacks_come_on_the_voices_own_thread(hall: Hall) -> None:
    hall.start()
    hall.voice.announce(call(1, "A015"))

    hall.heard.wait(lambda heard: bool(heard.spoken) and bool(heard.states))

    assert hall.heard.threads == {"voice"}
    assert hall.heard.spoken[0][1] == hall.clock.now()


def test_a_call_is_not_spoken_before_its_whole_announcement_is_over(hall: Hall) -> None:
    hall.start()
    hall.hold_the_player_with(1, "A015")
    assert hall.heard.spoken == []

    hall.player.gate.set()

    hall.heard.wait(lambda heard: heard.labels == ["A015"])


def test_a_call_that_waited_too_long_is_never_spoken(
    hall: Hall, caplog: pytest.LogCaptureFixture
) -> None:
    hall.start()
    hall.hold_the_player_with(1, "A015")
    hall.voice.announce(call(2, "B007"))
    hall.clock.seconds += Rules().expires + 1
    hall.voice.announce(call(3, "D100"))

    hall.player.gate.set()

    hall.heard.wait(lambda heard: heard.labels == ["A015", "D100"])
    assert [record.getMessage() for record in caplog.records] == ["not spoken in time: B007"]
    caplog.clear()


def test_a_repeat_of_a_call_that_still_waits_takes_its_place(hall: Hall) -> None:
    hall.start()
    hall.hold_the_player_with(1, "A015")
    hall.voice.announce(call(2, "B007"))
    hall.voice.announce(call(3, "D100"))
    hall.voice.announce(call(2, "B007", times=2))
    hall.voice.announce(call(2, "B007", times=2))

    hall.player.gate.set()

    hall.heard.wait(lambda heard: heard.labels == ["A015", "B007", "D100"])
    assert hall.player.sentences[1].startswith("en: Calling again. Ticket bee seven")


def test_a_recall_of_a_call_that_was_spoken_is_spoken_again(hall: Hall) -> None:
    hall.start()
    hall.voice.announce(call(1, "A015"))
    hall.heard.wait(lambda heard: heard.labels == ["A015"])

    hall.voice.announce(call(1, "A015", times=2))

    hall.heard.wait(lambda heard: heard.labels == ["A015", "A015"])


def test_a_forgotten_call_is_dropped(hall: Hall) -> None:
    hall.start()
    hall.hold_the_player_with(1, "A015")
    hall.voice.announce(call(2, "B007"))
    hall.voice.announce(call(3, "D100"))
    hall.voice.forget(CallId(2))

    hall.player.gate.set()

    hall.heard.wait(lambda heard: heard.labels == ["A015", "D100"])


def test_a_call_forgotten_during_its_chime_is_not_spoken(hall: Hall) -> None:
    hall.start()
    hall.hold_the_player_with(1, "A015")
    hall.voice.forget(CallId(1))
    hall.voice.announce(call(2, "B007"))

    hall.player.gate.set()

    hall.heard.wait(lambda heard: heard.labels == ["B007"])
    assert len(hall.player.sentences) == 1


def test_without_a_device_the_state_says_so_and_nothing_counts_as_spoken(hall: Hall) -> None:
    hall.player.there = False
    hall.start()
    hall.voice.announce(call(1, "A015"))

    hall.heard.wait(lambda heard: heard.states == [NO_DEVICE])

    assert hall.heard.spoken == []
    assert hall.player.played == []


def test_a_device_that_comes_back_is_noticed_and_the_waiting_call_is_spoken(hall: Hall) -> None:
    hall.player.there = False
    hall.start()
    hall.voice.announce(call(1, "A015"))
    hall.heard.wait(lambda heard: heard.states == [NO_DEVICE])

    hall.player.there = True
    hall.clock.seconds += 1

    hall.heard.wait(lambda heard: heard.labels == ["A015"])
    assert hall.heard.states == [NO_DEVICE, READY]


def test_a_device_lost_while_a_call_sounds_is_noticed_and_the_call_said_again(
    hall: Hall, caplog: pytest.LogCaptureFixture
) -> None:
    hall.start()
    hall.heard.wait(lambda heard: heard.states == [READY])
    hall.hold_the_player_with(1, "A015")
    hall.player.there = False
    hall.player.gate.set()
    hall.heard.wait(lambda heard: heard.states == [READY, NO_DEVICE])

    hall.player.there = True
    hall.clock.seconds += 1

    hall.heard.wait(lambda heard: heard.labels == ["A015"])
    assert hall.heard.states == [READY, NO_DEVICE, READY]
    assert "does not hear" in caplog.text
    caplog.clear()


def test_a_call_whose_end_was_not_heard_is_said_again(
    hall: Hall, caplog: pytest.LogCaptureFixture
) -> None:
    hall.player.cut_short = 1
    hall.start()
    hall.voice.announce(call(1, "A015"))
    hall.clock.seconds += 1

    hall.heard.wait(lambda heard: heard.labels == ["A015"])

    assert len(hall.player.sentences) == 2
    assert "does not hear" in caplog.text
    caplog.clear()


def test_a_device_lost_while_nothing_is_said_is_noticed(hall: Hall) -> None:
    hall.start()
    hall.heard.wait(lambda heard: heard.states == [READY])

    hall.player.there = False
    hall.clock.seconds += 1

    hall.heard.wait(lambda heard: heard.states == [READY, NO_DEVICE])


def test_without_speech_the_chime_sounds_and_nothing_counts_as_spoken(
    hall: Hall, caplog: pytest.LogCaptureFixture
) -> None:
    hall.speech.works = False
    hall.start()
    hall.heard.wait(lambda heard: heard.states == [NO_SPEECH])
    hall.voice.announce(call(1, "A015"))
    hall.voice.announce(call(2, "B007"))
    hall.player.wait_for(sounds=2)
    assert all(hall.speech.refused.acquire(timeout=10) for _ in range(2))

    hall.speech.works = True
    hall.clock.seconds += 1

    hall.heard.wait(lambda heard: heard.states == [NO_SPEECH, READY])
    assert hall.heard.spoken == []
    assert hall.player.played == [("A015", "chime.wav"), ("B007", "chime.wav")]
    caplog.clear()


def test_a_label_nobody_can_read_out_does_not_silence_the_next(
    hall: Hall, caplog: pytest.LogCaptureFixture
) -> None:
    hall.start()
    hall.voice.announce(call(1, "Ж015"))
    hall.voice.announce(call(2, "B007"))

    hall.heard.wait(lambda heard: heard.labels == ["B007"])

    assert "cannot be said" in caplog.text
    caplog.clear()


def test_stopping_in_the_middle_of_a_call_ends_every_thread(hall: Hall) -> None:
    before = set(threading.enumerate())
    hall.start()
    hall.hold_the_player_with(1, "A015")
    hall.voice.announce(call(2, "B007"))

    hall.voice.stop()

    assert set(threading.enumerate()) == before
    assert hall.speech.stopped
    assert hall.heard.spoken == []


def test_a_stopped_voice_takes_no_more_calls(hall: Hall) -> None:
    hall.start()
    hall.voice.stop()

    hall.voice.announce(call(1, "A015"))

    assert hall.player.played == []


def test_a_voice_that_is_set_up_as_none_says_that_it_is_off() -> None:
    heard = Heard()
    voice = SilentVoice()
    voice.start(heard.note_spoken, heard.note_state)
    voice.announce(call(1, "A015"))
    voice.forget(CallId(1))

    heard.wait(lambda heard: heard.states == [VoiceState.OFF])
    voice.stop()

    assert heard.spoken == []
    assert threading.current_thread().name not in heard.threads


def test_whatever_else_has_a_sound_is_told_when_the_voice_has_one(hall: Hall) -> None:
    hall.start()
    hall.hold_the_player_with(1, "A015")
    assert hall.sounding == [True]

    hall.player.gate.set()

    hall.heard.wait(lambda heard: heard.labels == ["A015"])
    hall.voice.stop()
    assert hall.sounding == [True, False]


def test_while_many_wait_a_call_is_said_in_short(hall: Hall) -> None:
    hall.start()
    hall.hold_the_player_with(1, "A015")
    for number, label in ((2, "B007"), (3, "D100"), (4, "D101")):
        hall.voice.announce(call(number, label))

    hall.player.gate.set()

    hall.heard.wait(lambda heard: heard.labels == ["A015", "B007", "D100", "D101"])
    assert [said.split(": ")[1] for said in hall.player.sentences[1:]] == [
        "Bee seven, window twelve.",
        "Ticket dee one hundred, please go to window twelve.",
        "Ticket dee one hundred and one, please go to window twelve.",
    ]
    chimed = [label for label, sound in hall.player.played if sound == "chime.wav"]
    assert chimed == ["A015", "D100", "D101"], "a short call right after another needs no chime"


def test_without_speech_a_short_call_has_its_chime(
    hall: Hall, caplog: pytest.LogCaptureFixture
) -> None:
    hall.speech.works = False
    hall.start()
    hall.heard.wait(lambda heard: heard.states == [NO_SPEECH])
    hall.hold_the_player_with(1, "A015")
    for number, label in ((2, "B007"), (3, "D100"), (4, "D101")):
        hall.voice.announce(call(number, label))

    hall.player.gate.set()

    hall.player.wait_for(sounds=4)
    caplog.clear()


def test_how_late_the_first_sound_of_each_call_was_is_measured(
    hall: Hall, caplog: pytest.LogCaptureFixture
) -> None:
    hall.start()
    with caplog.at_level(logging.INFO):
        hall.hold_the_player_with(1, "A015")
        hall.voice.announce(call(2, "B007"))
        hall.clock.seconds += 7
        hall.player.gate.set()
        hall.heard.wait(lambda heard: heard.labels == ["A015", "B007"])
        hall.voice.stop()

    assert "B007: first sound 7.00 s after its call was known" in caplog.text
    assert "first sound of 2 calls: p50 7.0 s, p95 7.0 s" in caplog.text
