"""What one operator did today, visitor by visitor."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from common.domain.ids import ServiceCode
from common.domain.outcomes import ServiceOutcome
from common.domain.ticket import LegState


@dataclass(frozen=True, slots=True)
class DayVisit:
    """One visitor with whom the operator is done, or whose call he took back."""

    label: str
    service: ServiceCode
    arrived_at: datetime
    called_at: datetime | None
    started_at: datetime | None
    ended_at: datetime
    """When his service ended, or his call was taken back."""
    state: LegState | None
    """How it ended; None for a call that was taken back."""
    outcome: ServiceOutcome | None = None

    @property
    def waited(self) -> timedelta:
        """Return how long he waited until he came to the window, or until it ended without him."""
        return (self.started_at or self.called_at or self.ended_at) - self.arrived_at

    @property
    def served(self) -> timedelta | None:
        """Return how long he was served; None for whoever was not."""
        return None if self.started_at is None else self.ended_at - self.started_at


@dataclass(frozen=True, slots=True)
class MyDay:
    """An operator's day so far, the newest first."""

    visits: tuple[DayVisit, ...]

    def count(self, state: LegState | None) -> int:
        """Return how many ended so; None counts the calls that were taken back."""
        return sum(visit.state is state for visit in self.visits)

    @property
    def average_wait(self) -> timedelta | None:
        """Return how long the served ones waited; None where nobody was served."""
        return _average([visit.waited for visit in self._done()])

    @property
    def average_service(self) -> timedelta | None:
        """Return how long a service took; None where nobody was served."""
        return _average([visit.served for visit in self._done() if visit.served is not None])

    def _done(self) -> list[DayVisit]:
        return [
            visit
            for visit in self.visits
            if visit.state is LegState.DONE and visit.started_at is not None
        ]


def _average(spans: Sequence[timedelta]) -> timedelta | None:
    return sum(spans, timedelta()) / len(spans) if spans else None
