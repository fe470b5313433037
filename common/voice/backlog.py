"""What waits to be spoken and in which order: rules without threads and without sound."""

from dataclasses import dataclass
from typing import TypeGuard

from common.domain.ids import CallId
from common.hearing import Announcement, Notice, NoticeKind

NOTICE_EXPIRES = 180.0
"""Seconds after which a notice is no longer worth saying."""
ALARM_PAUSE = 2.0
"""Seconds between two times of an evacuation."""
FOLLOWS = 1.0
"""Seconds in which one call follows another directly."""


@dataclass(frozen=True, slots=True)
class Rules:
    """When a call is said otherwise, or not at all."""

    expires: float = 30.0
    """Seconds after which a call is no longer worth saying."""
    short_from: int = 2
    """From so many others that wait a call is said in its short form; 0 is never."""


@dataclass(slots=True, eq=False)
class Due:
    """Something that waits to be spoken."""

    said: Announcement | Notice
    since: float
    """Monotonic: the store's clock and this computer's may differ."""
    short: bool = False
    bare: bool = False
    """Short, and right after another one: whoever listens needs no chime."""
    forgotten: bool = False
    sounded: bool = False

    @property
    def name(self) -> str:
        """Return what people know it by."""
        return self.said.label if isinstance(self.said, Announcement) else self.said.kind.value


class Backlog:
    """Calls in the order in which they came, then notices; an evacuation before all of them."""

    def __init__(self, rules: Rules) -> None:
        self._rules = rules
        self._waiting: list[Due] = []
        self._current: Due | None = None
        self._alarm: Notice | None = None
        self._alarm_from = 0.0
        self._ended = -FOLLOWS

    @property
    def current(self) -> Due | None:
        """Return what is being spoken."""
        return self._current

    def ready(self, now: float) -> bool:
        """Say whether there is something to speak now."""
        if self._alarm is not None:
            return now >= self._alarm_from
        return bool(self._waiting)

    def add(self, said: Announcement | Notice, now: float) -> bool:
        """Take something in; False when it waits or sounds already.

        A further time of a call that still waits takes that one's place.
        """
        if _is_alarm(said):
            known = self._alarm is not None
            self._alarm, self._alarm_from = said, self._alarm_from if known else now
            return not known
        if any(_covers(due.said, said) for due in self._all()):
            return False
        due = Due(said, now)
        for place, earlier in enumerate(self._waiting):
            if _same_call(earlier.said, said):
                self._waiting[place] = due
                return True
        self._waiting.append(due)
        return True

    def lift(self) -> None:
        """End an evacuation."""
        self._alarm = None

    def forget(self, call: CallId) -> None:
        """Drop a call; of one that is being spoken nothing more is begun."""
        self._waiting = [due for due in self._waiting if not _is_of(due.said, call)]
        if self._current is not None and _is_of(self._current.said, call):
            self._current.forgotten = True

    def clear(self) -> None:
        """Drop everything."""
        self._waiting, self._alarm = [], None

    def drop_late(self, now: float) -> list[Due]:
        """Drop and return what is no longer worth saying."""
        late = [due for due in self._waiting if now - due.since > self._limit(due)]
        self._waiting = [due for due in self._waiting if due not in late]
        return late

    def take(self, now: float) -> Due | None:
        """Return what is to be spoken now, which it is until `done` or `put_back`."""
        if self._alarm is not None:
            if now < self._alarm_from:
                return None
            self._current = Due(self._alarm, now)
        elif self._waiting:
            # Somebody may be on his way to a window; a notice can wait until nobody is called.
            calls = [due for due in self._waiting if isinstance(due.said, Announcement)]
            self._current = (calls or self._waiting)[0]
            self._waiting.remove(self._current)
            self._current.short = 0 < self._rules.short_from < len(calls)
            self._current.bare = self._current.short and now - self._ended < FOLLOWS
        return self._current

    def done(self, now: float) -> None:
        """Have nothing that is being spoken any more."""
        self._current, self._alarm_from, self._ended = None, now + ALARM_PAUSE, now

    def put_back(self) -> None:
        """Let what was being spoken wait again, unless it is moot by now."""
        due, self._current = self._current, None
        if due is None or due.forgotten or _is_alarm(due.said):
            return
        if not any(_same_call(due.said, other.said) for other in self._waiting):
            self._waiting.insert(0, due)

    def _all(self) -> list[Due]:
        return self._waiting if self._current is None else [*self._waiting, self._current]

    def _limit(self, due: Due) -> float:
        return self._rules.expires if isinstance(due.said, Announcement) else NOTICE_EXPIRES


def _is_of(said: Announcement | Notice, call: CallId) -> bool:
    return isinstance(said, Announcement) and said.call == call


def _is_alarm(said: Announcement | Notice) -> TypeGuard[Notice]:
    return isinstance(said, Notice) and said.kind is NoticeKind.EVACUATION


def _same_call(one: Announcement | Notice, other: Announcement | Notice) -> bool:
    return isinstance(one, Announcement) and _is_of(other, one.call)


def _covers(known: Announcement | Notice, said: Announcement | Notice) -> bool:
    """Say whether what is known makes saying the other one superfluous."""
    if isinstance(known, Announcement) and isinstance(said, Announcement):
        return known.call == said.call and known.times >= said.times
    if isinstance(known, Announcement) or isinstance(said, Announcement):
        return False
    return (known.kind, known.minutes, known.words) == (said.kind, said.minutes, said.words)
