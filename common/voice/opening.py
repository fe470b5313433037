"""The one door to the voice: which one, by the settings."""

import logging
from importlib.resources import as_file, files
from pathlib import Path

from common.floorfile.part import BadFile
from common.hearing import Voice
from common.ports import Clock
from common.settings import KioskSettings, PlayerKind, VoiceSettings
from common.voice.announcer import Announcer, Manners
from common.voice.backlog import Rules
from common.voice.hours import hours
from common.voice.messages import read_messages
from common.voice.player import DevicePlayer, FilePlayer
from common.voice.reader import Reader
from common.voice.silent import SilentVoice
from common.voice.speech import Speech
from common.voice.timetable import Message, Timetable
from common.voice.wording import Wordings, built_in, read_wording

log = logging.getLogger(__name__)


def open_voice(settings: VoiceSettings, clock: Clock) -> Voice:
    """Return the voice of a board; it starts no thread and no process before `start`."""
    if settings.player == "none":
        return SilentVoice()
    with as_file(files("assets").joinpath("sounds", "chime.wav")) as chime:
        return Announcer(
            player=open_outlet(settings, chime),
            speech=open_speech(settings),
            wording=wordings(settings),
            chime=chime,
            clock=clock,
            manners=_manners(settings),
        )


def _manners(settings: VoiceSettings) -> Manners:
    volume = [(part.begins, part.ends, part.percent) for part in settings.volume]
    quiet = [(part.begins, part.ends) for part in settings.quiet]
    return Manners(
        rules=Rules(settings.expires_seconds, int(settings.short_from)),
        hours=hours(volume, quiet),
        timetable=Timetable(_messages(settings.messages), settings.closing_minutes),
    )


def _messages(path: Path | None) -> tuple[Message, ...]:
    """Return the centre's messages; none where their file has faults."""
    if path is None:
        return ()
    try:
        return read_messages(path)
    except BadFile as error:
        faults = error.faults
    for fault in faults:
        log.error("no message is spoken: %s", fault)
    return ()


def open_reader(kiosk: KioskSettings, settings: VoiceSettings) -> Reader | None:
    """Return what reads a kiosk's pages out; None where the settings say that nothing does."""
    if kiosk.listen == "none":
        return None
    return Reader(
        player=_player(kiosk.listen, kiosk.headphones, settings.folder, None),
        speech=open_speech(settings),
        wording=wordings(settings),
        folder=settings.cache,
    )


def open_outlet(settings: VoiceSettings, chime: Path) -> DevicePlayer | FilePlayer:
    """Return what makes the hall hear; the settings want a voice."""
    return _player(settings.player, settings.device, settings.folder, chime)


def open_speech(settings: VoiceSettings) -> Speech:
    """Return what makes sentences."""
    return Speech(settings.cache, timeout=settings.timeout_seconds)


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
