"""What is said by the clock: that the centre closes, and a centre's own messages."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, time, timedelta

from common.domain.words import Words
from common.hearing import Notice, NoticeKind
from common.voice.hours import HOME

STALE = timedelta(minutes=1)
"""What was due earlier is not made good: a board that was asleep says nothing old."""


@dataclass(frozen=True, slots=True)
class Message:
    """A centre's own words and the times of day at which they are said."""

    words: Words
    at: tuple[time, ...]


@dataclass(frozen=True, slots=True)
class Timetable:
    """The messages, and how many minutes before the close it is said."""

    messages: tuple[Message, ...] = ()
    closing: tuple[int, ...] = ()

    def due(self, since: datetime, now: datetime, closes: datetime | None) -> Iterator[Notice]:
        """Yield what became due after one moment and not after another."""
        since = max(since, now - STALE)
        if closes is not None:
            for minutes in self.closing:
                if since < closes - timedelta(minutes=minutes) <= now:
                    yield Notice(NoticeKind.CLOSING, now, minutes)
        today = now.astimezone(HOME)
        for message in self.messages:
            moments = (datetime.combine(today.date(), each, HOME) for each in message.at)
            if any(since < moment <= now for moment in moments):
                yield Notice(NoticeKind.MESSAGE, now, words=message.words)
