"""Where the holder of a slip stands, as he may be told himself."""

from dataclasses import dataclass
from datetime import datetime

from common.domain.ids import CounterCode, ServiceCode
from common.domain.ticket import Lane, LegState


@dataclass(frozen=True, slots=True)
class Place:
    """One visit at one moment; nothing in it names a person."""

    label: str
    service: ServiceCode
    state: LegState
    lane: Lane
    ahead: int = 0
    """People of the same lane and service who wait and are due before."""
    counter: CounterCode | None = None
    """Who calls, serves or holds him, or is to call him and nobody else."""
    back_to: CounterCode | None = None
    """The counter that sent him on this errand and waits for him."""
    waits_since: datetime | None = None
    """Since when he waits as others do whose waits are known; None where he does not."""
    appointment: datetime | None = None

    @property
    def may_give_up(self) -> bool:
        """Say whether he can leave the queue."""
        return self.state is LegState.WAITING

    @property
    def may_come_back(self) -> bool:
        """Say whether he was put aside or sent elsewhere, and can say that he is back."""
        errand = self.state is LegState.WAITING and self.back_to is not None
        return errand or self.state is LegState.HELD


def place_of(  # noqa: PLR0913 - as wide as what a place depends on
    *,
    label: str,
    service: ServiceCode,
    state: LegState,
    lane: Lane,
    ahead: int,
    counter: CounterCode | None,
    for_counter: CounterCode | None,
    errand_of: CounterCode | None,
    arrived_at: datetime,
    appointment: datetime | None,
    first: bool,
) -> Place:
    """Return the place of a visit by its leg that counts; `first` says that it had none before."""
    ordinary = lane is Lane.ORDINARY and for_counter is None and appointment is None
    waiting = state is LegState.WAITING
    return Place(
        label=label,
        service=service,
        state=state,
        lane=lane,
        ahead=ahead,
        counter=counter or for_counter,
        back_to=errand_of if waiting else None,
        waits_since=arrived_at if waiting and ordinary and first else None,
        appointment=appointment if waiting and first else None,
    )
