import math
from array import array
from itertools import pairwise
from pathlib import Path

import pytest
from golden import LETTERS, call, with_storeys
from hypothesis import given
from hypothesis import strategies as st
from test_speech import lufs

from common.domain.floor import Direction
from common.domain.words import Language, Words
from common.floorfile.part import BadFile
from common.hearing import Notice, NoticeKind
from common.voice.clips import GAPS_MS, compose, heard, words_of
from common.voice.joining import faded, joined, read_clip
from common.voice.loudness import trimmed, write_wav
from common.voice.pack import MANIFEST, manifest, pack_faults, read_pack
from common.voice.phrases import notice_words, sentence
from common.voice.script import script
from common.voice.stream import RATE
from common.voice.timetable import Message

AZ, EN, RU = Language.AZ, Language.EN, Language.RU
SALAM = Message(Words("Salam, 25 nəfər", "Hello, 25 people", "Привет, 25 человек"), ())
SCRIPTS = {each: script(with_storeys(each), [SALAM]) for each in Language}
KNOWN = {
    language: {words_of(line.words, language) for line in lines}
    for language, lines in SCRIPTS.items()
}
MS = RATE / 1000


@given(
    letters=st.text(st.sampled_from(LETTERS[EN]), min_size=1, max_size=2),
    serial=st.integers(1, 1999),
    window=st.integers(1, 200),
    language=st.sampled_from(Language),
    times=st.integers(1, 2),
    direction=st.sampled_from(Direction),
    short=st.booleans(),
)
def test_whoever_records_the_script_has_every_call_word_for_word(  # noqa: PLR0913 - a call
    *,
    letters: str,
    serial: int,
    window: int,
    language: Language,
    times: int,
    direction: Direction,
    short: bool,
) -> None:
    told = call(f"{letters}{serial:03d}", window, language, times, direction)
    said = sentence(told, with_storeys(language), short=short)

    found = compose(heard(said, language), KNOWN[language])

    assert found is not None, said
    assert tuple(word for each in found for word in each.words) == words_of(said, language)
    assert found[-1].gap_ms == 0


@pytest.mark.parametrize("language", Language)
def test_whoever_records_the_script_has_every_notice(language: Language) -> None:
    at = call("A001", 1, language).called_at
    notices = [Notice(kind, at, words=SALAM.words) for kind in NoticeKind]
    notices += [Notice(NoticeKind.CLOSING, at, minutes) for minutes in range(0, 65, 5)]
    for notice in notices:
        said = notice_words(notice, with_storeys(language))
        assert compose(heard(said, language), KNOWN[language]) is not None, said


def test_a_script_is_short_enough_to_be_recorded_and_says_nothing_twice() -> None:
    for language, lines in SCRIPTS.items():
        assert len(lines) < 100
        assert len({line.file for line in lines}) == len(lines) == len(KNOWN[language])
        assert not any(digit in line.words for line in lines for digit in "0123456789{}")
        whole = script(with_storeys(language), whole=True)
        assert {"21", "99"} <= {line.note for line in whole}


def test_the_longest_recordings_are_taken_and_none_goes_over_a_pause() -> None:
    said = heard("Ticket A twenty-one, window two.", EN)
    known = {("ticket",), ("a",), ("twenty",), ("one",), ("window",), ("two",)}
    known |= {("twenty", "one"), ("one", "window"), ("ticket", "a")}
    found = compose(said, known)
    assert found is not None
    assert [each.words for each in found] == [
        ("ticket", "a"),
        ("twenty", "one"),
        ("window",),
        ("two",),
    ]
    assert [each.gap_ms for each in found] == [GAPS_MS[""], GAPS_MS[","], GAPS_MS[""], 0]
    assert compose(said, known - {("two",)}) is None
    assert compose((), known) is None


def test_case_stress_and_hyphens_do_not_matter_and_azerbaijani_dots_do() -> None:
    assert words_of("Double-You а́", RU) == ("double", "you", "а")
    assert words_of("İKİ I", AZ) == ("iki", "ı")


def tone(seconds: float, hertz: float = 220, height: int = 9000) -> "array[int]":
    count = round(seconds * RATE)
    return array("h", [round(height * math.sin(math.tau * hertz * n / RATE)) for n in range(count)])


def silence(seconds: float) -> "array[int]":
    return array("h", bytes(2 * round(seconds * RATE)))


def test_silence_before_and_after_a_recording_is_cut_off() -> None:
    said = tone(0.4)
    found = trimmed(silence(0.5) + said + silence(0.7), RATE)
    assert len(said) <= len(found) <= len(said) + 20 * MS


