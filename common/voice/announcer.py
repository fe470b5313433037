"""Speaks calls and notices one after another, and knows whether the hall can hear them."""

import logging
import threading
from collections.abc import Callable
from concurrent.futures import CancelledError, Future, ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Protocol

from common.domain.errors import Unavailable
from common.domain.ids import CallId
from common.domain.words import Language
from common.hearing import Announcement, Notice, NoticeKind, Player, VoiceState
from common.ports import Clock
from common.voice.audible import Audible
from common.voice.backlog import Backlog, Due, Rules
from common.voice.hours import Hours
from common.voice.lateness import Lateness
from common.voice.phrases import notice_words, sentence
from common.voice.timetable import Timetable
from common.voice.wording import Wordings

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

    def cut(self) -> None:
        """Fall silent at once; nothing is played until `go_on`."""

    def go_on(self) -> None:
        """Play again after a cut."""

    def stop(self) -> None:
        """Fall silent at once."""


@dataclass(frozen=True, slots=True)
class Manners:
    """How a centre wants its voice to behave."""

    rules: Rules = field(default_factory=Rules)
    hours: Hours = field(default_factory=Hours)
    timetable: Timetable = field(default_factory=Timetable)
    says_messages: bool = True
    """Those put on the boards; a centre's own at their times are said in any case."""
    probe_every: float = PROBE_EVERY


def still(_sounds: bool) -> None:  # noqa: FBT001 - a listener's value has no name
    """Have nothing that would be too loud beside the voice."""


