"""Sounds kept in a folder: the last used of them, whole or not at all."""

import os
import wave
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from common.domain.errors import Unavailable
from common.voice.loudness import shortest

KEPT = 400
"""Files; about 90 MB."""


class Kept:
    """A folder of sentences, each known by a key."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def sound(self, key: str, text: str, make: Callable[[Path], None]) -> Path:
        """Return the sound of a text, made into a file where it is not there yet.

        Raises Unavailable when `make` does, when it made too little for the text, or when the
        folder cannot be written.
        """
        kept = self._folder / f"{key}.wav"
        if seconds(kept) >= shortest(text):
            os.utime(kept)
            return kept
        part = kept.with_suffix(f".{os.getpid()}.part")
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            make(part)
            if seconds(part) >= shortest(text):
                part.replace(kept)
        except OSError as error:
            raise Unavailable(f"speech cannot be kept in {self._folder}: {error}") from error
        finally:
            with suppress(OSError):
                part.unlink(missing_ok=True)
        if not kept.exists():
            raise Unavailable(f"nothing was said for {text!r}")
        self._prune()
        return kept

    def _prune(self) -> None:
        kept = sorted(self._folder.glob("*.wav"), key=_age)
        for old in kept[: max(0, len(kept) - KEPT)]:
            old.unlink(missing_ok=True)


def seconds(path: Path) -> float:
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
