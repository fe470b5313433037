"""Speaks calls one after another, and knows whether the hall can hear them."""

import logging
import threading
from collections.abc import Callable
from concurrent.futures import CancelledError, Future, ThreadPoolExecutor
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Protocol

from common.domain.errors import Unavailable
from common.domain.ids import CallId
from common.domain.words import Language
from common.ports import Announcement, Clock, Player, VoiceState
from common.voice.phrases import sentence
from common.voice.wording import Wordings

EXPIRES = 30.0
"""Seconds after which a call is no longer worth saying."""
PROBE_EVERY = 3.0
CHECKING_EVERY = 0.2

log = logging.getLogger(__name__)


class Speaker(Protocol):
    """Makes sentences."""

    def make(self, text: str, language: Language) -> Path:
        """Return a WAV of the text; raises Unavailable."""

    def check(self) -> None:
        """Raise Unavailable when sentences cannot be made."""

    def stop(self) -> None:
        """End at once, also while a sentence is being made."""


class Outlet(Player, Protocol):
    """A player that can be waited for, and silenced."""

    def finish(self) -> None:
        """Wait until what was played has been heard; raises Unavailable."""

    def stop(self) -> None:
        """Fall silent at once."""


@dataclass(slots=True)
class Queued:
    """A call that waits to be spoken, its sentence already in the making."""

    said: Announcement
    since: float
    """Monotonic: the store's clock and this computer's may differ."""
    wav: "Future[Path]"
    forgotten: bool = False


