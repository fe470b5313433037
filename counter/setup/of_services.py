"""Services: names, series, targets, hours, limits and what visitors are told."""

from collections.abc import Mapping
from dataclasses import replace

from common.domain.catalogue import Entity, Service
from common.domain.floor import FactKind, Floor, ServiceFact, ServiceRules, Target
from common.domain.ids import SeriesCode, ServiceCode
from common.domain.words import Language, Words
from common.floorfile.catalogue import LONGEST_SERVICE
from common.floorfile.facts import LONGEST_FACT
from counter.dates import day_of, day_words
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
    words_fields,
    words_from,
    words_values,
)
from counter.setup.of_entities import ENTITY_CODE, entity_at, remove_service, with_entities
from counter.setup.specs import (
    Context,
    Fault,
    FieldKind,
    FieldSpec,
    Form,
    Kind,
    Pick,
    Value,
    Values,
)
from counter.setup.week import fault_in, hours_of, week_of

_LONGEST_TARGET = 24 * 60
_HIGHEST_LIMIT = 100_000


def _service_fields(context: Context, code: str) -> tuple[FieldSpec, ...]:
    floor = context.floor
    first, *names = words_fields("name", (3, 2, 2), taken=_names_beside(floor, code))
    return (
        *(() if code else _new_service(context)),
        FieldSpec("enabled", FieldKind.TOGGLE),
        first,
        FieldSpec("place", FieldKind.NUMBER, low=1, high=_most_places(floor, code)),
        *names,
        FieldSpec("series", FieldKind.CHOICE, 2, picks=_series(context), optional=True),
        FieldSpec("minutes", FieldKind.NUMBER, low=1, high=LONGEST_SERVICE, unit="minutes"),
        FieldSpec("daily_limit", FieldKind.NUMBER, low=0, high=_HIGHEST_LIMIT, optional=True),
        *(
            FieldSpec(
                colour,
                FieldKind.NUMBER,
                low=1,
                high=_LONGEST_TARGET,
                unit="minutes",
                heading="target" if colour == "green" else "",
            )
            for colour in ("green", "amber", "red")
        ),
        FieldSpec("own_hours", FieldKind.TOGGLE, 4, heading="hours"),
        FieldSpec("hours", FieldKind.HOURS, 4, needs="own_hours"),
        *words_fields("short", (2, 2, 2), optional=True, heading="short"),
        FieldSpec("information", FieldKind.TOGGLE, 2),
        FieldSpec("synonyms", FieldKind.LINES, 4, optional=True),
        *(spec for kind in FactKind for spec in _fact_fields(kind)),
    )


def _names_beside(floor: Floor, code: str) -> tuple[Words, ...]:
    """Return what other services of its entity are called; a new one has none yet."""
    return names_beside(floor.catalogue.entity_of(ServiceCode(code)).services, code) if code else ()


def _series(context: Context) -> tuple[Pick, ...]:
    """Return the series of numbers there are."""
    return tuple(
        Pick(one.code, f"{one.code} · {one.name.of(context.language)}")
        for one in context.floor.series
    )


def _new_service(context: Context) -> tuple[FieldSpec, ...]:
    floor = context.floor
    entities = tuple(
        Pick(one.code, one.name.of(context.language)) for one in floor.catalogue.entities
    )
    return (
        FieldSpec("entity", FieldKind.CHOICE, 3, picks=entities),
        FieldSpec(
            "code",
            FieldKind.CODE,
            pattern=f"{ENTITY_CODE}-[A-Z0-9]{{1,6}}",
            such_as="DIN-02",
            taken=frozenset(floor.catalogue.services()),
        ),
    )


def _fact_fields(kind: FactKind) -> tuple[FieldSpec, ...]:
    name = f"{kind.value}"
    tongues = (FieldKind.LATIN_TEXT, FieldKind.LATIN_TEXT, FieldKind.TEXT)
    fields = (
        FieldSpec(f"{name}_told", FieldKind.TOGGLE, 4, label="told", heading=f"fact_{kind.value}"),
        *(
            FieldSpec(
                f"{name}_{language.value}",
                tongue,
                4,
                label=f"fact_{language.value}",
                longest=LONGEST_FACT,
                needs=f"{name}_told",
            )
            for language, tongue in zip(Language, tongues, strict=True)
        ),
        FieldSpec(f"{name}_source", FieldKind.WORDS, 3, label="fact_source", needs=f"{name}_told"),
        FieldSpec(f"{name}_checked", FieldKind.DAY, label="fact_checked", needs=f"{name}_told"),
    )
    return tuple(replace(spec, group=f"fact_{kind.value}") for spec in fields)


def _most_places(floor: Floor, code: str) -> int:
    if not code:
        return max((len(one.services) + 1 for one in floor.catalogue.entities), default=1)
    return len(floor.catalogue.entity_of(ServiceCode(code)).services)


def _read_service(floor: Floor, code: str) -> Values:
    entity, service = floor.catalogue.find(ServiceCode(code)) or (None, None)
    if entity is None or service is None:
        raise KeyError(code)
    rules = floor.services.get(service.code)
    return {
        "enabled": service.enabled,
        **words_values("name", service.name),
        "minutes": str(service.minutes),
        "place": str(place_of(entity.services, code)),
        **words_values("short", service.short),
        "information": service.information,
        "synonyms": "\n".join(service.synonyms),
        **_read_rules(floor, rules),
    }


