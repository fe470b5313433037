"""The set-up of one centre: all that is data, nothing that a day brings."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, time, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from common.domain.catalogue import Catalogue
from common.domain.ids import (
    CentreCode,
    CounterCode,
    DeviceCode,
    EntityCode,
    OperatorCode,
    PrinterCode,
    ProfileCode,
    SeriesCode,
    ServiceCode,
    ZoneCode,
)
from common.domain.permissions import OF_ALL, USUAL, Permission
from common.domain.permissions import Role as Role  # noqa: PLC0414 - part of the set-up
from common.domain.slip_layout import Line
from common.domain.words import Words


class Direction(StrEnum):
    """Where a window lies, seen from the middle of the hall facing the board."""

    LEFT = "left"
    AHEAD = "ahead"
    RIGHT = "right"


class Cable(StrEnum):
    """How bytes reach a printer."""

    NETWORK = "network"
    USB = "usb"
    SERIAL = "serial"
    SPOOLER = "spooler"
    FILE = "file"


@dataclass(frozen=True, slots=True)
class Opening:
    """One weekday's hours on the centre's clock; the last ticket is not later than the close."""

    opens: time
    closes: time
    last_ticket: time


@dataclass(frozen=True, slots=True)
class Target:
    """Minutes of waiting that are green, amber and red for a service."""

    green: int = 15
    amber: int = 20
    red: int = 30


class FactKind(StrEnum):
    """What a visitor may be told of a service, in the order in which he is."""

    DOCUMENTS = "documents"
    FEE = "fee"
    DESCRIPTION = "description"


@dataclass(frozen=True, slots=True)
class ServiceFact:
    """What the centre says of a service, where it has it from, and when it was checked last."""

    words: Words
    source: str
    checked: date


@dataclass(frozen=True, slots=True)
class ServiceRules:
    """How the centre runs one service; what is None follows the centre's own rule."""

    service: ServiceCode
    series: SeriesCode
    target: Target = Target()
    hours: Mapping[int, Opening] | None = None
    """Weekday (Monday is 0) to hours; a weekday that is missing is closed."""
    daily_limit: int | None = None
    facts: Mapping[FactKind, ServiceFact] = field(default_factory=dict)
    """Only what the centre entered; of the rest there is no trace."""


@dataclass(frozen=True, slots=True)
class Series:
    """A letter (or two) and the name of the group of services that share its numbers."""

    code: SeriesCode
    name: Words


@dataclass(frozen=True, slots=True)
class Zone:
    """A part of the hall with its own boards and voice."""

    code: ZoneCode
    name: Words


@dataclass(frozen=True, slots=True)
class Profile:
    """What a counter may call: services, each with a handicap."""

    code: ProfileCode
    name: Words
    handicaps: Mapping[ServiceCode, timedelta]


@dataclass(frozen=True, slots=True)
class Counter:
    """A window where visitors are served."""

    code: CounterCode
    number: int
    zone: ZoneCode
    profile: ProfileCode
    direction: Direction = Direction.AHEAD


@dataclass(frozen=True, slots=True)
class Operator:
    """A person who serves; an empty `skills` means all services of the own entity."""

    code: OperatorCode
    name: str
    entity: EntityCode | None
    role: Role = Role.OPERATOR
    skills: frozenset[ServiceCode] = frozenset()


@dataclass(frozen=True, slots=True)
class PrinterSetup:
    """Where a printer stands and what it is."""

    code: PrinterCode
    cable: Cable
    address: str
    """network: HOST:PORT; usb: VID:PID in hex; serial: PORT@BAUD; spooler: queue; file: path."""
    width_dots: int = 576
    dots_per_inch: int = 203
    family: str = "generic_escpos"
    roll_metres: int | None = None
    """Paper on a new roll; None where the centre did not say."""


@dataclass(frozen=True, slots=True)
class SparePlace:
    """Another printer that may print a kiosk's slip when its own cannot."""

    printer: PrinterCode
    where: Words
    """How a visitor gets there, as the sentence's end: "at kiosk K2, to the left"."""


@dataclass(frozen=True, slots=True)
class Kiosk:
    """A terminal where visitors take tickets."""

    code: DeviceCode
    zone: ZoneCode
    printer: PrinterCode | None
    most_taken: tuple[ServiceCode, ...] = ()
    menu: frozenset[ServiceCode] = frozenset()
    """What it offers of all that the centre gives; empty means everything."""
    spares: tuple[SparePlace, ...] = ()
    """Printers to try when its own is known to have failed, the first first; none is usual."""


class Theme(StrEnum):
    """The colours of a board."""

    NIGHT = "night"
    LIGHT = "light"
    CONTRAST = "contrast"


