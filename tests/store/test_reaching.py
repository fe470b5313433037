"""What happens when the store cannot be reached, or is held up."""

import sqlite3
import sys
import threading
import traceback
from contextlib import closing, suppress
from dataclasses import replace
from pathlib import Path

import psycopg
import pytest
from fixtures.postgres import PostgresServer
from fixtures.stores import refused, seat, take
from floors import AYSEL, CENTRE, ELVIN, W1, W2
from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError

from common.domain.board import Call
from common.domain.errors import Reason, Refused, Unavailable
from common.domain.ticket import LegState
from common.ports import Store
from common.rules.steps import call_to, caller_at, seat_at
from common.store.mounts import network_kind
from common.store.opening import open_feed, open_store
from common.store.records import CentreRecords
from common.usecases.calling import call_next
from common.usecases.shifts import sign_out

QUICK = 0.6


def path_of(url: str) -> Path:
    return Path(url.removeprefix("sqlite:///"))


@pytest.mark.parametrize(
    ("url", "words"),
    [
        ("sqlite://", "needs a file"),
        ("sqlite:///:memory:", "needs a file"),
        ("mysql://host/db", "sqlite:/// or postgresql://"),
        ("nonsense", "not the address of a store"),
        ("sqlite:///x.db?mode=ro", "takes no options"),
        ("postgresql://asan@db:port/x", "not the address of a store"),
        ("postgresql://asan@127.0.0.1:1/x?bogus=1", "bogus"),
        ("postgresql://asan:se@cret@127.0.0.1:1/x", "%40"),
        ("postgresql://asan@a:1,b:port/x", "not the address of a store"),
        ("postgresql://asan@a:1,b:99999/x", "not the address of a store"),
    ],
)
def test_an_address_that_leads_nowhere_is_refused(url: str, words: str) -> None:
    with pytest.raises(Unavailable, match=words):
        open_store(url, CENTRE)
    with pytest.raises(Unavailable, match=words):
        open_feed(url, CENTRE)


@pytest.mark.parametrize(
    "url",
    [
        "postgresql;//asan:quiet@db/x",
        "postgresql://asan:quiet@db:port/x",
        "postgresql://asan:quiet@db/x?bogus=1",
        "postgresql://asan:oh@quiet@db/x",
        "mysql://asan:quiet@db/x",
    ],
)
def test_no_refusal_repeats_a_password(url: str) -> None:
    with pytest.raises(Unavailable) as caught:
        open_store(url, CENTRE)

    told = "".join(traceback.format_exception(caught.value))
    assert "quiet" not in told


@pytest.mark.parametrize("url", ["sqlite:////nowhere/store.db", "postgresql://127.0.0.1:1/none"])
def test_a_store_that_is_not_there_is_unavailable_in_one_line(url: str) -> None:
    store = open_store(url, CENTRE)

    with pytest.raises(Unavailable) as caught:
        store.board(None)

    assert "\n" not in str(caught.value)
    store.close()


def test_a_program_never_makes_an_empty_store(tmp_path: Path) -> None:
    store = open_store(f"sqlite:///{tmp_path / 'store.db'}", CENTRE)

    with pytest.raises(Unavailable):
        store.now()

    assert list(tmp_path.iterdir()) == []
    store.close()


def test_a_file_that_is_no_store_is_unavailable(tmp_path: Path) -> None:
    (tmp_path / "store.db").write_bytes(b"this is no database, and long enough to see it" * 40)
    store = open_store(f"sqlite:///{tmp_path / 'store.db'}", CENTRE)

    with pytest.raises(Unavailable, match="not a database"):
        store.now()
    store.close()


def test_a_strange_path_is_a_path_like_any_other(sqlite_url: str, tmp_path: Path) -> None:
    strange = path_of(sqlite_url).rename(tmp_path / "növbə #1+.db")
    store = open_store(f"sqlite:///{strange}", CENTRE)

    assert take(store).ticket.label == "A001"
    store.close()


def test_a_wrong_statement_is_a_bug_and_not_unavailable(store: Store) -> None:
    def ask_nonsense() -> None:
        with store.records() as records:
            assert isinstance(records, CentreRecords)
            records.connection.execute(text("SELECT nothing FROM nowhere"))

    with pytest.raises(SQLAlchemyError):
        ask_nonsense()


def test_an_error_takes_everything_back(store: Store) -> None:
    with suppress(LookupError), store.records() as records:
        records.open_seat(W1, AYSEL)
        raise LookupError

    assert store.desk(W1) is None


