"""The simulated centre: as many windows, kiosks and boards as asked for, and who works where."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta

from common.demo.cast import demo_floor
from common.domain.errors import Unavailable
from common.domain.floor import Counter, Display, Floor, Kiosk, Operator, Profile
from common.domain.ids import (
    CounterCode,
    DeviceCode,
    EntityCode,
    OperatorCode,
    ServiceCode,
)
from common.ports import Store
from common.usecases.setup import replace_floor

PIN = "4711"
"""Every simulated operator's; a simulated centre is nobody's."""
SHOWN_AT_LEAST = timedelta(minutes=2)
"""A simulated second passes sooner than a display can read: calls stay longer on the board."""


@dataclass(frozen=True, slots=True)
class Hall:
    """How much of everything a simulated centre has."""

    counters: int
    kiosks: int
    displays: int


@dataclass(frozen=True, slots=True)
class Post:
    """A window with its operator and what both together may call."""

    counter: CounterCode
    operator: OperatorCode
    work: tuple[ServiceCode, ...]


def simulated_floor(hall: Hall) -> Floor:
    """Return a centre from the shipped catalogue with as many windows as asked for."""
    floor = demo_floor(hurried=False)
    windows = [_window(floor, number) for number in range(1, hall.counters + 1)]
    entities = _entities(floor)
    return replace(
        floor,
        rules=replace(floor.rules, shown_at_least=SHOWN_AT_LEAST),
        counters=tuple(windows),
        operators=tuple(
            Operator(
                OperatorCode(f"sim.{window.number}"),
                f"Operator {window.number}",
                entities[window.profile],
            )
            for window in windows
        ),
        kiosks=tuple(
            Kiosk(DeviceCode(f"K{number}"), floor.zones[0].code, None)
            for number in range(1, hall.kiosks + 1)
        ),
        displays=tuple(_display(floor, number) for number in range(hall.displays)),
    )


def _window(floor: Floor, number: int) -> Counter:
    """Return a window like those of the shipped floor, which follow one another again and again."""
    # Spread, so that a hall of few windows has few of each kind rather than many of one.
    like = floor.counters[(number - 1) * 7 % len(floor.counters)]
    return replace(like, code=CounterCode(f"W{number}"), number=number)


def _display(floor: Floor, number: int) -> Display:
    zones = (None, *(zone.code for zone in floor.zones))
    return Display(DeviceCode(f"D{number + 1}"), zones[number % len(zones)])


def _entities(floor: Floor) -> dict[str, EntityCode | None]:
    """Return whose operators sit at windows of each profile; None where it serves several."""
    catalogue = floor.catalogue.services()

    def of(profile: Profile) -> EntityCode | None:
        entities = {catalogue[code].entity for code in profile.handicaps}
        return entities.pop() if len(entities) == 1 else None

    return {profile.code: of(profile) for profile in floor.profiles}


def floor_of(store: Store, hall: Hall) -> Floor:
    """Return the store's set-up; where it has none, the simulated one, put there.

    Unavailable where the store's own has fewer windows, kiosks or displays than asked for.
    """
    try:
        floor = store.floor()
    except Unavailable:
        store.now()
        replace_floor(store, simulated_floor(hall))
        return store.floor()
    there = {
        "counters": (len(posts(floor)), hall.counters),
        "kiosks": (len(floor.kiosks), hall.kiosks),
        "displays": (len(floor.displays), hall.displays),
    }
    for name, (has, wanted) in there.items():
        if has < wanted:
            raise Unavailable(f"the store's set-up can seat {has} {name}, not {wanted}")
    return floor


def posts(floor: Floor) -> list[Post]:
    """Seat each operator at the first free window where he has something to do."""
    seated: dict[CounterCode, Post] = {}
    for operator in floor.operators:
        for counter in floor.counters:
            work = _open_work(floor, counter, operator)
            if counter.code not in seated and work:
                seated[counter.code] = Post(counter.code, operator.code, work)
                break
    return list(seated.values())


def _open_work(floor: Floor, counter: Counter, operator: Operator) -> tuple[ServiceCode, ...]:
    """Return what can be called at a window, of what this centre gives at all."""
    work = floor.work_of(counter, operator)
    return tuple(code for code in work if _given(floor, code))


def _given(floor: Floor, code: ServiceCode) -> bool:
    found = floor.catalogue.find(code)
    return code in floor.services and found is not None and all(part.enabled for part in found)


def served(seated: Sequence[Post]) -> Mapping[CounterCode, tuple[ServiceCode, ...]]:
    """Return what each window that is worked at serves."""
    return {post.counter: post.work for post in seated}
