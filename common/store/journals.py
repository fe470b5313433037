"""The journals that kiosks and counters keep on their own disks while the store is away.

One process alone has such a file, so that a write-ahead log is safe with every SQLite; each
commit reaches the disk before it is answered.
"""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import Connection, Engine, MetaData, create_engine
from sqlalchemy.pool import StaticPool

from common.domain.errors import Unavailable
from common.store.engine import begin_with
from common.store.faults import first_line, is_out_of_reach
from common.store.mounts import network_kind

_PATIENCE = 0.5


class JournalFile:
    """A small file of one's own; every transaction is on the disk when it ends."""

    def __init__(self, path: Path, tables: MetaData) -> None:
        self._path = path
        with self._reaching():
            self._engine = _engine(path)
            with self._engine.begin() as connection:
                tables.create_all(connection)

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """Open a transaction; it is on the disk once it has ended. Raises Unavailable."""
        with self._reaching(), self._engine.begin() as connection:
            yield connection

    def close(self) -> None:
        """Let go of the file."""
        self._engine.dispose()

    @contextmanager
    def _reaching(self) -> Iterator[None]:
        try:
            yield
        except OSError as error:
            raise Unavailable(f"the journal {self._path} cannot be made: {error}") from error
        except Exception as error:
            cause = getattr(error, "orig", error)
            if is_out_of_reach(cause):
                words = f"the journal {self._path} cannot be used: {first_line(cause)}"
                raise Unavailable(words) from error
            raise


def _engine(path: Path) -> Engine:
    kind = network_kind(path)
    if kind is not None:
        words = f"the journal {path} lies on a network file system ({kind}): set device.folder"
        raise Unavailable(words)
    path.parent.mkdir(parents=True, exist_ok=True)
    engine = create_engine("sqlite://", creator=lambda: _connect(path), poolclass=StaticPool)
    begin_with(engine, "BEGIN IMMEDIATE")
    return engine


def _connect(path: Path) -> sqlite3.Connection:
    connection = sqlite3.connect(
        path, timeout=_PATIENCE, isolation_level=None, check_same_thread=False
    )
    try:
        for pragma in ("locking_mode = EXCLUSIVE", "journal_mode = WAL", "synchronous = FULL"):
            connection.execute(f"PRAGMA {pragma}").fetchone()
    except BaseException:
        connection.close()
        raise
    return connection
