"""The process that speaks: the only one that loads the synthesiser (eSpeak NG, GPL-3)."""

import ctypes
import importlib
import os
import sys
import threading
from collections.abc import Mapping
from pathlib import Path

import espeakng_loader
import pyttsx3

from common.voice.loudness import level, read_wav, shortest, trimmed, write_wav
from common.voice.worker import Answer, serve

os.environ["ESPEAK_DATA_PATH"] = espeakng_loader.get_data_path()
_LIBRARY = ctypes.CDLL(espeakng_loader.get_library_path())
TRIES = 3


def lend_library() -> None:
    """Give pyttsx3 the library that came with us; it knows only where systems install theirs."""
    load = ctypes.cdll.LoadLibrary
    ctypes.cdll.LoadLibrary = lambda name: _LIBRARY  # type: ignore[method-assign] # noqa: ARG005 - its only door
    importlib.import_module("pyttsx3.drivers._espeak")
    ctypes.cdll.LoadLibrary = load  # type: ignore[method-assign] # as it was


class Synthesiser:
    """Makes one WAV per question and says so only when it is whole."""

    def __init__(self) -> None:
        self._engines: dict[str, pyttsx3.Engine] = {}

    def answer(self, question: Answer) -> Answer:
        """Return the seconds of speech written to `file`, or the voices when asked for them."""
        match question:
            case {"voices": True}:
                return {"voices": sorted(self._voices(self._engine("espeak")))}
            case {"text": str(text), "voice": str(voice), "rate": int(rate), "file": str(file)}:
                return {"seconds": self._make(text, voice, rate, Path(file))}
        msg = f"not understood: {question}"
        raise ValueError(msg)

    def _make(self, text: str, voice: str, rate: int, file: Path) -> float:
        driver, voice = self._driver_of(voice)
        engine = self._engine(driver)
        engine.setProperty("voice", voice)
        engine.setProperty("rate", rate)
        self._settle(driver)
        if engine.getProperty("voice").lower() != voice.lower():
            msg = f"the synthesiser has no voice {voice!r}"
            raise ValueError(msg)
        for _ in range(TRIES):
            self._save(engine, text, file)
            self._settle(driver)
            samples, samples_rate = read_wav(file)
            # On a busy computer the late end of one sentence ends the next one at once.
            if len(samples) / samples_rate >= shortest(text):
                break
        said = trimmed(level(samples, samples_rate), samples_rate)
        write_wav(file, said, samples_rate)
        return len(said) / samples_rate

    @staticmethod
    def _settle(driver: str) -> None:
        if driver == "espeak":
            _LIBRARY.espeak_Synchronize()

    @staticmethod
    def _save(engine: pyttsx3.Engine, text: str, file: Path) -> None:
        finished = threading.Event()
        token = engine.connect("finished-utterance", lambda **_: finished.set())
        engine.save_to_file(text, str(file))
        # runAndWait does not wait for the file; whoever asked has a limit and kills this process.
        engine.runAndWait()
        finished.wait()
        engine.disconnect(token)

    def _engine(self, driver: str) -> pyttsx3.Engine:
        if driver not in self._engines:
            if driver == "espeak":
                lend_library()
            self._engines[driver] = pyttsx3.init(driver)
            # Busy from its birth, it would put voice and rate off until it speaks, and on a
            # busy computer speak before the rate has changed.
            self._engines[driver].proxy.setBusy(False)
        return self._engines[driver]

    def _driver_of(self, voice: str) -> tuple[str, str]:
        """Return driver and voice id: Windows' own voice where it has one of the language."""
        if sys.platform == "win32":
            language = voice.rsplit("/", 1)[-1]
            for known, languages in self._voices(self._engine("sapi5")).items():
                if any(each.lower().startswith(language) for each in languages):
                    return "sapi5", known
        return "espeak", voice

    @staticmethod
    def _voices(engine: pyttsx3.Engine) -> Mapping[str, list[str]]:
        return {voice.id: voice.languages for voice in engine.getProperty("voices")}


if __name__ == "__main__":
    serve(Synthesiser().answer)
