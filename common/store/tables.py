"""The tables of what a day brings; the set-up has its own (`floor_tables`)."""

from typing import Any

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Date,
    Double,
    ForeignKey,
    Index,
    Integer,
    String,
    Table,
    UniqueConstraint,
    false,
    text,
)

from common.domain.appointments import AppointmentState
from common.domain.devices import DeviceKind
from common.domain.events import EventKind
from common.domain.floor import Direction
from common.domain.outcomes import ServiceOutcome
from common.domain.printers import PrinterState
from common.domain.reasons import HoldReason, PauseReason
from common.domain.spare import SpareState
from common.domain.ticket import Lane, LegState, SlipState
from common.domain.words import Language
from common.store.columns import Facts, Id, Moment, OneOf
from common.store.floor_tables import metadata
from common.store.visit_tables import visit_tables


def _where(condition: str) -> dict[str, Any]:
    # Literal on purpose: a bound state under a generic plan scans the whole table.
    return {"sqlite_where": text(condition), "postgresql_where": text(condition)}


tickets = Table(
    "tickets",
    metadata,
    Column("id", Id, primary_key=True),
    Column("centre", String, nullable=False),
    Column("day", Date, nullable=False),
    Column("label", String, nullable=False),
    Column("series", String, nullable=False),
    Column("serial", Integer, nullable=False),
    Column("language", OneOf(Language), nullable=False),
    Column("priority", String),
    Column("request", String, nullable=False),
    Column("token", String, nullable=False),
    Column("issued_at", Moment, nullable=False),
    Column("slip", OneOf(SlipState), nullable=False),
    Column("kiosk", String),
    UniqueConstraint("centre", "day", "series", "serial", name="one_ticket_per_number"),
    UniqueConstraint("centre", "request", name="one_ticket_per_request"),
    sqlite_autoincrement=True,
)

legs = Table(
    "legs",
    metadata,
    Column("id", Id, primary_key=True),
    Column("centre", String, nullable=False),
    Column("day", Date, nullable=False),
    Column("ticket", Id, ForeignKey("tickets.id", name="leg_of_ticket"), nullable=False),
    Column("service", String, nullable=False),
    Column("lane", OneOf(Lane), nullable=False),
    Column("state", OneOf(LegState), nullable=False),
    Column("version", Integer, nullable=False),
    Column("arrived_at", Moment, nullable=False),
    Column("due_at", Moment, nullable=False),
    Column("counter", String),
    Column("operator", String),
    Column("for_counter", String),
    Column("for_operator", String),
    Column("returns_to", Id, ForeignKey("legs.id", name="leg_returns_to_leg")),
    Column("calls", Integer, nullable=False),
    Column("called_at", Moment),
    Column("started_at", Moment),
    Column("ended_at", Moment),
    Column("hold_reason", OneOf(HoldReason)),
    Column("outcome", OneOf(ServiceOutcome)),
    Column("missed", Integer, nullable=False, server_default=text("0")),
    Index("legs_of_ticket", "ticket"),
    # Not by the day first: before Postgres has counted a new day, it would look for the queue here.
    Index("legs_of_counter", "counter", "centre", "day"),
    Index("legs_of_operator", "operator", "centre", "day"),
    Index(
        "legs_waiting",
        *("centre", "day", "service", "lane", "due_at", "arrived_at", "id"),
        **_where("state = 'waiting'"),
    ),
    # Who was promised a counter or an operator is looked for apart from the queues.
    Index(
        "legs_kept",
        *("centre", "day"),
        **_where("state = 'waiting' AND (for_counter IS NOT NULL OR for_operator IS NOT NULL)"),
    ),
    Index("legs_held", "centre", "day", **_where("state = 'held'")),
    # Whose wait is over, for the expected one; all that is asked of them stands in it.
    Index(
        "legs_waited",
        *("centre", "day", "service", "started_at", "arrived_at"),
        **_where("started_at IS NOT NULL AND lane = 'ordinary' AND for_counter IS NULL"),
    ),
    Index("legs_returning", "returns_to", **_where("returns_to IS NOT NULL")),
    sqlite_autoincrement=True,
)
_AT_COUNTER = _where("state IN ('called', 'serving')")
Index("one_visitor_per_counter", legs.c.centre, legs.c.counter, unique=True, **_AT_COUNTER)
Index("one_visitor_per_operator", legs.c.centre, legs.c.operator, unique=True, **_AT_COUNTER)
Index("one_counter_per_ticket", legs.c.ticket, unique=True, **_AT_COUNTER)

