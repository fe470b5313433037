"""How soon a silent server is noticed, and how soon one is back after it speaks again."""

import time
from queue import SimpleQueue

from common.domain.ids import CentreCode
from common.settings import FIRST_CENTRE
from common.store.migrating import migrate
from common.store.opening import open_feed
from tests.bench.figures import Tell, figure
from tests.fixtures.postgres import PostgresServer
from tests.fixtures.wire import Wire

TURNS = 10
SILENT_FOR = 1.0
PATIENCE = 30.0


def measure_cuts(server: PostgresServer, tell: Tell) -> None:
    """Measure from the silence to the feed's word of it, and from the first sound to its return."""
    noticed, back = [], []
    with server.database("template0") as url, Wire(url) as wire:
        migrate(url)
        states: SimpleQueue[bool] = SimpleQueue()
        feed = open_feed(wire.url, CentreCode(FIRST_CENTRE))
        feed.start(lambda _change: None, states.put)
        try:
            states.get(timeout=PATIENCE)
            for turn in range(TURNS):
                # Not in step with the heartbeat.
                time.sleep(0.37 * turn % 2)
                cut = time.monotonic()
                wire.cut()
                states.get(timeout=PATIENCE)
                noticed.append((time.monotonic() - cut) * 1e3)
                time.sleep(SILENT_FOR)
                spoke = time.monotonic()
                wire.mend()
                states.get(timeout=PATIENCE)
                back.append((time.monotonic() - spoke) * 1e3)
        finally:
            feed.stop()
    tell(figure("silent server noticed", "ms", noticed))
    tell(figure("heard again after it speaks", "ms", back))
