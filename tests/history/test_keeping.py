"""`asan-centre keep`: its rounds by a clock of the test's own, and it as a process."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import psycopg
import pytest
from chains import faults_of, seal_all
from days import DAY, MORNING, serve
from fixtures.postgres import PostgresServer
from fixtures.stores import ShiftedClock, seat, take
from floors import AYSEL, CENTRE, W1

from common.centre.commands import run
from common.centre.heads import Heads, append_head, read_heads
from common.centre.keeping import Rounds
from common.domain.sealing import beginning
from common.ports import Store
from common.store.keeper import Keeper, open_keeper
from common.store.opening import open_store

Capture = pytest.CaptureFixture[str]
Going = Callable[..., Rounds]


@pytest.fixture
def going(store: Store, keeper: Keeper, clock: ShiftedClock) -> Going:
    def made(file: Path | None = None, kept_days: int = 90) -> Rounds:
        assert store
        heads = None if file is None else Heads(file, CENTRE)
        return Rounds(keeper, heads, kept_days, clock, lambda _seconds: False)

    return made


def positions(file: Path) -> list[int]:
    return [head.position for head in read_heads(file, CENTRE)[0]]


def test_whatever_was_committed_is_sealed_in_the_next_round(
    store: Store, keeper: Keeper, going: Going
) -> None:
    rounds = going()
    rounds.go()
    take(store)

    rounds.go()

    assert keeper.tail().count == 0
    assert keeper.head().position == 1


def test_a_new_head_is_kept_every_ten_minutes(
    store: Store, going: Going, clock: ShiftedClock, tmp_path: Path
) -> None:
    file = tmp_path / "heads"
    rounds = going(file)
    take(store)
    rounds.go()
    take(store)
    rounds.go()
    assert positions(file) == [1]

    clock.forward(minutes=10)
    rounds.go()
    assert positions(file) == [1, 2]

    clock.forward(minutes=10)
    rounds.go()
    assert positions(file) == [1, 2]


def test_the_last_head_is_kept_at_the_end(store: Store, going: Going, tmp_path: Path) -> None:
    file = tmp_path / "heads"
    rounds = going(file)
    rounds.go()
    take(store)

    rounds.end()

    assert positions(file) == [1]


def test_days_are_closed_within_a_minute_of_their_end(
    store: Store, keeper: Keeper, going: Going, clock: ShiftedClock, capsys: Capture
) -> None:
    clock.set(MORNING)
    seat(store, W1, AYSEL)
    rounds = going()
    serve(store, W1)
    clock.forward(hours=14, minutes=59, seconds=30)
    rounds.go()
    assert keeper.report(DAY, DAY, "day").open_days == (DAY,)

    clock.forward(minutes=1)
    rounds.go()

    assert keeper.report(DAY, DAY, "day").open_days == ()
    assert capsys.readouterr().out == f"{DAY}: closed and counted\n"


def test_where_the_heads_are_out_of_reach_sealing_goes_on(
    store: Store, keeper: Keeper, going: Going, clock: ShiftedClock, tmp_path: Path, capsys: Capture
) -> None:
    file = tmp_path / "disk" / "heads"
    rounds = going(file)
    take(store)
    rounds.go()
    clock.forward(minutes=1)
    rounds.go()

    assert keeper.tail().count == 0
    new, lost = capsys.readouterr().out.splitlines()
    assert "is new" in new
    assert "the head cannot be written to" in lost
    file.parent.mkdir()
    clock.forward(minutes=1)
    rounds.go()

    assert positions(file) == [1]
    assert capsys.readouterr().out == f"the head is kept in {file} again\n"


def test_heads_of_another_store_are_named_and_not_lost(
    store: Store, keeper: Keeper, going: Going, tmp_path: Path, capsys: Capture
) -> None:
    file = tmp_path / "heads"
    append_head(file, beginning(CENTRE))
    take(store)
    seal_all(keeper)
    append_head(file, read_heads(file, CENTRE)[0][0])
    file.write_text(file.read_text().replace('"position":0', '"position":1'))

    going(file).go()

    assert "the chain was recomputed" in capsys.readouterr().out
    assert positions(file) == [1, 1, 1]


def test_once_does_all_that_is_due_and_ends(
    store: Store, store_url: str, keeper: Keeper, clock: ShiftedClock, tmp_path: Path,
    capsys: Capture,
) -> None:  # fmt: skip
    file = tmp_path / "heads"
    clock.set(MORNING)
    seat(store, W1, AYSEL)
    serve(store, W1)
    take(store)
    clock.forget()
    arguments = [f"store.url={store_url}", f"store.centre={CENTRE}", f"keeping.head={file}"]
    arguments += [f"logs.folder={tmp_path / 'logs'}", "keeping.person_days=8"]
    sets = [word for one in arguments for word in ("--set", one)]

    assert run([*sets, "keep", "--once"]) == 0
    assert run([*sets, "keep", "--once"]) == 0

    told = capsys.readouterr().out.splitlines()
    assert told[0] == f"{DAY}: 1 visits that nobody had ended were cancelled"
    assert f"{DAY}: closed and counted" in told
    assert told[3].startswith(f"{DAY}: persons erased from ")
    assert told[-2:] == [
        f"0 events sealed; the chain has {keeper.head().position}",
        "no day is to be closed, moved or erased",
    ]
    assert positions(file) == [keeper.head().position]
    assert faults_of(keeper) == ()
    assert run([*sets, "audit", "verify", "--against", str(file)]) == 0


@contextmanager
def keep(url: str, folder: Path) -> Iterator["subprocess.Popen[str]"]:
    """Run a keeper as a process; end it as a service is ended."""
    # As patient as a busy computer needs: what is away here says so at once.
    patient = "store.timeout_seconds=30"
    values = (f"store.centre={CENTRE}", f"keeping.head={folder / 'heads'}", patient)
    sets = [word for one in values for word in ("--set", one)]
    with subprocess.Popen(
        [sys.executable, "-m", "common.centre", *sets, "keep"],
        env=os.environ | {"ASAN_NOVBE_STORE": url},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        encoding="utf-8",
    ) as process:
        try:
            yield process
        finally:
            process.kill()


def line(process: "subprocess.Popen[str]") -> str:
    assert process.stdout is not None
    return process.stdout.readline().rstrip("\n")


def test_a_keeper_seals_until_it_is_stopped(sqlite_url: str, tmp_path: Path) -> None:
    with (
        closing(open_store(sqlite_url, CENTRE)) as store,
        closing(open_keeper(sqlite_url, CENTRE)) as keeper,
        keep(sqlite_url, tmp_path) as process,
    ):
        assert line(process) == f"keeping the log of {CENTRE}; stop with Ctrl-C"
        assert "is new" in line(process)
        take(store)
        until = time.monotonic() + 30
        while keeper.tail().count and time.monotonic() < until:
            time.sleep(0.05)
        assert keeper.tail().count == 0
        process.send_signal(signal.SIGINT)
        told, errors = process.communicate(timeout=30)

        assert (process.returncode, told, errors) == (0, "stopped\n", "")
        assert positions(tmp_path / "heads")[-1] == keeper.head().position


def test_a_keeper_waits_for_its_store_and_goes_on(postgres: PostgresServer, tmp_path: Path) -> None:
    with postgres.database() as url, keep(url, tmp_path) as process:
        name = url.rpartition("/")[2]
        assert line(process).startswith("keeping the log")
        assert "is new" in line(process)

        allow(postgres, name, "false")
        postgres.cut_connections(url)
        assert line(process).endswith("; waiting for the store")
        allow(postgres, name, "true")
        assert line(process) == "the store is back"

        process.terminate()
        assert process.wait(30) == 0


def allow(postgres: PostgresServer, database: str, word: str) -> None:
    with psycopg.connect(postgres.url(), autocommit=True, connect_timeout=10) as connection:
        connection.execute(f"ALTER DATABASE {database} ALLOW_CONNECTIONS {word}")


def test_a_keeper_without_a_store_to_look_for_is_one_line(tmp_path: Path, capsys: Capture) -> None:
    gone = f"store.url=sqlite:///{tmp_path / 'gone.db'}"

    assert run(["--set", gone, "keep"]) == 2
    assert run(["--set", gone, "audit", "verify"]) == 2

    said = capsys.readouterr()
    assert said.out == ""
    assert said.err.count("\n") == 2
    assert said.err.count("make one with asan-centre init") == 2
