"""The floor page's figures: the hall read on both databases, and its tiles drawn."""

import tempfile
import time
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QApplication

from common.demo.simulator.hall import Post, posts, simulated_floor
from common.domain.events import EventKind
from common.domain.floor import Floor, Role
from common.domain.hall import HallNow
from common.domain.hall_alarms import alarms
from common.domain.ids import RequestId
from common.domain.views import Seat
from common.domain.words import Language
from common.i18n import texts
from common.ports import Store
from common.rules.calling import call_next
from common.rules.hall import acknowledge
from common.rules.serving import finish, start
from common.rules.tickets import issue_ticket
from common.store.migrating import migrate
from common.store.opening import open_store
from common.ui.fonts import load_fonts
from common.ui.icons import Icons
from common.usecases.setup import replace_floor
from counter.floor.state import FloorState
from counter.floor.view import FloorView
from counter.pieces import Look
from tests.bench.figures import Figure, Tell, figure
from tests.bench.hall import HALL, always_open, look_through
from tests.fixtures.postgres import postgres_server

TICKETS, WAITING = 2_500, 400
AT_ONCE = 50
"""Visitors to a transaction."""
READINGS, SECONDS = 200, 60
BOARDS = 6
"""Displays that report each call."""
_SCREENS = (((1280, 584), 1.0), ((1920, 910), 1.25))


def measure_floor(tell: Tell) -> None:
    """Measure the reading of a hall of 150 counters with a day's tickets, and its picture."""
    with tempfile.TemporaryDirectory() as folder:
        store, seated = _filled(f"sqlite:///{Path(folder) / 'store.db'}")
        tell(_readings(store, seated[0], "SQLite"))
        hall, floor = store.hall(seated[0].counter), store.floor()
        store.close()
    with postgres_server() as server:
        server.template()
        with server.database() as url:
            store, seated = _filled(url)
            look_through(url)
            tell(_readings(store, seated[0], "Postgres"))
            store.close()
    for room, factor in _SCREENS:
        tell(_drawing(hall, floor, room, factor))


def _filled(url: str) -> tuple[Store, list[Post]]:
    """Make a hall with everybody seated, a supervisor first, and play most of its day."""
    migrate(url)
    floor = always_open(simulated_floor(HALL))
    seated = posts(floor)
    people = [
        replace(one, role=Role.SUPERVISOR, entity=None) if one.code == seated[0].operator else one
        for one in floor.operators
    ]
    store = open_store(url, floor.centre)
    replace_floor(store, replace(floor, operators=tuple(people)))
    with store.records() as records:
        for post in seated:
            records.open_seat(post.counter, post.operator)
    for first in range(0, TICKETS, AT_ONCE):
        with _together(store, url) as do:
            for number in range(first, first + AT_ONCE):
                _visit(do, floor, seated[number % len(seated)], number)
    return store, seated


@contextmanager
def _together(store: Store, url: str) -> Iterator[Callable[..., Any]]:
    """Give what does rules: in a file in one transaction, so that the disk is waited for once."""
    if not url.startswith("sqlite"):
        yield store.perform
        return
    with store.records() as records:
        yield lambda rule, *values, **named: rule(records, *values, **named)


def _visit(do: Callable[..., Any], floor: Floor, post: Post, number: int) -> None:
    """Let a visitor come; but for the last ones he is called, and but for those served."""
    kiosk = floor.kiosks[number % len(floor.kiosks)].code
    wish = RequestId(str(uuid.uuid4()))
    wanted = {"service": post.work[0], "language": Language.AZ, "request": wish}
    do(issue_ticket, **wanted, kiosk=kiosk)
    if number >= TICKETS - WAITING:
        return
    call = do(call_next, post.counter)
    if call is None:
        return
    for display in floor.displays[:BOARDS]:
        shown = [(call.id, call.times, call.called_at)]
        do(acknowledge, display.code, EventKind.SHOWN, shown)
    do(start, post.counter)
    if number < TICKETS - WAITING - len(floor.counters):
        do(finish, post.counter)


def _readings(store: Store, post: Post, database: str) -> Figure:
    taken = _timed(READINGS, lambda: store.hall(post.counter))
    return figure(f"hall of 150 counters and {TICKETS:,} tickets read, {database}", "ms", taken)


def _drawing(hall: HallNow, floor: Floor, room: tuple[int, int], factor: float) -> Figure:
    """Measure a second that passes: all that shows it is drawn again."""
    application = QApplication.instance() or QApplication(["floor", "-platform", "offscreen"])
    load_fonts()
    view = FloorView(Look(Icons(), factor), texts())
    seat = Seat(floor.counters[0], floor.operators[0], hall.at)
    state = FloorState(Language.AZ, hall.at, seat, floor, hall)
    view.resize(*room)
    view.show()

    def pass_second() -> None:
        nonlocal state
        now = state.now + state.now.resolution * 1_000_000
        state = replace(state, now=now, alarms=alarms(hall, now))
        view.draw(state)
        application.processEvents()

    taken = _timed(SECONDS, pass_second)
    view.close()
    wide, high = room
    return figure(f"a second passes on 150 tiles, {wide} x {high}", "ms", taken)


def _timed(times: int, do: Callable[[], object]) -> list[float]:
    """Return how many milliseconds something takes, once it is warm."""
    for _ in range(5):
        do()
    taken = []
    for _ in range(times):
        begun = time.perf_counter()
        do()
        taken.append((time.perf_counter() - begun) * 1000)
    return taken
