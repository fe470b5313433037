"""The figures of a whole centre's store: rates, wake-ups, cuts, returns."""

from collections.abc import Callable

from common.domain.ids import CentreCode
from tests.bench.cuts import measure_cuts
from tests.bench.ears import LISTENERS, measure_ears, measure_paint
from tests.bench.measure import Figure
from tests.bench.rates import Rate, measure_rates
from tests.bench.returning import measure_returning
from tests.fixtures.postgres import postgres_server

DURABLE = {"fsync": "on", "full_page_writes": "on", "max_connections": "400"}


def measure_store(tell: Callable[[Figure | Rate], None]) -> None:
    """Measure on a Postgres that waits for the disk, telling each figure as soon as it is there."""
    with postgres_server(**DURABLE) as server:
        with server.database("template0") as url:
            measure_rates(url, tell)
        with server.database("template0") as url:
            measure_ears(url, tell)
            measure_cuts(url, CentreCode("ASAN-01"), tell)
        for listening in LISTENERS:
            with server.database("template0") as url:
                measure_paint(url, listening, tell)
        with server.database("template0") as url:
            measure_returning(server, url, tell)
