"""Read a centre's whole set-up."""

from collections import defaultdict
from dataclasses import replace
from typing import Any, TypeVar
from zoneinfo import ZoneInfo

from sqlalchemy import Connection, RowMapping, Table, select

from common.domain.catalogue import Catalogue, Entity, PriorityGroup, Service
from common.domain.floor import (
    Counter,
    Display,
    FactKind,
    Floor,
    FloorRules,
    Kiosk,
    Opening,
    Operator,
    PrinterSetup,
    Profile,
    Role,
    Series,
    ServiceFact,
    ServiceRules,
    SparePlace,
    Target,
    Zone,
)
from common.domain.ids import CentreCode, ServiceCode
from common.domain.permissions import Permission
from common.domain.slip_layout import Line, Show
from common.domain.words import Words
from common.store import floor_tables as t

Thing = TypeVar("Thing")


def read_floor(connection: Connection, centre: CentreCode) -> Floor:
    """Return the set-up of a centre that has one, all of it of one version."""
    while True:
        floor = _Reading(connection, centre).floor()
        # Where each statement sees its own moment, another may have replaced the set-up between.
        if _Reading(connection, centre).rows(t.centres)[0]["version"] == floor.version:
            return floor


class _Reading:
    def __init__(self, connection: Connection, centre: CentreCode) -> None:
        self.connection = connection
        self.centre = centre

    def rows(self, table: Table) -> list[RowMapping]:
        statement = select(table).where(table.c.centre == self.centre)
        if "position" in table.c:
            statement = statement.order_by(table.c.position)
        return list(self.connection.execute(statement).mappings())

    def floor(self) -> Floor:
        head = self.rows(t.centres)[0]
        return Floor(
            centre=self.centre,
            name=_words(head, "name"),
            catalogue=self.catalogue(),
            zone_info=ZoneInfo(head["time_zone"]),
            rollover=head["rollover"],
            hours={row["weekday"]: _opening(row) for row in self.rows(t.centre_hours)},
            closures=frozenset(row["day"] for row in self.rows(t.closures)),
            rules=_rules(head),
            series=tuple(Series(row["code"], _words(row, "name")) for row in self.rows(t.series)),
            services=self.service_rules(),
            zones=tuple(Zone(row["code"], _words(row, "name")) for row in self.rows(t.zones)),
            profiles=self.profiles(),
            counters=tuple(_listed(Counter, row) for row in self.rows(t.counters)),
            operators=self.operators(),
            printers=tuple(_listed(PrinterSetup, row) for row in self.rows(t.printers)),
            kiosks=self.kiosks(),
            displays=tuple(_display(row) for row in self.rows(t.displays)),
            roles=self.roles(),
            slip=tuple(_line(told) for told in head["slip"]),
            version=head["version"],
        )

    def catalogue(self) -> Catalogue:
        services = defaultdict(list)
        for row in self.rows(t.services):
            services[row["entity"]].append(_service(row))
        groups = self.rows(t.priority_groups)
        return Catalogue(
            entities=tuple(
                _entity(row, tuple(services[row["code"]])) for row in self.rows(t.entities)
            ),
            groups=tuple(PriorityGroup(row["code"], _words(row, "name")) for row in groups),
        )

    def service_rules(self) -> dict[ServiceCode, ServiceRules]:
        hours: dict[str, dict[int, Opening]] = defaultdict(dict)
        for row in self.rows(t.service_hours):
            hours[row["service"]][row["weekday"]] = _opening(row)
        facts = self.facts()
        return {
            row["code"]: ServiceRules(
                service=row["code"],
                series=row["series"],
                target=Target(row["green"], row["amber"], row["red"]),
                hours=hours[row["code"]] if row["own_hours"] else None,
                daily_limit=row["daily_limit"],
                facts=facts[row["code"]],
            )
            for row in self.rows(t.service_rules)
        }

    def facts(self) -> dict[str, dict[FactKind, ServiceFact]]:
        found: dict[str, dict[FactKind, ServiceFact]] = defaultdict(dict)
        order = list(FactKind)
        for row in sorted(self.rows(t.service_facts), key=lambda row: order.index(row["kind"])):
            fact = ServiceFact(_words(row, "words"), row["source"], row["checked"])
            found[row["service"]][row["kind"]] = fact
        return found

    def profiles(self) -> tuple[Profile, ...]:
        handicaps: dict[str, dict[ServiceCode, Any]] = defaultdict(dict)
        for row in self.rows(t.profile_services):
            handicaps[row["profile"]][row["service"]] = row["handicap"]
        return tuple(
            Profile(row["code"], _words(row, "name"), handicaps[row["code"]])
            for row in self.rows(t.profiles)
        )

    def operators(self) -> tuple[Operator, ...]:
        skills = defaultdict(set)
        for row in self.rows(t.operator_skills):
            skills[row["operator"]].add(row["service"])
        return tuple(
            _listed(Operator, row, skills=frozenset(skills[row["code"]]))
            for row in self.rows(t.operators)
        )

    def roles(self) -> dict[Role, frozenset[Permission]]:
        rows = self.rows(t.role_permissions)
        return {
            role: frozenset(row["permission"] for row in rows if row["role"] is role)
            for role in Role
        }

    def kiosks(self) -> tuple[Kiosk, ...]:
        most_taken = defaultdict(list)
        for row in self.rows(t.kiosk_services):
            most_taken[row["kiosk"]].append(row["service"])
        menus = defaultdict(set)
        for row in self.rows(t.kiosk_menus):
            menus[row["kiosk"]].add(row["service"])
        spares = defaultdict(list)
        for row in sorted(self.rows(t.kiosk_spares), key=lambda row: row["position"]):
            spares[row["kiosk"]].append(SparePlace(row["printer"], _words(row, "place")))
        return tuple(
            _listed(
                Kiosk,
                row,
                most_taken=tuple(most_taken[row["code"]]),
                menu=frozenset(menus[row["code"]]),
                spares=tuple(spares[row["code"]]),
            )
            for row in self.rows(t.kiosks)
        )


