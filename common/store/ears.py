"""How a change is heard of: by a file's version in SQLite, by a notification from Postgres."""

import sqlite3
import threading
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

from sqlalchemy import URL

from common.domain.change import EVERYTHING, Change, read_payload, together
from common.domain.errors import Unavailable
from common.domain.ids import CentreCode
from common.store.engine import PromptConnection, connect_postgres, connect_sqlite
from common.store.faults import reaching
from common.store.log import CHANNEL

_LOOK_EVERY = 0.05
_HEARTBEAT_EVERY = 2.0
_ANSWER_WITHIN = 3.0
_NOTICE_STOP_WITHIN = 0.25


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
    """Listens on the one channel, and asks the server every two seconds whether it is there."""

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
            beat = time.monotonic()
            while not stopping.is_set():
                change = self._notified(connection)
                if change:
                    changed(change)
                if time.monotonic() - beat >= _HEARTBEAT_EVERY:
                    connection.execute("SELECT 1")
                    beat = time.monotonic()

    def _notified(self, connection: PromptConnection) -> Change:
        """Wait a moment; return what came for this centre, however much it was."""
        arrived = connection.notifies(timeout=_NOTICE_STOP_WITHIN, stop_after=1)
        changes = [read_payload(one.payload, self._centre) for one in arrived]
        return together(change for change in changes if change is not None)
