"""How many moves a second Postgres makes, beside a bare change of one row in the same run."""

import os
import re
import subprocess
import tempfile
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import time
from pathlib import Path
from statistics import median

import psycopg

from common.demo.simulator.hall import Hall, Post, posts, simulated_floor
from common.domain.floor import Opening
from common.domain.ids import RequestId
from common.domain.words import Language
from common.ports import Store
from common.store.migrating import migrate
from common.store.opening import open_store
from common.usecases.setup import replace_floor
from common.usecases.tickets import issue_ticket

HALL = Hall(counters=150, kiosks=10, displays=20)
SESSIONS = (1, 16, 150)
SECONDS = 5
TURNS = 3
WAITING = 300
ALL_DAY = Opening(time(0, 0), time(23, 59, 59), time(23, 59, 59))
_BIN = "/usr/lib/postgresql"
_TPS = re.compile(r"tps = ([\d.]+)")
_STATEMENT = re.compile(r"^\s+([\d.]+)\s+\d+\s+SELECT (\w+)\(", re.MULTILINE)

BARE = "UPDATE bench_rows SET n = n + 1 WHERE id = :client_id;\n"
VISIT = """
SELECT issue_ticket('{centre}', p.service, 'az', gen_random_uuid()::text, 'K1', NULL) FROM bench_posts p WHERE p.client = :client_id;
SELECT call_next('{centre}', p.counter, true) FROM bench_posts p WHERE p.client = :client_id;
SELECT move_visitor('{centre}', p.counter, 'start') FROM bench_posts p WHERE p.client = :client_id;
"""  # noqa: E501 - pgbench reads a statement a line


@dataclass(frozen=True, slots=True)
class Rate:
    """How often something is done in a second, and how that compares."""

    name: str
    per_second: float
    milliseconds: dict[str, float]
    """What each statement takes, on average."""
    beside: float
    """Statements a second, as a part of the bare change's."""

    def line(self) -> str:
        """Return the rate as a person reads it."""
        each = ", ".join(f"{name} {taken} ms" for name, taken in self.milliseconds.items())
        return f"{self.name:52} {self.per_second:8.0f} /s   x {self.beside}   {each}"


@contextmanager
def big_hall(url: str) -> Iterator[tuple[Store, list[Post]]]:
    """Make a hall of 150 counters with its operators seated and some visitors waiting."""
    migrate(url)
    floor = simulated_floor(HALL)
    hours = dict.fromkeys(range(7), ALL_DAY)
    services = {code: replace(rules, hours=None) for code, rules in floor.services.items()}
    floor = replace(floor, hours=hours, services=services, closures=frozenset())
    store = open_store(url, floor.centre)
    replace_floor(store, floor)
    seated = posts(floor)
    with store.records() as records:
        for post in seated:
            records.open_seat(post.counter, post.operator)
    for number in range(WAITING):
        post = seated[number % len(seated)]
        wish = RequestId(str(uuid.uuid4()))
        issue_ticket(store, service=post.work[0], language=Language.AZ, request=wish)
    yield store, seated
    store.close()


def measure_rates(url: str, tell: Callable[[Rate], None]) -> None:
    """Measure a bare change and a visit's three statements at 1, 16 and 150 sessions."""
    with big_hall(url) as (store, seated), tempfile.TemporaryDirectory() as folder:
        centre = store.floor().centre
        _prepare(url, seated)
        bare, visit = Path(folder) / "bare.sql", Path(folder) / "visit.sql"
        bare.write_text(BARE, encoding="utf-8")
        visit.write_text(VISIT.format(centre=centre), encoding="utf-8")
        for sessions in SESSIONS:
            ours = min(sessions, len(seated))
            bares, visits = [], []
            for _ in range(TURNS):
                bares.append(_pgbench(url, bare, ours))
                visits.append(_pgbench(url, visit, ours))
            base = median(rate for rate, _ in bares)
            rate = 3 * median(rate for rate, _ in visits)
            each = {
                name: round(median(times[name] for _, times in visits), 3) for name in visits[0][1]
            }
            tell(Rate(f"bare one-row UPDATE, {ours} sessions", round(base), {}, 1.0))
            words = f"issue, finish and call next, start; {ours} sessions"
            tell(Rate(words, round(rate), each, round(rate / base, 3)))


def _prepare(url: str, seated: list[Post]) -> None:
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute("CREATE TABLE bench_rows (id integer PRIMARY KEY, n integer)")
        connection.execute("INSERT INTO bench_rows SELECT g, 0 FROM generate_series(0, 150) g")
        connection.execute(
            "CREATE TABLE bench_posts (client integer PRIMARY KEY, counter text, service text)"
        )
        rows = [(n, post.counter, post.work[0]) for n, post in enumerate(seated)]
        with connection.cursor() as cursor:
            cursor.executemany("INSERT INTO bench_posts VALUES (%s, %s, %s)", rows)


def _pgbench(url: str, script: Path, sessions: int) -> tuple[float, dict[str, float]]:
    path = os.pathsep.join([*map(str, Path(_BIN).glob("*/bin")), os.environ["PATH"]])
    run = subprocess.run(
        [
            *("pgbench", "-n", "-r", "-M", "prepared", "-f", str(script)),
            *("-c", str(sessions), "-j", "2", "-T", str(SECONDS), url),
        ],
        check=True,
        capture_output=True,
        text=True,
        env={**os.environ, "PATH": path},
        timeout=120,
    )
    found = _TPS.search(run.stdout)
    if found is None:
        raise RuntimeError(run.stdout)
    times = {name: float(taken) for taken, name in _STATEMENT.findall(run.stdout)}
    return float(found[1]), times
