"""`asan-centre audit verify`: whatever somebody with all rights did to the log is named."""

from collections.abc import Callable
from pathlib import Path

import pytest
from chains import seal_all
from days import MORNING, ask_store, close_all, serve
from fixtures.stores import ShiftedClock, seat, take
from floors import AYSEL, CENTRE, W1

from common.centre.commands import run
from common.centre.heads import append_head
from common.ports import Store
from common.store.keeper import Keeper

Verify = Callable[..., int]
Capture = pytest.CaptureFixture[str]

DAYS = 8
"""After which the first day is in the history."""
ANEW = (
    "DELETE FROM seal",
    "DELETE FROM unsealed",
    "INSERT INTO unsealed (event, centre) SELECT id, centre FROM events",
)
COPY = (
    "INSERT INTO events (centre, day, at, kind, counter, facts)"
    " SELECT centre, day, at, kind, 'W9', facts FROM {of} ORDER BY id LIMIT 1"
)
COPY_PAST = (
    "INSERT INTO history_events (id, centre, day, at, kind, counter, facts)"
    " SELECT 1000000 + id, centre, day, at, kind, 'W9', facts FROM history_events LIMIT 1"
)
NO_SALTS = (
    "UPDATE seal SET salt = NULL WHERE event IN"
    " (SELECT id FROM history_events WHERE kind = 'called')"
)
TAMPERING = {
    "a changed event": (
        ("UPDATE events SET counter = 'W9' WHERE kind = 'called'",),
        "was changed",
    ),
    "a changed event of the history": (
        ("UPDATE history_events SET counter = 'W9' WHERE kind = 'called'",),
        "was changed",
    ),
    "another person": (
        ("UPDATE events SET operator = 'elvin' WHERE kind = 'called'",),
        "names another person than was sealed",
    ),
    "a person taken out": (
        ("UPDATE events SET operator = NULL WHERE kind = 'called'",),
        "names another person than was sealed",
    ),
    "a person erased by hand": (
        (
            NO_SALTS,
            "UPDATE history_events SET operator = NULL WHERE kind = 'called'",
        ),
        "lost its person though nothing says it was erased",
    ),
    "an event inserted past the queue": (
        (COPY.format(of="events"), "DELETE FROM unsealed"),
        "has no seal and none is due",
    ),
    "an event inserted into the history": (
        (COPY_PAST,),
        "has no seal and none is due",
    ),
    "a deleted event": (
        ("DELETE FROM events WHERE kind = 'started'",),
        "is gone: it was deleted",
    ),
    "a deleted event of the history": (
        ("DELETE FROM history_events WHERE kind = 'started'",),
        "is gone: it was deleted",
    ),
    "an event deleted with its seal": (
        (
            "DELETE FROM seal WHERE event IN (SELECT id FROM events WHERE kind = 'started')",
            "DELETE FROM events WHERE kind = 'started'",
        ),
        "is missing: rows were deleted",
    ),
    "an event in both places": (
        ("INSERT INTO history_events SELECT * FROM events WHERE kind = 'started'",),
        "stands in the log and in the history",
    ),
    "last rows deleted with their seals": (
        (
            "DELETE FROM events WHERE id = (SELECT max(id) FROM events)",
            "DELETE FROM seal WHERE position = (SELECT max(position) FROM seal)",
        ),
        "its last rows were deleted",
    ),
}


@pytest.fixture
def heads(store: Store, keeper: Keeper, clock: ShiftedClock, tmp_path: Path) -> Path:
    """Keep heads of a store whose first day has moved away, and whose last has a visit."""
    file = tmp_path / "heads"
    clock.set(MORNING)
    seat(store, W1, AYSEL)
    serve(store, W1)
    seal_all(keeper)
    append_head(file, keeper.head())
    clock.forward(days=DAYS)
    close_all(keeper)
    serve(store, W1)
    take(store)
    seal_all(keeper)
    append_head(file, keeper.head())
    return file


@pytest.fixture
def verify(store_url: str, tmp_path: Path) -> Verify:
    def one(*arguments: str | Path) -> int:
        place = ("--set", f"store.url={store_url}", "--set", f"store.centre={CENTRE}")
        logs = ("--set", f"logs.folder={tmp_path / 'logs'}")
        return run([*place, *logs, "audit", "verify", *map(str, arguments)])

    return one


def test_a_store_that_nobody_touched_is_whole(
    heads: Path, verify: Verify, keeper: Keeper, capsys: Capture
) -> None:
    assert verify("--against", heads) == 0

    told = capsys.readouterr().out
    assert told.startswith("not sealed yet: nothing\n")
    assert f"{keeper.head().position} events, sealed until" in told
    assert "nothing is wrong" in told
    assert keeper.links(0)[0].in_history


