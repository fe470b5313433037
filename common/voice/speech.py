"""Sentences as WAV files, made once and kept."""

import hashlib
import os
import sys
import wave
from pathlib import Path

from common.domain.errors import Unavailable
from common.domain.words import Language
from common.voice.loudness import shortest
from common.voice.worker import Worker, command_of

VOICES = {Language.AZ: "trk/az", Language.EN: "gmw/en", Language.RU: "zle/ru"}
RATE = 145
"""Words a minute: slow enough for a hall."""
KEPT = 400
"""Files; about 90 MB."""
# On Windows pyttsx3 2.99 speaks only the first utterance of a process.
ONE_EACH = sys.platform == "win32"


class Speech:
    """Has every sentence said by one worker process and keeps the WAVs in a folder."""

    def __init__(self, folder: Path, worker: Worker | None = None, timeout: float = 10.0) -> None:
        self._folder = folder
        self._worker = worker or Worker(command_of("common.voice.speaking"))
        self._timeout = timeout

    def make(self, text: str, language: Language) -> Path:
        """Return the WAV of a sentence; raises Unavailable when it cannot be made."""
        voice = VOICES[language]
        kept = self._folder / f"{_key(text, voice)}.wav"
        if _seconds(kept) >= shortest(text):
            os.utime(kept)
            return kept
        part = kept.with_suffix(f".{os.getpid()}.part")
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            self._say(text, voice, part)
            part.replace(kept)
        except OSError as error:
            raise Unavailable(f"speech cannot be kept in {self._folder}: {error}") from error
        self._prune()
        return kept

    def check(self) -> None:
        """Raise Unavailable unless the synthesiser answers and has all voices."""
        voices = self._worker.ask({"voices": True}, self._timeout)["voices"]
        missing = [voice for voice in VOICES.values() if voice not in set(_texts(voices))]
        if missing:
            raise Unavailable(f"the synthesiser has no voice {', '.join(missing)}")

    def stop(self) -> None:
        """End the worker, also while it speaks."""
        self._worker.stop()

    def _say(self, text: str, voice: str, part: Path) -> None:
        question = {"text": text, "voice": voice, "rate": RATE, "file": str(part.absolute())}
        try:
            self._worker.ask(question, self._timeout)
        except Unavailable:
            part.unlink(missing_ok=True)
            raise
        finally:
            if ONE_EACH:
                self._worker.rest()
        if _seconds(part) < shortest(text):
            part.unlink(missing_ok=True)
            raise Unavailable(f"the synthesiser said nothing for {text!r}")

    def _prune(self) -> None:
        kept = sorted(self._folder.glob("*.wav"), key=_age)
        for old in kept[: max(0, len(kept) - KEPT)]:
            old.unlink(missing_ok=True)


def _key(text: str, voice: str) -> str:
    return hashlib.sha256(f"{text}\n{voice}\n{RATE}".encode()).hexdigest()[:32]


def _seconds(path: Path) -> float:
    """Return how long a WAV is; 0 when there is none or it is damaged."""
    try:
        with wave.open(str(path), "rb") as sound:
            frames = len(sound.readframes(sound.getnframes())) // sound.getsampwidth()
            return frames / sound.getframerate()
    except (OSError, EOFError, wave.Error):
        return 0.0


def _age(path: Path) -> float:
    try:
        return path.stat().st_mtime
    except FileNotFoundError:
        return 0.0


def _texts(values: object) -> list[str]:
    return [str(value) for value in values] if isinstance(values, list) else []
