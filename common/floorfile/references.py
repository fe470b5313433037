"""Checks that what a floor names is there, and nothing is there twice."""

from collections.abc import Collection, Hashable, Iterable, Iterator

from common.domain.catalogue import Catalogue
from common.domain.floor import Floor
from common.floorfile.faults import Fault, FaultKind, Place


def check_references(floor: Floor, faults: list[Fault]) -> None:
    """Add a fault for every name that leads nowhere and for everything that stands twice."""
    faults.extend(_twice(floor))
    faults.extend(_dangling(floor))
    faults.extend(_not_given(floor))


def _twice(floor: Floor) -> Iterator[Fault]:
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
            place = ("displays", at, "code")
            yield Fault(FaultKind.A_KIOSK, place, {"code": display.code})


def _repeated(name: str, field: str, values: Iterable[Hashable]) -> Iterator[Fault]:
    seen: dict[Hashable, int] = {}
    for at, value in enumerate(values):
        if value in seen:
            facts = {"code": value, "first": (name, seen[value])}
            yield Fault(FaultKind.TAKEN, (name, at, field), facts)
        seen.setdefault(value, at)


def _dangling(floor: Floor) -> Iterator[Fault]:
    zones = {zone.code for zone in floor.zones}
    profiles = {profile.code for profile in floor.profiles}
    printers = {printer.code for printer in floor.printers}
    counters = {counter.code for counter in floor.counters}
    entities = {entity.code for entity in floor.catalogue.entities}
    for at, counter in enumerate(floor.counters):
        yield from _missing(("counters", at, "zone"), counter.zone, zones)
        yield from _missing(("counters", at, "profile"), counter.profile, profiles)
    for at, kiosk in enumerate(floor.kiosks):
        yield from _missing(("kiosks", at, "zone"), kiosk.zone, zones)
        yield from _missing(("kiosks", at, "printer"), kiosk.printer, printers)
        for number, spare in enumerate(kiosk.spares):
            place = ("kiosks", at, "spares", number, "printer")
            yield from _missing(place, spare.printer, printers)
            if spare.printer == kiosk.printer:
                yield Fault(FaultKind.OWN_PRINTER, place, {"code": spare.printer})
    for at, display in enumerate(floor.displays):
        yield from _missing(("displays", at, "zone"), display.zone, zones)
        yield from _missing(("displays", at, "sign"), display.sign, counters)
        for number, code in enumerate(display.counters):
            yield from _missing(("displays", at, "counters", number), code, counters)
        for number, name in enumerate(display.entities):
            yield from _missing(("displays", at, "entities", number), name, entities)


def _missing(place: Place, code: str | None, known: Collection[str]) -> Iterator[Fault]:
    if code is not None and code not in known:
        kind = FaultKind.NO_SUCH if known else FaultKind.NONE_AT_ALL
        yield Fault(kind, place, {"code": code, "known": ", ".join(sorted(known))})


def _not_given(floor: Floor) -> Iterator[Fault]:
    for at, kiosk in enumerate(floor.kiosks):
        for code in kiosk.most_taken:
            place, facts = ("kiosks", at, "most_taken"), {"code": code}
            if code not in floor.services:
                yield Fault(FaultKind.IN_NO_SERIES, place, facts)
            elif kiosk.menu and code not in kiosk.menu:
                yield Fault(FaultKind.NOT_ON_MENU, place, facts)
        if kiosk.menu and not kiosk.menu & floor.services.keys():
            yield Fault(FaultKind.MENU_EMPTY, ("kiosks", at, "menu"))


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
