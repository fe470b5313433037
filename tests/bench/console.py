"""The console's figures: from a press to its own screen, a long queue, a whole day."""

import tempfile
import uuid
from pathlib import Path
from typing import Any

from common.demo.simulator.hall import Post, posts, simulated_floor
from common.domain.ids import RequestId
from common.domain.words import Language
from common.ports import Store
from common.store.migrating import migrate
from common.store.opening import open_store
from common.usecases.pins import Cost
from common.usecases.setup import replace_floor
from common.usecases.shifts import set_pin
from common.usecases.tickets import issue_ticket
from tests.bench.console_at_work import PIN
from tests.bench.figures import Count, Tell, figure
from tests.bench.hall import HALL, always_open
from tests.bench.itself import measure_itself

DAY, QUEUE = 400, 5_000
QUICK = Cost(memory=8, rounds=1, threads=1)


def measure_console(tell: Tell) -> None:
    """Measure a console alone on SQLite, telling each figure."""
    with tempfile.TemporaryDirectory() as folder:
        _measure_alone(Path(folder), tell)


def _measure_alone(folder: Path, tell: Tell) -> None:
    url = f"sqlite:///{folder / 'centre.db'}"
    migrate(url)
    floor = always_open(simulated_floor(HALL))
    store = open_store(url, floor.centre)
    replace_floor(store, floor)
    post = posts(floor)[0]
    told = _told(url, store, post, DAY, QUEUE)
    store.close()
    tell(figure("press to own screen, SQLite", "ms", told["press"]))
    tell(figure(f"a queue of {QUEUE:,} drawn anew, one gone", "ms", told["refresh"]))
    tell(figure(f"a queue of {QUEUE:,} scrolled", "ms", told["scroll"]))
    tell(Count("processor time of an idle console", "% of a core", round(told["idle"] * 100, 2)))
    for number, megabytes in told["memory"]:
        words = f"resident memory of a console, {number} served"
        tell(Count(words, "MB", round(megabytes, 1)))


def _told(url: str, store: Store, post: Post, presses: int, waiting: int) -> dict[str, Any]:
    """Let one console work in a process of its own, and return what it told."""
    set_pin(store, post.operator, PIN, cost=QUICK)
    for _ in range(presses + 50):
        wish = RequestId(str(uuid.uuid4()))
        issue_ticket(store, service=post.work[0], language=Language.AZ, request=wish)
    words = (url, store.floor().centre, post.counter, post.operator, str(presses), str(waiting))
    with tempfile.TemporaryDirectory() as folder:
        return measure_itself("tests.bench.console_at_work", Path(folder), *words)
