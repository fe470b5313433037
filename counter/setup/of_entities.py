"""Entities: who gives services in the hall."""

from dataclasses import replace

from common.domain.catalogue import Entity
from common.domain.catalogue import Kind as EntityKind
from common.domain.floor import Floor
from common.domain.ids import EntityCode, ServiceCode
from counter.setup.checks import lines_of
from counter.setup.lists import (
    NO_WORDS,
    codes,
    moved,
    names_beside,
    number,
    partial,
    place_of,
    put,
    typed,
    without,
    words_fields,
    words_from,
    words_values,
)
from counter.setup.specs import Context, FieldKind, FieldSpec, Form, Kind, Pick, Values

ENTITY_CODE = r"[A-Z][A-Z0-9]{1,7}"


def entity_at(floor: Floor, code: str) -> Entity:
    """Return an entity by its code."""
    return next(one for one in floor.catalogue.entities if one.code == code)


def with_entities(floor: Floor, entities: tuple[Entity, ...]) -> Floor:
    """Return a set-up with other entities."""
    return replace(floor, catalogue=replace(floor.catalogue, entities=entities))


def remove_service(floor: Floor, code: str) -> Floor:
    """Return a set-up without a service, and without its name in all other places."""
    gone = ServiceCode(code)
    entity = floor.catalogue.entity_of(gone)
    fewer = replace(entity, services=without(entity.services, code))
    return replace(
        with_entities(floor, put(floor.catalogue.entities, entity.code, fewer)),
        services={key: rules for key, rules in floor.services.items() if key != gone},
        profiles=tuple(
            replace(
                one, handicaps={key: span for key, span in one.handicaps.items() if key != gone}
            )
            for one in floor.profiles
        ),
        operators=tuple(replace(one, skills=one.skills - {gone}) for one in floor.operators),
        kiosks=tuple(
            replace(
                one,
                most_taken=tuple(key for key in one.most_taken if key != gone),
                menu=one.menu - {gone},
            )
            for one in floor.kiosks
        ),
    )


def _entity_fields(context: Context, code: str) -> tuple[FieldSpec, ...]:
    entities = context.floor.catalogue.entities
    kinds = tuple(Pick(one.value, context.text(f"setup.entity.{one.value}")) for one in EntityKind)
    new = FieldSpec(
        "code",
        FieldKind.CODE,
        pattern=ENTITY_CODE,
        such_as="DIN",
        taken=frozenset(codes(entities)),
    )
    return (
        *(() if code else (new,)),
        FieldSpec("enabled", FieldKind.TOGGLE),
        *words_fields("name", taken=names_beside(entities, code)),
        FieldSpec("kind", FieldKind.CHOICE, 2, picks=kinds),
        FieldSpec("place", FieldKind.NUMBER, low=1, high=len(entities) + (not code)),
        *words_fields("board_name", optional=True),
        FieldSpec("synonyms", FieldKind.LINES, 4, optional=True),
        FieldSpec("outcome_required", FieldKind.TOGGLE),
    )


def _read_entity(floor: Floor, code: str) -> Values:
    entity = entity_at(floor, code)
    return {
        "enabled": entity.enabled,
        **words_values("name", entity.name),
        "kind": entity.kind.value,
        "place": str(place_of(floor.catalogue.entities, code)),
        **words_values("board_name", entity.board_name),
        "synonyms": "\n".join(entity.synonyms),
        "outcome_required": entity.outcome_required,
    }


def _write_entity(floor: Floor, code: str, values: Values) -> Floor:
    entity = replace(
        entity_at(floor, code) if code else _new_entity(typed(values, "code")),
        kind=EntityKind(typed(values, "kind")),
        name=words_from(values, "name") or NO_WORDS,
        enabled=bool(values["enabled"]),
        board_name=words_from(values, "board_name"),
        synonyms=lines_of(str(values["synonyms"])),
        outcome_required=bool(values["outcome_required"]),
    )
    entities = put(floor.catalogue.entities, entity.code, entity)
    return with_entities(floor, moved(entities, entity.code, number(values, "place")))


def _new_entity(code: str) -> Entity:
    return Entity(EntityCode(code), EntityKind.PUBLIC, NO_WORDS, ())


def _blank_entity(floor: Floor, _beside: str) -> Values:
    return {
        "code": "",
        "enabled": True,
        **words_values("name", None),
        "kind": EntityKind.PUBLIC.value,
        "place": str(len(floor.catalogue.entities) + 1),
        **words_values("board_name", None),
        "synonyms": "",
        "outcome_required": False,
    }


def _remove_entity(floor: Floor, code: str) -> Floor:
    for service in entity_at(floor, code).services:
        floor = remove_service(floor, service.code)
    return with_entities(floor, without(floor.catalogue.entities, code))


def _user_of_entity(context: Context, code: str) -> str:
    floor = context.floor
    people = [one.name for one in floor.operators if one.entity == code]
    return next(iter([*people, *(one.code for one in floor.displays if code in one.entities)]), "")


ENTITY = Form(
    Kind.ENTITY,
    codes=lambda floor: codes(floor.catalogue.entities),
    title=lambda context, code: entity_at(context.floor, code).name.of(context.language),
    fields=_entity_fields,
    read=_read_entity,
    write=_write_entity,
    blank=_blank_entity,
    remove=_remove_entity,
    user=_user_of_entity,
    cross=lambda _floor, _code, values: partial(values, "board_name"),
)
