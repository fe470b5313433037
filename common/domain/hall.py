"""The whole hall at one moment, as those see it who run it."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from common.domain.asks import Ask
from common.domain.devices import DeviceKind
from common.domain.floor import Counter, Floor, Operator, Target
from common.domain.ids import (
    CounterCode,
    DeviceCode,
    EntityCode,
    LegId,
    OperatorCode,
    PrinterCode,
    ServiceCode,
)
from common.domain.paper import Forecast
from common.domain.printers import PrinterNow
from common.domain.reasons import PauseReason

NEARLY = 0.8
"""From this part of a target on little of it is left."""
SOON = timedelta(minutes=2)
"""Before somebody is due little time is left."""


class Doing(StrEnum):
    """What goes on at a counter."""

    CLOSED = "closed"
    FREE = "free"
    CALLED = "called"
    SERVING = "serving"
    PAUSED = "paused"


class Level(StrEnum):
    """How something stands against its target."""

    IN_TIME = "in_time"
    SOON = "soon"
    LATE = "late"


@dataclass(frozen=True, slots=True)
class AtCounter:
    """The visitor who is called to a counter or served there."""

    leg: LegId
    label: str
    service: ServiceCode
    calls: int
    called_at: datetime
    shown_at: datetime | None = None
    """When a display first showed the last time he was called."""
    spoken_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class CounterNow:
    """One counter; `operator`, `since` and `visitor` are None where there is none."""

    counter: CounterCode
    doing: Doing = Doing.CLOSED
    since: datetime | None = None
    """When this began, by the store's clock."""
    operator: OperatorCode | None = None
    seated_at: datetime | None = None
    pause: PauseReason | None = None
    """Why nobody is called to it for a while."""
    visitor: AtCounter | None = None
    target: timedelta | None = None
    """How long a visitor for this service is planned to be at the window."""
    work: frozenset[ServiceCode] = frozenset()
    """What whoever sits here may call."""
    extra: frozenset[ServiceCode] = frozenset()
    """What was added to the counter's profile for today."""
    watched: bool = False
    """Some display shows its calls."""
    served: int = 0
    """Visitors of this day."""
    begun: int = 0
    waited: timedelta = timedelta()
    """What those who were begun with had waited, all together."""

    def level(self, now: datetime) -> Level:
        """Say how the service stands against its target; in time where nobody is served."""
        return level_of(self.part(now))

    def part(self, now: datetime) -> float:
        """Return which part of the target has gone; 0 where nobody is served."""
        if self.doing is not Doing.SERVING or self.since is None or not self.target:
            return 0.0
        return max(0.0, (now - self.since) / self.target)


def level_of(part: float) -> Level:
    """Return how a part of a target that has gone is judged."""
    if part >= 1:
        return Level.LATE
    return Level.SOON if part >= NEARLY else Level.IN_TIME


@dataclass(frozen=True, slots=True)
class QueueNow:
    """Who waits for one service."""

    service: ServiceCode
    entity: EntityCode
    target: Target
    waiting: int = 0
    first_arrived: datetime | None = None
    """Of those whom nobody promised a window; None where there is nobody else."""
    first_due: datetime | None = None
    closed: bool = False
    """No more tickets are given for it today: somebody of the staff said so."""

    def longest(self, now: datetime) -> timedelta:
        """Return how long the first of them has waited."""
        return (
            timedelta()
            if self.first_arrived is None
            else max(timedelta(), now - self.first_arrived)
        )

    def part(self, now: datetime) -> float:
        """Return which part of the target has gone for whoever is due first."""
        if self.first_due is None:
            return 0.0
        green = timedelta(minutes=self.target.green)
        if not green:
            return 1.0 if now >= self.first_due else 0.0
        return max(0.0, 1 - (self.first_due - now) / green)

    def level(self, now: datetime) -> Level:
        """Say how the queue stands against its target."""
        if self.first_due is None or self.first_due - now > SOON:
            return Level.IN_TIME
        return Level.SOON if now <= self.first_due else Level.LATE


