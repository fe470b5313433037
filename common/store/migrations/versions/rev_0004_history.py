"""Seals of the log, the history of closed days, and ids that are never given twice."""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

_WITH_IDS = ("tickets", "legs", "calls", "events")
_COUNTED = ("series_counts", "service_counts")
_MAY_BE_ERASED = {"history_tickets": ("request", "token")}
_CUTS = ("5", "10", "15", "20", "30", "45", "60", "90", "120", "longer")
_COUNTS = ("issued", "served", "no_shows", "cancelled", "transferred", "started")
# That of Postgres stands with its functions.
_QUEUE_IN_SQLITE = """
CREATE TRIGGER events_are_sealed AFTER INSERT ON events
BEGIN INSERT INTO unsealed (event, centre) VALUES (NEW.id, NEW.centre); END
"""


def upgrade() -> None:
    """Make the tables of what is over, and queue the whole log for its seals."""
    connection = op.get_bind()
    postgres = connection.dialect.name == "postgresql"
    if not postgres:
        _never_give_an_id_twice(connection)
    _index_returns()
    _make_history(connection)
    _make_seals(postgres=postgres)
    _make_figures(postgres=postgres)
    connection.execute(
        sa.text("INSERT INTO unsealed (event, centre) SELECT id, centre FROM events")
    )
    if not postgres:
        op.execute(_QUEUE_IN_SQLITE)


def _never_give_an_id_twice(connection: sa.Connection) -> None:
    """Make the tables anew: SQLite gives the ids of rows that moved away again otherwise."""
    found = sa.MetaData()
    found.reflect(connection, only=_WITH_IDS)
    for name in _WITH_IDS:
        connection.execute(sa.text(f"CREATE TEMP TABLE kept_{name} AS SELECT * FROM {name}"))  # noqa: S608 - names of this file
    found.drop_all(connection)
    for table in found.tables.values():
        table.dialect_options["sqlite"]["autoincrement"] = True
    found.create_all(connection)
    for name in _WITH_IDS:
        connection.execute(sa.text(f"INSERT INTO {name} SELECT * FROM kept_{name}"))  # noqa: S608 - names of this file
        connection.execute(sa.text(f"DROP TABLE kept_{name}"))


def _index_returns() -> None:
    # Without it each leg that goes is looked for in all others.
    there = sa.text("returns_to IS NOT NULL")
    op.create_index(
        "legs_returning", "legs", ["returns_to"], sqlite_where=there, postgresql_where=there
    )


def _make_history(connection: sa.Connection) -> None:
    found = sa.MetaData()
    found.reflect(connection, only=(*_WITH_IDS, *_COUNTED))
    past = sa.MetaData()
    for name in (*_WITH_IDS, *_COUNTED):
        _make_past(found.tables[name], past)
    past.create_all(connection)


def _make_past(present: sa.Table, past: sa.MetaData) -> None:
    name = f"history_{present.name}"
    may_be_erased = _MAY_BE_ERASED.get(name, ())
    columns = [
        sa.Column(
            column.name,
            column.type,
            primary_key=column.primary_key,
            autoincrement=False,
            nullable=column.nullable or column.name in may_be_erased,
        )
        for column in present.columns
    ]
    table = sa.Table(name, past, *columns)
    if present.name in _WITH_IDS:
        sa.Index(f"{name}_of_day", table.c.centre, table.c.day)
    if present.name == "events":
        sa.Index(f"{name}_of_ticket", table.c.ticket)


def _make_seals(*, postgres: bool) -> None:
    op.create_table(
        "seal",
        sa.Column("centre", sa.String, primary_key=True),
        sa.Column("position", sa.BigInteger, primary_key=True, autoincrement=False),
        sa.Column("event", sa.BigInteger, nullable=False),
        sa.Column("digest", sa.String(64), nullable=False),
        sa.Column("chained", sa.String(64), nullable=False),
        sa.Column("person", sa.String(64)),
        sa.Column("salt", sa.String(32)),
        sa.Column("sealed_at", _moment(postgres=postgres), nullable=False),
        sa.Index("one_seal_per_event", "event", unique=True),
    )
    op.create_table(
        "unsealed",
        sa.Column("event", sa.BigInteger, primary_key=True, autoincrement=False),
        sa.Column("centre", sa.String, nullable=False),
    )


def _make_figures(*, postgres: bool) -> None:
    moment = _moment(postgres=postgres)
    op.create_table(
        "closed_days",
        sa.Column("centre", sa.String, primary_key=True),
        sa.Column("day", sa.Date, primary_key=True),
        sa.Column("closed_at", moment, nullable=False),
        sa.Column("moved_at", moment),
        sa.Column("erasing_at", moment),
        sa.Column("erased_at", moment),
    )
    op.create_table(
        "day_figures",
        *(_key()),
        sa.Column("entity", sa.String, nullable=False),
        *_figures(),
    )
    op.create_table(
        "operator_figures",
        *(_key()),
        sa.Column("operator", sa.String, primary_key=True),
        *_figures(),
    )


def _key() -> list[sa.Column[Any]]:
    return [
        sa.Column("centre", sa.String, primary_key=True),
        sa.Column("day", sa.Date, primary_key=True),
        sa.Column("service", sa.String, primary_key=True),
    ]


def _figures() -> list[sa.Column[Any]]:
    counts = (*_COUNTS, *(f"waited_{cut}" for cut in _CUTS))
    spans = ("wait_sum", "wait_max", "service_sum")
    return [
        *(sa.Column(name, sa.Integer, nullable=False) for name in counts),
        *(sa.Column(name, sa.BigInteger, nullable=False) for name in spans),
    ]


def _moment(*, postgres: bool) -> sa.types.TypeEngine[Any]:
    return sa.DateTime(timezone=True) if postgres else sa.BigInteger()
