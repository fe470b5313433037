"""How a store gets its tables: made, or brought up to this program's."""

import sqlite3
from contextlib import closing
from pathlib import Path

from alembic import command
from alembic.config import Config
from sqlalchemy import URL, Connection, Engine, create_engine, inspect, text
from sqlalchemy.pool import NullPool

from common.domain.errors import Unavailable
from common.store.applying import apply_functions
from common.store.engine import (
    begin_with,
    connect_postgres,
    connect_sqlite,
    file_of,
    open_engines,
    parse,
    wal_is_safe,
)
from common.store.faults import reaching
from common.store.schema import check_revision, refuse_newer
from common.store.setup_versions import keep_what_holds

_PATIENCE = 30.0
_ONE_AT_A_TIME = text("SELECT pg_advisory_xact_lock(7276653)")


def migrate(url: str) -> None:
    """Make a store's tables, or bring them up to this program's; all or nothing.

    Only the administrator's program does this. Raises Unavailable.
    """
    parsed = parse(url)
    with reaching():
        engine = _engine(parsed)
        try:
            with engine.begin() as connection:
                _upgrade(connection)
        finally:
            engine.dispose()


def schema_check(url: str, timeout: float = 3.0) -> None:
    """Raise Unavailable, with what to do, where a store's tables are not this program's."""
    engines = open_engines(parse(url), timeout)
    try:
        with reaching(), engines.reads.begin() as connection:
            check_revision(connection)
    finally:
        engines.close()


def _upgrade(connection: Connection) -> None:
    if connection.dialect.name == "postgresql":
        connection.execute(text("SET LOCAL lock_timeout = 0"))
        connection.execute(text("SET LOCAL statement_timeout = 0"))
        connection.execute(_ONE_AT_A_TIME)
    if inspect(connection).has_table("alembic_version"):
        refuse_newer(connection)
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations"))
    config.attributes["connection"] = connection
    command.upgrade(config, "head")
    if connection.dialect.name == "postgresql":
        apply_functions(connection)
    keep_what_holds(connection)


def _engine(url: URL) -> Engine:
    if url.get_backend_name() == "postgresql":
        return create_engine(
            url.set(drivername="postgresql+psycopg"),
            creator=lambda: connect_postgres(url, _PATIENCE),
            poolclass=NullPool,
        )
    path = file_of(url)
    _choose_journal(path)
    engine = create_engine(
        "sqlite://", creator=lambda: connect_sqlite(path, _PATIENCE), poolclass=NullPool
    )
    begin_with(engine, "BEGIN IMMEDIATE")
    return engine


def _choose_journal(path: Path) -> None:
    """Make the file where there is none, with the journal that is safe with this SQLite."""
    wanted = "wal" if wal_is_safe() else "truncate"
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise Unavailable(f"the folder of the store cannot be made: {error}") from error
    with closing(sqlite3.connect(path, timeout=_PATIENCE, isolation_level=None)) as connection:
        (mode,) = connection.execute(f"PRAGMA journal_mode = {wanted}").fetchone()
    if mode != wanted:
        raise Unavailable(f"{path} is in use by others: stop the applications and try again")
