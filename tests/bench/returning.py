"""How soon all applications of a large centre notice that the server is gone, and are back."""

import time

from tests.bench.figures import Tell, figure
from tests.bench.hall import big_hall
from tests.fixtures.crowd import crowd
from tests.fixtures.postgres import PostgresServer

APPLICATIONS = 180
OUTAGES = (0.0, 3.0, 12.0)
"""Seconds without a server: the pauses between two tries grow meanwhile."""
SETTLE_SECONDS = 2.0


def measure_returning(server: PostgresServer, tell: Tell) -> None:
    """Stop the server at once and start it again, under 180 applications in a few processes."""
    with server.database("template0") as url:
        _measure_outages(server, url, tell)


def _measure_outages(server: PostgresServer, url: str, tell: Tell) -> None:
    with big_hall(url) as (store, _):
        centre = store.floor().centre
    with crowd(url, centre, APPLICATIONS) as applications:
        applications.wait("read", since=0.0)
        for outage in OUTAGES:
            time.sleep(SETTLE_SECONDS)
            stopped = time.monotonic()
            server.stop()
            gone = applications.wait("lost", since=stopped)
            time.sleep(outage)
            started = time.monotonic()
            server.start()
            heard = applications.wait("heard", since=started)
            read = applications.wait("read", since=started)
            down = f"{outage:.0f} s" if outage else "for a moment"
            for name, times in (
                (f"stopped to noticed by {APPLICATIONS}", gone),
                (f"started to heard again by {APPLICATIONS}, down {down}", heard),
                (f"started to read again by {APPLICATIONS}, down {down}", read),
            ):
                tell(figure(name, "ms", [seconds * 1e3 for seconds in times]))
