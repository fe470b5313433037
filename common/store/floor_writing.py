"""Write a centre's whole set-up, or its catalogue alone, in place of the one before."""

from collections.abc import Iterable, Mapping
from dataclasses import asdict
from typing import Any

from sqlalchemy import Connection, Table, delete, insert

from common.domain.catalogue import Catalogue, Entity
from common.domain.floor import Floor, Opening
from common.domain.ids import CentreCode
from common.domain.words import Words
from common.store import floor_tables as t

Row = dict[str, Any]
Rows = dict[Table, list[Row]]


def write_floor(connection: Connection, floor: Floor) -> None:
    """Replace a centre's set-up."""
    _replace(connection, floor.centre, rows_of(floor))


def rows_of(floor: Floor) -> Rows:
    """Return the rows of a set-up, table by table, without the centre they are of."""
    return _floor_rows(floor) | _catalogue_rows(floor.catalogue)


def write_catalogue(
    connection: Connection, centre: CentreCode, catalogue: Catalogue, version: int
) -> None:
    """Replace the catalogue of a centre's set-up."""
    _replace(connection, centre, _catalogue_rows(catalogue))
    connection.execute(
        t.centres.update().where(t.centres.c.centre == centre).values(version=version)
    )


def _replace(connection: Connection, centre: CentreCode, rows: Rows) -> None:
    for table, listed in rows.items():
        connection.execute(delete(table).where(table.c.centre == centre))
        if listed:
            connection.execute(insert(table), [{"centre": centre, **row} for row in listed])


def _entity_row(entity: Entity) -> Row:
    return {
        "code": entity.code,
        "kind": entity.kind,
        **_words("name", entity.name),
        "enabled": entity.enabled,
        **_words("board_name", entity.board_name),
        "icon": entity.icon,
        "synonyms": list(entity.synonyms),
        "outcome_required": entity.outcome_required,
    }


def _catalogue_rows(catalogue: Catalogue) -> Rows:
    return {
        t.entities: _numbered(map(_entity_row, catalogue.entities)),
        t.services: _numbered(
            {
                "code": service.code,
                "entity": entity.code,
                **_words("name", service.name),
                "minutes": service.minutes,
                "enabled": service.enabled,
                **_words("short", service.short),
                "icon": service.icon,
                "synonyms": list(service.synonyms),
                "information": service.information,
            }
            for entity in catalogue.entities
            for service in entity.services
        ),
        t.priority_groups: _named(catalogue.groups),
    }


def _floor_rows(floor: Floor) -> Rows:
    return {
        t.centres: [_head(floor)],
        t.centre_hours: _hours(floor.hours),
        t.closures: [{"day": day} for day in sorted(floor.closures)],
        t.series: _named(floor.series),
        t.zones: _named(floor.zones),
        t.displays: _plain(floor.displays, "code", "zone", "counters", "entities", "sign", "theme"),
        t.counters: _plain(floor.counters, "code", "number", "zone", "profile", "direction"),
        t.printers: _plain(
            floor.printers,
            *("code", "cable", "address", "width_dots", "dots_per_inch", "family", "roll_metres"),
        ),
        **_service_rows(floor),
        **_profile_rows(floor),
        **_operator_rows(floor),
        **_kiosk_rows(floor),
    }


def _head(floor: Floor) -> Row:
    return {
        "version": floor.version,
        **_words("name", floor.name),
        "time_zone": floor.zone_info.key,
        "rollover": floor.rollover,
        "priority_ratio": floor.rules.priority_ratio,
        "no_show_calls": floor.rules.no_show_calls,
        "no_show_gap": floor.rules.no_show_gap,
        "no_show_back": floor.rules.no_show_back,
        "no_show_back_times": floor.rules.no_show_back_times,
        "reinstate_within": floor.rules.reinstate_within,
        "shown_at_least": floor.rules.shown_at_least,
        "appointment_early": floor.rules.appointment_early,
        "appointment_late": floor.rules.appointment_late,
        "slip": [asdict(line) for line in floor.slip],
    }


def _service_rows(floor: Floor) -> Rows:
    return {
        t.service_rules: _numbered(
            {
                "code": rules.service,
                "series": rules.series,
                "green": rules.target.green,
                "amber": rules.target.amber,
                "red": rules.target.red,
                "own_hours": rules.hours is not None,
                "daily_limit": rules.daily_limit,
            }
            for rules in floor.services.values()
        ),
        t.service_hours: [
            {"service": rules.service, **row}
            for rules in floor.services.values()
            for row in _hours(rules.hours or {})
        ],
        t.service_facts: [
            {
                "service": rules.service,
                "kind": kind,
                **_words("words", fact.words),
                "source": fact.source,
                "checked": fact.checked,
            }
            for rules in floor.services.values()
            for kind, fact in rules.facts.items()
        ],
    }


def _profile_rows(floor: Floor) -> Rows:
    return {
        t.profiles: _named(floor.profiles),
        t.profile_services: [
            {"profile": profile.code, "service": code, "position": place, "handicap": handicap}
            for profile in floor.profiles
            for place, (code, handicap) in enumerate(profile.handicaps.items())
        ],
    }


def _operator_rows(floor: Floor) -> Rows:
    return {
        t.operators: _plain(floor.operators, "code", "name", "entity", "role"),
        t.operator_skills: [
            {"operator": operator.code, "service": code}
            for operator in floor.operators
            for code in sorted(operator.skills)
        ],
        t.role_permissions: [
            {"role": role, "permission": permission}
            for role, permissions in floor.roles.items()
            for permission in sorted(permissions)
        ],
    }


def _kiosk_rows(floor: Floor) -> Rows:
    return {
        t.kiosks: _plain(floor.kiosks, "code", "zone", "printer"),
        t.kiosk_services: [
            {"kiosk": kiosk.code, "position": place, "service": code}
            for kiosk in floor.kiosks
            for place, code in enumerate(kiosk.most_taken)
        ],
        t.kiosk_menus: [
            {"kiosk": kiosk.code, "service": code}
            for kiosk in floor.kiosks
            for code in sorted(kiosk.menu)
        ],
        t.kiosk_spares: [
            {
                "kiosk": kiosk.code,
                "position": place,
                "printer": spare.printer,
                **_words("place", spare.where),
            }
            for kiosk in floor.kiosks
            for place, spare in enumerate(kiosk.spares)
        ],
    }


def _numbered(rows: Iterable[Row]) -> list[Row]:
    return [{"position": place, **row} for place, row in enumerate(rows)]


def _plain(things: Iterable[object], *names: str) -> list[Row]:
    return _numbered({name: getattr(thing, name) for name in names} for thing in things)


def _named(things: Iterable[Any]) -> list[Row]:
    return _numbered({"code": thing.code, **_words("name", thing.name)} for thing in things)


def _words(name: str, words: Words | None) -> Row:
    return {
        f"{name}_{tongue}": None if words is None else getattr(words, tongue)
        for tongue in ("az", "en", "ru")
    }


def _hours(hours: Mapping[int, Opening]) -> list[Row]:
    return [
        {
            "weekday": weekday,
            "opens": opening.opens,
            "closes": opening.closes,
            "last_ticket": opening.last_ticket,
        }
        for weekday, opening in hours.items()
    ]
