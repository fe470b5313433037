"""Reads out what stands on a screen, to one person, until he does something else."""

import logging
import threading
from array import array
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from time import monotonic

from common.domain.errors import Unavailable
from common.domain.words import Language
from common.voice.announcer import Outlet, Speaker
from common.voice.loudness import read_wav, write_wav
from common.voice.phrases import in_words, spell
from common.voice.wording import Wording, Wordings

PROBE_EVERY = 3.0
GAINS = (-24, -18, -12, -6, 0)
"""Decibels, in steps that are heard."""
USUAL = 2
"""Where everybody begins: the loudest is 12 dB more, as EN 301 549, 5.1.3.10 asks for."""
NAME = "page"

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Sentence:
    """Words in one language."""

    words: str
    language: Language


class Reader:
    """Says sentences one after another on a thread of its own; no call here ever waits."""

    def __init__(
        self,
        player: Outlet,
        speech: Speaker,
        wording: Wordings,
        folder: Path,
        probe_every: float = PROBE_EVERY,
    ) -> None:
        self._player, self._speech, self._wording = player, speech, wording
        self._loud = folder / f"loud-{id(self)}.wav"
        self._probe_every = probe_every
        self._changed = threading.Condition()
        self._queue: list[Sentence] = []
        self._said: list[Sentence] = []
        self._round = 0
        self._gain = USUAL
        self._playing = self._stopping = False
        self._there: bool | None = None
        self._speaks = False
        self._report: Callable[[bool], None] = lambda _: None
        self._heard: Callable[[], None] = lambda: None
        self._thread = threading.Thread(target=self._run, name="reader", daemon=True)

    def start(self, report: Callable[[bool], None], heard: Callable[[], None]) -> None:
        """Begin; on the reader's own thread `report` says whether anything can be heard.

        `heard` follows each sentence that was not cut off.
        """
        self._report, self._heard = report, heard
        self._thread.start()

    def say(self, words: Sequence[str], language: Language, *, anew: bool) -> None:
        """Say sentences after those that wait; `anew` falls silent first."""
        if anew:
            self.hush()
            self._said = []
        self._put([Sentence(each, language) for each in words])

    def repeat(self) -> None:
        """Say once more all that was said of what is on the screen."""
        said, self._said = self._said, []
        self.hush()
        self._put(said)

    def _put(self, sentences: list[Sentence]) -> None:
        self._said += sentences
        with self._changed:
            self._queue += sentences
            self._changed.notify()

    def turn(self, steps: int) -> None:
        """Become louder or softer by so many steps, from the next sentence on."""
        self._gain = max(0, min(len(GAINS) - 1, self._gain + steps))

    def be_usual(self) -> None:
        """Be as loud as for everybody at first."""
        self._gain = USUAL

    def hush(self) -> None:
        """Fall silent at once, and forget what was still to be said."""
        with self._changed:
            self._queue.clear()
            self._round += 1
            if self._playing:
                self._player.cut()

    def stop(self) -> None:
        """Fall silent for good and end the thread and the processes, at most two seconds."""
        with self._changed:
            self._stopping = True
            self._queue.clear()
            self._changed.notify()
        self._player.stop()
        self._speech.stop()
        if self._thread.ident is not None:
            self._thread.join(timeout=2)
        self._loud.unlink(missing_ok=True)

    # What follows runs on the reader's thread.

    def _run(self) -> None:
        looked = self._look()
        while not self._stopping:
            with self._changed:
                self._changed.wait_for(lambda: self._stopping or self._queue, self._probe_every)
                sentence = self._queue.pop(0) if self._queue and not self._stopping else None
                round_ = self._round
            if sentence is not None:
                self._speak(sentence, round_)
            if not self._stopping and monotonic() - looked >= self._probe_every:
                looked = self._look()

    def _speak(self, sentence: Sentence, round_: int) -> None:
        """Say one sentence, unless another round begins before its end."""
        try:
            words = aloud(sentence, self._wording[sentence.language])
            wav = self._as_loud(self._speech.make(words, sentence.language))
            with self._changed:
                if round_ != self._round or self._stopping:
                    return
                self._playing = True
            self._player.play(wav, NAME)
            self._heard()
        except Unavailable as trouble:
            with self._changed:
                cut = round_ != self._round or self._stopping
            if not cut:
                log.warning("the page cannot be heard: %s", trouble)
                self._tell(there=False)
        finally:
            with self._changed:
                self._playing = False
                self._player.go_on()

    def _as_loud(self, wav: Path) -> Path:
        """Return the sound as loud as the listener has it."""
        factor = 10 ** (GAINS[self._gain] / 20)
        try:
            samples, rate = read_wav(wav)
            write_wav(self._loud, array("h", (round(each * factor) for each in samples)), rate)
        except (OSError, EOFError, ValueError) as error:
            raise Unavailable(f"a sentence cannot be made louder or softer: {error}") from error
        return self._loud

    def _look(self) -> float:
        """See whether there is a device and speech; return when."""
        if not self._speaks:
            try:
                self._speech.check()
                self._speaks = True
            except Unavailable as trouble:
                if self._there is None:
                    log.warning("nothing can be read out: %s", trouble)
        self._tell(there=self._speaks and self._player.available())
        return monotonic()

    def _tell(self, *, there: bool) -> None:
        if there is not self._there and not self._stopping:
            self._there = there
            self._report(there)


def aloud(sentence: Sentence, wording: Wording) -> str:
    """Return a sentence as it is said: one of single signs by the names of the signs."""
    signs = sentence.words.split()
    if any(len(sign) > 1 for sign in signs):
        return sentence.words.replace("·", ",").replace("\u2011", "-")
    names = (
        in_words(int(sign), sentence.language)
        if sign.isdigit()
        else spell(sign, wording)
        if sign in wording.letters
        else sign
        for sign in signs
    )
    return ", ".join(names)
