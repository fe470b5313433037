"""The process that speaks: the only one that loads the synthesiser (eSpeak NG, GPL-3)."""

import ctypes
import os
import sys
import threading
from collections.abc import Mapping
from pathlib import Path

import espeakng_loader
import pyttsx3

from common.voice.loudness import level, read_wav, shortest, write_wav
from common.voice.worker import Answer, serve

os.environ["ESPEAK_DATA_PATH"] = espeakng_loader.get_data_path()
_LIBRARY = ctypes.CDLL(espeakng_loader.get_library_path())
"""Loaded before pyttsx3 looks for one: the system needs none of its own."""


TRIES = 3


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
        for _ in range(TRIES):
            self._save(engine, text, file)
            if engine.getProperty("voice").lower() != voice.lower():
                msg = f"the synthesiser has no voice {voice!r}"
                raise ValueError(msg)
            samples, samples_rate = read_wav(file)
            # On a busy computer the late end of one sentence ends the next one at once.
            if len(samples) / samples_rate >= shortest(text):
                break
        write_wav(file, level(samples, samples_rate), samples_rate)
        return len(samples) / samples_rate

    @staticmethod
    def _save(engine: pyttsx3.Engine, text: str, file: Path) -> None:
        finished = threading.Event()
        token = engine.connect("finished-utterance", lambda **_: finished.set())
        engine.save_to_file(text, str(file))
        # runAndWait does not wait for the file; whoever asked has a limit and kills this process.
        engine.runAndWait()
        finished.wait()
        _LIBRARY.espeak_Synchronize()
        engine.disconnect(token)

    def _engine(self, driver: str) -> pyttsx3.Engine:
        if driver not in self._engines:
            self._engines[driver] = pyttsx3.init(driver)
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
