"""Calls and reports of a centre with few and with very many old tickets."""

import time
from collections.abc import Callable
from contextlib import ExitStack, closing
from dataclasses import dataclass
from datetime import date

import psycopg

from common.demo.simulator.hall import Post
from common.domain.ids import CentreCode
from common.store.figures import GROUPS
from common.store.history_tables import ERASED
from common.store.keeper import open_keeper
from tests.bench.figures import Count, Ratio, Tell, figure
from tests.bench.hall import PUT_BACK, big_hall, look_through
from tests.bench.past import make_past
from tests.fixtures.postgres import PostgresServer

FEW, MANY = 10_000, 10_000_000
PER_DAY = 10_000
CALLS = 2000
FIRST_CALLS = 200
"""Calls of a new session that are not counted: it plans its statements in them."""
REPORTS = 20
OF_ALL = ("day", "entity", "service")
"""Groups whose figures stay when the operators are erased."""

_TABLES = ("tickets", "legs", "calls")
_CALL = "SELECT id FROM call_next(%s, %s, true)"
_SIZES = """
SELECT sum(pg_total_relation_size(relid)) / 1e9 FROM pg_stat_user_tables
WHERE relname = ANY (%s)
"""


@dataclass(frozen=True, slots=True)
class _Centre:
    url: str
    code: CentreCode
    seated: list[Post]
    old: int


def measure_history(server: PostgresServer, tell: Tell) -> None:
    """Measure with 10 thousand and 10 million old tickets, in the history and among today's."""
    with ExitStack() as stack:
        centres = [_make(stack, server, old, tell) for old in (FEW, MANY)]
        for centre in centres:
            _measure_reports(centre, tell)
        _measure_calls(centres, "in the history", tell)
        for centre in centres:
            _move_back(centre.url)
        tell(Count(f"{MANY:,} tickets with legs, calls among today's", "GB", _size(centres[1])))
        _measure_calls(centres, "among today's", tell)


def _make(stack: ExitStack, server: PostgresServer, old: int, tell: Tell) -> _Centre:
    url = stack.enter_context(server.database("template0"))
    store, seated = stack.enter_context(big_hall(url))
    began = time.monotonic()
    code = store.floor().centre
    make_past(url, code, tickets=old, per_day=PER_DAY)
    look_through(url)
    tell(Count(f"{old:,} old tickets made in", "s", round(time.monotonic() - began)))
    return _Centre(url, code, seated, old)


def _measure_reports(centre: _Centre, tell: Tell) -> None:
    """Measure a report over all days that are closed, and today, cut in each way."""
    first, days = _closed(centre.url)
    for by in GROUPS:
        times = [_one_report(centre, first, by) for _ in range(REPORTS)]
        words = f"report by {by} over {centre.old:,} tickets of {days} days"
        tell(figure(words, "ms", times))


def _one_report(centre: _Centre, first: date, by: str) -> float:
    """Report as one who asks for it: with a connection of its own, and today's tickets too."""

    def report() -> None:
        keeper = open_keeper(centre.url, centre.code)
        with closing(keeper):
            issued = sum(
                each.issued for each in keeper.report(first, keeper.today(), by).rows.values()
            )
        if by in OF_ALL and issued < centre.old:
            raise RuntimeError(f"the report counted {issued} tickets of {centre.old}")

    return _timed(report)


def _closed(url: str) -> tuple[date, int]:
    """Return the first closed day and how many there are."""
    with psycopg.connect(url) as connection:
        row = connection.execute("SELECT min(day), count(*) FROM closed_days").fetchone()
    assert row is not None
    first, days = row
    return first, days


def _measure_calls(centres: list[_Centre], where: str, tell: Tell) -> None:
    """Measure one session's calls at both centres in turn, so that both meet the same machine."""
    times: list[list[float]] = [[] for _ in centres]
    with ExitStack() as stack:
        connections = [
            stack.enter_context(psycopg.connect(centre.url, autocommit=True)) for centre in centres
        ]
        for number in range(FIRST_CALLS + CALLS):
            for place, (centre, connection) in enumerate(zip(centres, connections, strict=True)):
                counter = centre.seated[number % len(centre.seated)].counter
                times[place].append(_one_call(connection, centre.code, counter))
    told = [
        figure(f"call_next, {centre.old:,} old tickets {where}", "ms", taken[FIRST_CALLS:])
        for centre, taken in zip(centres, times, strict=True)
    ]
    for each in told:
        tell(each)
    words = f"call_next, {MANY:,} to {FEW:,} old tickets {where}"
    tell(Ratio(words, round(told[1].p50 / told[0].p50, 3)))


def _one_call(connection: psycopg.Connection, centre: str, counter: str) -> float:
    def call() -> None:
        if connection.execute(_CALL, [centre, counter]).fetchone() is None:
            raise RuntimeError(f"nobody waits for {counter}")

    taken = _timed(call)
    put_back = PUT_BACK.format(centre="%(centre)s", counter="%(counter)s")
    connection.execute(put_back, {"centre": centre, "counter": counter})
    return taken


def _timed(do: Callable[[], None]) -> float:
    """Return how many milliseconds something takes."""
    began = time.perf_counter()
    do()
    return (time.perf_counter() - began) * 1e3


def _move_back(url: str) -> None:
    """Put the history's rows among today's, as if nobody had ever closed a day.

    Without foreign keys' questions and with the indexes made at the end: much sooner.
    """
    with psycopg.connect(url) as connection:
        connection.execute("SET session_replication_role = replica")
        connection.execute("SET synchronous_commit = off")
        connection.execute("SET maintenance_work_mem = '512MB'")
        for table in _TABLES:
            _copy_back(connection, table)
            connection.commit()
    look_through(url)


def _copy_back(connection: psycopg.Connection, table: str) -> None:
    columns = [
        row[0]
        for row in connection.execute(
            "SELECT attname FROM pg_attribute WHERE attrelid = %s::regclass AND attnum > 0"
            " AND NOT attisdropped ORDER BY attnum",
            [table],
        )
    ]
    values = [
        # Erased in the history, and wanted here.
        f"coalesce({name}, lpad(id::text, 32, '0'))"
        if name in ERASED.get(table, ())
        else f'"{name}"'
        for name in columns
    ]
    names = ", ".join(f'"{name}"' for name in columns)
    indexes = connection.execute(
        "SELECT indexname, indexdef FROM pg_indexes WHERE schemaname = 'public'"
        " AND tablename = %s AND indexname NOT IN (SELECT conname FROM pg_constraint)",
        [table],
    ).fetchall()
    for name, _ in indexes:
        connection.execute(f"DROP INDEX {name}")
    connection.execute(
        f"INSERT INTO {table} ({names}) SELECT {', '.join(values)} FROM history_{table}"  # noqa: S608 - names of ours
        " ORDER BY day, id"
    )
    for _, made in indexes:
        connection.execute(made)
    connection.execute(f"TRUNCATE history_{table}")


def _size(centre: _Centre) -> float:
    with psycopg.connect(centre.url) as connection:
        row = connection.execute(_SIZES, [list(_TABLES)]).fetchone()
    assert row is not None
    return round(float(row[0]), 1)