@dataclass(frozen=True, slots=True)
class Display:
    """A board of the whole hall, or of what all of zone, counters and entities leave of it."""

    code: DeviceCode
    zone: ZoneCode | None = None
    counters: tuple[CounterCode, ...] = ()
    entities: tuple[EntityCode, ...] = ()
    sign: CounterCode | None = None
    """It is no board but the sign over this counter."""
    theme: Theme = Theme.NIGHT


@dataclass(frozen=True, slots=True)
class FloorRules:
    """Figures of the centre that hold for every service."""

    priority_ratio: int = 2
    """After this many priority calls in a row a waiting ordinary visitor comes next."""
    no_show_calls: int = 3
    no_show_gap: timedelta = timedelta(seconds=30)
    reinstate_within: timedelta = timedelta(minutes=30)
    shown_at_least: timedelta = timedelta(seconds=20)
    appointment_early: timedelta = timedelta(minutes=30)
    """How long before its time the code of an appointment is taken."""
    appointment_late: timedelta = timedelta(minutes=10)
    """How long after its time it still is."""
    no_show_back: int | None = None
    """Who missed his calls waits again behind so many of his service and lane; None ends it."""
    no_show_back_times: int = 1
    """So many times; who misses his calls once more is a no-show."""


@dataclass(frozen=True, slots=True)
class Floor:
    """One centre as its administrator set it up."""

    centre: CentreCode
    name: Words
    catalogue: Catalogue
    zone_info: ZoneInfo = field(default_factory=lambda: ZoneInfo("Asia/Baku"))
    rollover: time = time(0, 0)
    """The business day changes at this time of the centre's clock."""
    hours: Mapping[int, Opening] = field(default_factory=dict)
    closures: frozenset[date] = frozenset()
    rules: FloorRules = FloorRules()
    series: tuple[Series, ...] = ()
    services: Mapping[ServiceCode, ServiceRules] = field(default_factory=dict)
    """Only services that this centre gives; a service without rules cannot be taken."""
    zones: tuple[Zone, ...] = ()
    profiles: tuple[Profile, ...] = ()
    counters: tuple[Counter, ...] = ()
    operators: tuple[Operator, ...] = ()
    printers: tuple[PrinterSetup, ...] = ()
    kiosks: tuple[Kiosk, ...] = ()
    displays: tuple[Display, ...] = ()
    roles: Mapping[Role, frozenset[Permission]] = field(default_factory=lambda: dict(USUAL))
    """What each role may."""
    slip: tuple[Line, ...] = ()
    """How slips are laid out, from top to bottom; none: as the program has it built in."""
    version: int = 0
    """Grows by one with every change of the set-up in the store."""

    def counter(self, code: CounterCode) -> Counter | None:
        """Return a counter by its code."""
        return next((counter for counter in self.counters if counter.code == code), None)

    def kiosk(self, code: DeviceCode) -> Kiosk | None:
        """Return a kiosk by its code."""
        return next((kiosk for kiosk in self.kiosks if kiosk.code == code), None)

    def operator(self, code: OperatorCode) -> Operator | None:
        """Return an operator by the code he signs in with."""
        return next((operator for operator in self.operators if operator.code == code), None)

    def permissions_of(self, operator: Operator) -> frozenset[Permission]:
        """Return what a person may do."""
        may = self.roles.get(operator.role, frozenset())
        return may if operator.entity is None else may - OF_ALL

    def work_of(
        self, counter: Counter, operator: Operator, extra: Collection[ServiceCode] = ()
    ) -> dict[ServiceCode, timedelta]:
        """Return what this operator may call at this counter: service to handicap.

        The counter's profile, with what was added to it for today, cut by what the operator's
        entity gives and, where he has skills, by those. Nothing where he may not serve.
        """
        return next(self.works_of([(counter, operator, extra)]))

    def works_of(
        self, seated: Iterable[tuple[Counter, Operator, Collection[ServiceCode]]]
    ) -> Iterator[dict[ServiceCode, timedelta]]:
        """Yield what each operator may call at his counter, as `work_of` says it."""
        catalogue = self.catalogue.services()
        profiles = {profile.code: profile for profile in self.profiles}
        for counter, operator, extra in seated:
            if Permission.SERVE not in self.permissions_of(operator):
                yield {}
                continue
            yield {
                code: handicap
                for code, handicap in (
                    dict.fromkeys(extra, timedelta()) | dict(profiles[counter.profile].handicaps)
                ).items()
                if code in catalogue
                and (operator.entity is None or catalogue[code].entity == operator.entity)
                and (not operator.skills or code in operator.skills)
            }