class Announcer:
    """Plays chime and sentence of each call; a device that is lost holds calls until they expire.

    The sentence is made while the chime sounds. With no speech the chime still sounds, so that
    people look at the board, but nothing is reported as spoken.
    """

    def __init__(
        self,
        *,
        player: Outlet,
        speech: Speaker,
        wording: Wordings,
        chime: Path,
        clock: Clock,
        probe_every: float = PROBE_EVERY,
    ) -> None:
        self._player = player
        self._speech = speech
        self._wording = wording
        self._chime = chime
        self._clock = clock
        self._probe_every = probe_every
        self._changed = threading.Condition()
        self._queue: list[Queued] = []
        self._current: Queued | None = None
        self._stopping = False
        self._maker = ThreadPoolExecutor(max_workers=1, thread_name_prefix="speech")
        self._thread = threading.Thread(target=self._run, name="voice", daemon=True)
        self._check: Future[None] | None = None
        self._heard: bool | None = None
        self._speaks: bool | None = None
        self._state: VoiceState | None = None
        self._spoken: Callable[[Announcement, datetime], None] = _ignore
        self._report: Callable[[VoiceState], None] = _ignore

    def start(
        self,
        spoken: Callable[[Announcement, datetime], None],
        state: Callable[[VoiceState], None],
    ) -> None:
        """Begin; both callbacks come on the voice's own thread."""
        self._spoken, self._report = spoken, state
        self._check = self._maker.submit(self._speech.check)
        self._thread.start()

    def announce(self, announcement: Announcement) -> None:
        """Queue a call; a repeat of one that still waits takes its place."""
        with self._changed:
            if self._stopping or self._known(announcement):
                return
            queued = Queued(
                announcement,
                self._clock.monotonic(),
                self._maker.submit(self._make, announcement),
            )
            for place, earlier in enumerate(self._queue):
                if earlier.said.call == announcement.call:
                    earlier.wav.cancel()
                    self._queue[place] = queued
                    break
            else:
                self._queue.append(queued)
            self._changed.notify()

    def forget(self, call: CallId) -> None:
        """Drop a call that is no longer worth saying; a sentence that sounds is not cut off."""
        with self._changed:
            for queued in self._queue:
                if queued.said.call == call:
                    queued.wav.cancel()
            self._queue = [queued for queued in self._queue if queued.said.call != call]
            if self._current is not None and self._current.said.call == call:
                self._current.forgotten = True

    def stop(self) -> None:
        """Fall silent and end the threads and processes, at most two seconds."""
        with self._changed:
            self._stopping = True
            self._queue.clear()
            self._changed.notify()
        self._player.stop()
        self._speech.stop()
        self._maker.shutdown(wait=True, cancel_futures=True)
        if self._thread.ident is not None:
            self._thread.join(timeout=2)

    def _known(self, announcement: Announcement) -> bool:
        waiting = [queued.said for queued in self._queue]
        if self._current is not None:
            waiting.append(self._current.said)
        return any(
            said.call == announcement.call and said.times >= announcement.times for said in waiting
        )

    def _make(self, said: Announcement) -> Path:
        text = sentence(said, self._wording[said.language])
        return self._speech.make(text, said.language)

    # What follows runs on the voice's thread.

    def _run(self) -> None:
        looked = self._look()
        while not self._stopping:
            queued = self._take()
            if queued is not None:
                self._speak(queued)
            checking = self._check is not None
            if checking or self._clock.monotonic() - looked >= self._probe_every:
                looked = self._look()

    def _take(self) -> Queued | None:
        """Return the next call worth saying; None when there is none for a while."""
        with self._changed:
            wait = CHECKING_EVERY if self._check is not None else self._probe_every
            self._changed.wait_for(lambda: self._stopping or (self._queue and self._heard), wait)
            oldest = self._clock.monotonic() - EXPIRES
            for queued in [late for late in self._queue if late.since < oldest]:
                log.warning("not spoken in time: %s", queued.said.label)
                self._queue.remove(queued)
            if self._stopping or not self._queue or not self._heard:
                return None
            self._current = self._queue.pop(0)
            return self._current

    def _speak(self, queued: Queued) -> None:
        try:
            whole = self._play(queued)
            self._player.finish()
        except Unavailable as trouble:
            self._put_back(queued)
            if not self._stopping:
                log.warning("the hall does not hear: %s", trouble)
                self._tell(heard=False)
            return
        with self._changed:
            self._current = None
        if whole and not self._stopping:
            self._spoken(queued.said, self._clock.now())

    def _play(self, queued: Queued) -> bool:
        """Play chime and sentence; False when the sentence could not be made or is moot."""
        name = queued.said.label
        self._player.play(self._chime, name)
        try:
            wav = queued.wav.result()
        except Unavailable as trouble:
            if self._stopping:
                return False
            log.warning("no speech for %s: %s", name, trouble)
            self._tell(speaks=False)
            return False
        except CancelledError:
            return False
        except ValueError:
            # A label nobody can read out is a fault of the set-up; the calls after it are not.
            log.exception("%s cannot be said", name)
            return False
        if queued.forgotten:
            return False
        # The sentence follows its chime without a break, so nobody waits for the chime alone.
        self._player.play(wav, name)
        self._tell(speaks=True)
        return True

    def _put_back(self, queued: Queued) -> None:
        with self._changed:
            self._current = None
            newer = any(other.said.call == queued.said.call for other in self._queue)
            if not (queued.forgotten or newer or self._stopping):
                self._queue.insert(0, queued)

    def _look(self) -> float:
        """See whether there is a device, and speech when it was missing; return when."""
        began = self._clock.monotonic()
        self._tell(heard=self._player.available())
        if self._check is not None and self._check.done():
            trouble = self._check.exception()
            self._check = None
            if trouble is not None and not isinstance(trouble, Unavailable):
                raise trouble
            if trouble is not None and self._speaks is not False:
                log.warning("no speech: %s", trouble)
            self._tell(speaks=trouble is None)
        elif self._check is None and self._speaks is False:
            with self._changed:
                if not self._stopping:
                    self._check = self._maker.submit(self._speech.check)
        return began

    def _tell(self, *, heard: bool | None = None, speaks: bool | None = None) -> None:
        self._heard = self._heard if heard is None else heard
        self._speaks = self._speaks if speaks is None else speaks
        state = self._state
        if self._heard is False:
            state = VoiceState.NO_DEVICE
        elif self._speaks is not None:
            state = VoiceState.READY if self._speaks else VoiceState.NO_SPEECH
        if state is not None and state is not self._state and not self._stopping:
            self._state = state
            self._report(state)


class SilentVoice:
    """The voice of a board that is set up without one: it says that it is off, and nothing else."""

    def __init__(self) -> None:
        self._thread: threading.Thread | None = None

    def start(
        self,
        spoken: Callable[[Announcement, datetime], None],  # noqa: ARG002 - nothing is spoken
        state: Callable[[VoiceState], None],
    ) -> None:
        """Report OFF, on a thread of its own as every voice does."""
        self._thread = threading.Thread(target=state, args=(VoiceState.OFF,), name="voice")
        self._thread.start()

    def announce(self, announcement: Announcement) -> None:
        """Say nothing."""

    def forget(self, call: CallId) -> None:
        """Have nothing to forget."""

    def stop(self) -> None:
        """Wait for the report to be over."""
        if self._thread is not None:
            self._thread.join(timeout=2)


def _ignore(*_: object) -> None:
    """Stand in until the voice is started."""