def test_a_recording_fades_in_and_out_within_milliseconds() -> None:
    plain = array("h", [8000] * RATE)
    found = faded(plain)
    assert found[0] == found[-1] == 0
    assert found[round(5 * MS)] == found[-round(5 * MS)] == 8000
    assert max(abs(one - other) for one, other in pairwise(found)) < 200


def test_joins_have_the_gaps_they_were_given_and_do_not_click() -> None:
    # Tones cut off at their height: without fades each join would be a jump of 9000.
    cut = [tone(0.3025, 200), tone(0.2, 330), tone(0.2525, 440)]
    found = joined(cut, [45, 140, 0])

    quiet = [at for at, sample in enumerate(found) if sample == 0]
    runs, begin = [], 0
    for at in range(1, len(quiet) + 1):
        if at == len(quiet) or quiet[at] != quiet[at - 1] + 1:
            runs.append((at - begin) / MS)
            begin = at
    gaps = [run for run in runs if run > 20]
    assert gaps == pytest.approx([45, 140], abs=1)
    assert found[0] == found[-1] == 0
    steps = [abs(one - other) for one, other in pairwise(found)]
    steepest = math.tau * 440 / RATE * max(found)
    assert max(steps) < 1.3 * steepest


def test_recordings_of_all_loudnesses_are_joined_at_the_loudness_of_the_hall() -> None:
    found = joined([tone(0.8, 440, 900), tone(0.8, 440, 20000), tone(0.8, 440, 4000)], [45, 45, 0])
    assert lufs(found, RATE) == pytest.approx(-16, abs=2)
    third = len(found) // 3
    parts = [max(found[at : at + third]) for at in (0, third, 2 * third)]
    assert max(parts) < 1.1 * min(parts)


def test_a_recording_of_another_rate_and_with_two_channels_is_taken(tmp_path: Path) -> None:
    wide = tmp_path / "wide.wav"
    write_wav(wide, array("h", [each for each in tone(0.3) for _ in range(2)]), 2 * RATE)
    assert len(read_clip(wide)) == pytest.approx(0.3 * RATE, rel=0.02)


def test_a_recording_that_is_silent_or_no_sound_at_all_is_named(tmp_path: Path) -> None:
    quiet, text = tmp_path / "quiet.wav", tmp_path / "text.wav"
    write_wav(quiet, silence(1), RATE)
    text.write_text("not a sound")
    with pytest.raises(ValueError, match=r"quiet\.wav is silent"):
        read_clip(quiet)
    with pytest.raises(ValueError, match=r"text\.wav is no recording"):
        read_clip(text)


def test_a_manifest_of_the_script_lacks_what_was_not_recorded(tmp_path: Path) -> None:
    (tmp_path / MANIFEST).write_text(manifest(SCRIPTS), "utf-8")
    assert read_pack(tmp_path).missing(AZ, SCRIPTS[AZ]) == SCRIPTS[AZ]
    (tmp_path / "az").mkdir()
    write_wav(tmp_path / "az" / "letter-A.wav", tone(0.3), RATE)

    pack = read_pack(tmp_path)

    assert pack.clips[AZ] == {("a",): tmp_path / "az" / "letter-A.wav"}
    assert len(pack.missing(AZ, SCRIPTS[AZ])) == len(SCRIPTS[AZ]) - 1


@pytest.mark.parametrize(
    ("words", "fault"),
    [
        ('[az]\n"a.wav" = "a"\n"b.wav" = "A"', 'line 3: "b.wav" has the words of "a.wav"'),
        ('[az]\n"a.wav" = "..."', 'line 2: "a.wav" needs the words that it has'),
        ('[az]\n"../a.wav" = "a"', 'line 2: "../a.wav" is not in the folder of the pack'),
        ('[tr]\n"a.wav" = "a"', 'line 1: "tr" is no language'),
        ("az = 1", "line 1: write it as [az]"),
    ],
)
def test_a_bad_manifest_is_refused_with_line_and_reason(
    tmp_path: Path, words: str, fault: str
) -> None:
    (tmp_path / MANIFEST).write_text(words, "utf-8")
    (told,) = pack_faults(tmp_path)
    assert told.startswith(f"manifest.toml, {fault}")


def test_a_folder_without_a_manifest_is_no_pack(tmp_path: Path) -> None:
    with pytest.raises(BadFile, match="cannot be read"):
        read_pack(tmp_path)