@dataclass(frozen=True, slots=True)
class LeftOnHold:
    """Visitors on hold at a counter where nobody sits who could go on with them."""

    counter: CounterCode
    count: int
    since: datetime
    """When the first of them was last called."""
    seated: bool = False
    """Somebody sits there, but may not serve."""


@dataclass(frozen=True, slots=True)
class KioskNow:
    """A kiosk with its printer; what nobody said of it is None."""

    kiosk: DeviceCode
    printer: PrinterCode | None = None
    known: PrinterNow | None = None
    left: Forecast | None = None


@dataclass(frozen=True, slots=True)
class DisplayNow:
    """A display, and when it last showed or spoke one of the latest calls."""

    display: DeviceCode
    shown_at: datetime | None = None
    spoken_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class DeviceNow:
    """A computer with a login to the store; where there are no logins nobody knows of any."""

    kind: DeviceKind
    code: str
    seen_at: datetime | None = None
    skew_ms: int = 0
    """Milliseconds its clock is ahead of the store's."""


@dataclass(frozen=True, slots=True)
class HallFigures:
    """The day so far."""

    waiting: int
    served: int
    average_wait: timedelta | None
    open_counters: int
    counters: int


@dataclass(frozen=True, slots=True)
class HallNow:
    """All that the floor page shows, read at one moment."""

    at: datetime
    floor_version: int
    counters: tuple[CounterNow, ...] = ()
    """In the order in which they stand: by zone, then number."""
    queues: tuple[QueueNow, ...] = ()
    """In the order of the catalogue; every service that is given here."""
    left_on_hold: tuple[LeftOnHold, ...] = ()
    kiosks: tuple[KioskNow, ...] = ()
    displays: tuple[DisplayNow, ...] = ()
    devices: tuple[DeviceNow, ...] = ()
    asks: tuple[Ask, ...] = ()
    """What is asked of whoever looks at the hall and is not ended."""
    evacuated_since: datetime | None = None
    entity: EntityCode | None = None
    """Whoever asked sees only what is of this entity; None sees all."""

    @property
    def speaks(self) -> bool:
        """Say whether any of the latest calls was spoken: somewhere there is a voice."""
        return any(one.spoken_at is not None for one in self.displays)

    def device(self, kind: DeviceKind, code: str) -> DeviceNow | None:
        """Return what is known of a computer."""
        return next((one for one in self.devices if (one.kind, one.code) == (kind, code)), None)

    def figures(self) -> HallFigures:
        """Return the day so far."""
        begun = sum(one.begun for one in self.counters)
        waited = sum((one.waited for one in self.counters), timedelta())
        return HallFigures(
            waiting=sum(one.waiting for one in self.queues),
            served=sum(one.served for one in self.counters),
            average_wait=waited / begun if begun else None,
            open_counters=sum(
                one.doing is not Doing.CLOSED and bool(one.work) for one in self.counters
            ),
            counters=len(self.counters),
        )


def in_place(floor: Floor) -> tuple[Counter, ...]:
    """Return the counters in the order in which they stand: by zone, then number."""
    zones = {zone.code: at for at, zone in enumerate(floor.zones)}
    return tuple(sorted(floor.counters, key=lambda one: (zones.get(one.zone, 0), one.number)))


def counters_seen(floor: Floor, entity: EntityCode | None) -> tuple[Counter, ...]:
    """Return the counters of an entity, whose profiles have a service of it; all for None."""
    if entity is None:
        return in_place(floor)
    services = floor.catalogue.services()
    profiles = {
        profile.code
        for profile in floor.profiles
        if any(code in services and services[code].entity == entity for code in profile.handicaps)
    }
    return tuple(one for one in in_place(floor) if one.profile in profiles)


def is_watched(floor: Floor, counter: Counter, entity: EntityCode | None) -> bool:
    """Say whether some board shows the calls of an entity to a counter."""
    return any(
        one.sign is None
        and one.zone in (None, counter.zone)
        and (not one.counters or counter.code in one.counters)
        and (not one.entities or entity in one.entities)
        for one in floor.displays
    )


def is_own(operator: Operator | None, entity: EntityCode | None) -> bool:
    """Say whether a person is one of an entity's: those of none are everybody's."""
    return entity is None or operator is None or operator.entity in (None, entity)
