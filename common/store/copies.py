"""Copies of a store in SQLite: made while it is used, checked, and put back."""

import sqlite3
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

from common.domain.errors import Unavailable
from common.store.connecting import SQLITE
from common.store.engine import PatientConnection, connect_sqlite, file_of, parse
from common.store.faults import reaching
from common.store.revisions import refuse_newer_revision

HEADER = b"SQLite format 3\0"
_PATIENCE = 10.0
_PAGES = 256
_QUICK = 0.1
_ROWS = "SELECT (SELECT count(*) FROM tickets), (SELECT count(*) FROM events)"

Told = Callable[[int, int], None]
"""Called with the pages still to copy and all pages."""


def is_copy(file: Path) -> bool:
    """Say whether a file looks like a store in SQLite; Unavailable where it cannot be read."""
    try:
        with file.open("rb") as opened:
            return opened.read(len(HEADER)) == HEADER
    except OSError as error:
        reason = error.strerror or str(error)
        raise Unavailable(f"{file} cannot be read ({reason})") from error


def copy_store(url: str, file: Path, told: Told) -> tuple[int, int]:
    """Copy a store into a file while it is used; return its tickets and events.

    The file is whole or not there. Raises Unavailable.
    """
    part = file.with_name(f"{file.name}.part")
    part.unlink(missing_ok=True)
    try:
        with reaching(), closing(connect_sqlite(file_of(parse(url)), _PATIENCE)) as source:
            _copy(source, part, told)
        counted = check_copy(part)
        part.replace(file)
    finally:
        part.unlink(missing_ok=True)
    return counted


def check_copy(file: Path) -> tuple[int, int]:
    """Return the tickets and events of a copy; Unavailable where it is damaged or too new."""
    try:
        with closing(sqlite3.connect(f"{file.absolute().as_uri()}?mode=ro", uri=True)) as copy:
            (found,) = copy.execute("PRAGMA integrity_check(1)").fetchone()
            if found != "ok":
                raise Unavailable(f"{file} is damaged ({found}); nothing was changed")
            (revision,) = copy.execute("SELECT version_num FROM alembic_version").fetchone()
            refuse_newer_revision(revision)
            tickets, events = copy.execute(_ROWS).fetchone()
    except (sqlite3.Error, TypeError) as error:
        raise Unavailable(
            f"{file} is damaged or no store ({error}); nothing was changed"
        ) from error
    return tickets, events


def put_back(file: Path, url: str, told: Told) -> tuple[int, int]:
    """Replace what a store holds by a copy, in one transaction; return tickets and events.

    Programs that have the store open see the change. Raises Unavailable, and then nothing was
    changed.
    """
    counted = check_copy(file)
    target = file_of(parse(url))
    with reaching(), closing(connect_sqlite(file, _PATIENCE)) as source:
        _copy(source, target, told)
    return counted


def store_file(url: str) -> Path | None:
    """Return the file of a store in SQLite; None for another store."""
    return Path(url.removeprefix(SQLITE)) if url.startswith(SQLITE) else None


def _copy(source: PatientConnection, target: Path, told: Told) -> None:
    """Copy page by page; Unavailable where others hold either file longer than the patience."""
    moved = time.monotonic()

    def tell(status: int, remaining: int, total: int) -> None:
        nonlocal moved
        if status in (sqlite3.SQLITE_OK, sqlite3.SQLITE_DONE):
            moved = time.monotonic()
            told(remaining, total)
        elif time.monotonic() - moved > _PATIENCE:
            raise Unavailable("the store is in use: stop the applications and try again")

    with closing(sqlite3.connect(target, timeout=_QUICK)) as into:
        source.backup(into, pages=_PAGES, progress=tell, sleep=_QUICK)