def _listed(kind: type[Thing], row: RowMapping, **more: object) -> Thing:
    plain = {name: row[name] for name in row if name not in ("centre", "position")}
    return kind(**plain, **more)


def _display(row: RowMapping) -> Display:
    display = _listed(Display, row)
    return replace(display, counters=tuple(display.counters), entities=tuple(display.entities))


def _words(row: RowMapping, name: str) -> Words:
    return Words(row[f"{name}_az"], row[f"{name}_en"], row[f"{name}_ru"])


def _words_if_any(row: RowMapping, name: str) -> Words | None:
    return None if row[f"{name}_az"] is None else _words(row, name)


def _opening(row: RowMapping) -> Opening:
    return Opening(row["opens"], row["closes"], row["last_ticket"])


def _rules(head: RowMapping) -> FloorRules:
    return FloorRules(
        priority_ratio=head["priority_ratio"],
        no_show_calls=head["no_show_calls"],
        no_show_gap=head["no_show_gap"],
        no_show_back=head["no_show_back"],
        no_show_back_times=head["no_show_back_times"],
        reinstate_within=head["reinstate_within"],
        shown_at_least=head["shown_at_least"],
        appointment_early=head["appointment_early"],
        appointment_late=head["appointment_late"],
    )


def _line(told: dict[str, Any]) -> Line:
    words = told["words"]
    show = Show(told["show"])
    return Line(**{**told, "show": show, "words": None if words is None else Words(**words)})


def _service(row: RowMapping) -> Service:
    return Service(
        code=row["code"],
        entity=row["entity"],
        name=_words(row, "name"),
        minutes=row["minutes"],
        enabled=row["enabled"],
        short=_words_if_any(row, "short"),
        icon=row["icon"],
        synonyms=tuple(row["synonyms"]),
        information=row["information"],
    )


def _entity(row: RowMapping, services: tuple[Service, ...]) -> Entity:
    return Entity(
        code=row["code"],
        kind=row["kind"],
        name=_words(row, "name"),
        services=services,
        enabled=row["enabled"],
        board_name=_words_if_any(row, "board_name"),
        icon=row["icon"],
        synonyms=tuple(row["synonyms"]),
        outcome_required=row["outcome_required"],
    )
