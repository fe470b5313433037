"""A store is backed up while it is used, and comes back whole or not at all."""

import re
import shutil
import sqlite3
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import psycopg
import pytest
from fixtures.hosts import Ask, Offered, OneHost, free_port, ignore, url_in
from fixtures.stores import put_small_centre, take
from floors import CENTRE
from psycopg import sql

from common.domain.errors import Unavailable
from common.hosting.backups import back_up, restore
from common.hosting.boxes import box_beside
from common.hosting.host import Facts, Host
from common.hosting.joining import find_again, join
from common.store.hosting.state import server_state
from common.store.opening import open_store

NOW = datetime.now(UTC)


@pytest.fixture(scope="module")
def backup(host: Host, tmp_path_factory: pytest.TempPathFactory) -> Path:
    file = tmp_path_factory.mktemp("backup") / "store.backup"
    back_up(host, file, NOW, ignore)
    return file


def test_a_backup_is_for_the_eyes_of_its_owner_only(backup: Path) -> None:
    assert backup.stat().st_mode & 0o077 == 0


def leave_belongings(host: Host, device: str) -> None:
    """Let a stolen login leave in the store what any login of Postgres may leave there."""
    with psycopg.connect(device, autocommit=True) as stolen:
        stolen.execute("ALTER DEFAULT PRIVILEGES GRANT SELECT ON TABLES TO PUBLIC")
        login = sql.Identifier(stolen.info.user)
    with psycopg.connect(host.superuser_url, autocommit=True) as superuser:
        superuser.execute("SELECT lo_create(4711)")
        superuser.execute(sql.SQL("ALTER LARGE OBJECT 4711 OWNER TO {}").format(login))


def test_a_device_goes_on_with_a_restored_host(
    host: Host, offer: Offered, network: OneHost, short: Path, tmp_path: Path
) -> None:
    settings, file = tmp_path / "settings.toml", tmp_path / "store.backup"
    join("kiosk", str(offer()), None, settings, network, NOW)
    owner = open_store(host.url(), CENTRE)
    label = take(owner).ticket.label
    owner.close()
    leave_belongings(host, url_in(settings))
    back_up(host, file, NOW, ignore)
    told: list[str] = []

    made = restore(
        file, short / "restored", lambda facts: replace(facts, port=free_port()), NOW, told.append
    )

    find_again(f"127.0.0.1:{made.facts.port}", settings, network, NOW)
    device, owner = open_store(url_in(settings), CENTRE), open_store(made.url(), CENTRE)
    device.now()
    found = owner.find(label)
    device.close()
    owner.close()
    made.cluster.stop("immediate")
    assert found is not None
    assert [words for words in told if "% restored" in words]


