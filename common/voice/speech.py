"""Sentences as WAV files, made once and kept."""

import hashlib
import sys
from pathlib import Path

from common.domain.errors import Unavailable
from common.domain.words import Language
from common.voice.kept import Kept
from common.voice.worker import Worker, command_of

VOICES = {Language.AZ: "trk/az", Language.EN: "gmw/en", Language.RU: "zle/ru"}
RATE = 145
"""Words a minute: slow enough for a hall."""
# On Windows pyttsx3 2.99 speaks only the first utterance of a process.
ONE_EACH = sys.platform == "win32"


class Speech:
    """Has every sentence said by one worker process and keeps the WAVs in a folder."""

    def __init__(self, folder: Path, worker: Worker | None = None, timeout: float = 10.0) -> None:
        self._kept = Kept(folder)
        self._worker = worker or Worker(command_of("common.voice.speaking"))
        self._timeout = timeout

    def make(self, text: str, language: Language) -> Path:
        """Return the WAV of a sentence; raises Unavailable when it cannot be made."""
        voice = VOICES[language]
        return self._kept.sound(_key(text, voice), text, lambda part: self._say(text, voice, part))

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
        finally:
            if ONE_EACH:
                self._worker.rest()


def _key(text: str, voice: str) -> str:
    return hashlib.sha256(f"{text}\n{voice}\n{RATE}\ntrimmed".encode()).hexdigest()[:32]


def _texts(values: object) -> list[str]:
    return [str(value) for value in values] if isinstance(values, list) else []
