"""A hall of 150 counters on Postgres, and what puts its visitors back so that none run out."""

import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import time

import psycopg

from common.demo.simulator.hall import Hall, Post, posts, simulated_floor
from common.domain.floor import Floor, Opening
from common.domain.ids import RequestId
from common.domain.words import Language
from common.ports import Store
from common.store.migrating import migrate
from common.store.opening import open_store
from common.usecases.setup import replace_floor
from common.usecases.tickets import issue_ticket

HALL = Hall(counters=150, kiosks=10, displays=20)
WAITING = 600
ALL_DAY = Opening(time(0, 0), time(23, 59, 59), time(23, 59, 59))

# The visitor just called is at once being served, the one just finished waits again as the last.
PUT_BACK = """
UPDATE legs SET
    state = CASE state WHEN 'called' THEN 'serving' ELSE 'waiting' END,
    arrived_at = CASE state WHEN 'called' THEN arrived_at ELSE clock_timestamp() END,
    due_at = CASE state
        WHEN 'called' THEN due_at ELSE clock_timestamp() + interval '15 minutes'
    END,
    operator = CASE state WHEN 'called' THEN operator END,
    counter = CASE state WHEN 'called' THEN counter END,
    ended_at = NULL
WHERE centre = {centre} AND counter = {counter} AND state IN ('called', 'done')
    AND day = (SELECT business_day({centre}, clock_timestamp()))
"""


@contextmanager
def big_hall(url: str) -> Iterator[tuple[Store, list[Post]]]:
    """Make a hall of 150 counters with its operators seated and many visitors waiting."""
    migrate(url)
    floor = always_open(simulated_floor(HALL))
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
    look_through(url)
    yield store, seated
    store.close()


def always_open(floor: Floor) -> Floor:
    """Return a hall that gives tickets day and night."""
    hours = dict.fromkeys(range(7), ALL_DAY)
    services = {code: replace(rules, hours=None) for code, rules in floor.services.items()}
    return replace(floor, hours=hours, services=services, closures=frozenset())


def look_through(url: str) -> None:
    """Let Postgres count its rows now, as it does by itself within a minute or two."""
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute("VACUUM ANALYZE")
        connection.execute("CHECKPOINT")
