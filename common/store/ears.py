"""How a change is heard of: by a file's version in SQLite, by a notification from Postgres."""

import sqlite3
import threading
from collections.abc import Callable
from contextlib import closing
from datetime import timedelta
from pathlib import Path

from psycopg import errors
from sqlalchemy import URL

from common.clock import SystemClock, Told, skew_between
from common.domain.change import EVERYTHING, Change, read_payload, together
from common.domain.errors import Unavailable
from common.domain.ids import CentreCode
from common.store.engine import PromptConnection, connect_postgres, connect_sqlite
from common.store.faults import reaching
from common.store.log import CHANNEL

_LOOK_EVERY = 0.05
_HEARTBEAT_EVERY = 2.0
_ANSWER_WITHIN = 2.75
"""With the heartbeat before it a silent server is noticed within five seconds."""
_NOTICE_STOP_WITHIN = 0.25

_TIME = "SELECT clock_timestamp()"
_MAY_BEAT = "SELECT has_function_privilege(to_regprocedure('beat(text, integer)'), 'EXECUTE')"
_BEAT = "SELECT beat(%s, %s)"
_MILLISECOND = timedelta(milliseconds=1)
_MOST_SKEW = 2**31 - 1


class FileEar:
    """Looks at a file's version twenty times a second."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def listen(
        self,
        stopping: threading.Event,
        heard: Callable[[], None],
        changed: Callable[[Change], None],
    ) -> None:
        """Call `changed` after each commit of another connection; Unavailable without the file."""
        with reaching(), closing(connect_sqlite(self._path, _LOOK_EVERY)) as connection:
            opened, seen = self._file(), _version(connection)
            heard()
            while not stopping.wait(_LOOK_EVERY):
                if self._file() != opened:
                    raise Unavailable(f"the store's file was replaced: {self._path}")
                version = _version(connection)
                if version not in (None, seen):
                    seen = version
                    changed(EVERYTHING)

    def _file(self) -> tuple[int, int]:
        try:
            found = self._path.stat()
        except OSError as error:
            raise Unavailable(f"the store's file is gone: {self._path}") from error
        return found.st_dev, found.st_ino


def _version(connection: sqlite3.Connection) -> int | None:
    """Return a number that grows with every commit of others; None while one is committing."""
    try:
        (version,) = connection.execute("PRAGMA data_version").fetchone()
    except sqlite3.OperationalError as error:
        if error.sqlite_errorcode & 0xFF == sqlite3.SQLITE_BUSY:
            return None
        raise
    return int(version)


class ServerEar:
    """Listens on the one channel, and asks the server every two seconds whether it is there.

    Where the store keeps count of its devices, it learns with each question that this one is
    there, and how wrong its clock was at the question before.
    """

    def __init__(self, url: URL, centre: CentreCode) -> None:
        self._url = url
        self._centre = centre

    def listen(
        self,
        stopping: threading.Event,
        heard: Callable[[], None],
        changed: Callable[[Change], None],
    ) -> None:
        """Call `changed` after each change of the centre; Unavailable without the server."""
        with reaching(), closing(connect_postgres(self._url, _ANSWER_WITHIN)) as connection:
            connection.autocommit = True
            connection.execute(f"LISTEN {CHANNEL}")
            heard()
            heartbeat = _Heartbeat(connection, self._centre)
            while not stopping.is_set():
                change = self._notified(connection, heartbeat.left())
                if change:
                    changed(change)
                if heartbeat.left() <= 0:
                    heartbeat.beat()

    def _notified(self, connection: PromptConnection, timeout: float) -> Change:
        """Wait a moment, at most `timeout`; return what came for this centre, however much."""
        moment = max(0.0, min(timeout, _NOTICE_STOP_WITHIN))
        arrived = connection.notifies(timeout=moment, stop_after=1)
        changes = [read_payload(one.payload, self._centre) for one in arrived]
        return together(change for change in changes if change is not None)


class _Heartbeat:
    """Asks a server in time whether it is there; Unavailable when it is not, or not for us."""

    def __init__(self, connection: PromptConnection, centre: CentreCode) -> None:
        self._connection = connection
        self._centre = centre
        self._clock = SystemClock()
        row = connection.execute(_MAY_BEAT).fetchone()
        self._tells = row is not None and bool(row[0])
        self._skew = timedelta()
        self._ask(_TIME)
        self._last = self._clock.monotonic()

    def left(self) -> float:
        """Return the seconds until the next beat."""
        return self._last + _HEARTBEAT_EVERY - self._clock.monotonic()

    def beat(self) -> None:
        """Ask, and tell where that is wanted; returns within the connection's patience."""
        self._last = self._clock.monotonic()
        if not self._tells:
            self._ask(_TIME)
            return
        skew = min(abs(self._skew // _MILLISECOND), _MOST_SKEW)
        signed = -skew if self._skew < timedelta() else skew
        try:
            self._ask(_BEAT, self._centre, signed)
        except (errors.InsufficientPrivilege, errors.UndefinedFunction) as error:
            raise Unavailable(f"the store no longer knows this device: {error}") from error

    def _ask(self, statement: str, *values: object) -> None:
        asked = self._clock.monotonic()
        row = self._connection.execute(statement, values).fetchone()
        if row is None:
            raise AssertionError("the server answered without its time")
        came, wall = self._clock.monotonic(), self._clock.now()
        self._skew = skew_between(row[0], Told(None, asked, came, wall))
