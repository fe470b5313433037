"""Reads a catalogue: entities and their services, checked and whole."""

from collections.abc import Iterable
from pathlib import Path

from common.domain.catalogue import Catalogue, Entity, Kind, PriorityGroup, Service
from common.domain.ids import EntityCode, GroupCode, ServiceCode
from common.domain.words import Words
from common.floorfile.faults import Fault, FaultKind, Place
from common.floorfile.part import Part, give_up_if, load_json

SCHEMA = 1
LONGEST_SERVICE = 240
"""Minutes at the window that are still believable."""

_ENTITY = r"[A-Z][A-Z0-9]{1,7}"
_SERVICE = r"[A-Z][A-Z0-9]{1,7}-[A-Z0-9]{1,6}"
_ICON = r"[a-z0-9]+(-[a-z0-9]+)*"


def read_catalogue(path: Path) -> Catalogue:
    """Read a catalogue file; BadFile names each fault with its place."""
    faults: list[Fault] = []
    catalogue = catalogue_of(Part(load_json(path), (), faults))
    give_up_if(faults, str(path))
    return catalogue


def catalogue_of(part: Part) -> Catalogue:
    """Return the catalogue that a part of a file holds; faults are noted in the part."""
    top = part.fields(("schema", "entities"), ("note", "groups"))
    top["schema"].whole(SCHEMA, SCHEMA)
    if top["note"].given:
        top["note"].text()
    entities = [(item, _entity(item)) for item in top["entities"].items()]
    groups = [(item, _group(item)) for item in top["groups"].items()] if top["groups"].given else []
    if top["entities"].given and not entities:
        top["entities"].fault(FaultKind.NO_ENTITIES)
    find_twice("entity", ((item, entity.code) for item, entity in entities))
    find_twice("group", ((item, group.code) for item, group in groups))
    return Catalogue(
        entities=tuple(entity for _, entity in entities),
        groups=tuple(group for _, group in groups),
    )


def find_twice(what: str, codes: Iterable[tuple[Part, str | int]]) -> None:
    """Note a fault at each part whose code was taken by one before."""
    seen: dict[str | int, Place] = {}
    for part, code in codes:
        if code in seen and code != "":
            part.fault(FaultKind.TWICE, what=what, code=code, first=seen[code])
        seen.setdefault(code, part.place)


def _entity(part: Part) -> Entity:
    fields = part.fields(
        ("code", "kind", "name", "services"),
        ("enabled", "board_name", "icon", "synonyms", "outcome_required"),
    )
    code = EntityCode(fields["code"].code(_ENTITY, "DIN"))
    services = [(item, _service(item, code)) for item in fields["services"].items()]
    find_twice("service", ((item, service.code) for item, service in services))
    return Entity(
        code=code,
        kind=fields["kind"].choice(Kind, Kind.PUBLIC),
        name=fields["name"].words(),
        services=tuple(service for _, service in services),
        enabled=fields["enabled"].flag(default=True),
        board_name=_words(fields["board_name"]),
        icon=_icon(fields["icon"]),
        synonyms=_synonyms(fields["synonyms"]),
        outcome_required=fields["outcome_required"].flag(default=False),
    )


def _service(part: Part, entity: EntityCode) -> Service:
    fields = part.fields(
        ("code", "name", "minutes"), ("enabled", "short", "icon", "synonyms", "information")
    )
    code = fields["code"].code(_SERVICE, f"{entity or 'DIN'}-02")
    if code and entity and not code.startswith(f"{entity}-"):
        facts = {"code": code, "entity": entity, "with": f"{entity}-"}
        fields["code"].fault(FaultKind.BEGINS, **facts)
    return Service(
        code=ServiceCode(code),
        entity=entity,
        name=fields["name"].words(),
        minutes=fields["minutes"].whole(1, LONGEST_SERVICE),
        enabled=fields["enabled"].flag(default=True),
        short=_words(fields["short"]),
        icon=_icon(fields["icon"]),
        synonyms=_synonyms(fields["synonyms"]),
        information=fields["information"].flag(default=False),
    )


def _group(part: Part) -> PriorityGroup:
    fields = part.fields(("code", "name"))
    return PriorityGroup(
        code=GroupCode(fields["code"].code(_ENTITY, "DIS")), name=fields["name"].words()
    )


def _synonyms(part: Part) -> tuple[str, ...]:
    return tuple(synonym.one_script() for synonym in part.items()) if part.given else ()


def _words(part: Part) -> Words | None:
    return part.words() if part.given else None


def _icon(part: Part) -> str | None:
    return part.code(_ICON, "file-check") if part.given else None
