"""The figures of a whole centre's store, part by part."""

from collections.abc import Callable, Iterable, Mapping

from tests.bench.cuts import measure_cuts
from tests.bench.ears import measure_painted, measure_received
from tests.bench.figures import Tell
from tests.bench.history import measure_history
from tests.bench.rates import measure_rates
from tests.bench.returning import measure_returning
from tests.bench.whole_day import measure_day
from tests.fixtures.postgres import PostgresServer, postgres_server

PARTS: Mapping[str, Callable[[PostgresServer, Tell], None]] = {
    "rates": measure_rates,
    "received": measure_received,
    "painted": measure_painted,
    "cuts": measure_cuts,
    "returning": measure_returning,
    "history": measure_history,
    "day": measure_day,
}
_SETTINGS = {
    "fsync": "on",
    "full_page_writes": "on",
    "max_connections": "400",
    "shared_buffers": "128MB",
    # The years of the history are made in minutes.
    "max_wal_size": "8GB",
}


def measure_store(parts: Iterable[str], tell: Tell) -> None:
    """Measure parts of it, each on a server of its own that waits for the disk."""
    for part in parts:
        with postgres_server(**_SETTINGS) as server:
            PARTS[part](server, tell)
