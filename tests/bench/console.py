"""The console's figures: from a press to its own screen, a long queue, a whole day."""

import tempfile
import threading
import uuid
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from itertools import chain, cycle
from pathlib import Path
from typing import Any

import psycopg
from psycopg import sql
from sqlalchemy import make_url

from common.demo.simulator.hall import Post, posts, simulated_floor
from common.domain.floor import Floor
from common.domain.ids import CounterCode, RequestId
from common.domain.words import Language
from common.ports import Store
from common.store.migrating import migrate
from common.store.opening import open_store
from common.usecases.calling import finish_and_call_next
from common.usecases.hall import acknowledge_shown, acknowledge_spoken
from common.usecases.pins import Cost
from common.usecases.serving import start
from common.usecases.setup import replace_floor
from common.usecases.shifts import set_pin
from common.usecases.tickets import issue_ticket
from tests.bench.console_at_work import PIN
from tests.bench.consoles import Seated, consoles
from tests.bench.figures import Count, Tell, figure
from tests.bench.hall import HALL, always_open, look_through
from tests.bench.itself import measure_itself
from tests.fixtures.postgres import PostgresServer, postgres_server

DAY, QUEUE = 400, 5_000
BREATH = 0.1
"""Seconds between an answer and the next key: quicker than anybody serves."""
IN_HALL, BREATH_IN_HALL = 80, 0.4
WAITING = 50
"""Who still waits for the console when it has served its visitors."""
CALL_EVERY = 2.5
"""Seconds between two calls of all the other counters together, and between two tickets."""
WALK = 1.0
"""Seconds from a call to its visitor."""
QUICK = Cost(memory=8, rounds=1, threads=1)
_SETTINGS = {
    "fsync": "on",
    "full_page_writes": "on",
    "max_connections": "400",
    "shared_buffers": "128MB",
}


def measure_console(tell: Tell) -> None:
    """Measure a console alone on SQLite, then among 150 on Postgres, telling each figure."""
    with tempfile.TemporaryDirectory() as folder:
        _measure_alone(f"sqlite:///{Path(folder) / 'centre.db'}", tell)
    with postgres_server(**_SETTINGS) as server, server.database("template0") as url:
        _measure_in_hall(server, url, tell)


def _measure_alone(url: str, tell: Tell) -> None:
    store, floor = _opened(url)
    post = posts(floor)[0]
    set_pin(store, post.operator, PIN, cost=QUICK)
    _issue(store, post, DAY + WAITING)
    store.close()
    told = _work(url, floor, post, DAY, QUEUE, BREATH)
    _tell_presses(told, "SQLite", tell)
    tell(figure(f"a queue of {QUEUE:,} drawn anew, one gone", "ms", told["refresh"]))
    tell(figure(f"a queue of {QUEUE:,} scrolled", "ms", told["scroll"]))
    tell(_idle(told, "SQLite"))
    for number, megabytes in told["memory"]:
        words = f"resident memory of a console, {number} served"
        tell(Count(words, "MB", round(megabytes, 1)))


def _measure_in_hall(server: PostgresServer, url: str, tell: Tell) -> None:
    store, floor = _opened(url)
    seated = posts(floor)
    for post in seated:
        set_pin(store, post.operator, PIN, cost=QUICK)
        _issue(store, post, 2)
    mine, others = seated[0], seated[1:]
    _issue(store, mine, IN_HALL + WAITING)
    store.close()
    logins = _logins(url, floor)
    look_through(url)
    seats = [Seated(logins[post.counter], post.counter, post.operator) for post in others]
    with consoles(seats, floor.centre, PIN) as hall:
        before = server.processor_seconds()
        hall.begin()
        each = (server.processor_seconds() - before) / len(others)
        tell(Count("server's time for a console's start and sign-in", "ms", round(each * 1000, 1)))
        with _usual_day(url, others):
            told = _work(logins[mine.counter], floor, mine, IN_HALL, 0, BREATH_IN_HALL)
        ends = hall.end()
    lost, readings = sum(one.lost for one in ends), sum(one.readings for one in ends)
    tell(Count("times one of them said that the store is not there", "", lost))
    tell(Count("desks that they read", "", readings))
    _tell_presses(told, f"Postgres, {len(seated)} consoles", tell)
    tell(_idle(told, "Postgres"))


def _opened(url: str) -> tuple[Store, Floor]:
    migrate(url)
    floor = always_open(simulated_floor(HALL))
    store = open_store(url, floor.centre)
    replace_floor(store, floor)
    return store, floor


def _issue(store: Store, post: Post, count: int) -> None:
    for _ in range(count):
        wish = RequestId(str(uuid.uuid4()))
        issue_ticket(store, service=post.work[0], language=Language.AZ, request=wish)


def _logins(url: str, floor: Floor) -> Mapping[CounterCode, str]:
    """Give each counter's computer a login of its own; return the store's address for each."""
    made = {}
    with psycopg.connect(url, autocommit=True) as connection:
        for counter in floor.counters:
            login = f"at_{counter.code.lower()}"
            role = sql.SQL("CREATE ROLE {} LOGIN IN ROLE novbe_counter")
            connection.execute(role.format(sql.Identifier(login)))
            connection.execute(
                "INSERT INTO devices (login, centre, kind, code, made_at)"
                " VALUES (%s, %s, 'counter', %s, now())",
                [login, floor.centre, counter.code],
            )
            address = make_url(url).set(username=login)
            made[counter.code] = address.render_as_string(hide_password=False)
    return made


@contextmanager
def _usual_day(url: str, others: Sequence[Post]) -> Iterator[None]:
    """Let a visitor come and another be called every few seconds, somewhere in the hall."""
    over = threading.Event()
    store = open_store(url, simulated_floor(HALL).centre)

    def go_on() -> None:
        for post in cycle(others):
            _issue(store, post, 1)
            call = finish_and_call_next(store, post.counter)
            if over.wait(WALK):
                return
            if call is not None:
                seen = [(call.id, call.times, call.called_at)]
                display = store.floor().displays[0].code
                acknowledge_shown(store, display, seen)
                acknowledge_spoken(store, display, seen)
                start(store, post.counter)
            if over.wait(CALL_EVERY - WALK):
                return

    day = threading.Thread(target=go_on, name="usual day")
    day.start()
    try:
        yield
    finally:
        over.set()
        day.join()
        store.close()


def _work(
    url: str, floor: Floor, post: Post, visitors: int, queue: int, breath: float
) -> dict[str, Any]:
    """Let one console work in a process of its own, and return what it told."""
    words = (url, floor.centre, post.counter, post.operator, visitors, queue, breath)
    with tempfile.TemporaryDirectory() as folder:
        return measure_itself("tests.bench.console_at_work", Path(folder), *map(str, words))


def _tell_presses(told: Mapping[str, Any], where: str, tell: Tell) -> None:
    for key, times in told["press"].items():
        tell(figure(f"{key} to own screen, {where}", "ms", times))
    all_keys = list(chain.from_iterable(told["press"].values()))
    tell(figure(f"any of these keys to own screen, {where}", "ms", all_keys))


def _idle(told: Mapping[str, Any], where: str) -> Count:
    part = round(told["idle"] * 100, 2)
    return Count(f"processor time of an idle console, {where}", "% of a core", part)
