"""Reads a floor file: one centre's whole set-up, all or nothing."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import time
from pathlib import Path
from typing import TypeVar
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from common.domain.catalogue import Catalogue
from common.domain.floor import (
    FactKind,
    Floor,
    Opening,
    Series,
    ServiceFact,
    ServiceRules,
    Target,
)
from common.domain.ids import CentreCode, SeriesCode, ServiceCode
from common.floorfile import places
from common.floorfile.catalogue import catalogue_of, find_twice
from common.floorfile.facts import facts_of, merged
from common.floorfile.faults import Fault, FaultKind
from common.floorfile.hours import hours_of, rules_of, target_of
from common.floorfile.part import Part, give_up_if, load_json, parse_json
from common.floorfile.pattern import by_service, listed
from common.floorfile.references import check_references
from common.floorfile.roles import roles_of
from common.floorfile.slip_lines import slip_of

SCHEMA = 1
_REQUIRED = (
    "schema",
    "centre",
    "name",
    "hours",
    "zones",
    "series",
    "profiles",
    "counters",
    "operators",
)
_OPTIONAL = (
    "note",
    "time_zone",
    "rollover",
    "closures",
    "rules",
    "target",
    "services",
    "switches",
    "printers",
    "kiosks",
    "displays",
    "roles",
    "slip",
    "catalogue",
)
# Letters that neither eye nor ear takes for another, in three languages.
LETTERS = "ABDLMNRTVZFPS"
_Value = TypeVar("_Value")
_SERIES = f"[{LETTERS}]{{1,2}}"


def read_floor(path: Path, catalogue: Catalogue) -> Floor:
    """Read a floor file; BadFile names each fault with its place.

    A file that brings its own catalogue is read by that one, any other by `catalogue`.
    """
    return floor_of(load_json(path), str(path), catalogue)


def parse_floor(text: str, name: str, catalogue: Catalogue) -> Floor:
    """Read a floor from text; `name` is what faults call it."""
    return floor_of(parse_json(text, name), name, catalogue)


def floor_of(value: object, name: str, catalogue: Catalogue) -> Floor:
    """Read a floor from what a JSON file holds; `name` is what faults call it."""
    faults: list[Fault] = []
    top = Part(value, (), faults).fields(_REQUIRED, _OPTIONAL)
    top["schema"].whole(SCHEMA, SCHEMA)
    if top["catalogue"].given:
        catalogue = catalogue_of(top["catalogue"])
        give_up_if(faults, name)
    catalogue = _switched(top["switches"], catalogue)
    floor = _floor(top, catalogue)
    give_up_if(faults, name)
    check_references(floor, faults)
    give_up_if(faults, name)
    return floor


def _floor(top: Mapping[str, Part], catalogue: Catalogue) -> Floor:
    rollover = top["rollover"].clock(time(0, 0))
    series = [(item, *_series(item, catalogue)) for item in top["series"].items()]
    find_twice("series", ((item, one.code) for item, one, _ in series))
    served = [(item, one.code, code) for _, one, mine in series for item, code in mine]
    return Floor(
        centre=CentreCode(top["centre"].code(places.PLACE, "ASAN-01")),
        name=top["name"].words(),
        catalogue=catalogue,
        zone_info=_time_zone(top["time_zone"]),
        rollover=rollover,
        hours=hours_of(top["hours"], rollover),
        closures=frozenset(day.day() for day in _each(top["closures"])),
        rules=rules_of(top["rules"]),
        series=tuple(one for _, one, _ in series),
        services=_services(top, catalogue, served, rollover),
        zones=tuple(places.zone(item) for item in top["zones"].items()),
        profiles=tuple(places.profile(item, catalogue) for item in top["profiles"].items()),
        counters=tuple(places.counter(item) for item in top["counters"].items()),
        operators=tuple(places.operator(item, catalogue) for item in top["operators"].items()),
        printers=tuple(places.printer(item) for item in _each(top["printers"])),
        kiosks=tuple(places.kiosk(item, catalogue) for item in _each(top["kiosks"])),
        slip=slip_of(top["slip"]),
        displays=tuple(places.display(item) for item in _each(top["displays"])),
        roles=roles_of(top["roles"]),
    )


def _each(part: Part) -> Sequence[Part]:
    return part.items() if part.given else ()


def _time_zone(part: Part) -> ZoneInfo:
    name = part.text() if part.given else "Asia/Baku"
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        part.fault(FaultKind.TIME_ZONE, name=name)
        return ZoneInfo("UTC")


def _switched(part: Part, catalogue: Catalogue) -> Catalogue:
    """Return the catalogue with entities and services switched as this centre wants."""
    switches = {
        code: switch.flag(default=True) for code, switch in (part.entries() if part.given else ())
    }
    known = {*catalogue.services(), *(entity.code for entity in catalogue.entities)}
    for code in switches.keys() - known:
        part.fault(FaultKind.NO_SWITCH, code=code)
    return replace(
        catalogue,
        entities=tuple(
            replace(
                entity,
                enabled=switches.get(entity.code, entity.enabled),
                services=tuple(
                    replace(service, enabled=switches.get(service.code, service.enabled))
                    for service in entity.services
                ),
            )
            for entity in catalogue.entities
        ),
    )


def _series(part: Part, catalogue: Catalogue) -> tuple[Series, list[tuple[Part, ServiceCode]]]:
    fields = part.fields(("code", "name", "services"))
    code = fields["code"].code(_SERIES, LETTERS, FaultKind.SERIES_CODE)
    one = Series(code=SeriesCode(code), name=fields["name"].words())
    return one, listed(fields["services"], catalogue)


@dataclass(frozen=True, slots=True)
class _Special:
    """What one entry of "services" sets apart; None where it says nothing."""

    target: Target | None
    hours: dict[int, Opening] | None
    daily_limit: int | None
    facts: dict[FactKind, ServiceFact]


def _special(part: Part, rollover: time) -> _Special:
    fields = part.fields((), ("target", "hours", "daily_limit", "facts"))
    return _Special(
        target=target_of(fields["target"], Target()) if fields["target"].given else None,
        hours=hours_of(fields["hours"], rollover) if fields["hours"].given else None,
        daily_limit=fields["daily_limit"].whole(0, 100_000)
        if fields["daily_limit"].given
        else None,
        facts=facts_of(fields["facts"]) if fields["facts"].given else {},
    )


def _services(
    top: Mapping[str, Part],
    catalogue: Catalogue,
    served: Sequence[tuple[Part, SeriesCode, ServiceCode]],
    rollover: time,
) -> dict[ServiceCode, ServiceRules]:
    usual = target_of(top["target"], Target())
    special = (
        by_service(top["services"], catalogue, lambda part: _special(part, rollover))
        if top["services"].given
        else {}
    )
    found: dict[ServiceCode, ServiceRules] = {}
    for item, series, code in served:
        if code in found:
            item.fault(FaultKind.IN_A_SERIES, code=code, series=found[code].series)
            continue
        mine = special.get(code, [])
        found[code] = ServiceRules(
            service=code,
            series=series,
            target=_first((one.target for one in mine), usual),
            hours=_first((one.hours for one in mine), None),
            daily_limit=_first((one.daily_limit for one in mine), None),
            facts=merged(one.facts for one in mine),
        )
    return found


def _first(values: Iterable[_Value | None], usual: _Value) -> _Value:
    """Return the first value that says something."""
    return next((value for value in values if value is not None), usual)
