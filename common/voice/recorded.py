"""Sentences joined from recordings, and by the synthesiser where words are missing."""

import hashlib
import logging
from collections.abc import Sequence
from pathlib import Path

from common.domain.errors import Unavailable
from common.domain.words import Language
from common.voice.announcer import Speaker
from common.voice.clips import Stretch, compose, heard
from common.voice.kept import Kept
from common.voice.pack import Pack
from common.voice.worker import Worker, command_of

log = logging.getLogger(__name__)


class Recorded:
    """Makes a sentence from the pack when it has all of its words."""

    def __init__(
        self,
        pack: Pack,
        otherwise: Speaker,
        folder: Path,
        *,
        complete: bool = False,
        worker: Worker | None = None,
        timeout: float = 10.0,
    ) -> None:
        self._pack, self._otherwise = pack, otherwise
        self._kept = Kept(folder / "recorded")
        self._complete = complete
        self._worker = worker or Worker(command_of("common.voice.joining"))
        self._timeout = timeout

    def make(self, text: str, language: Language) -> Path:
        """Return the WAV of a sentence; raises Unavailable when neither way makes it."""
        clips = self._pack.clips.get(language, {})
        stretches = compose(heard(text, language), clips.keys())
        if stretches is None:
            return self._otherwise.make(text, language)
        files = [clips[each.words] for each in stretches]
        try:
            return self._kept.sound(
                _key(files, stretches), text, lambda part: self._join(files, stretches, part)
            )
        except Unavailable as trouble:
            log.warning("the recordings cannot be joined, the synthesiser speaks: %s", trouble)
            return self._otherwise.make(text, language)

    def check(self) -> None:
        """Raise Unavailable when sentences cannot be made; a complete pack needs nobody else."""
        if not self._complete:
            self._otherwise.check()

    def stop(self) -> None:
        """End at once, also while a sentence is being made."""
        self._worker.stop()
        self._otherwise.stop()

    def _join(self, files: Sequence[Path], stretches: Sequence[Stretch], part: Path) -> None:
        question = {
            "clips": [str(file.absolute()) for file in files],
            "gaps": [each.gap_ms for each in stretches],
            "file": str(part.absolute()),
        }
        self._worker.ask(question, self._timeout)


def _key(files: Sequence[Path], stretches: Sequence[Stretch]) -> str:
    """Return what a joined sentence is known by: a recording made anew is another one."""
    parts = [
        f"{file}\n{_made(file)}\n{each.gap_ms}" for file, each in zip(files, stretches, strict=True)
    ]
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()[:32]


def _made(file: Path) -> str:
    try:
        about = file.stat()
    except OSError:
        return ""
    return f"{about.st_size} {about.st_mtime_ns}"
