"""What a committed change concerned: enough to let the others sleep, never the change itself."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from common.domain.ids import CentreCode, CounterCode, ServiceCode

LONGEST = 200
"""Bytes of topics; beyond, a change is said to concern everything."""

_EVERYTHING, _CALLS, _SERVICE, _COUNTER = "*", "b", "s:", "c:"


@dataclass(frozen=True, slots=True)
class Change:
    """Whom a wake-up concerns; who is in doubt reads."""

    services: frozenset[ServiceCode] = frozenset()
    """Their queues, limits or slips."""
    counters: frozenset[CounterCode] = frozenset()
    """Their seats, visitors or calls, or what the hall reported of these."""
    calls: bool = False
    """What the boards show as called."""
    everything: bool = False

    def __bool__(self) -> bool:
        """Say whether it concerns anyone."""
        return bool(self.services or self.counters or self.calls or self.everything)

    def __or__(self, other: "Change") -> "Change":
        """Return what both together concern."""
        return Change(
            self.services | other.services,
            self.counters | other.counters,
            self.calls or other.calls,
            self.everything or other.everything,
        )


EVERYTHING = Change(everything=True)


class Concern(StrEnum):
    """What a change is to somebody."""

    NONE = "none"
    SOON = "soon"
    AT_ONCE = "at_once"


def together(changes: Iterable[Change]) -> Change:
    """Return what several changes concern."""
    whole = Change()
    for change in changes:
        whole |= change
    return whole


def topics_of(change: Change) -> str:
    """Return a change as words with one space between: s:SERVICE, c:COUNTER, b for the calls.

    It is * where everything changed, or where the words would be too many.
    """
    words = [
        *sorted(f"{_SERVICE}{code}" for code in change.services),
        *sorted(f"{_COUNTER}{code}" for code in change.counters),
        *([_CALLS] if change.calls else []),
    ]
    topics = " ".join(words)
    whole = change.everything or topics.split() != words or len(topics.encode()) > LONGEST
    return _EVERYTHING if whole else topics


def payload_of(centre: CentreCode, change: Change) -> str:
    """Return what a notification of a change says: the centre, then the topics."""
    return f"{centre} {topics_of(change)}"


def read_payload(payload: str, centre: CentreCode) -> Change | None:
    """Return what a notification concerns; None where it is another centre's.

    Anyone may send one. What is not understood concerns everything, for reading too often is
    harmless and reading too seldom is not.
    """
    named, _, topics = payload.partition(" ")
    if named != centre:
        return None
    if len(topics.encode(errors="replace")) > LONGEST:
        return EVERYTHING
    change = together(_read(word) for word in topics.split(" "))
    return EVERYTHING if change.everything else change


def _read(word: str) -> Change:
    kind, code = word[:2], word[2:]
    if kind == _SERVICE and code:
        return Change(services=frozenset({ServiceCode(code)}))
    if kind == _COUNTER and code:
        return Change(counters=frozenset({CounterCode(code)}))
    return Change(calls=True) if word == _CALLS else EVERYTHING
