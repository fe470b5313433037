import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import psycopg
import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from fixtures.postgres import PostgresServer
from fixtures.racers import processes_to_race
from floors import AYSEL, CENTRE, W1, small_floor
from sqlalchemy import create_engine, text

import common.store.migrations
from common.domain.errors import Unavailable
from common.store.engine import wal_is_safe
from common.store.migrating import migrate, schema_check
from common.store.opening import open_store
from common.store.revisions import REVISIONS
from common.store.tables import metadata
from common.usecases.setup import replace_floor
from common.usecases.shifts import sign_in

MIGRATIONS = Path(common.store.migrations.__file__).parent
# As argon2-cffi wrote it.
OF_1357 = (
    "$argon2id$v=19$m=8,t=1,p=1$KTeCe1+fOvjAjdeRuSsaPw$gq2em66/R/6EVIo86GACgea9sG9THx9VpP2MQiZ/UAE"
)


@pytest.fixture(params=["sqlite", "postgres"])
def empty_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """Return the address of a store that has not been made yet."""
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path / 'made' / 'store.db'}"
    else:
        server: PostgresServer = request.getfixturevalue("postgres")
        with server.database("template0") as url:
            yield url


def set_revision(url: str, revision: str) -> None:
    statement = f"UPDATE alembic_version SET version_num = '{revision}'"  # noqa: S608 - a test's own
    if url.startswith("sqlite"):
        with closing(sqlite3.connect(url.removeprefix("sqlite:///"))) as connection, connection:
            connection.execute(statement)
    else:
        with psycopg.connect(url) as connection:
            connection.execute(statement)


def test_the_migrations_make_the_tables_this_program_uses(empty_url: str) -> None:
    migrate(empty_url)

    engine = create_engine(empty_url)
    with engine.connect() as connection:
        differences = compare_metadata(MigrationContext.configure(connection), metadata)
    engine.dispose()
    assert differences == []


def test_the_program_knows_all_revisions_in_their_order() -> None:
    script = ScriptDirectory(str(MIGRATIONS))

    found = [revision.revision for revision in script.walk_revisions()]

    assert tuple(reversed(found)) == REVISIONS


def test_a_store_is_migrated_twice_without_harm(empty_url: str) -> None:
    migrate(empty_url)
    store = open_store(empty_url, CENTRE)
    replace_floor(store, small_floor())

    migrate(empty_url)

    assert store.floor().counters == small_floor().counters
    store.close()


def test_four_programs_may_migrate_at_once(empty_url: str) -> None:
    with processes_to_race().Pool(4) as pool:
        pool.map(migrate, [empty_url] * 4)
        pool.close()
        pool.join()

    schema_check(empty_url)


def test_a_store_without_tables_says_what_to_do(empty_url: str) -> None:
    if empty_url.startswith("sqlite"):
        path = Path(empty_url.removeprefix("sqlite:///"))
        path.parent.mkdir()
        path.touch()

    with pytest.raises(Unavailable, match="asan-centre init"):
        schema_check(empty_url)


@pytest.mark.parametrize(
    ("revision", "words"), [("0001", "older.*asan-centre upgrade"), ("9999", "newer")]
)
def test_a_store_of_another_time_is_refused(store_url: str, revision: str, words: str) -> None:
    store = open_store(store_url, CENTRE)
    set_revision(store_url, revision)

    with pytest.raises(Unavailable, match=words):
        store.board(None)
    with pytest.raises(Unavailable, match=words):
        schema_check(store_url)
    store.close()
    set_revision(store_url, REVISIONS[-1])


def test_a_newer_store_is_not_migrated(store_url: str) -> None:
    set_revision(store_url, "9999")

    with pytest.raises(Unavailable, match="newer"):
        migrate(store_url)
    set_revision(store_url, REVISIONS[-1])


def test_a_program_goes_on_by_itself_once_the_store_is_made(empty_url: str) -> None:
    store = open_store(empty_url, CENTRE)
    with pytest.raises(Unavailable):
        store.board(None)

    migrate(empty_url)
    replace_floor(store, small_floor())

    assert store.board(None).calls == ()
    store.close()


def test_a_file_gets_the_journal_that_is_safe_here(tmp_path: Path) -> None:
    path = tmp_path / "store.db"

    migrate(f"sqlite:///{path}")

    with closing(sqlite3.connect(path)) as connection:
        (mode,) = connection.execute("PRAGMA journal_mode").fetchone()
    assert mode == ("wal" if wal_is_safe() else "delete")


@pytest.mark.skipif(wal_is_safe(), reason="this SQLite may write a log ahead")
def test_a_file_with_an_unsafe_journal_is_refused_until_it_is_put_right(sqlite_url: str) -> None:
    path = sqlite_url.removeprefix("sqlite:///")
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA journal_mode = wal")
    store = open_store(sqlite_url, CENTRE)
    with pytest.raises(Unavailable, match="asan-centre init"):
        store.board(None)

    migrate(sqlite_url)

    assert store.board(None).calls == ()
    store.close()


def test_a_pin_of_an_older_store_still_opens_the_counter(empty_url: str) -> None:
    upgrade_to(empty_url, "0002")
    engine = create_engine(empty_url)
    with engine.begin() as connection:
        connection.execute(
            text(
                "INSERT INTO pins (centre, operator, hash, misses, must_change)"
                " VALUES (:centre, :operator, :hash, 0, :no)"
            ),
            {"centre": CENTRE, "operator": AYSEL, "hash": OF_1357, "no": False},
        )
    engine.dispose()

    migrate(empty_url)

    opened = open_store(empty_url, CENTRE)
    replace_floor(opened, small_floor())
    assert sign_in(opened, W1, AYSEL, "1357").operator.code == AYSEL
    opened.close()


def upgrade_to(url: str, revision: str) -> None:
    if url.startswith("sqlite"):
        Path(url.removeprefix("sqlite:///")).parent.mkdir()
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    engine = create_engine(url)
    with engine.begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, revision)
    engine.dispose()
