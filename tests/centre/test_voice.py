from dataclasses import replace
from pathlib import Path

import pytest

from common.centre.commands import run
from common.centre.surroundings import speech_and_sound
from common.centre.verdicts import Finding, Verdict
from common.settings import Settings, VoiceSettings


def findings(voice: VoiceSettings) -> dict[str, Finding]:
    found = speech_and_sound(replace(Settings(), voice=voice))
    return {finding.what: finding for finding in found}


def test_the_test_tone_is_played_in_every_language_and_says_how_long_it_took(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    settings = ["--set", "voice.player=file", "--set", f"voice.folder={tmp_path / 'out'}"]
    assert run([*settings, "--set", f"voice.cache={tmp_path / 'cache'}", "voice", "test"]) == 0

    lines = capsys.readouterr().out.splitlines()
    assert lines[0].startswith("chime: first sound after ")
    assert [line.split(": ")[2] for line in lines[1:4]] == [
        "Səs yoxlanılır.",
        "This is a sound test.",
        "Проверка звука.",
    ]
    assert len(list((tmp_path / "out").iterdir())) == 1


def test_where_there_is_no_voice_the_test_says_so_in_one_line(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert run(["--set", "voice.player=none", "voice", "test"]) == 2
    assert capsys.readouterr().err == (
        "asan-centre: there is no voice here: voice.player is none\n"
    )


def test_a_check_without_recordings_says_what_to_name(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["voice", "check"]) == 2
    assert "name their folder with --pack" in capsys.readouterr().err


def test_the_doctor_names_what_is_wrong_with_a_centre_s_own_voice(tmp_path: Path) -> None:
    wording, messages = tmp_path / "wording.toml", tmp_path / "messages.toml"
    wording.write_text('[en]\nagain = ""\n', "utf-8")
    messages.write_text("[[message]]\n", "utf-8")
    own = VoiceSettings(
        player="file", wording=wording, messages=messages, pack=tmp_path, cache=tmp_path / "cache"
    )

    found = findings(own)

    assert found["speech"].verdict is Verdict.OK
    assert found["wording"].verdict is Verdict.BAD
    assert "line 2: again needs a text" in found["wording"].words
    assert found["messages"].verdict is Verdict.BAD
    assert "manifest.toml: cannot be read" in found["recordings"].words

    wording.write_text('[en]\nagain = "Once more."\n', "utf-8")
    assert findings(replace(own, pack=None))["wording"].verdict is Verdict.OK


def test_without_a_sound_device_the_test_says_what_to_do(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(tmp_path))
    monkeypatch.delenv("PULSE_SERVER", raising=False)
    assert run(["--set", f"voice.cache={tmp_path}", "voice", "test"]) == 2
    assert capsys.readouterr().err == (
        "asan-centre: there is no sound device; connect one, or set voice.device\n"
    )