@pytest.mark.long
def test_a_restored_store_takes_the_place_of_the_one_that_is_there(
    ask: Ask, host: Host, short: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "store.backup"
    made = restore_beside(host, short / "replaced", file)
    store = open_store(made.url(), CENTRE)
    late = take(store).ticket.label

    assert ask("restore", file, "--folder", made.folder, "--replace") == 0

    assert store.find(late) is None
    assert "is kept in" in capsys.readouterr().out
    assert len(list(short.glob("replaced.before-*"))) == 1
    store.close()
    made.cluster.stop("immediate")


@pytest.mark.long
def test_a_restored_store_that_cannot_start_leaves_the_one_that_is_there(
    host: Host, short: Path, tmp_path: Path
) -> None:
    file = tmp_path / "store.backup"
    made = restore_beside(host, short / "kept", file)

    def hopeless(facts: Facts) -> Facts:
        # An address of no computer: it is built, but cannot be started where it is to be.
        return replace(facts, listen="192.0.2.77", port=made.facts.port)

    with pytest.raises(Unavailable, match="does not start"):
        restore(file, made.folder, hopeless, NOW, ignore)

    store = open_store(made.url(), CENTRE)
    assert take(store)
    store.close()
    made.cluster.stop("immediate")


def restore_beside(host: Host, folder: Path, file: Path) -> Host:
    back_up(host, file, NOW, ignore)
    return restore(file, folder, lambda facts: replace(facts, port=free_port()), NOW, ignore)


def unchanged(facts: Facts) -> Facts:
    return facts


@pytest.mark.parametrize("damage", ["cut", "flipped", "listed", "empty", "none", "other"])
def test_a_damaged_backup_changes_nothing(
    backup: Path, short: Path, tmp_path: Path, damage: str
) -> None:
    file = Path(shutil.copy(backup, tmp_path / "bad.backup"))
    whole = file.read_bytes()
    middle = len(whole) // 2
    spoilt = {
        "cut": whole[:middle],
        "flipped": whole[:middle] + bytes([whole[middle] ^ 1]) + whole[middle + 1 :],
        "listed": whole.replace(b'"made_at": "2', b'"made_at": "1'),
        "empty": b"",
        "none": b"",
        "other": b"Dear centre, " * 1000,
    }
    file.write_bytes(spoilt[damage])
    if damage == "none":
        file.unlink()
    before = sorted(short.iterdir())

    with pytest.raises(Unavailable, match=r"nothing was changed|there is no backup") as caught:
        restore(file, short / "never", unchanged, NOW, ignore)

    assert "\n" not in str(caught.value)
    assert sorted(short.iterdir()) == before


def test_the_secrets_that_a_killed_backup_left_are_swept_away(tmp_path: Path) -> None:
    left = tmp_path / "store.backup.box-killed"
    left.mkdir()
    (left / "authority.key").touch()

    with box_beside(tmp_path / "store.backup") as box:
        assert box.stat().st_mode & 0o077 == 0
        assert list(tmp_path.iterdir()) == [box]

    assert list(tmp_path.iterdir()) == []


def test_a_store_that_is_there_is_not_replaced_unasked(
    ask: Ask, host: Host, backup: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert ask("restore", backup, "--folder", host.folder) == 2
    assert "--replace" in capsys.readouterr().err


def test_status_says_what_there_is_to_know(
    ask: Ask, host: Host, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "store.backup"
    assert ask("backup", file, "--folder", host.folder) == 0
    assert ask("status", "--folder", host.folder) == 0

    told = capsys.readouterr().out
    assert "server    PostgreSQL" in told
    assert "TLS       certificate good until" in told
    assert f"UTC in {file}" in told
    assert " of 400 connections" in told
    assert "standby   none" in told
    assert "seals     last " in told
    assert re.search(r"disk      [0-9.]+ GB free", told)


def test_who_keeps_a_transaction_open_is_named(
    host: Host, offer: Offered, network: OneHost, tmp_path: Path
) -> None:
    settings = tmp_path / "settings.toml"
    join("kiosk", str(offer()), None, settings, network, NOW)

    with psycopg.connect(url_in(settings)) as stuck:
        stuck.execute("SELECT 1")
        held = server_state(host.superuser_url, held_for=0.0).holding

        assert [one.login for one in held] == [stuck.info.user]
    assert server_state(host.superuser_url).holding == ()


@pytest.fixture
def small_store(tmp_path: Path) -> str:
    url = f"sqlite:///{tmp_path / 'centre.db'}"
    put_small_centre(url)
    return url


def test_a_file_is_copied_and_put_back_under_open_programs(
    ask: Ask, small_store: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    store, here = open_store(small_store, CENTRE), ("--set", f"store.url={small_store}")
    first = take(store).ticket.label
    assert ask(*here, "backup", tmp_path / "copy.db") == 0
    second = take(store).ticket.label

    assert ask(*here, "restore", tmp_path / "copy.db") == 2
    assert ask(*here, "restore", tmp_path / "copy.db", "--replace") == 0

    assert store.find(first) is not None
    assert store.find(second) is None
    assert take(store).ticket.label == second
    assert len(list(tmp_path.glob("centre.db.before-*"))) == 1
    assert "100 % restored" in capsys.readouterr().out
    store.close()


@pytest.mark.parametrize("damage", ["cut", "flipped", "strange"])
def test_a_damaged_copy_of_a_file_changes_nothing(
    ask: Ask, small_store: str, tmp_path: Path, capsys: pytest.CaptureFixture[str], damage: str
) -> None:
    here, copy = ("--set", f"store.url={small_store}"), tmp_path / "copy.db"
    ask(*here, "backup", copy)
    whole = copy.read_bytes()
    if damage == "cut":
        copy.write_bytes(whole[: len(whole) // 2])
    elif damage == "flipped":
        copy.write_bytes(whole[:8192] + bytes(4096) + whole[12288:])
    else:
        copy.unlink()
        with closing(sqlite3.connect(copy)) as other:
            other.execute("CREATE TABLE letters (dear TEXT)")
    capsys.readouterr()

    assert ask(*here, "restore", copy, "--replace") == 2

    told = capsys.readouterr().err
    assert "nothing was changed" in told
    assert told.count("\n") == 1
    store = open_store(small_store, CENTRE)
    assert take(store).ticket.label == "A001"
    store.close()


def test_a_backup_into_nowhere_is_one_line(
    ask: Ask, host: Host, small_store: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    nowhere = tmp_path / "none" / "store.backup"

    assert ask("--set", f"store.url={small_store}", "backup", nowhere) == 2
    assert ask("backup", nowhere, "--folder", host.folder) == 2
    assert capsys.readouterr().err.count("there is no folder") == 2
