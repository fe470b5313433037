"""Several programs on one file: which journal of SQLite is safe, and that it is the one used."""

from contextlib import closing
from pathlib import Path

import pytest

from common.store.engine import connect_sqlite, wal_is_safe

FULL = 2


@pytest.mark.parametrize(
    ("version", "safe"),
    [
        ((3, 40, 1), False),
        ((3, 51, 2), False),
        ((3, 51, 3), True),
        ((3, 52, 0), True),
        ((4, 0, 0), True),
    ],
)
def test_a_log_is_written_ahead_only_where_its_end_cannot_be_lost(
    version: tuple[int, int, int],
    safe: bool,  # noqa: FBT001 - a table's column
) -> None:
    assert wal_is_safe(version) is safe


def test_every_connection_waits_for_the_disk_and_keeps_a_safe_journal(sqlite_url: str) -> None:
    path = Path(sqlite_url.removeprefix("sqlite:///"))
    with closing(connect_sqlite(path, 1.0)) as connection:
        (mode,) = connection.execute("PRAGMA journal_mode").fetchone()
        (synchronous,) = connection.execute("PRAGMA synchronous").fetchone()
        (keys,) = connection.execute("PRAGMA foreign_keys").fetchone()

    assert mode == ("wal" if wal_is_safe() else "truncate")
    assert (synchronous, keys) == (FULL, 1)
