"""A clock that is set, a speech and a player that do as they are told."""

import threading
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

from common.domain.errors import Unavailable
from common.domain.ids import CallId
from common.domain.words import Language
from common.hearing import Announcement, VoiceState

NOON = datetime(2026, 3, 9, 12, tzinfo=UTC)


class SetClock:
    def __init__(self) -> None:
        self.seconds = 1000.0

    def now(self) -> datetime:
        return NOON + timedelta(seconds=self.seconds)

    def monotonic(self) -> float:
        return self.seconds


class FakeSpeech:
    """Gives a file name that is the sentence itself."""

    def __init__(self) -> None:
        self.works = True
        self.stopped = False
        self.refused = threading.Semaphore(0)
        """Released for each sentence that was not made."""

    def make(self, text: str, language: Language) -> Path:
        if not self.works:
            self.refused.release()
            raise Unavailable("no speech")
        return Path(f"{language.value}: {text}")

    def check(self) -> None:
        if not self.works:
            raise Unavailable("no speech")

    def stop(self) -> None:
        self.stopped = True


class FakePlayer:
    """Writes down what it plays; waits at the gate while it is shut."""

    def __init__(self) -> None:
        self.played: list[tuple[str, str]] = []
        self.there = True
        self.cut_short = 0
        """How many times it is to say that an end was not heard."""
        self.gate = threading.Event()
        self.gate.set()
        self.playing = threading.Event()
        self._more = threading.Condition()
        self._stopped = self._cut = False
        self.gains: list[float] = []

    def play(self, wav: Path, name: str, gain: float = 1.0) -> float:
        self.playing.set()
        self.gate.wait(timeout=10)
        if self._stopped or self._cut or not self.there:
            raise Unavailable("no device")
        with self._more:
            self.played.append((name, str(wav)))
            self.gains.append(gain)
            self._more.notify_all()
        return 0.0

    def cut(self) -> None:
        self._cut = True
        self.gate.set()

    def go_on(self) -> None:
        self._cut = False

    def finish(self) -> None:
        if self.cut_short:
            self.cut_short -= 1
            raise Unavailable("no device")

    def available(self) -> bool:
        return self.there

    def stop(self) -> None:
        self._stopped = True
        self.gate.set()

    def wait_for(self, sounds: int) -> None:
        with self._more:
            assert self._more.wait_for(lambda: len(self.played) == sounds, 10), self.played

    @property
    def sentences(self) -> list[str]:
        return [sound for _, sound in self.played if sound != "chime.wav"]


class Heard:
    """Collects what the voice reports, and waits for it."""

    def __init__(self) -> None:
        self._changed = threading.Condition()
        self.spoken: list[tuple[Announcement, datetime]] = []
        self.states: list[VoiceState] = []
        self.threads: set[str] = set()

    def note_spoken(self, announcement: Announcement, at: datetime) -> None:
        with self._changed:
            self.threads.add(threading.current_thread().name)
            self.spoken.append((announcement, at))
            self._changed.notify_all()

    def note_state(self, state: VoiceState) -> None:
        with self._changed:
            self.threads.add(threading.current_thread().name)
            self.states.append(state)
            self._changed.notify_all()

    def wait(self, until: Callable[["Heard"], bool], timeout: float = 10.0) -> None:
        with self._changed:
            came = self._changed.wait_for(lambda: until(self), timeout)
        assert came, f"spoken {self.labels}, states {self.states}"

    @property
    def labels(self) -> list[str]:
        return [announcement.label for announcement, _ in self.spoken]


def call(
    number: int,
    label: str,
    window: int = 12,
    language: Language = Language.EN,
    times: int = 1,
    at: datetime = NOON,
) -> Announcement:
    return Announcement(CallId(number), label, window, language, times, at)
