"""The way to a store for a program with windows: checked at once, opened later.

Importing SQLAlchemy takes as long as starting Qt, so that it waits for the records lane and the
first window does not wait for it.
"""

import os
import sqlite3
from collections.abc import Callable
from contextlib import closing, suppress
from pathlib import Path

from common.domain.errors import Unavailable
from common.domain.ids import CentreCode
from common.ports import Feed, Store
from common.store.revisions import refuse_other_revision

SQLITE = "sqlite:///"
POSTGRES = "postgresql://"
BUSY_FOR = 0.2
_HAS_REVISION = "SELECT 1 FROM sqlite_master WHERE name = 'alembic_version'"
_REVISION = "SELECT version_num FROM alembic_version"


def check_address(url: str) -> None:
    """Raise Unavailable where an address can never lead to a store; touches no network."""
    if url.startswith(SQLITE):
        _check_file(url)
    elif not url.startswith(POSTGRES):
        scheme = url.partition("://")[0]
        raise Unavailable(f"store.url must begin with {SQLITE} or {POSTGRES}, not {scheme}:")
    elif "?" in url:
        from common.store.engine import parse  # noqa: PLC0415 - see above

        parse(url)


def connection(url: str, centre: CentreCode, timeout: float) -> Callable[[], tuple[Store, Feed]]:
    """Return what opens store and feed; call it off the GUI thread. Raises Unavailable."""

    def connect() -> tuple[Store, Feed]:
        from common.store.opening import open_feed, open_store  # noqa: PLC0415 - see above

        return open_store(url, centre, timeout=timeout), open_feed(url, centre)

    return connect


def _check_file(url: str) -> None:
    path = Path(url.removeprefix(SQLITE))
    if "?" in url:
        raise Unavailable(f"a store in SQLite takes no options: write {SQLITE}PATH without a ?")
    if not path.is_file():
        raise Unavailable(f"there is no store at {path}: make one with asan-centre init")
    if not os.access(path, os.R_OK | os.W_OK):
        raise Unavailable(f"{path} cannot be read and written: check the rights of the file")
    # What only passes, as a busy file, is left to whoever opens the store later.
    with suppress(sqlite3.OperationalError):
        refuse_other_revision(_revision_in(path))


def _revision_in(path: Path) -> str | None:
    """Return the revision of a file's tables; None where it has none."""
    address = f"{path.absolute().as_uri()}?mode=ro"
    with closing(sqlite3.connect(address, uri=True, timeout=BUSY_FOR)) as opened:
        try:
            there = opened.execute(_HAS_REVISION).fetchone() is not None
            row = opened.execute(_REVISION).fetchone() if there else None
        except sqlite3.OperationalError:
            raise
        except sqlite3.DatabaseError as error:
            raise Unavailable(
                f"{path} is damaged or no store ({error}): put a copy back"
            ) from error
    return str(row[0]) if row else None
