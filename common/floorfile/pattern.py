"""Names of many services at once: "DIN-02", "DIN-*" for an entity's all, "*" for every one."""

from collections.abc import Callable, Iterable, Mapping
from difflib import get_close_matches
from typing import TypeVar

from common.domain.catalogue import Catalogue
from common.domain.ids import ServiceCode
from common.floorfile.faults import FaultKind
from common.floorfile.part import Part

EVERY = "*"

_Value = TypeVar("_Value")


def services_of(pattern: str, part: Part, catalogue: Catalogue) -> tuple[ServiceCode, ...]:
    """Return the services a pattern names; a fault is noted when there are none."""
    if pattern == EVERY:
        return tuple(catalogue.services())
    for entity in catalogue.entities:
        if pattern == f"{entity.code}-{EVERY}":
            return tuple(service.code for service in entity.services)
    if pattern in catalogue.services():
        return (ServiceCode(pattern),)
    known = [*catalogue.services(), *(f"{entity.code}-*" for entity in catalogue.entities)]
    near = get_close_matches(pattern, known, 1)
    if near:
        part.fault(FaultKind.NO_SERVICE_NEAR, pattern=pattern, near=near[0])
    else:
        part.fault(FaultKind.NO_SERVICE, pattern=pattern)
    return ()


def listed(part: Part, catalogue: Catalogue) -> list[tuple[Part, ServiceCode]]:
    """Return the services of a list of patterns, each with the part that names it."""
    return [
        (item, service)
        for item in part.items()
        for service in services_of(item.text(), item, catalogue)
    ]


def by_service(
    part: Part, catalogue: Catalogue, read: Callable[[Part], _Value]
) -> dict[ServiceCode, list[_Value]]:
    """Return the values of an object whose keys are patterns; the narrowest comes first."""
    found: dict[ServiceCode, list[_Value]] = {}
    for pattern, inner in sorted(part.entries(), key=lambda entry: _width(entry[0])):
        value = read(inner)
        for service in services_of(pattern, inner, catalogue):
            found.setdefault(service, []).append(value)
    return found


def fewest_patterns(
    values: Mapping[ServiceCode, _Value], catalogue: Catalogue
) -> dict[str, _Value]:
    """Return the same values with "DIN-*" wherever a whole entity has one value."""
    found: dict[str, _Value] = {}
    for entity in catalogue.entities:
        mine = [service.code for service in entity.services]
        first = values.get(mine[0]) if mine else None
        if first is not None and all(values.get(code) == first for code in mine):
            found[f"{entity.code}-{EVERY}"] = first
        else:
            found |= {code: values[code] for code in mine if code in values}
    known = catalogue.services()
    return found | {code: value for code, value in values.items() if code not in known}


def fewest_listed(services: Iterable[ServiceCode], catalogue: Catalogue) -> list[str]:
    """Return services as a list of patterns."""
    return list(fewest_patterns(dict.fromkeys(services, True), catalogue))


def _width(pattern: str) -> int:
    if pattern == EVERY:
        return 2
    return 1 if pattern.endswith(EVERY) else 0
