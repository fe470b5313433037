"""The one door to the voice: which one, by the settings."""

import json
from collections.abc import Mapping
from importlib.resources import as_file, files
from pathlib import Path

from common.domain.words import Language
from common.i18n import Text
from common.ports import Clock, Voice
from common.settings import VoiceSettings
from common.voice.announcer import Announcer, Outlet, SilentVoice
from common.voice.phrases import Wording
from common.voice.player import DevicePlayer, FilePlayer
from common.voice.speech import Speech


def open_voice(settings: VoiceSettings, clock: Clock) -> Voice:
    """Return the voice of a board; it starts no thread and no process before `start`."""
    if settings.player == "none":
        return SilentVoice()
    with as_file(files("assets").joinpath("sounds", "chime.wav")) as chime:
        return Announcer(
            player=_player(settings, chime),
            speech=Speech(settings.cache, timeout=settings.timeout_seconds),
            wording=wordings(),
            chime=chime,
            clock=clock,
        )


def _player(settings: VoiceSettings, chime: Path) -> Outlet:
    if settings.player == "device":
        return DevicePlayer(settings.device)
    if settings.folder is None:
        msg = "the file player needs a folder"
        raise ValueError(msg)
    return FilePlayer(settings.folder, chime)


def wordings() -> Mapping[Language, Wording]:
    """Return texts and letter names of all languages."""
    source = files("assets").joinpath("locale", "letters.json")
    letters = json.loads(source.read_text(encoding="utf-8"))
    return {language: Wording(Text(language), letters[language.value]) for language in Language}
