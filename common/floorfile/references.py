"""Checks that what a floor names is there, and nothing is there twice."""

from collections.abc import Hashable, Iterable, Iterator

from common.domain.catalogue import Catalogue
from common.domain.floor import Floor


def check_references(floor: Floor, faults: list[str]) -> None:
    """Add one line for every name that leads nowhere and for everything that stands twice."""
    faults.extend(_twice(floor))
    faults.extend(_dangling(floor))
    faults.extend(_not_given(floor))


def _twice(floor: Floor) -> Iterator[str]:
    lists: dict[str, Iterable[Hashable]] = {
        "zones": (zone.code for zone in floor.zones),
        "profiles": (profile.code for profile in floor.profiles),
        "counters": (counter.code for counter in floor.counters),
        "operators": (operator.code for operator in floor.operators),
        "printers": (printer.code for printer in floor.printers),
        "kiosks": (kiosk.code for kiosk in floor.kiosks),
        "displays": (display.code for display in floor.displays),
    }
    for name, codes in lists.items():
        yield from _repeated(name, "code", codes)
    yield from _repeated("counters", "number", (counter.number for counter in floor.counters))
    kiosks = {kiosk.code for kiosk in floor.kiosks}
    for at, display in enumerate(floor.displays):
        if display.code in kiosks:
            yield f"displays[{at}].code: {display.code} is a kiosk already; choose another code"


def _repeated(name: str, field: str, values: Iterable[Hashable]) -> Iterator[str]:
    seen: dict[Hashable, int] = {}
    for at, value in enumerate(values):
        if value in seen:
            first = f"{name}[{seen[value]}]"
            yield f"{name}[{at}].{field}: {value} is already at {first}; choose another"
        seen.setdefault(value, at)


def _dangling(floor: Floor) -> Iterator[str]:
    zones = {zone.code for zone in floor.zones}
    profiles = {profile.code for profile in floor.profiles}
    printers = {printer.code for printer in floor.printers}
    counters = {counter.code for counter in floor.counters}
    entities = {entity.code for entity in floor.catalogue.entities}
    for at, counter in enumerate(floor.counters):
        yield from _missing(f"counters[{at}].zone", counter.zone, zones)
        yield from _missing(f"counters[{at}].profile", counter.profile, profiles)
    for at, kiosk in enumerate(floor.kiosks):
        yield from _missing(f"kiosks[{at}].zone", kiosk.zone, zones)
        yield from _missing(f"kiosks[{at}].printer", kiosk.printer, printers)
        for number, spare in enumerate(kiosk.spares):
            place = f"kiosks[{at}].spares[{number}].printer"
            yield from _missing(place, spare.printer, printers)
            if spare.printer == kiosk.printer:
                yield f"{place}: {spare.printer} is this kiosk's own; name another one"
    for at, display in enumerate(floor.displays):
        yield from _missing(f"displays[{at}].zone", display.zone, zones)
        yield from _missing(f"displays[{at}].sign", display.sign, counters)
        for number, code in enumerate(display.counters):
            yield from _missing(f"displays[{at}].counters[{number}]", code, counters)
        for number, name in enumerate(display.entities):
            yield from _missing(f"displays[{at}].entities[{number}]", name, entities)


def _missing(place: str, code: str | None, known: Iterable[str]) -> Iterator[str]:
    if code is not None and code not in known:
        there = ", ".join(sorted(known)) or "none"
        yield f'{place}: there is no "{code}"; known are: {there}'


def _not_given(floor: Floor) -> Iterator[str]:
    for at, kiosk in enumerate(floor.kiosks):
        for code in kiosk.most_taken:
            if code not in floor.services:
                place = f"kiosks[{at}].most_taken"
                yield f"{place}: {code} is in no series; add it to one or leave it out"
            elif kiosk.menu and code not in kiosk.menu:
                place = f"kiosks[{at}].most_taken"
                yield f"{place}: {code} is not on this kiosk's menu; add it there or leave it out"
        if kiosk.menu and not kiosk.menu & floor.services.keys():
            yield f"kiosks[{at}].menu: no service on it is in a series; add one that is"


def check_catalogue(floor: Floor, catalogue: Catalogue, faults: list[str]) -> None:
    """Add one line for everything a floor uses that another catalogue does not have."""
    used: dict[str, str] = {}
    for at, operator in enumerate(floor.operators):
        used |= dict.fromkeys(operator.skills, f"operators[{at}].skills")
        if operator.entity is not None:
            used[operator.entity] = f"operators[{at}].entity"
    for at, profile in enumerate(floor.profiles):
        used |= dict.fromkeys(profile.handicaps, f"profiles[{at}].services")
    for rules in floor.services.values():
        used[rules.service] = f"series {rules.series}"
    for at, kiosk in enumerate(floor.kiosks):
        used |= dict.fromkeys(kiosk.menu, f"kiosks[{at}].menu")
    known = {*catalogue.services(), *(entity.code for entity in catalogue.entities)}
    faults.extend(
        f"has no {code}, which the floor uses in {place}; keep it, or take it off the floor first"
        for code, place in sorted(used.items())
        if code not in known
    )
