"""Somebody else's ear: does a recogniser hear in an English call what it is to say?"""

import random
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from golden import call

from common.domain.words import Language
from common.voice.loudness import read_wav
from common.voice.phrases import in_words, sentence
from common.voice.speech import Speech
from common.voice.wording import built_in

RATE = 16000
ROOM = 60
"""A room's noise, of 32767: the recogniser takes the silence between digital zeros for nothing."""
OTHERS = 5
RHYMES = ("BCDEGPTV", "AHJK", "FLMNSXZ", "IY", "O", "QUW", "R")
"""Letters that sound alike; this ear takes V for B, as many a person does on the telephone."""
CALLS = [
    ("A", 15, 12),
    ("B", 250, 7),
    ("D", 613, 30),
    ("L", 8, 101),
    ("M", 340, 44),
    ("N", 999, 5),
    ("R", 71, 19),
    ("T", 402, 63),
    ("V", 126, 2),
    ("Z", 57, 88),
    ("F", 511, 11),
    ("S", 814, 26),
    ("P", 30, 115),
]


@pytest.fixture
def speech(tmp_path: Path) -> Iterator[Speech]:
    speech = Speech(tmp_path / "cache")
    yield speech
    speech.stop()


def as_read(letter: str, number: int, window: int) -> str:
    """Return a call in the recogniser's own words: to it a letter is a letter."""
    name = "zed" if letter == "Z" else letter.lower()
    spoken = in_words(number, Language.EN).replace("-", " ")
    place = in_words(window, Language.EN).replace("-", " ")
    return f"ticket {name} {spoken} please go to window {place}"


def choices(letter: str, number: int, window: int, draw: random.Random) -> list[str]:
    """Return the call among others that differ in one thing each, right one first."""
    strangers = [each for group in RHYMES if letter not in group for each in group]
    found = [as_read(letter, number, window)]
    found += [as_read(each, number, window) for each in draw.sample(strangers, OTHERS)]
    found += [as_read(letter, draw.randint(1, 999), window) for _ in range(OTHERS)]
    return found + [as_read(letter, number, draw.randint(1, 120)) for _ in range(OTHERS)]


def in_a_room(wav: Path) -> bytes:
    """Return a sound at the recogniser's rate, with a room's noise and half a second around it."""
    samples, rate = read_wav(wav)
    sound = np.asarray(samples, dtype=np.float64) / 2
    count = int(len(sound) * RATE / rate)
    bands = np.fft.rfft(sound)[: count // 2 + 1]
    slower = np.fft.irfft(bands, count) * count / len(sound)
    padded = np.concatenate([np.zeros(RATE // 2), slower, np.zeros(RATE // 2)])
    noise = np.random.default_rng(1).normal(0, ROOM, len(padded))
    return (padded + noise).clip(-32767, 32767).astype(np.int16).tobytes()


@pytest.mark.long
def test_a_recogniser_hears_letter_number_and_window_of_an_english_call(
    speech: Speech, tmp_path: Path
) -> None:
    ear = pytest.importorskip("pocketsphinx", reason="see tests/voice/recogniser.lock")
    draw, grammar = random.Random(5), tmp_path / "calls.jsgf"  # noqa: S311 - no secret
    for letter, number, window in CALLS:
        said = sentence(call(f"{letter}{number:03d}", window, Language.EN), built_in()[Language.EN])
        wanted = choices(letter, number, window, draw)
        rule = " | ".join(wanted)
        grammar.write_text(f"#JSGF V1.0;\ngrammar calls;\npublic <call> = {rule};\n")
        decoder = ear.Decoder(jsgf=str(grammar), samprate=RATE, loglevel="FATAL")
        decoder.start_utt()
        decoder.process_raw(in_a_room(speech.make(said, Language.EN)), full_utt=True)
        decoder.end_utt()
        assert decoder.hyp() is not None
        assert decoder.hyp().hypstr == wanted[0]
