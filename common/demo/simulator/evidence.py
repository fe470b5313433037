"""What a played day left behind, and what a check found in it."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import timedelta

from common.demo.simulator.crew import JOURNALS
from common.demo.simulator.day import Played
from common.demo.simulator.journal import Told, read_journals
from common.demo.simulator.pace import LAG
from common.domain.events import Event
from common.domain.floor import Floor
from common.store.census import Census, take_census
from common.store.opening import open_store

SAME_TIME = timedelta(seconds=LAG * 1.2)
"""Two clients within this simulated time may see one another's changes in either order."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """The store's tables and log after the day, and what the clients wrote down themselves."""

    floor: Floor
    census: Census
    events: tuple[Event, ...]
    told: Told


@dataclass(slots=True)
class Check:
    """One thing that must hold, and what was found against it."""

    name: str
    promise: str
    looked_at: int = 0
    """How many cases there were."""
    violations: list[str] = field(default_factory=list)
    listed: list[str] = field(default_factory=list)
    """Cases that look like violations and have a reason, which stands beside each."""

    @property
    def ok(self) -> bool:
        """Say whether nothing was found against it."""
        return not self.violations

    def expect(self, *, holds: bool, otherwise: str) -> None:
        """Look at one case."""
        self.looked_at += 1
        if not holds:
            self.violations.append(otherwise)


def gather(played: Played) -> Evidence:
    """Read everything once the day is over; raises Unavailable."""
    wish = played.wish
    store = open_store(wish.url, wish.centre, timeout=60.0)
    try:
        events = store.events(wish.date)
    finally:
        store.close()
    return Evidence(
        floor=played.floor,
        census=take_census(wish.url, wish.centre, wish.date),
        events=events,
        told=read_journals(played.folder / JOURNALS),
    )


def few(names: Iterable[object]) -> str:
    """Return some names as one short text."""
    whole = [str(name) for name in names]
    more = f" and {len(whole) - 5} more" if len(whole) > 5 else ""  # noqa: PLR2004 - a few
    return ", ".join(whole[:5]) + more