def _read_rules(
    floor: Floor, rules: ServiceRules | None
) -> dict[str, str | bool | tuple[str, ...]]:
    target = Target() if rules is None else rules.target
    limit = None if rules is None else rules.daily_limit
    hours = None if rules is None else rules.hours
    values: dict[str, Value] = {
        "series": "" if rules is None else rules.series,
        "daily_limit": "" if limit is None else str(limit),
        "green": str(target.green),
        "amber": str(target.amber),
        "red": str(target.red),
        "own_hours": hours is not None,
        "hours": week_of(floor.hours if hours is None else hours),
    }
    for kind in FactKind:
        fact = None if rules is None else rules.facts.get(kind)
        values[f"{kind.value}_told"] = fact is not None
        values |= words_values(kind.value, None if fact is None else fact.words)
        values[f"{kind.value}_source"] = "" if fact is None else fact.source
        values[f"{kind.value}_checked"] = "" if fact is None else day_words(fact.checked)
    return values


def _write_service(floor: Floor, code: str, values: Values) -> Floor:
    known = floor.catalogue.find(ServiceCode(code)) if code else None
    entity = entity_at(floor, typed(values, "entity")) if known is None else known[0]
    service = replace(
        _new_service_of(entity, values) if known is None else known[1],
        name=words_from(values, "name") or NO_WORDS,
        minutes=number(values, "minutes"),
        enabled=bool(values["enabled"]),
        short=words_from(values, "short"),
        synonyms=lines_of(str(values["synonyms"])),
        information=bool(values["information"]),
    )
    services = put(entity.services, service.code, service)
    placed = replace(entity, services=moved(services, service.code, number(values, "place")))
    changed = with_entities(floor, put(floor.catalogue.entities, entity.code, placed))
    return replace(changed, services=_services_with(floor, service.code, values))


def _new_service_of(entity: Entity, values: Values) -> Service:
    return Service(ServiceCode(typed(values, "code")), entity.code, NO_WORDS, 1)


def _services_with(
    floor: Floor, code: ServiceCode, values: Values
) -> dict[ServiceCode, ServiceRules]:
    """Return how services are run: this one as typed, or not at all without a series."""
    if not typed(values, "series"):
        return {one: rules for one, rules in floor.services.items() if one != code}
    series = SeriesCode(typed(values, "series"))
    known = floor.services.get(code, ServiceRules(code, series))
    return {**floor.services, code: _rules(known, series, values)}


def _rules(known: ServiceRules, series: SeriesCode, values: Values) -> ServiceRules:
    return replace(
        known,
        series=series,
        target=Target(number(values, "green"), number(values, "amber"), number(values, "red")),
        hours=hours_of(values["hours"]) if values["own_hours"] else None,
        daily_limit=number(values, "daily_limit") if typed(values, "daily_limit") else None,
        facts={kind: fact for kind in FactKind if (fact := _fact(values, kind)) is not None},
    )


def _fact(values: Values, kind: FactKind) -> ServiceFact | None:
    words, checked = words_from(values, kind.value), day_of(typed(values, f"{kind.value}_checked"))
    if not values[f"{kind.value}_told"] or words is None or checked is None:
        return None
    return ServiceFact(words, typed(values, f"{kind.value}_source"), checked)


def _blank_service(floor: Floor, beside: str) -> Values:
    entities = codes(floor.catalogue.entities)
    found = floor.catalogue.find(ServiceCode(beside))
    entity = beside if beside in entities else found[0].code if found is not None else entities[0]
    return {
        "entity": entity,
        "code": f"{entity}-",
        "enabled": True,
        **words_values("name", None),
        "minutes": "10",
        "place": str(len(entity_at(floor, entity).services) + 1),
        **words_values("short", None),
        "information": False,
        "synonyms": "",
        **_read_rules(floor, None),
    }


def _named_twice(floor: Floor, values: Values) -> Mapping[str, Fault]:
    """Return what a new service is called like another one of the entity that was chosen."""
    found = {}
    for service in entity_at(floor, typed(values, "entity")).services if "entity" in values else ():
        for language in Language:
            name, said = f"name_{language.value}", service.name.of(language)
            if typed(values, name) == said:
                found[name] = Fault("taken", {"code": said})
    return found


def _cross_service(floor: Floor, _code: str, values: Values) -> Mapping[str, Fault]:
    found = dict(partial(values, "short"))
    minutes = [number(values, colour) for colour in ("green", "amber", "red")]
    if minutes != sorted(minutes):
        found["red"] = Fault("target")
    if "entity" in values and not typed(values, "code").startswith(f"{values['entity']}-"):
        found["code"] = Fault("begins", {"with": f"{values['entity']}-"})
    found.update(_named_twice(floor, values))
    if values["own_hours"]:
        fault = fault_in(hours_of(values["hours"]), floor.rollover)
        if fault is not None:
            found["hours"] = fault
    if not typed(values, "series") and any(values[f"{kind.value}_told"] for kind in FactKind):
        found["series"] = Fault("series_first")
    return found


SERVICE = Form(
    Kind.SERVICE,
    codes=lambda floor: tuple(floor.catalogue.services()),
    title=lambda context, code: context.floor.catalogue.services()[ServiceCode(code)].name.of(
        context.language
    ),
    fields=_service_fields,
    read=_read_service,
    write=_write_service,
    blank=_blank_service,
    remove=remove_service,
    cross=_cross_service,
)
