"""Where the sound goes."""

import re
import wave
from pathlib import Path

from common.domain.errors import Unavailable
from common.voice.loudness import read_wav, scaled, write_wav
from common.voice.worker import Answer, Worker, command_of

PROBE_TIMEOUT = 3.0
SPARE = 5.0
"""Seconds a sound may take beyond its own length before the device counts as lost."""


class DevicePlayer:
    """Plays through the computer's sound device in a process of its own; never pretends."""

    def __init__(self, device: str = "", worker: Worker | None = None) -> None:
        self._device = device
        self._worker = worker or Worker(command_of("common.voice.sounding"))

    def play(self, wav: Path, name: str, gain: float = 1.0) -> float:
        """Play, a short gap after what was played before; return when the device has it all.

        Returns how many seconds ago it began. Raises Unavailable when there is no device or it
        goes away.
        """
        try:
            with wave.open(str(wav), "rb") as sound:
                seconds = sound.getnframes() / sound.getframerate()
        except (OSError, EOFError, wave.Error) as error:
            raise Unavailable(f"the sound for {name} cannot be read: {error}") from error
        question = {"file": str(wav.absolute()), "gain": gain}
        ago = self._ask(question, seconds + SPARE).get("ago")
        return float(ago) if isinstance(ago, int | float) else 0.0

    def finish(self) -> None:
        """Wait until what was played has been heard; Unavailable when the device went away."""
        self._ask({"finish": True}, SPARE)

    def available(self) -> bool:
        """Say whether the device is there, and keep it open so that every sound begins at once."""
        try:
            return self._ask({}, PROBE_TIMEOUT)["available"] is True
        except Unavailable:
            return False

    def cut(self) -> None:
        """Fall silent at once; nothing is played until `go_on`."""
        self._worker.interrupt()

    def go_on(self) -> None:
        """Play again after a cut."""
        self._worker.go_on()

    def stop(self) -> None:
        """Fall silent at once."""
        self._worker.stop()

    def _ask(self, question: Answer, timeout: float) -> Answer:
        try:
            return self._worker.ask({**question, "device": self._device}, timeout)
        except Unavailable:
            # Whatever is left of a lost device goes with its process.
            self._worker.rest()
            raise


class FilePlayer:
    """Writes each announcement to `call-NAME.wav` at once: the chime opens a new file.

    Another name does too, and where there is no chime a cut.
    """

    def __init__(self, folder: Path, chime: Path | None) -> None:
        self._folder = folder
        self._chime = chime
        self._open: Path | None = None
        self._name = ""

    def play(self, wav: Path, name: str, gain: float = 1.0) -> float:
        """Write the chime, or add a sentence after it; a name used before gets -2, -3 ..."""
        try:
            samples, rate = read_wav(wav)
            samples = scaled(samples, gain)
            if wav == self._chime or name != self._name or self._open is None:
                self._folder.mkdir(parents=True, exist_ok=True)
                self._open, self._name = self._free(name), name
                write_wav(self._open, samples, rate)
                return 0.0
            begun, begun_rate = read_wav(self._open)
            if begun_rate != rate:
                raise Unavailable(f"{wav} has {rate} Hz and the chime {begun_rate} Hz")
            write_wav(self._open, begun + samples, rate)
        except (OSError, EOFError, ValueError, wave.Error) as error:
            raise Unavailable(f"the sound for {name} cannot be written: {error}") from error
        return 0.0

    def finish(self) -> None:
        """Do nothing: a file is never late."""

    def available(self) -> bool:
        """Say whether the folder can be made."""
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
        except OSError:
            return False
        return True

    def cut(self) -> None:
        """Begin another file."""
        self._open = None

    def go_on(self) -> None:
        """Do nothing: a file is never silent for long."""

    def stop(self) -> None:
        """Do nothing: a file makes no noise."""

    def _free(self, name: str) -> Path:
        plain = re.sub(r"[^\w-]", "_", name)
        path, number = self._folder / f"call-{plain}.wav", 1
        while path.exists():
            number += 1
            path = self._folder / f"call-{plain}-{number}.wav"
        return path
