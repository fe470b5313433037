"""Whether a store has the tables this program needs."""

from sqlalchemy import Connection, inspect, text

from common.domain.errors import Unavailable

REVISIONS = ("0001", "0002")
"""Every revision of the tables, the newest last."""


def check_revision(connection: Connection) -> None:
    """Raise Unavailable, with what to do, where a store's tables are not this program's."""
    found = None
    if inspect(connection).has_table("alembic_version"):
        refuse_newer(connection)
        found = _revision(connection)
    if found is None:
        raise Unavailable("the store has no tables yet: run asan-centre init")
    if found != REVISIONS[-1]:
        raise Unavailable(
            f"the store's tables ({found}) are older than this program ({REVISIONS[-1]}):"
            " run asan-centre upgrade"
        )


def refuse_newer(connection: Connection) -> None:
    """Raise Unavailable where a newer program has changed the tables."""
    found = _revision(connection)
    if found is not None and found not in REVISIONS:
        raise Unavailable(
            f"the store's tables ({found}) are newer than this program ({REVISIONS[-1]}):"
            " install the newer program here too"
        )


def _revision(connection: Connection) -> str | None:
    found: str | None = connection.execute(
        text("SELECT version_num FROM alembic_version")
    ).scalar_one_or_none()
    return found
