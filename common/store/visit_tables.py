"""The tables of what operators note of visits and ask of one another, kept for days, not longer."""

from sqlalchemy import Column, Date, String, Table

from common.domain.asks import AskKind
from common.store.columns import Facts, Id, Moment, OneOf
from common.store.floor_tables import metadata

marks = Table(
    "marks",
    metadata,
    # No foreign key: a ticket is put away a week after its day, and its marks are gone with that.
    Column("ticket", Id, primary_key=True, autoincrement=False),
    Column("centre", String, nullable=False),
    Column("day", Date, nullable=False),
    Column("marks", Facts, nullable=False),
)

asks = Table(
    "asks",
    metadata,
    Column("id", Id, primary_key=True),
    Column("centre", String, nullable=False),
    Column("day", Date, nullable=False),
    Column("at", Moment, nullable=False),
    Column("kind", OneOf(AskKind), nullable=False),
    Column("counter", String, nullable=False),
    Column("operator", String, nullable=False),
    Column("entity", String),
    Column("to_counter", String),
    Column("words", String, nullable=False),
    Column("seen_at", Moment),
    Column("seen_by", String),
    Column("ended_at", Moment),
    sqlite_autoincrement=True,
)

visit_tables = (marks, asks)
"""All of the above."""
