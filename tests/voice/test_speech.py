import os
import sys
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from voice_fakes import call

from common.domain.errors import Unavailable
from common.domain.words import Language
from common.voice.chime import RATE, chime
from common.voice.kept import KEPT
from common.voice.loudness import level, read_wav
from common.voice.phrases import sentence
from common.voice.speech import Speech
from common.voice.wording import built_in
from common.voice.worker import Worker, command_of

FAKE = (sys.executable, str(Path(__file__).with_name("fake_synthesiser.py")))
CHIME = Path(__file__).parents[2] / "assets" / "sounds" / "chime.wav"


@pytest.fixture
def speech(tmp_path: Path) -> Iterator[Speech]:
    speech = Speech(tmp_path / "cache")
    yield speech
    speech.stop()


@pytest.fixture
def fake(tmp_path: Path) -> Iterator[Speech]:
    speech = Speech(tmp_path / "cache", Worker(FAKE), timeout=0.5)
    yield speech
    speech.stop()


def words(language: Language) -> str:
    return sentence(call(1, "A015", language=language), built_in()[language])


def lufs(samples: object, rate: int) -> float:
    """Return the integrated loudness of one channel after ITU-R BS.1770."""
    sound = np.asarray(samples, dtype=np.float64) / 32768
    # The recommendation gives its two filters for 48 kHz; their response holds at any rate.
    z = np.exp(2j * np.pi * np.fft.rfftfreq(len(sound), 1 / rate) / 48000)
    shelf = (1.53512485958697 * z**2 - 2.69169618940638 * z + 1.19839281085285) / (
        z**2 - 1.69065929318241 * z + 0.73248077421585
    )
    high = (z - 1) ** 2 / (z**2 - 1.99004745483398 * z + 0.99007225036621)
    heard = np.fft.irfft(np.fft.rfft(sound) * shelf * high, len(sound))
    size = 4 * rate // 10
    blocks = [heard[at : at + size] for at in range(0, len(heard) - size + 1, size // 4)]
    powers = np.array([np.mean(block**2) for block in blocks])
    loud = powers[powers > 10 ** ((-70 + 0.691) / 10)]
    return float(-0.691 + 10 * np.log10(np.mean(loud[loud > np.mean(loud) / 10])))


@pytest.mark.parametrize("language", Language)
def test_a_sentence_is_really_spoken_at_the_hall_s_loudness(
    speech: Speech, language: Language
) -> None:
    samples, rate = read_wav(speech.make(words(language), language))

    assert len(samples) / rate > 1.5
    assert lufs(samples, rate) == pytest.approx(-16, abs=2)
    assert max(map(abs, samples)) < 32767 * 0.9


def test_the_three_languages_differ_even_for_the_same_text(speech: Speech) -> None:
    sounds = {speech.make("Abc, 123, okno, window", language).read_bytes() for language in Language}
    assert len(sounds) == 3


def test_the_same_sentence_is_made_once(speech: Speech) -> None:
    first = speech.make(words(Language.AZ), Language.AZ)
    made = first.stat().st_ino
    speech.stop()

    assert speech.make(words(Language.AZ), Language.AZ) == first
    assert first.stat().st_ino == made


def test_a_damaged_file_in_the_cache_is_made_again(speech: Speech) -> None:
    made = speech.make(words(Language.RU), Language.RU)
    whole = made.stat().st_size
    made.write_bytes(made.read_bytes()[:1000])

    again = speech.make(words(Language.RU), Language.RU)

    assert again == made
    assert abs(again.stat().st_size - whole) < 2000


def test_the_first_sentence_is_spoken_in_its_own_voice(tmp_path: Path) -> None:
    # The synthesiser takes a new voice over only when it runs.
    first, second = Speech(tmp_path / "1"), Speech(tmp_path / "2")
    second.make("Hello there", Language.EN)
    lengths = [
        len(read_wav(each.make(words(Language.AZ), Language.AZ))[0]) for each in (first, second)
    ]
    first.stop()
    second.stop()
    assert abs(lengths[0] - lengths[1]) < 1000


def test_a_voice_that_does_not_exist_is_noticed(tmp_path: Path) -> None:
    worker = Worker(command_of("common.voice.speaking"))
    question = {"voice": "trk/xx", "rate": 145, "text": "Salam", "file": str(tmp_path / "x.wav")}
    with pytest.raises(Unavailable, match="trk/xx"):
        worker.ask(question, 20)
    worker.stop()


def test_all_voices_are_there(speech: Speech) -> None:
    speech.check()


def test_a_synthesiser_that_hangs_is_replaced_and_speaks_again(fake: Speech) -> None:
    with pytest.raises(Unavailable, match="did not answer"):
        fake.make("hang", Language.EN)

    assert fake.make("speak", Language.EN).exists()


@pytest.mark.parametrize("trouble", ["nothing", "refuse", "die"])
def test_trouble_leaves_nothing_in_the_cache(fake: Speech, tmp_path: Path, trouble: str) -> None:
    with pytest.raises(Unavailable):
        fake.make(trouble, Language.EN)

    assert list((tmp_path / "cache").iterdir()) == []


def test_the_cache_keeps_only_the_sentences_used_last(fake: Speech, tmp_path: Path) -> None:
    (tmp_path / "cache").mkdir()
    for number in range(KEPT + 5):
        old = tmp_path / "cache" / f"{number:03d}.wav"
        old.touch()
        os.utime(old, (number, number))

    new = fake.make("speak", Language.EN)

    left = {path.name for path in (tmp_path / "cache").iterdir()}
    assert len(left) == KEPT
    assert new.name in left
    assert "000.wav" not in left


def test_a_folder_that_cannot_be_written_is_trouble_with_speech(tmp_path: Path) -> None:
    (tmp_path / "cache").write_text("a file where the folder should be")
    speech = Speech(tmp_path / "cache" / "voice", Worker(FAKE))
    with pytest.raises(Unavailable, match="cannot be kept"):
        speech.make("speak", Language.EN)
    speech.stop()


def test_the_chime_that_is_shipped_is_the_one_computed_here() -> None:
    samples, rate = read_wav(CHIME)
    assert (samples, rate) == (chime(), RATE)


def test_the_chime_is_short_calm_and_as_loud_as_the_speech() -> None:
    samples, rate = read_wav(CHIME)
    assert 0.7 < len(samples) / rate < 0.9
    assert lufs(samples, rate) == pytest.approx(-16, abs=2)
    assert abs(samples[0]) < 200
    assert abs(samples[-1]) < 200


def test_levelling_never_clips() -> None:
    click = read_wav(CHIME)[0]
    click[100] = 32767
    assert max(map(abs, level(click, RATE))) <= round(32767 * 10 ** (-1 / 20))