class Announcer:
    """Plays chime and sentence of each call; a device that is lost holds calls until they expire.

    The sentence is made while the chime sounds. With no speech the chime still sounds, so that
    people look at the board, but nothing is reported as spoken.
    """

    def __init__(  # noqa: PLR0913 - all it works with comes in here
        self,
        *,
        player: Outlet,
        speech: Speaker,
        wording: Wordings,
        chime: Path,
        clock: Clock,
        manners: Manners,
        sounding: Callable[[bool], None] = still,
    ) -> None:
        self._sounding = sounding
        self._player, self._speech, self._wording = player, speech, wording
        self._chime, self._clock, self._manners = chime, clock, manners
        self._changed = threading.Condition()
        self._backlog = Backlog(manners.rules)
        self._audible = Audible()
        self._cut = self._stopping = False
        self._closes: datetime | None = None
        self._since = clock.now()
        self._maker = ThreadPoolExecutor(max_workers=1, thread_name_prefix="speech")
        self._thread = threading.Thread(target=self._run, name="voice", daemon=True)
        self._check: Future[None] | None = None
        self._spoken: Callable[[Announcement, datetime], None] = lambda *_: None
        self.lateness = Lateness()

    def start(
        self,
        spoken: Callable[[Announcement, datetime], None],
        state: Callable[[VoiceState], None],
    ) -> None:
        """Begin; both callbacks come on the voice's own thread."""
        self._spoken, self._audible.report = spoken, state
        self._check = self._maker.submit(self._speech.check)
        self._thread.start()

    def announce(self, announcement: Announcement) -> None:
        """Queue a call; a repeat of one that still waits takes its place."""
        self._add(announcement)

    def say(self, notice: Notice) -> None:
        """Queue a notice; an evacuation cuts off what sounds."""
        if notice.kind is not NoticeKind.MESSAGE or self._manners.says_messages:
            self._add(notice)

    def lift(self) -> None:
        """End an evacuation; what sounds of it is not cut off."""
        with self._changed:
            self._backlog.lift()

    def close_at(self, moment: datetime | None) -> None:
        """Say before this moment that the centre closes."""
        self._closes = moment

    def forget(self, call: CallId) -> None:
        """Drop a call that is no longer worth saying; a sentence that sounds is not cut off."""
        with self._changed:
            self._backlog.forget(call)

    def stop(self) -> None:
        """Fall silent and end the threads and processes, at most two seconds."""
        with self._changed:
            self._stopping = True
            self._audible.fall_silent()
            self._backlog.clear()
            self._changed.notify()
        self._player.stop()
        self._speech.stop()
        self._maker.shutdown(wait=True, cancel_futures=True)
        if self._thread.ident is not None:
            self._thread.join(timeout=2)
            log.info("%s", self.lateness)

    def _add(self, said: Announcement | Notice) -> None:
        with self._changed:
            if self._stopping or not self._backlog.add(said, self._clock.monotonic()):
                return
            current = self._backlog.current
            alarming = isinstance(said, Notice) and said.kind is NoticeKind.EVACUATION
            if alarming and current is not None and not self._cut:
                self._cut = True
                self._player.cut()
            self._changed.notify()

    # What follows runs on the voice's thread.

    def _run(self) -> None:
        looked = self._look()
        while not self._stopping:
            self._read_the_clock()
            due = self._take()
            if due is not None:
                self._speak(due)
            checking = self._check is not None
            if checking or self._clock.monotonic() - looked >= self._manners.probe_every:
                looked = self._look()

    def _read_the_clock(self) -> None:
        now = self._clock.now()
        for notice in self._manners.timetable.due(self._since, now, self._closes):
            self._add(notice)
        self._since = now

    def _take(self) -> Due | None:
        """Return the next thing worth saying; None when there is none for a while."""
        with self._changed:
            wait = CHECKING_EVERY if self._check is not None else self._manners.probe_every
            self._changed.wait_for(self._may_speak, wait)
            for late in self._backlog.drop_late(self._clock.monotonic()):
                log.warning("not spoken in time: %s", late.name)
            if self._stopping or not self._audible.heard:
                return None
            return self._backlog.take(self._clock.monotonic())

    def _may_speak(self) -> bool:
        ready = self._backlog.ready(self._clock.monotonic())
        return self._stopping or bool(ready and self._audible.heard)

    def _speak(self, due: Due) -> None:
        self._sounding(True)  # noqa: FBT003 - a listener's value has no name
        try:
            self._speak_through(due)
        finally:
            self._sounding(False)  # noqa: FBT003 - a listener's value has no name

    def _speak_through(self, due: Due) -> None:
        gain = self._gain(due.said)
        try:
            whole = gain > 0 and self._play(due, gain)
            self._player.finish()
        except Unavailable as trouble:
            self._leave(due, trouble)
            return
        with self._changed:
            self._backlog.done(self._clock.monotonic())
            self._go_on()
        if whole and isinstance(due.said, Announcement) and not self._stopping:
            self._spoken(due.said, self._clock.now())

    def _leave(self, due: Due, trouble: Unavailable) -> None:
        """Let what was cut off, or not heard, wait until it can be said."""
        with self._changed:
            cut = self._cut
            self._backlog.put_back()
            self._go_on()
        if not (cut or self._stopping):
            log.warning("the hall does not hear %s: %s", due.name, trouble)
            self._audible.tell(heard=False)

    def _go_on(self) -> None:
        if self._cut:
            self._cut = False
            self._player.go_on()

    def _gain(self, said: Announcement | Notice) -> float:
        if isinstance(said, Announcement):
            return self._manners.hours.gain(said.called_at)
        alarm = said.kind is NoticeKind.EVACUATION
        return 1.0 if alarm else self._manners.hours.gain(said.at)

    def _play(self, due: Due, gain: float) -> bool:
        """Play chime and sentences; False when one could not be made or is moot."""
        made = [self._maker.submit(self._make, due, each) for each in _tongues(due.said)]
        if not (due.bare and self._audible.speaks):
            ago = self._player.play(self._chime, due.name, gain)
            self._note_first(due, ago)
        whole = True
        for each in made:
            whole = self._play_made(due, each, gain) and whole
        return whole

    def _note_first(self, due: Due, ago: float) -> None:
        """Take down how late the first sound of a call was."""
        if not due.sounded and isinstance(due.said, Announcement):
            late = self._clock.monotonic() - ago - due.since
            self.lateness.note(late)
            log.info("%s: first sound %.2f s after its call was known", due.name, late)
        due.sounded = True

    def _play_made(self, due: Due, made: "Future[Path]", gain: float) -> bool:
        try:
            wav = made.result()
        except Unavailable as trouble:
            if not self._stopping:
                log.warning("no speech for %s: %s", due.name, trouble)
                self._audible.tell(speaks=False)
            return False
        except CancelledError:
            return False
        except ValueError:
            # A label nobody can read out is a fault of the set-up; the calls after it are not.
            log.exception("%s cannot be said", due.name)
            return False
        if due.forgotten:
            return False
        # The sentence follows its chime without a break, so nobody waits for the chime alone.
        self._note_first(due, self._player.play(wav, due.name, gain))
        self._audible.tell(speaks=True)
        return True

    def _make(self, due: Due, language: Language) -> Path:
        wording = self._wording[language]
        said = due.said
        if isinstance(said, Announcement):
            return self._speech.make(sentence(said, wording, short=due.short), language)
        return self._speech.make(notice_words(said, wording), language)

    def _look(self) -> float:
        """See whether there is a device, and speech when it was missing; return when."""
        began = self._clock.monotonic()
        self._audible.tell(heard=self._player.available())
        if self._check is not None and self._check.done():
            trouble = self._check.exception()
            self._check = None
            if trouble is not None and not isinstance(trouble, Unavailable):
                raise trouble
            if trouble is not None and self._audible.speaks is not False:
                log.warning("no speech: %s", trouble)
            self._audible.tell(speaks=trouble is None)
        elif self._check is None and self._audible.speaks is False:
            with self._changed:
                if not self._stopping:
                    self._check = self._maker.submit(self._speech.check)
        return began


def _tongues(said: Announcement | Notice) -> tuple[Language, ...]:
    """Return in which languages something is said."""
    return (said.language,) if isinstance(said, Announcement) else tuple(Language)
