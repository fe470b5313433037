"""What is counted of a closed day, so that a report over years need not read its tickets."""

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta

WAITS_UP_TO = (5, 10, 15, 20, 30, 45, 60, 90, 120)
"""Minutes at which the counted waits are cut; the last count is of all that waited longer."""
WAITS = (*(f"waited_{minutes}" for minutes in WAITS_UP_TO), "waited_longer")
"""The names of the counts, the shortest wait first."""
COUNTS = ("issued", "served", "no_shows", "cancelled", "transferred", "started", *WAITS)
"""What is counted of the legs of a service; each leg ends once."""


_TICK = timedelta(microseconds=1)


@dataclass(frozen=True, slots=True)
class Figures:
    """What was counted of some days."""

    issued: int
    """Tickets taken; a leg that a transfer or an errand added is none."""
    served: int
    no_shows: int
    cancelled: int
    transferred: int
    started: int
    """Legs that came to a window: those whose wait is known."""
    waits: tuple[int, ...]
    """How many of them waited how long, by WAITS_UP_TO."""
    wait_sum: timedelta
    wait_max: timedelta
    service_sum: timedelta
    """Time at the window of the legs that were served."""

    def __add__(self, other: "Figures") -> "Figures":
        return Figures(
            issued=self.issued + other.issued,
            served=self.served + other.served,
            no_shows=self.no_shows + other.no_shows,
            cancelled=self.cancelled + other.cancelled,
            transferred=self.transferred + other.transferred,
            started=self.started + other.started,
            waits=tuple(map(sum, zip(self.waits, other.waits, strict=True))),
            wait_sum=self.wait_sum + other.wait_sum,
            wait_max=max(self.wait_max, other.wait_max),
            service_sum=self.service_sum + other.service_sum,
        )

    @property
    def average_wait(self) -> timedelta | None:
        """Return the mean wait; None where nobody came to a window."""
        return self.wait_sum / self.started if self.started else None

    @property
    def average_service(self) -> timedelta | None:
        """Return the mean time at the window; None where nobody was served."""
        return self.service_sum / self.served if self.served else None

    def waited_at_most(self, share: float) -> timedelta | None:
        """Return within how long a share of the visitors came to a window, rounded up to a cut.

        None where nobody came; the longest wait where the share lies beyond the last cut.
        """
        wanted, seen = share * self.started, 0
        if not self.started:
            return None
        for minutes, count in zip(WAITS_UP_TO, self.waits, strict=False):
            seen += count
            if seen >= wanted:
                return min(timedelta(minutes=minutes), self.wait_max)
        return self.wait_max


def figures_from(counted: Mapping[str, int]) -> Figures:
    """Return the figures that were counted by their names, spans in microseconds."""
    return Figures(
        issued=counted["issued"],
        served=counted["served"],
        no_shows=counted["no_shows"],
        cancelled=counted["cancelled"],
        transferred=counted["transferred"],
        started=counted["started"],
        waits=tuple(counted[name] for name in WAITS),
        wait_sum=counted["wait_sum"] * _TICK,
        wait_max=counted["wait_max"] * _TICK,
        service_sum=counted["service_sum"] * _TICK,
    )


def wait_place(wait: timedelta) -> int:
    """Return in which of the counts a wait belongs."""
    return bisect_left([timedelta(minutes=cut) for cut in WAITS_UP_TO], wait)


def spread(waits: Sequence[timedelta]) -> tuple[int, ...]:
    """Count waits by WAITS_UP_TO."""
    places = [wait_place(wait) for wait in waits]
    return tuple(places.count(place) for place in range(len(WAITS)))
