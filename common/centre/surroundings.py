"""What this computer itself gives: Qt with fonts and screens, speech, sound, a place for logs."""

import os
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

from common.centre.qt import ask_qt
from common.centre.verdicts import Finding, bad, ok, unknown
from common.domain.errors import Unavailable
from common.settings import Settings
from common.voice.messages import message_faults
from common.voice.pack import pack_faults
from common.voice.player import DevicePlayer
from common.voice.speech import Speech
from common.voice.wording import wording_faults

PROBE = "common.ui.probe"
MOST_NAMED = 5


def screens_and_fonts() -> Iterator[Finding]:
    """Ask Qt, in a process of its own, what it finds."""
    display = _has_display()
    try:
        answer = ask_qt(PROBE, {} if display else {"QT_QPA_PLATFORM": "offscreen"})
    except Unavailable as error:
        yield unknown("fonts", "Qt could not be asked")
        yield bad("screens", str(error))
        return
    if answer["fonts"]:
        yield bad("fonts", answer["fonts"])
    else:
        yield ok("fonts", "the program's own are there")
    if not display:
        yield unknown("screens", "there is no display here; ask again in a graphical session")
        return
    shown = [f"{one['name']} {one['width']}x{one['height']}" for one in answer["screens"]]
    yield ok("screens", ", ".join(shown)) if shown else bad("screens", "none; connect one")


def speech_and_sound(settings: Settings) -> Iterator[Finding]:
    """Ask the synthesiser and the sound device, unless the settings want silence."""
    voice = settings.voice
    if voice.player == "none":
        yield ok("voice", "off, as voice.player says")
        return
    speech = Speech(voice.cache, timeout=voice.timeout_seconds)
    try:
        speech.check()
        yield ok("speech", "the synthesiser has all three languages")
    except Unavailable as error:
        yield bad("speech", f"{error}; install the program again")
    finally:
        speech.stop()
    if voice.player == "device":
        yield _sound(voice.device)
    if voice.wording is not None:
        yield from _own(
            "wording", voice.wording, wording_faults(voice.wording), "the built-in words are spoken"
        )
    if voice.pack is not None:
        yield from _own("recordings", voice.pack, pack_faults(voice.pack), "the synthesiser speaks")
    if voice.messages is not None:
        faults = message_faults(voice.messages)
        yield from _own("messages", voice.messages, faults, "none of them is spoken")


def _own(name: str, path: Path, faults: Sequence[str], instead: str) -> Iterator[Finding]:
    """Say whether a file of the centre's own can be used."""
    for fault in faults[:MOST_NAMED]:
        yield bad(name, f"{fault}; {instead}")
    if not faults:
        yield ok(name, f"{path} can be used")


def log_folder(settings: Settings) -> Finding:
    """Try whether the log can be written."""
    folder = settings.logs.folder
    try:
        folder.mkdir(parents=True, exist_ok=True)
        trial = folder / f".asan-centre-{os.getpid()}"
        trial.write_bytes(b"")
        trial.unlink()
    except OSError as error:
        words = f"{folder} cannot be written ({error.strerror or error}); set logs.folder"
        return bad("log", words)
    return ok("log", f"{folder} can be written")


def _sound(device: str) -> Finding:
    player = DevicePlayer(device)
    name = f'the sound device "{device}"' if device else "the sound device"
    try:
        if player.available():
            return ok("sound", f"{name} is there")
    finally:
        player.stop()
    words = (
        f"{name} is not there; connect one, or set voice.player to none where no voice is wanted"
    )
    return bad("sound", words)


def _has_display() -> bool:
    if not sys.platform.startswith("linux") or os.environ.get("QT_QPA_PLATFORM"):
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))
