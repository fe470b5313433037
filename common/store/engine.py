"""Connections to the two databases, set up so that nothing waits for ever."""

import sqlite3
import time
from dataclasses import dataclass
from pathlib import Path
from select import select
from typing import Any

import psycopg
from psycopg.abc import PQGen
from psycopg.conninfo import conninfo_to_dict
from sqlalchemy import URL, Connection, Engine, create_engine, event, make_url
from sqlalchemy.exc import ArgumentError, DisconnectionError
from sqlalchemy.pool import ConnectionPoolEntry, QueuePool

from common.domain.errors import Unavailable
from common.store.faults import first_line
from common.store.mounts import network_kind
from common.store.servers import servers_of, spread

_FORMS = "write sqlite:///PATH or postgresql://USER@HOST/NAME"
_SAFE_WAL = (3, 51, 3)
"""Before this SQLite a write-ahead log with two connections could, rarely, lose its end."""
_RETRY_COMMIT_AFTER = 0.005


@dataclass(frozen=True, slots=True)
class Engines:
    """How one store is written to and read from."""

    writes: Engine
    reads: Engine
    """Sees one moment for a whole transaction and never holds a writer up."""
    by_heart: Engine | None = None
    """Commits each statement by itself, where the database knows rules by heart."""

    def close(self) -> None:
        """Let go of all connections."""
        self.writes.dispose()
        self.reads.dispose()


def parse(url: str) -> URL:
    """Return a store's address; Unavailable where it can never lead to one.

    No message repeats an address: it may hold a password.
    """
    try:
        parsed = make_url(spread(url))
    except (ArgumentError, ValueError):
        raise Unavailable(f"store.url is not the address of a store: {_FORMS}") from None
    if parsed.get_backend_name() not in ("sqlite", "postgresql"):
        raise Unavailable(f"a store is sqlite:/// or postgresql://, not {parsed.drivername}")
    if parsed.get_backend_name() == "postgresql":
        _check_server(parsed)
    elif parsed.database in (None, "", ":memory:"):
        raise Unavailable("a store in SQLite needs a file: sqlite:///PATH")
    elif parsed.query:
        raise Unavailable("a store in SQLite takes no options: write sqlite:///PATH without a ?")
    return parsed


def _check_server(url: URL) -> None:
    if "@" in (url.host or ""):
        raise Unavailable("store.url has more than one @; write each @ of a password as %40")
    try:
        conninfo_to_dict(conninfo(url))
    except psycopg.ProgrammingError as error:
        raise Unavailable(f"store.url cannot be used: {first_line(error)}") from None


def open_engines(url: URL, timeout: float) -> Engines:
    """Prepare connections to a store; nothing is reached yet. `timeout` is in seconds."""
    if url.get_backend_name() == "sqlite":
        path = file_of(url)
        return Engines(
            writes=_sqlite_engine(path, timeout, "BEGIN IMMEDIATE"),
            reads=_sqlite_engine(path, timeout, "BEGIN"),
        )
    engine = create_engine(
        url.set(drivername="postgresql+psycopg"),
        creator=lambda: connect_postgres(url, timeout),
        # One question at a time, and one connection more for the feed: 180 applications are 360.
        pool_size=1,
        max_overflow=0,
        pool_timeout=timeout,
        isolation_level="READ COMMITTED",
    )
    event.listen(engine, "checkout", _check_alive)
    reads = engine.execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True)
    return Engines(engine, reads, by_heart=engine.execution_options(isolation_level="AUTOCOMMIT"))


# SQLite


def file_of(url: URL) -> Path:
    """Return the file of a store in SQLite; Unavailable where SQLite cannot be trusted with it."""
    path = Path(url.database or "")
    kind = network_kind(path)
    if kind is not None:
        raise Unavailable(
            f"{path} lies on a network file system ({kind}), where SQLite gives one number twice"
            " and loses tickets: put it on this computer's disk, or, for several computers, let"
            " asan-centre host make one of them the store's"
        )
    return path


def wal_is_safe(version: tuple[int, int, int] = sqlite3.sqlite_version_info) -> bool:
    """Say whether an SQLite may write a log ahead with several programs on one file."""
    return version >= _SAFE_WAL


class PatientConnection(sqlite3.Connection):
    """A connection whose COMMIT waits for readers, rather than lose what is to be kept."""

    patience = 0.0

    def commit(self) -> None:
        """Commit; where a reader outlasts the timeout, wait as long again before giving up."""
        deadline = time.monotonic() + 2 * self.patience
        while True:
            try:
                return super().commit()
            except sqlite3.OperationalError as error:
                busy = error.sqlite_errorcode & 0xFF == sqlite3.SQLITE_BUSY
                if not busy or time.monotonic() >= deadline:
                    raise
            time.sleep(_RETRY_COMMIT_AFTER)