calls = Table(
    "calls",
    metadata,
    Column("id", Id, primary_key=True),
    Column("centre", String, nullable=False),
    Column("day", Date, nullable=False),
    Column("leg", Id, ForeignKey("legs.id", name="call_of_leg"), nullable=False),
    Column("label", String, nullable=False),
    Column("counter", String, nullable=False),
    Column("window", Integer, nullable=False),
    Column("zone", String, nullable=False),
    Column("direction", OneOf(Direction), nullable=False),
    Column("language", OneOf(Language), nullable=False),
    Column("service", String, nullable=False),
    Column("times", Integer, nullable=False),
    Column("called_at", Moment, nullable=False),
    Column("open", Boolean, nullable=False),
    Column("withdrawn", Boolean, nullable=False),
    Column("why", Facts, nullable=False),
    Index("calls_of_leg", "leg"),
    Index("calls_by_time", "centre", "called_at"),
    sqlite_autoincrement=True,
)
Index("calls_open", calls.c.centre, calls.c.day, **_where("open"))

service_counts = Table(
    "service_counts",
    metadata,
    Column("centre", String, primary_key=True),
    Column("day", Date, primary_key=True),
    Column("service", String, primary_key=True),
    Column("count", Integer, nullable=False),
)

series_counts = Table(
    "series_counts",
    metadata,
    Column("centre", String, primary_key=True),
    Column("day", Date, primary_key=True),
    Column("series", String, primary_key=True),
    Column("count", Integer, nullable=False),
)

seats = Table(
    "seats",
    metadata,
    Column("centre", String, primary_key=True),
    Column("counter", String, primary_key=True),
    Column("operator", String, nullable=False),
    Column("since", Moment, nullable=False),
    Column("paused_since", Moment),
    Column("pause_reason", OneOf(PauseReason)),
    Column("closing", Boolean, nullable=False, server_default=false()),
    UniqueConstraint("centre", "operator", name="one_seat_per_operator"),
)

priority_runs = Table(
    "priority_runs",
    metadata,
    Column("centre", String, primary_key=True),
    Column("counter", String, primary_key=True),
    Column("run", Integer, nullable=False),
    # Whose call it took back last; no foreign key: a leg is put away a week after its day.
    Column("undone", Id),
)

pins = Table(
    "pins",
    metadata,
    Column("centre", String, primary_key=True),
    Column("operator", String, primary_key=True),
    Column("salt", String, nullable=False),
    Column("verifier", String, nullable=False),
    Column("misses", Integer, nullable=False),
    Column("last_miss", Moment),
    Column("must_change", Boolean, nullable=False),
)

pin_tries = Table(
    "pin_tries",
    metadata,
    Column("centre", String, primary_key=True),
    Column("counter", String, primary_key=True),
    Column("operator", String, nullable=False),
    Column("shown", String),
    # The transaction that wrote it, on Postgres: another one must say what it is worth.
    Column("shown_in", BigInteger),
    Column("misses", Integer, nullable=False),
    Column("last_miss", Moment, nullable=False),
)

events = Table(
    "events",
    metadata,
    Column("id", Id, primary_key=True),
    Column("centre", String, nullable=False),
    Column("day", Date, nullable=False),
    Column("at", Moment, nullable=False),
    Column("kind", OneOf(EventKind), nullable=False),
    Column("ticket", Id),
    Column("leg", Id),
    Column("call", Id),
    Column("counter", String),
    Column("operator", String),
    Column("device", String),
    # Stamped by Postgres itself: whoever connected, whatever he says of himself.
    Column("login", String),
    Column("facts", Facts, nullable=False),
    Index("events_of_day", "centre", "day"),
    Index("events_of_ticket", "ticket"),
    Index("events_of_call", "call"),
    # The few that say what was done to the log itself.
    Index("events_of_keeping", "centre", "id", **_where("kind IN ('erased', 'log_checked')")),
    sqlite_autoincrement=True,
)

devices = Table(
    "devices",
    metadata,
    Column("login", String, primary_key=True),
    Column("centre", String, nullable=False),
    Column("kind", OneOf(DeviceKind), nullable=False),
    Column("code", String, nullable=False),
    Column("made_at", Moment, nullable=False),
    Column("revoked_at", Moment),
)

