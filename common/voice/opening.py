"""The one door to the voice: which one, by the settings."""

import logging
from collections.abc import Callable, Mapping
from importlib.resources import as_file, files
from pathlib import Path
from typing import TypeVar

from common.domain.words import Language
from common.floorfile.part import BadFile
from common.hearing import Voice
from common.ports import Clock
from common.settings import KioskSettings, PlayerKind, VoiceSettings
from common.voice.announcer import Announcer, Manners, Speaker, still
from common.voice.backlog import Rules
from common.voice.hours import hours
from common.voice.messages import read_messages
from common.voice.pack import Pack, read_pack
from common.voice.player import DevicePlayer, FilePlayer
from common.voice.reader import Reader
from common.voice.recorded import Recorded
from common.voice.script import Line, script
from common.voice.silent import SilentVoice
from common.voice.speech import Speech
from common.voice.timetable import Message, Timetable
from common.voice.wording import Wordings, built_in, read_wording

T = TypeVar("T")

log = logging.getLogger(__name__)


def open_voice(
    settings: VoiceSettings, clock: Clock, sounding: Callable[[bool], None] = still
) -> Voice:
    """Return the voice of a board; it starts no thread and no process before `start`.

    `sounding` is told on the voice's thread when something begins to sound, and when it is over.
    """
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
            sounding=sounding,
        )


def _manners(settings: VoiceSettings) -> Manners:
    volume = [(part.begins, part.ends, part.percent) for part in settings.volume]
    quiet = [(part.begins, part.ends) for part in settings.quiet]
    return Manners(
        rules=Rules(settings.expires_seconds, int(settings.short_from)),
        hours=hours(volume, quiet),
        timetable=Timetable(messages(settings), settings.closing_minutes),
        says_messages=settings.says_messages,
    )


def messages(settings: VoiceSettings) -> tuple[Message, ...]:
    """Return the centre's messages; none where their file has faults."""
    return _own(settings.messages, read_messages, (), "no message is spoken")


def wordings(settings: VoiceSettings) -> Wordings:
    """Return the centre's wording; the built-in one where it has none, or one with faults."""
    return _own(settings.wording, read_wording, built_in(), "the built-in words are spoken")


def scripts(settings: VoiceSettings, *, whole: bool = False) -> Mapping[Language, tuple[Line, ...]]:
    """Return what has to be recorded for a centre's own words, in each language."""
    said = messages(settings)
    return {
        language: script(wording, said, whole=whole)
        for language, wording in wordings(settings).items()
    }


def _own(path: Path | None, read: Callable[[Path], T], usual: T, instead: str) -> T:
    """Return what a centre's file says; without one, or where it has faults, the usual."""
    if path is None:
        return usual
    try:
        return read(path)
    except BadFile as error:
        faults = error.faults
    for fault in faults:
        log.error("%s: %s", instead, fault)
    return usual


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


def open_outlet(settings: VoiceSettings, chime: Path) -> DevicePlayer | FilePlayer:
    """Return what makes the hall hear; the settings want a voice."""
    return _player(settings.player, settings.device, settings.folder, chime)


def open_speech(settings: VoiceSettings) -> Speaker:
    """Return what makes the hall's sentences: recordings where there are, else the synthesiser."""
    synthesiser = Speech(settings.cache, timeout=settings.timeout_seconds)
    pack: Pack | None = _own(settings.pack, read_pack, None, "the synthesiser speaks")
    if pack is None:
        return synthesiser
    complete = not any(pack.missing(*each) for each in scripts(settings).items())
    return Recorded(
        pack,
        synthesiser,
        settings.cache,
        complete=complete,
        timeout=settings.timeout_seconds,
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
