"""What a program with windows learns of its store before the first window."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from common.domain.errors import Unavailable
from common.store.connecting import check_address


def change(url: str, statement: str) -> None:
    with closing(sqlite3.connect(url.removeprefix("sqlite:///"), isolation_level=None)) as opened:
        opened.execute(statement)


def refusal_of(url: str) -> str:
    with pytest.raises(Unavailable) as caught:
        check_address(url)
    assert "\n" not in str(caught.value)
    return str(caught.value)


def test_a_store_that_is_in_order_passes(sqlite_url: str) -> None:
    check_address(sqlite_url)


def test_a_store_that_is_busy_passes(sqlite_url: str) -> None:
    with closing(
        sqlite3.connect(sqlite_url.removeprefix("sqlite:///"), isolation_level=None)
    ) as it:
        it.execute("BEGIN EXCLUSIVE")
        check_address(sqlite_url)


def test_a_path_is_taken_as_it_stands(tmp_path: Path) -> None:
    assert "növbə #1 %20.db:" in refusal_of(f"sqlite:///{tmp_path}/növbə #1 %20.db")


def test_a_file_that_is_no_store_is_told_from_one_that_is_missing(tmp_path: Path) -> None:
    (tmp_path / "junk.db").write_bytes(b"no database at all" * 100)

    assert "damaged or no store" in refusal_of(f"sqlite:///{tmp_path / 'junk.db'}")
    assert "make one with asan-centre init" in refusal_of(f"sqlite:///{tmp_path / 'none.db'}")


def test_a_file_without_tables_is_sent_to_init(tmp_path: Path) -> None:
    (tmp_path / "empty.db").touch()

    assert "run asan-centre init" in refusal_of(f"sqlite:///{tmp_path / 'empty.db'}")


def test_tables_of_another_program_say_which_one_is_older(sqlite_url: str) -> None:
    change(sqlite_url, "UPDATE alembic_version SET version_num = '9999'")
    assert "install the newer program" in refusal_of(sqlite_url)

    change(sqlite_url, "UPDATE alembic_version SET version_num = '0001'")
    assert "run asan-centre upgrade" in refusal_of(sqlite_url)


def test_an_option_is_refused_before_the_first_window() -> None:
    assert "takes no options" in refusal_of("sqlite:///centre.db?mode=ro")
    assert "bogus" in refusal_of("postgresql://asan:quiet@127.0.0.1:1/x?bogus=1")
    assert "must begin with" in refusal_of("mysql://asan:quiet@db/x")


def test_a_server_that_is_away_is_waited_for() -> None:
    check_address("postgresql://asan@127.0.0.1:1/x")