device_beats = Table(
    "device_beats",
    metadata,
    Column("login", String, primary_key=True),
    Column("seen_at", Moment, nullable=False),
    Column("skew_ms", Integer, nullable=False),
)

leases = Table(
    "leases",
    metadata,
    Column("centre", String, primary_key=True),
    Column("day", Date, primary_key=True),
    Column("series", String, primary_key=True),
    Column("first", Integer, primary_key=True, autoincrement=False),
    Column("last", Integer, nullable=False),
    Column("kiosk", String, nullable=False),
    Column("journal", String, nullable=False),
    Column("leased_at", Moment, nullable=False),
    Column("used", Integer, nullable=False),
)

appointments = Table(
    "appointments",
    metadata,
    Column("centre", String, primary_key=True),
    Column("code", String, primary_key=True),
    Column("service", String, nullable=False),
    Column("at", Moment, nullable=False),
    Column("language", OneOf(Language)),
    Column("state", OneOf(AppointmentState), nullable=False),
    # No foreign key: a ticket is put away a week after its day.
    Column("ticket", Id),
    Index("appointments_by_time", "centre", "at"),
)
Index(
    "one_appointment_per_ticket",
    appointments.c.ticket,
    unique=True,
    **_where("ticket IS NOT NULL"),
)

printer_states = Table(
    "printer_states",
    metadata,
    Column("centre", String, primary_key=True),
    Column("printer", String, primary_key=True),
    Column("kiosk", String, nullable=False),
    Column("state", OneOf(PrinterState), nullable=False),
    Column("since", Moment, nullable=False),
    Column("seen_at", Moment, nullable=False),
    Column("reported_at", Moment, nullable=False),
    Column("slips", Integer, nullable=False),
    Column("paper_mm", Double, nullable=False),
    Column("mm_at_change", Double, nullable=False),
    Column("changed_at", Moment),
    Column("senses_end", Boolean, nullable=False),
)

spares = Table(
    "spares",
    metadata,
    Column("centre", String, primary_key=True),
    Column("ticket", Id, primary_key=True, autoincrement=False),
    Column("kiosk", String, nullable=False),
    Column("printer", String, nullable=False),
    Column("state", OneOf(SpareState), nullable=False),
    Column("changed_at", Moment, nullable=False),
    Column("by", String),
)

evacuations = Table(
    "evacuations",
    metadata,
    Column("centre", String, primary_key=True),
    Column("since", Moment, nullable=False),
    Column("counter", String, nullable=False),
)

service_closures = Table(
    "service_closures",
    metadata,
    Column("centre", String, primary_key=True),
    Column("day", Date, primary_key=True),
    Column("service", String, primary_key=True),
    Column("since", Moment, nullable=False),
)

counter_extras = Table(
    "counter_extras",
    metadata,
    Column("centre", String, primary_key=True),
    Column("day", Date, primary_key=True),
    Column("counter", String, primary_key=True),
    Column("service", String, primary_key=True),
)

ended_days = Table(
    "ended_days",
    metadata,
    Column("centre", String, primary_key=True),
    Column("day", Date, primary_key=True),
    Column("since", Moment, nullable=False),
    Column("counter", String, nullable=False),
)

messages = Table(
    "messages",
    metadata,
    Column("centre", String, primary_key=True),
    Column("name", String, primary_key=True),
    Column("az", String, nullable=False),
    Column("en", String, nullable=False),
    Column("ru", String, nullable=False),
    Column("zone", String),
    Column("until", Moment, nullable=False),
    Column("put_at", Moment, nullable=False),
)

floor_versions = Table(
    "floor_versions",
    metadata,
    Column("centre", String, primary_key=True),
    Column("version", Integer, primary_key=True, autoincrement=False),
    Column("at", Moment, nullable=False),
    Column("operator", String),
    # Stamped by Postgres itself, as in the log.
    Column("login", String),
    Column("what", String, nullable=False),
    Column("file", String, nullable=False),
)

day_tables = (
    ended_days,
    service_closures,
    counter_extras,
    *visit_tables,
    floor_versions,
    messages,
    evacuations,
    spares,
    printer_states,
    appointments,
    leases,
    calls,
    legs,
    tickets,
    service_counts,
    series_counts,
    seats,
    priority_runs,
    pins,
    pin_tries,
    events,
)
"""All of the above, and what operators note of visits: what a day brings, the set-up apart."""
