"""Who comes when, for what, and what happens to him: all of it from one seed."""

import random
import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import TypeVar

from common.demo.simulator.hall import Post
from common.domain.appointments import normal_code
from common.domain.floor import Floor
from common.domain.ids import AppointmentCode, CounterCode, GroupCode, RequestId, ServiceCode
from common.domain.words import Language

_Kind = TypeVar("_Kind")

ARRIVALS = (5, 11, 14, 13, 9, 8, 11, 10, 4)
"""How the visitors spread over the ninths of a day: a peak before noon, a smaller one after."""
BUSY = 0.75
"""How much of the windows' time the day's visits take."""
WITH_PRIORITY = 0.12
WITH_APPOINTMENT = 0.1
APPOINTED = (-9.0, 28.0)
"""Earliest and latest time of an appointment, in minutes after its visitor comes."""
PAPER_FAILS = 0.02
LANGUAGES = {Language.AZ: 80, Language.RU: 14, Language.EN: 6}
LONGEST_VISIT = 30.0
SHORTEST_VISIT = 0.3
BREAK_SHARE = (0.02, 0.04)
"""Shortest and longest break, as parts of the day."""


class Fate(StrEnum):
    """What becomes of a visitor."""

    SERVED = "served"
    NEVER_COMES = "never_comes"
    COMES_LATE = "comes_late"
    """Misses his calls, comes back and is let in again."""
    PASSED_ON = "passed_on"
    SENT = "sent"
    """Goes and pays elsewhere and comes back to the same window."""
    HELD = "held"
    GIVEN_UP = "given_up"
    """Held, then cancelled."""
    LEAVES = "leaves"
    """Gives the ticket back while he waits."""
    TURNED_AWAY = "turned_away"
    """Cancelled when he comes to the window."""


FATES = {
    Fate.SERVED: 740,
    Fate.NEVER_COMES: 60,
    Fate.COMES_LATE: 20,
    Fate.PASSED_ON: 50,
    Fate.SENT: 60,
    Fate.HELD: 30,
    Fate.GIVEN_UP: 10,
    Fate.LEAVES: 20,
    Fate.TURNED_AWAY: 10,
}


@dataclass(frozen=True, slots=True)
class Visitor:
    """One person of the plan; times are minutes or seconds of the simulated day."""

    request: RequestId
    arrives: float
    """Seconds after the opening."""
    kiosk: int
    service: ServiceCode
    language: Language
    priority: GroupCode | None
    fate: Fate
    paper_fails: bool
    walk: float
    """Seconds from the call to the window."""
    minutes: float
    """At the first window."""
    onward: ServiceCode
    """Where he is passed on or sent to."""
    more_minutes: float
    """At the second window, on hold, or after the return."""
    appointed: float | None = None
    """Seconds after the opening, whole minutes; None for who has no appointment."""

    @property
    def code(self) -> AppointmentCode:
        """Return the code of his appointment."""
        return normal_code(self.request)


@dataclass(frozen=True, slots=True)
class Break:
    """A pause of one operator, in seconds after the opening."""

    begins: float
    ends: float


@dataclass(frozen=True, slots=True)
class Day:
    """What a plan is made of besides the seed."""

    date: date
    seconds: float
    """From the opening to the last ticket."""
    tickets: int
    kiosks: int


def plan_visitors(seed: int, day: Day, floor: Floor, seated: Sequence[Post]) -> tuple[Visitor, ...]:
    """Return the day's visitors in the order in which they come."""
    dice = random.Random(f"{seed}/visitors")  # noqa: S311 - a plan, no secret
    arrivals = sorted(_arrival(dice, day.seconds) for _ in range(day.tickets))
    drawn = [_draw(dice, floor, seated) for _ in arrivals]
    # Dice of their own: the rest of a seed's day is the same with appointments and without.
    promised = random.Random(f"{seed}/appointments")  # noqa: S311 - a plan, no secret
    stretch = _stretch(drawn, day, len(seated))
    return tuple(
        Visitor(
            request=RequestId(str(uuid.uuid5(uuid.NAMESPACE_OID, f"{seed}/{day.date}/{number}"))),
            arrives=arrives,
            kiosk=dice.randrange(day.kiosks),
            priority=drawn[number].priority,
            minutes=_scaled(drawn[number].minutes, stretch),
            more_minutes=_scaled(drawn[number].more_minutes, stretch),
            paper_fails=dice.random() < PAPER_FAILS,
            walk=dice.uniform(10, 50),
            service=drawn[number].service,
            onward=drawn[number].onward,
            fate=drawn[number].fate,
            language=_one_of(dice, LANGUAGES),
            appointed=_appointed(promised, arrives, drawn[number].priority),
        )
        for number, arrives in enumerate(arrivals)
    )


def plan_breaks(seed: int, day: Day, seated: Sequence[Post]) -> Mapping[CounterCode, list[Break]]:
    """Return when each window is left for a while: once before and once after the middle."""
    dice = random.Random(f"{seed}/breaks")  # noqa: S311 - a plan, no secret

    def pause(earliest: float, latest: float) -> Break:
        begins = dice.uniform(earliest, latest) * day.seconds
        return Break(begins, begins + dice.uniform(*BREAK_SHARE) * day.seconds)

    return {post.counter: [pause(0.15, 0.45), pause(0.55, 0.85)] for post in seated}


def _appointed(dice: random.Random, arrives: float, priority: GroupCode | None) -> float | None:
    """Return when who comes at this second has his appointment."""
    chosen, minutes = dice.random() < WITH_APPOINTMENT, dice.uniform(*APPOINTED)
    return round(arrives / 60 + minutes) * 60.0 if chosen and priority is None else None


@dataclass(frozen=True, slots=True)
class _Drawn:
    service: ServiceCode
    onward: ServiceCode
    priority: GroupCode | None
    fate: Fate
    minutes: float
    more_minutes: float


def _draw(dice: random.Random, floor: Floor, seated: Sequence[Post]) -> _Drawn:
    catalogue, groups = floor.catalogue.services(), floor.catalogue.groups
    service = dice.choice(dice.choice(seated).work)
    elsewhere = [code for code in dice.choice(seated).work if code != service] or [service]
    onward = dice.choice(elsewhere)
    fate = _one_of(dice, FATES)
    if onward == service and fate in (Fate.PASSED_ON, Fate.SENT):
        fate = Fate.SERVED
    goes_first = bool(groups) and dice.random() < WITH_PRIORITY
    return _Drawn(
        service=service,
        onward=onward,
        priority=dice.choice(groups).code if goes_first else None,
        fate=fate,
        minutes=catalogue[service].minutes * dice.lognormvariate(0, 0.5),
        more_minutes=catalogue[onward].minutes * dice.lognormvariate(0, 0.5) / 2,
    )


def _stretch(drawn: Sequence[_Drawn], day: Day, windows: int) -> float:
    """Return by how much the visits must be longer or shorter to keep the windows busy."""
    work = sum(one.minutes + one.more_minutes for one in drawn)
    return BUSY * windows * day.seconds / 60 / work if work else 1.0


def _scaled(minutes: float, stretch: float) -> float:
    return min(LONGEST_VISIT, max(SHORTEST_VISIT, minutes * stretch))


def _arrival(dice: random.Random, seconds: float) -> float:
    part = dice.choices(range(len(ARRIVALS)), ARRIVALS)[0]
    return (part + dice.random()) / len(ARRIVALS) * seconds


def _one_of(dice: random.Random, shares: Mapping[_Kind, int]) -> _Kind:
    return dice.choices(list(shares), list(shares.values()))[0]
