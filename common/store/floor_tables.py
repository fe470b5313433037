"""The tables of a centre's set-up; one row of `centres` carries its version."""

from typing import Any

from sqlalchemy import (
    JSON,
    Boolean,
    Column,
    Date,
    Integer,
    MetaData,
    String,
    Table,
    Time,
)

from common.domain.catalogue import Kind
from common.domain.floor import Cable, Direction, FactKind, Role, Theme
from common.domain.permissions import Permission
from common.store.columns import OneOf, Span

metadata = MetaData()


def _words(name: str, *, optional: bool = False) -> list[Column[Any]]:
    return [Column(f"{name}_{tongue}", String, nullable=optional) for tongue in ("az", "en", "ru")]


def _listed(name: str, *columns: Column[Any]) -> Table:
    """Make a table of things with a code of their own, kept in the order of the set-up."""
    return Table(
        name,
        metadata,
        Column("centre", String, primary_key=True),
        Column("code", String, primary_key=True),
        Column("position", Integer, nullable=False),
        *columns,
    )


def _belonging(name: str, *columns: Column[Any]) -> Table:
    """Make a table of rows that belong to a listed thing."""
    return Table(name, metadata, Column("centre", String, primary_key=True), *columns)


def _flag(name: str) -> Column[Any]:
    return Column(name, Boolean, nullable=False)


centres = Table(
    "centres",
    metadata,
    Column("centre", String, primary_key=True),
    Column("version", Integer, nullable=False),
    *_words("name"),
    Column("time_zone", String, nullable=False),
    Column("rollover", Time, nullable=False),
    Column("priority_ratio", Integer, nullable=False),
    Column("no_show_calls", Integer, nullable=False),
    Column("no_show_gap", Span, nullable=False),
    Column("no_show_back", Integer),
    Column("no_show_back_times", Integer, nullable=False),
    Column("reinstate_within", Span, nullable=False),
    Column("shown_at_least", Span, nullable=False),
    Column("appointment_early", Span, nullable=False),
    Column("appointment_late", Span, nullable=False),
    Column("slip", JSON, nullable=False),
)

entities = _listed(
    "entities",
    Column("kind", OneOf(Kind), nullable=False),
    *_words("name"),
    _flag("enabled"),
    *_words("board_name", optional=True),
    Column("icon", String),
    Column("synonyms", JSON, nullable=False),
    _flag("outcome_required"),
)

services = _listed(
    "services",
    Column("entity", String, nullable=False),
    *_words("name"),
    Column("minutes", Integer, nullable=False),
    _flag("enabled"),
    *_words("short", optional=True),
    Column("icon", String),
    Column("synonyms", JSON, nullable=False),
    _flag("information"),
)

priority_groups = _listed("priority_groups", *_words("name"))

series = _listed("series", *_words("name"))

zones = _listed("zones", *_words("name"))

service_rules = _listed(
    "service_rules",
    Column("series", String, nullable=False),
    Column("green", Integer, nullable=False),
    Column("amber", Integer, nullable=False),
    Column("red", Integer, nullable=False),
    _flag("own_hours"),
    Column("daily_limit", Integer),
)

service_facts = _belonging(
    "service_facts",
    Column("service", String, primary_key=True),
    Column("kind", OneOf(FactKind), primary_key=True),
    *_words("words"),
    Column("source", String, nullable=False),
    Column("checked", Date, nullable=False),
)

centre_hours = _belonging(
    "centre_hours",
    Column("weekday", Integer, primary_key=True, autoincrement=False),
    Column("opens", Time, nullable=False),
    Column("closes", Time, nullable=False),
    Column("last_ticket", Time, nullable=False),
)

service_hours = _belonging(
    "service_hours",
    Column("service", String, primary_key=True),
    Column("weekday", Integer, primary_key=True, autoincrement=False),
    Column("opens", Time, nullable=False),
    Column("closes", Time, nullable=False),
    Column("last_ticket", Time, nullable=False),
)

closures = _belonging("closures", Column("day", Date, primary_key=True))

profiles = _listed("profiles", *_words("name"))

profile_services = _belonging(
    "profile_services",
    Column("profile", String, primary_key=True),
    Column("service", String, primary_key=True),
    Column("position", Integer, nullable=False),
    Column("handicap", Span, nullable=False),
)

counters = _listed(
    "counters",
    Column("number", Integer, nullable=False),
    Column("zone", String, nullable=False),
    Column("profile", String, nullable=False),
    Column("direction", OneOf(Direction), nullable=False),
)

operators = _listed(
    "operators",
    Column("name", String, nullable=False),
    Column("entity", String),
    Column("role", OneOf(Role), nullable=False),
)

role_permissions = _belonging(
    "role_permissions",
    Column("role", OneOf(Role), primary_key=True),
    Column("permission", OneOf(Permission), primary_key=True),
)

operator_skills = _belonging(
    "operator_skills",
    Column("operator", String, primary_key=True),
    Column("service", String, primary_key=True),
)

printers = _listed(
    "printers",
    Column("cable", OneOf(Cable), nullable=False),
    Column("address", String, nullable=False),
    Column("width_dots", Integer, nullable=False),
    Column("dots_per_inch", Integer, nullable=False),
    Column("family", String, nullable=False),
    Column("roll_metres", Integer),
)

kiosks = _listed(
    "kiosks",
    Column("zone", String, nullable=False),
    Column("printer", String),
)

kiosk_services = _belonging(
    "kiosk_services",
    Column("kiosk", String, primary_key=True),
    Column("position", Integer, primary_key=True, autoincrement=False),
    Column("service", String, nullable=False),
)

kiosk_menus = _belonging(
    "kiosk_menus",
    Column("kiosk", String, primary_key=True),
    Column("service", String, primary_key=True),
)

kiosk_spares = _belonging(
    "kiosk_spares",
    Column("kiosk", String, primary_key=True),
    Column("position", Integer, primary_key=True, autoincrement=False),
    Column("printer", String, nullable=False),
    *_words("place"),
)

displays = _listed(
    "displays",
    Column("zone", String),
    Column("counters", JSON, nullable=False),
    Column("entities", JSON, nullable=False),
    Column("sign", String),
    Column("theme", OneOf(Theme), nullable=False),
)

set_up_tables = tuple(metadata.sorted_tables)
"""All of the above; other tables join the same metadata later."""
