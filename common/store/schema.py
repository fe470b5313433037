"""Whether a store has the tables this program needs."""

from sqlalchemy import Connection, inspect, text

from common.store.applying import check_functions
from common.store.revisions import refuse_newer_revision, refuse_other_revision


def check_revision(connection: Connection) -> None:
    """Raise Unavailable, with what to do, where a store's tables are not this program's."""
    has_table = inspect(connection).has_table("alembic_version")
    refuse_other_revision(_revision(connection) if has_table else None)
    if connection.dialect.name == "postgresql":
        check_functions(connection)


def refuse_newer(connection: Connection) -> None:
    """Raise Unavailable where a newer program has changed the tables."""
    refuse_newer_revision(_revision(connection))


def _revision(connection: Connection) -> str | None:
    found: str | None = connection.execute(
        text("SELECT version_num FROM alembic_version")
    ).scalar_one_or_none()
    return found
