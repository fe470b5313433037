"""What a Postgres server is doing for whom, and how a session is ended: its administrator's eye."""

from collections.abc import Iterable
from dataclasses import dataclass

import psycopg
from sqlalchemy import URL

from common.store.engine import PromptConnection, connect_postgres, parse
from common.store.faults import reaching

# Sessions in the middle of a change: a number was given to it. A heartbeat changes nothing.
_WRITING = (
    "SELECT pid, backend_xid::text AS xid, coalesce(client_port, 0) AS port, state"
    " FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()"
    " AND backend_type = 'client backend' AND backend_xid IS NOT NULL"
    " AND position('beat(' IN query) = 0"
)
_END_ONE = (
    f"WITH one AS ({_WRITING} LIMIT 1)"  # noqa: S608 - nothing in it comes from outside
    " SELECT pid, xid, port, state FROM one WHERE pg_terminate_backend(pid)"
)
_END = "SELECT pg_terminate_backend(%s)"
_STATUS = "SELECT pg_xact_status(%s::xid8)"
_ABORTED = "aborted"


@dataclass(frozen=True, slots=True)
class Writing:
    """A session that has an open change."""

    pid: int
    xid: str
    port: int
    """The client's, at its own end; 0 for a socket file."""
    idle: bool
    """The server waits for the client, not the other way round."""


class Sessions:
    """Looks at a server's sessions over a connection of its own; Unavailable without the server."""

    def __init__(self, url: str, timeout: float = 3.0) -> None:
        self._url: URL = parse(url)
        self._timeout = timeout
        self._connection: PromptConnection | None = None

    def writing(self) -> tuple[Writing, ...]:
        """Return the sessions with an open change."""
        return _writing(self._ask(_WRITING))

    def end_one_writing(self) -> Writing | None:
        """End a session with an open change, in the same statement that finds it."""
        ended = _writing(self._ask(_END_ONE))
        return ended[0] if ended else None

    def end(self, pid: int) -> None:
        """End a session."""
        self._ask(_END, pid)

    def was_undone(self, xid: str) -> bool:
        """Say whether a change came to nothing."""
        return bool(self._ask(_STATUS, xid)[0][0] == _ABORTED)

    def close(self) -> None:
        """Let go of the connection."""
        if self._connection is not None:
            self._connection.close()
            self._connection = None

    def _ask(self, statement: str, *values: object) -> list[tuple[object, ...]]:
        with reaching():
            try:
                if self._connection is None:
                    self._connection = connect_postgres(self._url, self._timeout)
                    self._connection.autocommit = True
                return self._connection.execute(statement, values).fetchall()
            except psycopg.Error:
                self.close()
                raise


def _writing(rows: Iterable[tuple[object, ...]]) -> tuple[Writing, ...]:
    return tuple(
        Writing(int(str(pid)), str(xid), int(str(port)), str(state).startswith("idle"))
        for pid, xid, port, state in rows
    )
