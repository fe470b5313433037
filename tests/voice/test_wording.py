import logging
from pathlib import Path

import pytest
from golden import call

from common.domain.words import Language
from common.floorfile.part import BadFile
from common.settings import VoiceSettings
from common.voice.opening import wordings
from common.voice.phrases import sentence
from common.voice.wording import Say, built_in, read_wording, wording_faults

AZ, EN, RU = Language.AZ, Language.EN, Language.RU


@pytest.fixture
def own(tmp_path: Path) -> Path:
    return tmp_path / "own.toml"


def faults(own: Path, words: str) -> tuple[str, ...]:
    own.write_text(words, encoding="utf-8")
    return wording_faults(own)


def test_what_a_centre_does_not_say_otherwise_stays_as_it_is_built_in(own: Path) -> None:
    own.write_text(
        '[en]\ncall = "{letter} {number} to desk {window}"\n[en.letters]\nZ = "zee"\n', "utf-8"
    )
    wording = read_wording(own)

    assert sentence(call("Z015", 2, EN), wording[EN]) == "Zee fifteen to desk two"
    assert wording[EN].texts[Say.AGAIN] == built_in()[EN].texts[Say.AGAIN]
    assert wording[AZ] == built_in()[AZ]


def test_a_centre_says_which_windows_lie_on_another_floor(own: Path) -> None:
    own.write_text('[floors]\n2 = "101-199"\n"3" = "201-250"\n', "utf-8")
    wording = read_wording(own)

    said = [sentence(call("A015", window, AZ), wording[AZ]) for window in (100, 101, 250)]

    assert "mərtəbə" not in said[0]
    assert said[1].endswith(" İkinci mərtəbə, yüz bir nömrəli pəncərə.")
    assert said[2].endswith(" Üçüncü mərtəbə, iki yüz əlli nömrəli pəncərə.")


def test_a_direction_that_is_empty_is_not_said(own: Path) -> None:
    own.write_text('[en]\nleft = ""\n', "utf-8")
    assert read_wording(own)[EN].texts[Say.LEFT] == ""


def test_the_built_in_file_is_a_wording_a_centre_may_copy() -> None:
    copied = Path(__file__).parents[2] / "assets" / "voice" / "wording.toml"
    assert read_wording(copied) == built_in()
    for wording in built_in().values():
        assert set(wording.texts) == set(Say)


@pytest.mark.parametrize(
    ("words", "line", "reason"),
    [
        ('[en]\n\ncall = "Ticket {letter}"', 3, "has to name {letter} and {number} and {window}"),
        ('[en]\ncall = "{letter} {number} {number} {window}"', 2, "each once"),
        ('[en]\nagain = "Again {who}"', 2, "nothing in braces"),
        ('[en]\nagain = "Again {"', 2, "a brace that does not close"),
        ('[en]\nagain = "{letter.x}"', 2, "something else in it than a name"),
        ('[az]\nagain = ""', 2, "needs a text"),
        ("[az]\nagain = 3", 2, "needs a text"),
        ('[az]\nagain = "Cəhd 2"', 2, "write numbers in words"),
        ('[az]\nagain = "Тəkrar"', 2, "another alphabet"),
        ('[ru]\nagain = "Пoвторно"', 2, "another alphabet"),
        (f'[en]\nagain = "{"a" * 201}"', 2, "201 characters long"),
        ('[az]\n[en]\nagian = "Again"', 3, '"agian" is never said'),
        ('[fr]\nagain = "Encore"', 1, '"fr" means nothing here'),
        ('az = "x"', 1, "write it as [az]"),
        ('[en.letters]\nzz = "zee"', 2, "no capital letter"),
        ('[en.letters]\nZ = ""', 2, "needs its name"),
        ('[en.letters]\nZ = "z33"', 2, "needs its name"),
        ('[floors]\n0 = "1-2"', 2, "no floor from 1 to 50"),
        ('[floors]\n2 = "9-1"', 2, "names its windows as in"),
        ("[floors]\n2 = 9", 2, "names its windows as in"),
        ('[floors]\n2 = "1-9"\n3 = "9-12"', 3, "has windows of floor 2 too"),
        ("[en]\nagain = ", 2, "Invalid value"),
    ],
)
def test_a_bad_wording_is_refused_with_line_and_reason(
    own: Path, words: str, line: int, reason: str
) -> None:
    found = faults(own, words)

    assert len(found) == 1
    assert found[0].startswith(f"own.toml, line {line}: ")
    assert reason in found[0]


def test_every_fault_of_a_wording_is_told_at_once(own: Path) -> None:
    words = '[az]\nagain = ""\n[en]\nagain = "2"\n[en.letters]\n"1" = "one"\n'
    assert [fault.split(": ")[0][-1] for fault in faults(own, words)] == ["2", "4", "6"]


def test_a_file_that_is_no_text_or_not_there_is_refused_in_one_line(own: Path) -> None:
    assert len(wording_faults(own)) == 1
    own.write_bytes(b"\xff\xfe\x00")
    assert wording_faults(own) == ("own.toml: is not UTF-8 text; save it as such",)
    own.write_bytes(b"#" * 70_000)
    with pytest.raises(BadFile, match="too large"):
        read_wording(own)


def test_a_board_with_a_bad_wording_speaks_the_built_in_words_and_says_so(
    own: Path, caplog: pytest.LogCaptureFixture
) -> None:
    own.write_text('[en]\nagain = ""\n', "utf-8")
    with caplog.at_level(logging.ERROR):
        assert wordings(VoiceSettings(wording=own)) == built_in()
    assert "own.toml, line 2: again needs a text" in caplog.text
    caplog.clear()