def connect_sqlite(path: Path, timeout: float, *, create: bool = False) -> PatientConnection:
    """Connect to a file; it must exist unless it is to be created."""
    mode = "rwc" if create else "rw"
    connection = sqlite3.connect(
        f"{path.absolute().as_uri()}?mode={mode}",
        uri=True,
        timeout=timeout,
        isolation_level=None,
        check_same_thread=False,
        factory=PatientConnection,
    )
    connection.patience = timeout
    try:
        _prepare(connection)
    except BaseException:
        connection.close()
        raise
    return connection


def _prepare(connection: sqlite3.Connection) -> None:
    (mode,) = connection.execute("PRAGMA journal_mode").fetchone()
    if mode == "wal" and not wal_is_safe():
        raise Unavailable(
            f"the store's file is in WAL mode, which is not safe with SQLite"
            f" {sqlite3.sqlite_version} of this computer: run asan-centre init on it"
        )
    if mode != "wal":
        connection.execute("PRAGMA journal_mode = TRUNCATE")
    connection.execute("PRAGMA synchronous = FULL")
    connection.execute("PRAGMA foreign_keys = ON")


def _sqlite_engine(path: Path, timeout: float, begin: str) -> Engine:
    engine = create_engine(
        "sqlite://",
        creator=lambda: connect_sqlite(path, timeout),
        poolclass=QueuePool,
        pool_size=2,
        max_overflow=2,
        pool_timeout=timeout,
    )
    begin_with(engine, begin)
    _hold_to_its_file(engine, path)
    return engine


def _hold_to_its_file(engine: Engine, path: Path) -> None:
    """Let no transaction begin on a file that was moved away: what it writes would be lost."""

    def remember(_connection: object, record: ConnectionPoolEntry) -> None:
        record.info["file"] = _identity(path)

    def check(_connection: object, record: ConnectionPoolEntry, _proxy: object) -> None:
        if record.info.get("file") != _identity(path):
            raise DisconnectionError(f"the store's file was moved or replaced: {path}")

    event.listen(engine, "connect", remember)
    event.listen(engine, "checkout", check)


def _identity(path: Path) -> tuple[int, int] | None:
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_dev, found.st_ino


def begin_with(engine: Engine, statement: str) -> None:
    """Let every transaction of an engine on SQLite begin with a statement."""

    def begin(connection: Connection) -> None:
        connection.exec_driver_sql(statement)

    event.listen(engine, "begin", begin)


# Postgres


class PromptConnection(psycopg.Connection[Any]):
    """A connection that gives a silent server up: a cut cable is noticed by this end."""

    patience: float | None = None

    def wait(
        self,
        gen: PQGen[Any],
        interval: float = 0.1,
        timeout: float | None = None,
    ) -> Any:  # noqa: ANN401 - psycopg's own signature
        """Wait for the server's answer, but not longer than the patience."""
        if timeout is not None or self.patience is None:
            return super().wait(gen, interval, timeout)
        try:
            return super().wait(gen, interval, self.patience)
        except psycopg.OperationalError as error:
            if type(error).__name__ == "_WaitTimeout":
                self.pgconn.finish()
                raise psycopg.OperationalError("the server does not answer") from error
            raise


def _check_alive(connection: PromptConnection, _record: object, _proxy: object) -> None:
    """Let nothing begin on a connection that the server has closed meanwhile: it would be lost.

    Asks this computer only, so that it costs no way to the server and back.
    """
    try:
        while select([connection.pgconn.socket], [], [], 0)[0]:
            connection.pgconn.consume_input()
    except (psycopg.OperationalError, ValueError, OSError) as error:
        raise DisconnectionError("the server closed the connection") from error


def connect_postgres(url: URL, timeout: float) -> PromptConnection:
    """Connect to a server that must answer everything within `timeout` seconds."""
    milliseconds = int(timeout * 1000)
    limits = {
        "lock_timeout": milliseconds // 3,
        "statement_timeout": milliseconds * 5 // 6,
        "idle_in_transaction_session_timeout": milliseconds,
    }
    options = " ".join(f"-c {name}={value}" for name, value in limits.items())
    connection = PromptConnection.connect(
        conninfo(url),
        connect_timeout=max(2, round(timeout / servers_of(url))),
        options=f"{options} -c timezone=UTC",
        application_name="asan-novbe",
    )
    connection.patience = timeout
    return connection


def conninfo(url: URL) -> str:
    """Return a Postgres address as libpq reads it, password included."""
    return url.set(drivername="postgresql").render_as_string(hide_password=False)
