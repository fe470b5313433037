"""Tables of what a day brings."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
_MOMENT = sa.BigInteger().with_variant(sa.DateTime(timezone=True), "postgresql")
_FACTS = sa.JSON().with_variant(JSONB(), "postgresql")
_AT_COUNTER = sa.text("state IN ('called', 'serving')")

_tables = sa.MetaData()

sa.Table(
    "events",
    _tables,
    sa.Column("id", _ID, primary_key=True),
    sa.Column("centre", sa.String, nullable=False),
    sa.Column("day", sa.Date, nullable=False),
    sa.Column("at", _MOMENT, nullable=False),
    sa.Column("kind", sa.String, nullable=False),
    sa.Column("ticket", _ID),
    sa.Column("leg", _ID),
    sa.Column("call", _ID),
    sa.Column("counter", sa.String),
    sa.Column("operator", sa.String),
    sa.Column("device", sa.String),
    sa.Column("facts", _FACTS, nullable=False),
    sa.Index("events_of_call", "call"),
    sa.Index("events_of_day", "centre", "day"),
    sa.Index("events_of_ticket", "ticket"),
)
sa.Table(
    "pins",
    _tables,
    sa.Column("centre", sa.String, primary_key=True),
    sa.Column("operator", sa.String, primary_key=True),
    sa.Column("hash", sa.String, nullable=False),
    sa.Column("misses", sa.Integer, nullable=False),
    sa.Column("last_miss", _MOMENT),
    sa.Column("must_change", sa.Boolean, nullable=False),
)
sa.Table(
    "priority_runs",
    _tables,
    sa.Column("centre", sa.String, primary_key=True),
    sa.Column("counter", sa.String, primary_key=True),
    sa.Column("run", sa.Integer, nullable=False),
)
sa.Table(
    "seats",
    _tables,
    sa.Column("centre", sa.String, primary_key=True),
    sa.Column("counter", sa.String, primary_key=True),
    sa.Column("operator", sa.String, nullable=False),
    sa.Column("since", _MOMENT, nullable=False),
    sa.UniqueConstraint("centre", "operator", name="one_seat_per_operator"),
)
sa.Table(
    "series_counts",
    _tables,
    sa.Column("centre", sa.String, primary_key=True),
    sa.Column("day", sa.Date, primary_key=True),
    sa.Column("series", sa.String, primary_key=True),
    sa.Column("count", sa.Integer, nullable=False),
)
sa.Table(
    "service_counts",
    _tables,
    sa.Column("centre", sa.String, primary_key=True),
    sa.Column("day", sa.Date, primary_key=True),
    sa.Column("service", sa.String, primary_key=True),
    sa.Column("count", sa.Integer, nullable=False),
)
sa.Table(
    "tickets",
    _tables,
    sa.Column("id", _ID, primary_key=True),
    sa.Column("centre", sa.String, nullable=False),
    sa.Column("day", sa.Date, nullable=False),
    sa.Column("label", sa.String, nullable=False),
    sa.Column("series", sa.String, nullable=False),
    sa.Column("serial", sa.Integer, nullable=False),
    sa.Column("language", sa.String, nullable=False),
    sa.Column("priority", sa.String),
    sa.Column("request", sa.String, nullable=False),
    sa.Column("token", sa.String, nullable=False),
    sa.Column("issued_at", _MOMENT, nullable=False),
    sa.Column("slip", sa.String, nullable=False),
    sa.Column("kiosk", sa.String),
    sa.UniqueConstraint("centre", "day", "series", "serial", name="one_ticket_per_number"),
    sa.UniqueConstraint("centre", "request", name="one_ticket_per_request"),
)
sa.Table(
    "legs",
    _tables,
    sa.Column("id", _ID, primary_key=True),
    sa.Column("centre", sa.String, nullable=False),
    sa.Column("day", sa.Date, nullable=False),
    sa.Column("ticket", _ID, sa.ForeignKey("tickets.id", name="leg_of_ticket"), nullable=False),
    sa.Column("service", sa.String, nullable=False),
    sa.Column("lane", sa.String, nullable=False),
    sa.Column("state", sa.String, nullable=False),
    sa.Column("version", sa.Integer, nullable=False),
    sa.Column("arrived_at", _MOMENT, nullable=False),
    sa.Column("due_at", _MOMENT, nullable=False),
    sa.Column("counter", sa.String),
    sa.Column("operator", sa.String),
    sa.Column("for_counter", sa.String),
    sa.Column("for_operator", sa.String),
    sa.Column("returns_to", _ID, sa.ForeignKey("legs.id", name="leg_returns_to_leg")),
    sa.Column("calls", sa.Integer, nullable=False),
    sa.Column("called_at", _MOMENT),
    sa.Column("started_at", _MOMENT),
    sa.Column("ended_at", _MOMENT),
    sa.Index("legs_of_counter", "centre", "day", "counter"),
    sa.Index("legs_of_operator", "centre", "day", "operator"),
    sa.Index("legs_of_ticket", "ticket"),
    sa.Index(
        "legs_waiting",
        "centre",
        "day",
        "service",
        "due_at",
        sqlite_where=sa.text("state = 'waiting'"),
        postgresql_where=sa.text("state = 'waiting'"),
    ),
    sa.Index(
        "one_counter_per_ticket",
        "ticket",
        unique=True,
        sqlite_where=_AT_COUNTER,
        postgresql_where=_AT_COUNTER,
    ),
    sa.Index(
        "one_visitor_per_counter",
        "centre",
        "counter",
        unique=True,
        sqlite_where=_AT_COUNTER,
        postgresql_where=_AT_COUNTER,
    ),
    sa.Index(
        "one_visitor_per_operator",
        "centre",
        "operator",
        unique=True,
        sqlite_where=_AT_COUNTER,
        postgresql_where=_AT_COUNTER,
    ),
)
sa.Table(
    "calls",
    _tables,
    sa.Column("id", _ID, primary_key=True),
    sa.Column("centre", sa.String, nullable=False),
    sa.Column("day", sa.Date, nullable=False),
    sa.Column("leg", _ID, sa.ForeignKey("legs.id", name="call_of_leg"), nullable=False),
    sa.Column("label", sa.String, nullable=False),
    sa.Column("counter", sa.String, nullable=False),
    sa.Column("window", sa.Integer, nullable=False),
    sa.Column("zone", sa.String, nullable=False),
    sa.Column("direction", sa.String, nullable=False),
    sa.Column("language", sa.String, nullable=False),
    sa.Column("service", sa.String, nullable=False),
    sa.Column("times", sa.Integer, nullable=False),
    sa.Column("called_at", _MOMENT, nullable=False),
    sa.Column("open", sa.Boolean, nullable=False),
    sa.Column("withdrawn", sa.Boolean, nullable=False),
    sa.Column("why", _FACTS, nullable=False),
    sa.Index("calls_by_time", "centre", "called_at"),
    sa.Index("calls_of_leg", "leg"),
    sa.Index(
        "calls_open",
        "centre",
        "day",
        sqlite_where=sa.text("open"),
        postgresql_where=sa.text("open"),
    ),
)


def upgrade() -> None:
    """Make the tables."""
    _tables.create_all(op.get_bind(), checkfirst=False)


def downgrade() -> None:
    """Drop the tables."""
    _tables.drop_all(op.get_bind(), checkfirst=False)