@pytest.mark.parametrize("what", TAMPERING)
def test_whatever_was_done_to_the_log_is_named(
    heads: Path, verify: Verify, store_url: str, capsys: Capture, what: str
) -> None:
    statements, said = TAMPERING[what]
    for statement in statements:
        ask_store(store_url, statement)

    assert verify("--against", heads) == 1

    faults = [line for line in capsys.readouterr().out.splitlines() if line.startswith("fault: ")]
    assert len(faults) == 1, faults
    assert said in faults[0]


def test_an_event_that_was_put_in_for_an_earlier_time_is_named(
    heads: Path, verify: Verify, keeper: Keeper, store_url: str, capsys: Capture
) -> None:
    ask_store(store_url, COPY.format(of="history_events"))
    seal_all(keeper)

    assert verify("--against", heads) == 1

    assert "it was inserted later, or the clock was set back" in capsys.readouterr().out


def test_an_event_deleted_before_it_was_sealed_is_named(
    store: Store, heads: Path, verify: Verify, store_url: str, capsys: Capture
) -> None:
    take(store)
    ask_store(store_url, "DELETE FROM events WHERE id = (SELECT max(id) FROM events)")

    assert verify("--against", heads) == 1

    assert "was deleted before it was sealed" in capsys.readouterr().out


def test_last_seals_that_were_deleted_are_missed_even_without_the_heads(
    heads: Path, verify: Verify, store_url: str, capsys: Capture
) -> None:
    ask_store(store_url, "DELETE FROM seal WHERE position = (SELECT max(position) FROM seal)")

    assert verify() == 1
    assert "it was inserted, or its seal deleted" in capsys.readouterr().out
    assert verify("--against", heads) == 1
    assert "its last rows were deleted" in capsys.readouterr().out


def test_a_chain_made_anew_is_found_by_the_heads_alone(
    heads: Path, verify: Verify, keeper: Keeper, store_url: str, capsys: Capture
) -> None:
    ask_store(store_url, "DELETE FROM history_events")
    ask_store(store_url, "UPDATE events SET counter = 'W9' WHERE kind = 'called'")
    for statement in ANEW:
        ask_store(store_url, statement)
    seal_all(keeper)

    assert verify() == 0
    assert "found only with --against" in capsys.readouterr().out
    assert verify("--against", heads) == 1

    told = capsys.readouterr().out
    assert "fault: seal 4 is not what it was at" in told
    assert "the chain was recomputed" in told
    assert "its last rows were deleted" in told


def test_what_waits_for_its_seal_is_stated_and_is_no_fault(
    store: Store, heads: Path, verify: Verify, clock: ShiftedClock, capsys: Capture
) -> None:
    clock.forget()
    take(store)

    assert verify("--against", heads) == 0
    told = capsys.readouterr().out
    assert "1 events (the oldest for " in told
    assert "warning" not in told

    clock.forward(minutes=-2)
    take(store)
    assert verify("--against", heads) == 0
    assert "nobody seals the log: start asan-centre keep" in capsys.readouterr().out


def test_a_line_that_was_cut_short_is_named_and_the_others_are_compared(
    keeper: Keeper, heads: Path, verify: Verify, store_url: str, capsys: Capture
) -> None:
    lines = heads.read_bytes()
    heads.write_bytes(lines[:-40])

    assert verify("--against", heads) == 0
    assert f"line 2 of {heads} is no head" in capsys.readouterr().out

    append_head(heads, keeper.head())
    assert verify("--against", heads) == 0
    assert f"line 2 of {heads} is no head" in capsys.readouterr().out
    ask_store(store_url, "DELETE FROM seal WHERE position = 4")
    assert verify("--against", heads) == 1
    assert "the chain ends before seal 4" in capsys.readouterr().out


def test_a_file_without_this_centres_heads_is_one_line(
    heads: Path, verify: Verify, tmp_path: Path, capsys: Capture
) -> None:
    other = tmp_path / "other"
    other.write_bytes(heads.read_bytes().replace(b'"T1"', b'"GNC-02"'))

    assert (verify("--against", other), verify("--against", tmp_path / "nowhere")) == (2, 2)

    said = capsys.readouterr()
    assert said.out == ""
    without, missing = said.err.splitlines()
    assert "holds no head of T1" in without
    assert "nowhere cannot be read (No such file or directory)" in missing


def test_many_faults_are_some_lines_and_a_number(
    store: Store, heads: Path, verify: Verify, keeper: Keeper, store_url: str, capsys: Capture
) -> None:
    for _ in range(30):
        take(store)
    seal_all(keeper)
    ask_store(store_url, "UPDATE events SET device = 'K9' WHERE kind = 'issued'")

    assert verify("--against", heads) == 1

    lines = capsys.readouterr().out.splitlines()
    assert sum(line.startswith("fault: event") for line in lines) == 20
    assert "fault: and 12 more" in lines
    assert lines[-1].endswith("32 faults")
