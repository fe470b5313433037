"""The queue as rows, and the words for services and entities."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum

from common.domain.floor import FactKind, Floor
from common.domain.ids import EntityCode, LegId, ServiceCode
from common.domain.numbers import split_label
from common.domain.outage import ServedByHand
from common.domain.ticket import Lane
from common.domain.views import Desk
from common.domain.words import Language

MINUTE, SOON = timedelta(minutes=1), timedelta(minutes=2)
CLOCKS_KEPT = 20_000
"""A queue of thousands is written anew each second, and its due times stay the same."""
THIN_SPACE = "\u2009"


class Level(StrEnum):
    """How a waiting visitor stands against the target; the value is its text's key."""

    LATE = "op.late"
    SOON = "op.due_soon"
    ON_TIME = "op.on_time"


@dataclass(frozen=True, slots=True)
class QueueRow:
    """One waiting visitor."""

    label: str
    priority: bool
    service: str
    minutes: int | None
    """How long he has waited, where that is known."""
    due: str
    level: Level
    comes_next: bool
    marks: tuple[str, ...] = ()
    """What whoever serves him has to know beforehand."""
    leg: LegId | None = None
    """What he waits for; None for one who is known by his number alone."""
    ticked: str = ""
    """When he was served by hand; empty when he was not."""
    waits: bool = True
    """He stands in the queue, and is not at the window, on hold, or known by his number alone."""
    stands: str = ""
    """The key of where he is instead; empty where he waits or is known by his number alone."""


class Names:
    """The names of one floor in one language, short ones where the set-up gives them.

    A visitor stays although the set-up lost his service: it is then called by its code.
    """

    def __init__(self, floor: Floor, language: Language) -> None:
        self.floor = floor
        self.language = language
        self._services = floor.catalogue.services()
        self._clocks: dict[datetime, str] = {}
        self._entities = {entity.code: entity for entity in floor.catalogue.entities}

    def service(self, code: ServiceCode) -> str:
        """Return a service's whole name."""
        service = self._services.get(code)
        return code if service is None else service.name.of(self.language)

    def short(self, code: ServiceCode) -> str:
        """Return a service's name for a narrow column."""
        service = self._services.get(code)
        return code if service is None else (service.short or service.name).of(self.language)

    def entity_of(self, code: ServiceCode) -> str:
        """Return the name of the entity that gives a service; empty where none does any more."""
        service = self._services.get(code)
        return "" if service is None else self.entity(service.entity)

    def entity(self, code: EntityCode | None) -> str:
        """Return an entity's name; empty where an operator belongs to none that is known."""
        entity = None if code is None else self._entities.get(code)
        return "" if entity is None else entity.name.of(self.language)

    def documents(self, code: ServiceCode) -> str:
        """Return what a visitor brings for a service; empty where the centre did not say."""
        rules = self.floor.services.get(code)
        fact = None if rules is None else rules.facts.get(FactKind.DOCUMENTS)
        return "" if fact is None else fact.words.of(self.language)

    def given(self) -> tuple[ServiceCode, ...]:
        """Return the services this centre gives, in the order of the catalogue."""
        return tuple(
            service.code
            for entity in self.floor.catalogue.entities
            for service in entity.services
            if entity.enabled and service.enabled and service.code in self.floor.services
        )

    def target(self, code: ServiceCode) -> timedelta:
        """Return the time a service is planned to take at the window; none where it is lost."""
        service = self._services.get(code)
        return timedelta() if service is None else timedelta(minutes=service.minutes)

    def clock(self, moment: datetime) -> str:
        """Return hours and minutes on the centre's clock."""
        known = self._clocks.get(moment)
        if known is None:
            if len(self._clocks) >= CLOCKS_KEPT:
                self._clocks.clear()
            known = self._clocks[moment] = f"{moment.astimezone(self.floor.zone_info):%H:%M}"
        return known

    def clock_seconds(self, moment: datetime) -> str:
        """Return hours, minutes and seconds on the centre's clock."""
        return f"{moment.astimezone(self.floor.zone_info):%H:%M:%S}"


def rows_by_hand(
    desk: Desk, since: datetime, names: Names, ticks: Sequence[ServedByHand]
) -> tuple[QueueRow, ...]:
    """Return who was here when the store was lost, and who was ticked off besides."""
    at_window = () if desk.current is None else (desk.current,)
    known = (*at_window, *desk.queue, *(each for each in desk.held if each not in at_window))
    ticked = {one.label: names.clock(one.served_at) for one in ticks}
    rows = queue_rows(replace(desk, queue=known), since, names)
    here = {row.label for row in rows}
    others = [
        QueueRow(
            label=one.label,
            priority=False,
            service="",
            minutes=None,
            due="",
            level=Level.ON_TIME,
            comes_next=False,
        )
        for one in ticks
        if one.label not in here
    ]
    waiting = {visit.ticket.label for visit in desk.queue}
    stands = dict.fromkeys((visit.ticket.label for visit in desk.held), "counter.on_hold")
    stands |= dict.fromkeys((visit.ticket.label for visit in at_window), "op.at_window")
    return tuple(
        replace(
            row,
            ticked=ticked.get(row.label, ""),
            waits=row.label in waiting,
            stands="" if row.label in waiting else stands.get(row.label, ""),
        )
        for row in (*rows, *others)
    )


def queue_rows(desk: Desk, now: datetime, names: Names) -> tuple[QueueRow, ...]:
    """Return who waits for a counter, in the order of the calls."""
    comes_next = None if desk.next is None else desk.next.leg
    short = {code: names.short(code) for code in {visit.leg.service for visit in desk.queue}}
    return tuple(
        QueueRow(
            label=visit.ticket.label,
            priority=visit.leg.lane is Lane.PRIORITY,
            service=short[visit.leg.service],
            minutes=minutes_between(visit.leg.arrived_at, now),
            due=names.clock(visit.leg.due_at),
            level=level_of(visit.leg.due_at, now),
            comes_next=visit.leg.id == comes_next,
            leg=visit.leg.id,
        )
        for visit in desk.queue
    )


def level_of(due_at: datetime, now: datetime) -> Level:
    """Return how a visitor due at a moment stands: the last two minutes are soon."""
    if now > due_at:
        return Level.LATE
    return Level.SOON if due_at - now <= SOON else Level.ON_TIME


def minutes_between(start: datetime, end: datetime) -> int:
    """Return whole minutes; never less than none."""
    return max(0, (end - start) // MINUTE)


def spaced(label: str) -> str:
    """Return a number as it is drawn, its letters apart from its digits."""
    letters, _ = split_label(label)
    return f"{letters}{THIN_SPACE}{label[len(letters) :]}"


def minutes_and_seconds(span: timedelta) -> str:
    """Return a span as 07:24, or 1:07:24 from an hour on."""
    seconds = max(0, int(span.total_seconds()))
    hours, rest = divmod(seconds, 3600)
    short = f"{rest // 60:02d}:{rest % 60:02d}"
    return f"{hours}:{short}" if hours else short
