"""Where trouble with a database becomes `Unavailable`, once, at the edge of the store."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

from psycopg import errors
from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as NoFreeConnection

from common.domain.errors import Unavailable

# The low byte of SQLite's result codes that blame the file or its surroundings, not a statement.
_OUT_OF_REACH = frozenset(
    {
        sqlite3.SQLITE_BUSY,
        sqlite3.SQLITE_LOCKED,
        sqlite3.SQLITE_READONLY,
        sqlite3.SQLITE_PERM,
        sqlite3.SQLITE_IOERR,
        sqlite3.SQLITE_CORRUPT,
        sqlite3.SQLITE_FULL,
        sqlite3.SQLITE_CANTOPEN,
        sqlite3.SQLITE_PROTOCOL,
        sqlite3.SQLITE_NOTADB,
        sqlite3.SQLITE_NOMEM,
        sqlite3.SQLITE_AUTH,
    }
)

_DAMAGED = "is damaged, or its file is no store: put a copy of it back"
_LOCKED_UP = "cannot be written: check the rights of its file and folder"
_TODO = {
    sqlite3.SQLITE_CORRUPT: _DAMAGED,
    sqlite3.SQLITE_NOTADB: _DAMAGED,
    sqlite3.SQLITE_READONLY: _LOCKED_UP,
    sqlite3.SQLITE_PERM: _LOCKED_UP,
    sqlite3.SQLITE_FULL: "has no room: free some on its disk",
}
_SIGNS = (
    ("certificate verify failed", "look at this computer's clock; run asan-centre host there"),
    ("does not match host name", "another computer answers there; look for the host with --host"),
    ("not permitted to log in", "this device was revoked; join again with --join CODE"),
    ("password authentication failed", "join again with --join CODE"),
    ("No space left on device", "the host's disk is full; free some room there"),
    ("could not write init file", "the host's disk is full; free some room there"),
    ("session is read-only", "only a standby answers; is the host off?"),
)
"""What a server's or libpq's own words mean to whoever runs a hall."""


@contextmanager
def reaching() -> Iterator[None]:
    """Raise Unavailable in place of what a database or the way to it raises."""
    try:
        yield
    except NoFreeConnection as error:
        raise Unavailable("the store is busy: no connection came free in time") from error
    except DBAPIError as error:
        if error.connection_invalidated or is_out_of_reach(error.orig):
            raise Unavailable(_advice(error.orig)) from error
        raise
    except (sqlite3.Error, errors.Error) as error:
        if is_out_of_reach(error):
            raise Unavailable(_advice(error)) from error
        raise


def is_out_of_reach(error: BaseException | None) -> bool:
    """Tell a database that cannot answer from a statement that is wrong."""
    if isinstance(error, sqlite3.Error):
        code: int | None = getattr(error, "sqlite_errorcode", None)
        return code is not None and (code & 0xFF) in _OUT_OF_REACH
    return isinstance(
        error,
        errors.OperationalError
        | errors.InterfaceError
        | errors.IdleInTransactionSessionTimeout
        | errors.ReadOnlySqlTransaction
        | errors.InsufficientPrivilege,
    )


def _advice(error: BaseException | None) -> str:
    """Return what is wrong with a database, and what to do where that is known."""
    why = first_line(error)
    if isinstance(error, errors.InsufficientPrivilege):
        return f"this login has no rights for it ({why}): join the centre with a code of its kind"
    code = getattr(error, "sqlite_errorcode", None) if isinstance(error, sqlite3.Error) else None
    todo = None if code is None else _TODO.get(code & 0xFF)
    if todo is not None:
        return f"the store {todo} ({why})"
    known = [f" ({words})" for sign, words in _SIGNS if sign in why]
    return f"the store cannot be reached: {why}{known[0] if known else ''}"


def first_line(error: BaseException | None) -> str:
    """Return an error's first line, for a log."""
    lines = str(error).strip().splitlines()
    return lines[0] if lines else type(error).__name__
