"""The one door to the voice: which one, by the settings."""

import logging
from importlib.resources import as_file, files
from pathlib import Path

from common.floorfile.part import BadFile
from common.ports import Clock, Voice
from common.settings import KioskSettings, PlayerKind, VoiceSettings
from common.voice.announcer import Announcer, SilentVoice
from common.voice.player import DevicePlayer, FilePlayer
from common.voice.reader import Reader
from common.voice.speech import Speech
from common.voice.wording import Wordings, built_in, read_wording

log = logging.getLogger(__name__)


def open_voice(settings: VoiceSettings, clock: Clock) -> Voice:
    """Return the voice of a board; it starts no thread and no process before `start`."""
    if settings.player == "none":
        return SilentVoice()
    with as_file(files("assets").joinpath("sounds", "chime.wav")) as chime:
        return Announcer(
            player=_player(settings.player, settings.device, settings.folder, chime),
            speech=Speech(settings.cache, timeout=settings.timeout_seconds),
            wording=wordings(settings),
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
        wording=wordings(settings),
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


def wordings(settings: VoiceSettings) -> Wordings:
    """Return the centre's wording; the built-in one where it has none, or one with faults."""
    if settings.wording is None:
        return built_in()
    try:
        return read_wording(settings.wording)
    except BadFile as error:
        faults = error.faults
    for fault in faults:
        log.error("the voice uses the built-in words: %s", fault)
    return built_in()
