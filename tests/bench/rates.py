"""How many moves a second Postgres makes, beside a bare change of one row in the same run."""

import os
import re
import subprocess
import tempfile
from dataclasses import dataclass
from pathlib import Path
from statistics import median

import psycopg

from common.demo.simulator.hall import Post
from tests.bench.figures import Rate, Tell, middle_and_tail
from tests.bench.hall import PUT_BACK, WAITING, big_hall, look_through
from tests.fixtures.postgres import PostgresServer

SESSIONS = (1, 16, 150)
SECONDS = 5
TURNS = 3
_BIN = "/usr/lib/postgresql"
_TPS = re.compile(r"tps = ([\d.]+)")

BARE = "bare one-row UPDATE"
WAKE_UP = "the same with an empty wake-up"
_SCRIPTS = {
    BARE: "UPDATE bench_rows SET n = n + 1 WHERE id = :client_id;",
    WAKE_UP: (
        "WITH changed AS (UPDATE bench_rows SET n = n + 1 WHERE id = :client_id RETURNING id)"
        " SELECT pg_notify('novbe', '{centre} c:' || id) FROM changed;"
    ),
    "issue_ticket": (
        "\\set visitor random(0, {last})\n"
        "SELECT issue_ticket('{centre}', p.service, 'az', gen_random_uuid()::text, 'K1', NULL)"
        " FROM bench_posts p WHERE p.client = :visitor;"
    ),
    "call_next, finishing the one before": (
        "SELECT bench_call(p.counter) FROM bench_posts p WHERE p.client = :client_id;"
    ),
}
_CALL = """
CREATE FUNCTION bench_call(p_counter text) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    PERFORM FROM call_next('{centre}', p_counter, true);
    IF NOT FOUND THEN
        RAISE EXCEPTION 'nobody waits for %', p_counter;
    END IF;
    {put_back};
END
$$
"""
_RESET = f"""
UPDATE legs SET state = 'cancelled', ended_at = clock_timestamp()
WHERE state = 'waiting' AND id > (SELECT min(id) + {WAITING} FROM legs)
"""  # noqa: S608 - a number of ours


@dataclass(frozen=True, slots=True)
class _Turn:
    per_second: float
    times: list[float]
    """Milliseconds of each transaction."""


def measure_rates(server: PostgresServer, tell: Tell) -> None:
    """Measure a bare change, an empty wake-up, a ticket and a call at 1, 16 and 150 sessions."""
    with (
        server.database("template0") as url,
        big_hall(url) as (store, seated),
        tempfile.TemporaryDirectory() as folder,
    ):
        centre = store.floor().centre
        _prepare(url, centre, seated)
        for sessions in SESSIONS:
            _measure_at(url, Path(folder), centre, sessions, tell)


def _measure_at(url: str, folder: Path, centre: str, sessions: int, tell: Tell) -> None:
    turns: dict[str, list[_Turn]] = {name: [] for name in _SCRIPTS}
    for _ in range(TURNS):
        for name, script in _SCRIPTS.items():
            _reset(url)
            filled = script.format(centre=centre, last=sessions - 1)
            turns[name].append(_pgbench(url, folder, filled, sessions))
    rates = {name: median(turn.per_second for turn in turns[name]) for name in turns}
    for name, measured in turns.items():
        p50, p99 = middle_and_tail([taken for turn in measured for taken in turn.times])
        tell(
            Rate(
                f"{name}; sessions: {sessions}",
                per_second=round(rates[name]),
                p50=round(p50, 3),
                p99=round(p99, 3),
                beside_bare=round(rates[name] / rates[BARE], 3),
                beside_wake_up=round(rates[name] / rates[WAKE_UP], 3),
            )
        )


def _prepare(url: str, centre: str, seated: list[Post]) -> None:
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute("CREATE TABLE bench_rows (id integer PRIMARY KEY, n integer)")
        connection.execute("INSERT INTO bench_rows SELECT g, 0 FROM generate_series(0, 150) g")
        connection.execute(
            "CREATE TABLE bench_posts (client integer PRIMARY KEY, counter text, service text)"
        )
        rows = [(n, post.counter, post.work[0]) for n, post in enumerate(seated)]
        with connection.cursor() as cursor:
            cursor.executemany("INSERT INTO bench_posts VALUES (%s, %s, %s)", rows)
        put_back = PUT_BACK.format(centre=f"'{centre}'", counter="p_counter")
        connection.execute(_CALL.format(centre=centre, put_back=put_back))


def _reset(url: str) -> None:
    """Send away who came since the beginning, so that each turn finds as many waiting."""
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute(_RESET)
    look_through(url)


def _pgbench(url: str, folder: Path, script: str, sessions: int) -> _Turn:
    path = os.pathsep.join([*map(str, Path(_BIN).glob("*/bin")), os.environ["PATH"]])
    file = folder / "script.sql"
    file.write_text(script + "\n", encoding="utf-8")
    run = subprocess.run(
        [
            *("pgbench", "-n", "-l", "-M", "prepared", "-f", str(file)),
            *("-c", str(sessions), "-j", str(min(2, sessions)), "-T", str(SECONDS), url),
        ],
        check=True,
        capture_output=True,
        text=True,
        cwd=folder,
        env={**os.environ, "PATH": path},
        timeout=120,
    )
    found = _TPS.search(run.stdout)
    if found is None or " aborted" in run.stderr:
        raise RuntimeError(run.stdout + run.stderr)
    return _Turn(float(found[1]), list(_logged(folder)))


def _logged(folder: Path) -> list[float]:
    """Return how many milliseconds each logged transaction took, and forget the logs."""
    times = []
    for log in folder.glob("pgbench_log.*"):
        with log.open(encoding="ascii") as lines:
            times += [int(line.split()[2]) / 1e3 for line in lines]
        log.unlink()
    return times
