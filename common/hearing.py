"""The part of the ports that is about what the hall hears."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import Protocol

from common.domain.floor import Direction
from common.domain.ids import CallId
from common.domain.words import Language, Words


class VoiceState(StrEnum):
    """Whether the hall can hear."""

    READY = "ready"
    NO_DEVICE = "no_device"
    NO_SPEECH = "no_speech"
    OFF = "off"


@dataclass(frozen=True, slots=True)
class Announcement:
    """One call to be spoken."""

    call: CallId
    label: str
    window: int
    language: Language
    times: int
    called_at: datetime
    direction: Direction = Direction.AHEAD


class NoticeKind(StrEnum):
    """What is said to everybody, in all languages one after another."""

    CLOSING = "closing"
    MESSAGE = "message"
    EVACUATION = "evacuation"
    TEST = "test"


@dataclass(frozen=True, slots=True)
class Notice:
    """One thing to be said to everybody."""

    kind: NoticeKind
    at: datetime
    minutes: int = 0
    """Until the centre closes, of a closing; 0 is now."""
    words: Words | None = None
    """Of a message, as it was typed."""


class Voice(Protocol):
    """Speaks calls one after another on threads and processes of its own."""

    def start(
        self,
        spoken: Callable[[Announcement, datetime], None],
        state: Callable[[VoiceState], None],
    ) -> None:
        """Begin; `spoken` is called when a whole announcement was handed to the player.

        Both callbacks come on a thread of the voice, never on the caller's.
        """

    def announce(self, announcement: Announcement) -> None:
        """Queue a call; returns at once."""

    def forget(self, call: CallId) -> None:
        """Drop a call that is no longer worth saying; returns at once."""

    def say(self, notice: Notice) -> None:
        """Queue a notice; returns at once.

        An evacuation cuts off what sounds, is said whatever the hour, and over and over until
        it is lifted.
        """

    def lift(self) -> None:
        """End an evacuation; returns at once."""

    def close_at(self, moment: datetime | None) -> None:
        """Say before this moment that the centre closes; None where it does not today."""

    def stop(self) -> None:
        """Fall silent and end every thread and process, at most two seconds."""


class Player(Protocol):
    """Makes a sound file heard."""

    def play(self, wav: Path, name: str, gain: float = 1.0) -> float:
        """Play a WAV to its end; return how many seconds ago it began. Raises Unavailable.

        `name` says which call it is; `gain` is what each sample is multiplied with.
        """

    def available(self) -> bool:
        """Say whether there is something to play on, without making a sound."""