def test_a_writer_that_holds_the_file_makes_others_unavailable_in_time(sqlite_url: str) -> None:
    store = open_store(sqlite_url, CENTRE, timeout=QUICK)
    with closing(sqlite3.connect(path_of(sqlite_url), isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")

        with pytest.raises(Unavailable, match="locked"):
            take(store)
        assert store.board(None).calls == ()

    assert take(store).ticket.label == "A001"
    store.close()


def test_a_commit_outlasts_a_slow_reader(sqlite_url: str) -> None:
    store = open_store(sqlite_url, CENTRE, timeout=QUICK)
    with closing(
        sqlite3.connect(path_of(sqlite_url), isolation_level=None, check_same_thread=False)
    ) as reader:
        reader.execute("BEGIN")
        reader.execute("SELECT count(*) FROM tickets").fetchone()
        ending = threading.Timer(1.5 * QUICK, reader.execute, ["COMMIT"])
        ending.start()

        label = take(store).ticket.label
        ending.join()

    assert label == "A001"
    store.close()


def test_a_hung_program_holds_nobody_up_for_long(postgres_url: str) -> None:
    store = open_store(postgres_url, CENTRE, timeout=QUICK)
    take(store)
    with psycopg.connect(postgres_url) as hung:
        hung.execute("SELECT * FROM series_counts FOR UPDATE")

        with pytest.raises(Unavailable, match="lock timeout"):
            take(store)

    assert take(store).ticket.label == "A002"
    store.close()


def test_a_program_that_hangs_in_a_transaction_is_put_out(postgres_url: str) -> None:
    store = open_store(postgres_url, CENTRE, timeout=QUICK)

    def hang() -> None:
        until = "SELECT count(*), pg_sleep(0.02) FROM pg_stat_activity WHERE state LIKE 'idle in%'"
        with psycopg.connect(postgres_url, autocommit=True) as other, store.records() as records:
            while other.execute(until).fetchone() != (0, ""):
                pass
            records.set_priority_run(W1, 2)

    with pytest.raises(Unavailable):
        hang()

    assert store.board(None).calls == ()
    store.close()


def test_whom_another_counter_is_calling_is_skipped(postgres_url: str) -> None:
    one, other = open_store(postgres_url, CENTRE), open_store(postgres_url, CENTRE)
    first, second = take(one).ticket, take(one).ticket
    seat(one, W1, AYSEL)
    seat(one, W2, ELVIN)

    with one.records() as records:
        caller = caller_at(records, seat_at(records, W1))
        claimed = records.claim_next(caller, first.day)
        call = call_next(other, W2)

    assert claimed is not None
    assert claimed[0].ticket == first.id
    assert call is not None
    assert call.label == second.label
    one.close()
    other.close()


def wait_for_a_lock(url: str) -> None:
    """Wait until one connection waits for another."""
    waits = "SELECT count(*) > 0, pg_sleep(0.02) FROM pg_locks WHERE NOT granted"
    with psycopg.connect(url, autocommit=True) as watcher:
        while watcher.execute(waits).fetchone() != (True, ""):
            pass


def test_a_counter_is_not_closed_while_it_calls(postgres_url: str) -> None:
    one, other = open_store(postgres_url, CENTRE), open_store(postgres_url, CENTRE)
    ticket = take(one).ticket
    seat(one, W1, AYSEL)
    reasons: list[Reason] = []

    def close() -> None:
        try:
            sign_out(other, W1)
        except Refused as no:
            reasons.append(no.reason)

    leaving = threading.Thread(target=close)
    with one.records() as records:
        here = seat_at(records, W1)
        leaving.start()
        wait_for_a_lock(postgres_url)
        claimed = records.claim_next(caller_at(records, here), ticket.day)
        assert claimed is not None
        records.move(claimed[0], call_to(records, here, claimed[0]))
    leaving.join(20)

    assert reasons == [Reason.ALREADY_SERVING]
    one.close()
    other.close()


def test_what_another_moved_first_is_gone(store: Store) -> None:
    take(store)
    found = store.find("A001")
    assert found is not None
    with store.records() as records:
        records.move(found.leg, replace(found.leg, state=LegState.CANCELLED))

    with refused(Reason.TICKET_GONE), store.records() as records:
        records.move(found.leg, replace(found.leg, state=LegState.CALLED))


def test_an_empty_answer_is_not_believed_while_somebody_waits(postgres_url: str) -> None:
    one, other = open_store(postgres_url, CENTRE), open_store(postgres_url, CENTRE)
    ticket = take(one).ticket
    seat(one, W1, AYSEL)
    seat(one, W2, ELVIN)
    calls: list[Call | None] = []
    calling = threading.Thread(target=lambda: calls.append(call_next(other, W2)))

    with suppress(LookupError), one.records() as records:
        records.claim_next(caller_at(records, seat_at(records, W1)), ticket.day)
        calling.start()
        wait_for_a_lock(postgres_url)
        raise LookupError
    calling.join(20)

    assert [None if call is None else call.label for call in calls] == [ticket.label]
    one.close()
    other.close()


def test_a_connection_that_broke_is_replaced_without_a_word(
    postgres: PostgresServer, postgres_url: str
) -> None:
    store = open_store(postgres_url, CENTRE)
    take(store)

    postgres.cut_connections(postgres_url)

    assert take(store).ticket.label == "A002"
    store.close()


TABLE = """\
/dev/sda1 / ext4 rw 0 0
server:/halls /mnt/halls nfs4 rw 0 0
//server/share /mnt/the\\040share cifs rw 0 0
/dev/sdb1 /mnt/halls/local ext4 rw 0 0
me@host: /mnt/remote fuse.sshfs rw 0 0
"""


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("/var/lib/novbe/store.db", None),
        ("/mnt/halls/store.db", "nfs4"),
        ("/mnt/halls/local/store.db", None),
        ("/mnt/the share/deep/store.db", "cifs"),
        ("/mnt/remote/store.db", "fuse.sshfs"),
        ("/mnt/hallside/store.db", None),
    ],
)
@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no mount table")
def test_a_network_file_system_is_known_by_the_mount_table(
    tmp_path: Path, path: str, kind: str | None
) -> None:
    (tmp_path / "mounts").write_text(TABLE)

    assert network_kind(Path(path), tmp_path / "mounts") == kind


def test_a_file_that_was_moved_away_takes_no_more_tickets(sqlite_url: str) -> None:
    store = open_store(sqlite_url, CENTRE)
    store.now()
    file = Path(sqlite_url.removeprefix("sqlite:///"))
    file.rename(file.with_name("away.db"))
    with pytest.raises(Unavailable), store.records():
        pass
    file.with_name("away.db").rename(file)
    assert store.now()
    store.close()
