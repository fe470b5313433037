"""The tables of what operators note of visits; they are emptied with the tickets of a day."""

from sqlalchemy import Column, Date, String, Table

from common.store.columns import Facts, Id
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

visit_tables = (marks,)
"""All of the above."""
