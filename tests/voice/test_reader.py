"""Pages read out to one person."""

import threading
import wave
from array import array
from collections.abc import Iterator
from pathlib import Path

import pytest

from common.domain.errors import Unavailable
from common.domain.words import Language
from common.settings import KioskSettings, VoiceSettings
from common.voice.loudness import read_wav, write_wav
from common.voice.opening import open_reader
from common.voice.player import FilePlayer
from common.voice.reader import Reader
from common.voice.wording import built_in

RATE = 22050


class WrittenSpeech:
    """Makes a short sound of every sentence, and remembers it."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self.works = True
        self.made: list[str] = []

    def make(self, text: str, language: Language) -> Path:
        if not self.works:
            raise Unavailable("no speech")
        self.made.append(f"{language.value}: {text}")
        file = self._folder / f"sentence-{len(self.made)}.wav"
        write_wav(file, array("h", [8000] * (RATE // 20)), RATE)
        return file

    def check(self) -> None:
        if not self.works:
            raise Unavailable("no speech")

    def stop(self) -> None:
        """Have nothing to end."""


class Headphones:
    """Plays at the pace of the test: each sound waits at the gate, unless it is cut off."""

    def __init__(self) -> None:
        self.there = True
        self.heard: list[int] = []
        """The loudest sample of each sound that was heard to its end."""
        self.gate = threading.Event()
        self.gate.set()
        self.begun = threading.Semaphore(0)
        self._cut = threading.Event()
        self.ended = threading.Semaphore(0)

    def play(self, wav: Path, name: str, gain: float = 1.0) -> float:  # noqa: ARG002
        if not self.there:
            raise Unavailable(f"no device for {name}")
        samples, _ = read_wav(wav)
        self.begun.release()
        while not self.gate.wait(0.01):
            if self._cut.is_set():
                raise Unavailable("cut off")
        if self._cut.is_set():
            raise Unavailable("cut off")
        self.heard.append(max(samples))
        self.ended.release()
        return 0.0

    def finish(self) -> None:
        """Have nothing left in buffers."""

    def available(self) -> bool:
        return self.there

    def cut(self) -> None:
        self._cut.set()

    def go_on(self) -> None:
        self._cut.clear()

    def stop(self) -> None:
        self.cut()


class Room:
    """A reader with everything around it in the test's hand."""

    def __init__(self, folder: Path) -> None:
        self.speech, self.headphones = WrittenSpeech(folder), Headphones()
        self.reader = Reader(self.headphones, self.speech, built_in(), folder, probe_every=0.02)
        self.states: list[bool] = []
        self._changed = threading.Condition()

    def start(self) -> None:
        self.reader.start(self._note, lambda: None)

    def _note(self, there: bool) -> None:  # noqa: FBT001 - as the reader calls it
        with self._changed:
            self.states.append(there)
            self._changed.notify_all()

    def wait_for(self, states: list[bool]) -> None:
        with self._changed:
            assert self._changed.wait_for(lambda: self.states == states, 10), self.states


@pytest.fixture
def room(tmp_path: Path) -> Iterator[Room]:
    room = Room(tmp_path)
    yield room
    room.reader.stop()


def test_sentences_are_said_one_after_another_in_their_language(room: Room) -> None:
    room.start()
    room.reader.say(["Xoş gəlmisiniz!", "Xidməti seçin"], Language.AZ, anew=True)
    room.reader.say(["Settings"], Language.EN, anew=False)

    for _ in range(3):
        assert room.headphones.ended.acquire(timeout=10)
    assert room.speech.made == ["az: Xoş gəlmisiniz!", "az: Xidməti seçin", "en: Settings"]


def test_the_reader_falls_silent_in_the_middle_of_a_sentence_and_forgets_the_rest(
    room: Room,
) -> None:
    room.start()
    room.headphones.gate.clear()
    room.reader.say(["One.", "Two.", "Three."], Language.EN, anew=True)
    assert room.headphones.begun.acquire(timeout=10)

    room.reader.hush()
    room.headphones.gate.set()
    room.reader.say(["Another page."], Language.EN, anew=True)

    assert room.headphones.ended.acquire(timeout=10)
    assert room.speech.made == ["en: One.", "en: Another page."]
    assert len(room.headphones.heard) == 1
    room.wait_for([True])


def test_what_was_said_is_said_again_louder(room: Room) -> None:
    room.start()
    room.reader.say(["Take your ticket."], Language.EN, anew=True)
    assert room.headphones.ended.acquire(timeout=10)

    room.reader.turn(+1)
    room.reader.repeat()
    assert room.headphones.ended.acquire(timeout=10)

    assert room.speech.made == ["en: Take your ticket."] * 2
    usual, louder = room.headphones.heard
    assert louder / usual == pytest.approx(10 ** (6 / 20), rel=0.01)


def test_a_lost_device_is_seen_and_so_is_its_return(room: Room) -> None:
    room.start()
    room.wait_for([True])
    room.headphones.there = False
    room.wait_for([True, False])
    room.headphones.there = True
    room.wait_for([True, False, True])


def test_without_speech_nothing_can_be_heard(room: Room, caplog: pytest.LogCaptureFixture) -> None:
    room.speech.works = False
    room.start()
    room.wait_for([False])
    room.speech.works = True
    room.wait_for([False, True])
    assert "nothing can be read out" in caplog.text
    caplog.clear()


@pytest.mark.parametrize(
    ("language", "said"),
    [(Language.EN, "eigh, zero, one, two"), (Language.AZ, "a, sıfır, bir, iki")],
)
def test_a_number_is_said_by_the_names_of_its_signs(
    room: Room, language: Language, said: str
) -> None:
    room.start()
    room.reader.say(["A 0 1 2"], language, anew=True)

    assert room.headphones.ended.acquire(timeout=10)
    assert room.speech.made == [f"{language.value}: {said}"]


def test_a_page_is_written_into_one_file_and_the_next_into_another(tmp_path: Path) -> None:
    speech = WrittenSpeech(tmp_path)
    player = FilePlayer(tmp_path / "heard", None)
    for sentence in ("One.", "Two."):
        player.play(speech.make(sentence, Language.EN), "page")
    player.cut()
    player.play(speech.make("Three.", Language.EN), "page")

    lengths = {}
    for file in sorted((tmp_path / "heard").iterdir()):
        with wave.open(str(file), "rb") as sound:
            lengths[file.name] = sound.getnframes()
    assert lengths == {"call-page.wav": 2 * (RATE // 20), "call-page-2.wav": RATE // 20}


def test_a_kiosk_has_no_reader_unless_its_settings_name_one(tmp_path: Path) -> None:
    assert open_reader(KioskSettings(), VoiceSettings()) is None
    written = KioskSettings(listen="file")
    assert open_reader(written, VoiceSettings(folder=tmp_path, cache=tmp_path)) is not None
