"""The one door to the voice: which one, by the settings."""

import json
from collections.abc import Mapping
from importlib.resources import as_file, files
from pathlib import Path

from common.domain.words import Language
from common.i18n import Text
from common.ports import Clock, Voice
from common.settings import KioskSettings, PlayerKind, VoiceSettings
from common.voice.announcer import Announcer, SilentVoice
from common.voice.phrases import Wording
from common.voice.player import DevicePlayer, FilePlayer
from common.voice.reader import Reader
from common.voice.speech import Speech


def open_voice(settings: VoiceSettings, clock: Clock) -> Voice:
    """Return the voice of a board; it starts no thread and no process before `start`."""
    if settings.player == "none":
        return SilentVoice()
    with as_file(files("assets").joinpath("sounds", "chime.wav")) as chime:
        return Announcer(
            player=_player(settings.player, settings.device, settings.folder, chime),
            speech=Speech(settings.cache, timeout=settings.timeout_seconds),
            wording=wordings(),
            chime=chime,
            clock=clock,
        )


def open_reader(kiosk: KioskSettings, settings: VoiceSettings) -> Reader | None:
    """Return what reads a kiosk's pages out; None where the settings say that nothing does."""
    if kiosk.listen == "none":
        return None
    return Reader(
        player=_player(kiosk.listen, kiosk.headphones, settings.folder, None),
        speech=Speech(settings.cache, timeout=settings.timeout_seconds),
        wording=wordings(),
        folder=settings.cache,
    )


def _player(
    kind: PlayerKind, device: str, folder: Path | None, chime: Path | None
) -> DevicePlayer | FilePlayer:
    if kind == "device":
        return DevicePlayer(device)
    if folder is None:
        msg = "the file player needs a folder"
        raise ValueError(msg)
    return FilePlayer(folder, chime)


def wordings() -> Mapping[Language, Wording]:
    """Return texts and letter names of all languages."""
    source = files("assets").joinpath("locale", "letters.json")
    letters = json.loads(source.read_text(encoding="utf-8"))
    return {language: Wording(Text(language), letters[language.value]) for language in Language}
