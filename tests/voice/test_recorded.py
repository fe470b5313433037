import logging
import math
import sys
from array import array
from collections.abc import Iterator
from pathlib import Path

import pytest
from test_speech import lufs
from voice_fakes import FakeSpeech, call

from common.centre.commands import run
from common.domain.errors import Unavailable
from common.domain.words import Language
from common.settings import VoiceSettings
from common.voice.loudness import read_wav, write_wav
from common.voice.opening import open_speech
from common.voice.pack import MANIFEST, Pack, manifest, read_pack
from common.voice.phrases import sentence
from common.voice.recorded import Recorded
from common.voice.script import script
from common.voice.stream import RATE
from common.voice.wording import built_in
from common.voice.worker import Worker

AZ, EN = Language.AZ, Language.EN
FAKE = (sys.executable, str(Path(__file__).with_name("fake_synthesiser.py")))
TICKET = sentence(call(1, "A015", 12, EN), built_in()[EN])
OTHER = sentence(call(1, "B015", 12, EN), built_in()[EN])
RECORDED = ("Ticket", "eigh", "fifteen", "please go to window", "twelve")


def record(folder: Path, *, but: str = "") -> Path:
    """Write a pack whose recordings are tones, each another one."""
    lines = script(built_in()[EN])
    folder.mkdir()
    (folder / "en").mkdir()
    (folder / MANIFEST).write_text(manifest({EN: lines}), "utf-8")
    for number, line in enumerate(line for line in lines if line.words in RECORDED):
        if line.words != but:
            pitch = math.tau * (200 + 60 * number) / RATE
            tone = [round(9000 * math.sin(pitch * n)) for n in range(RATE * 2 // 3)]
            write_wav(folder / f"{line.file}.wav", array("h", tone), RATE)
    return folder


@pytest.fixture
def pack(tmp_path: Path) -> Pack:
    return read_pack(record(tmp_path / "pack"))


@pytest.fixture
def recorded(pack: Pack, tmp_path: Path) -> Iterator[Recorded]:
    made = Recorded(pack, FakeSpeech(), tmp_path / "cache")
    yield made
    made.stop()


def test_a_sentence_whose_words_were_all_recorded_is_joined_and_kept(recorded: Recorded) -> None:
    wav = recorded.make(TICKET, EN)
    samples, rate = read_wav(wav)
    made = wav.stat().st_ino

    assert rate == RATE
    assert 3.3 < len(samples) / rate < 4.1
    assert lufs(samples, rate) == pytest.approx(-16, abs=2)
    assert recorded.make(TICKET, EN).stat().st_ino == made


def test_a_sentence_with_a_word_that_was_not_recorded_is_the_synthesisers(
    recorded: Recorded,
) -> None:
    assert recorded.make(OTHER, EN) == Path(f"en: {OTHER}")
    assert recorded.make(TICKET, AZ) == Path(f"az: {TICKET}"), "English recordings are English"


def test_a_recording_that_is_made_anew_is_heard(recorded: Recorded, tmp_path: Path) -> None:
    first = recorded.make(TICKET, EN)
    write_wav(tmp_path / "pack" / "en" / "number-015.wav", array("h", [9000, -9000] * 9000), RATE)
    assert recorded.make(TICKET, EN) != first


def test_a_recording_of_no_use_leaves_the_sentence_to_the_synthesiser(
    recorded: Recorded, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    (tmp_path / "pack" / "en" / "number-015.wav").write_text("damaged")
    assert recorded.make(TICKET, EN) == Path(f"en: {TICKET}")
    assert "cannot be joined" in caplog.text
    assert list((tmp_path / "cache" / "recorded").iterdir()) == []
    caplog.clear()


def test_joining_that_hangs_is_ended_and_the_synthesiser_speaks(
    pack: Pack, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    asleep = Worker((sys.executable, "-c", "import time; time.sleep(60)"))
    made = Recorded(pack, FakeSpeech(), tmp_path / "cache", worker=asleep, timeout=0.3)

    assert made.make(TICKET, EN) == Path(f"en: {TICKET}")

    assert asleep.pid is None
    assert "did not answer" in caplog.text
    made.stop()
    caplog.clear()


def test_a_complete_pack_speaks_without_any_synthesiser(pack: Pack, tmp_path: Path) -> None:
    silent = FakeSpeech()
    silent.works = False
    whole = Recorded(pack, silent, tmp_path / "cache", complete=True)
    partly = Recorded(pack, silent, tmp_path / "cache")

    whole.check()
    with pytest.raises(Unavailable):
        partly.check()
    whole.stop()
    partly.stop()


def test_a_pack_with_a_bad_manifest_is_told_and_the_synthesiser_speaks(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    folder = record(tmp_path / "pack")
    (folder / MANIFEST).write_text("[en]\nx = 1", "utf-8")
    with caplog.at_level(logging.ERROR):
        speech = open_speech(VoiceSettings(pack=folder, cache=tmp_path / "cache"))
    speech.stop()
    assert not isinstance(speech, Recorded)
    assert 'manifest.toml, line 2: "x" needs the words' in caplog.text
    caplog.clear()


def test_the_script_is_printed_and_begins_a_pack(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    asked = ["voice", "script", "--language", "az", "--folder", str(tmp_path / "new")]
    assert run(asked) == 0
    printed = capsys.readouterr().out.splitlines()
    assert "az/call-1.wav\tNövbə nömrəsi" in printed
    assert "az/number-100.wav\tyüz\t100" in printed
    assert read_pack(tmp_path / "new").clips[AZ] == {}

    assert run(asked) == 2, "what is there already is not written over"


def test_the_check_names_what_is_missing_and_of_no_use_and_plays_the_rest(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder, out = record(tmp_path / "pack", but="twelve"), tmp_path / "out"
    (folder / "en" / "letter-A.wav").write_text("damaged")
    settings = ["--set", "voice.player=file", "--set", f"voice.folder={out}"]
    settings += ["--set", f"voice.pack={folder}", "--set", f"voice.cache={tmp_path / 'cache'}"]

    assert run([*settings, "voice", "check", "--language", "en", "--play"]) == 1

    printed = capsys.readouterr().out
    total = len(script(built_in()[EN]))
    assert f"en: 4 of {total} recorded" in printed
    assert "  missing: en/short-1.wav: window\n" in printed
    assert f"  and {total - 44} more\n" in printed
    assert "of no use: common.voice.joining: ValueError: letter-A.wav is no recording" in printed
    assert "en/number-015.wav: fifteen" in printed
    assert "en/letter-A.wav: eigh" not in printed
    (played,) = out.iterdir()
    assert 1.8 < len(read_wav(played)[0]) / RATE < 2.2, "three recordings"
