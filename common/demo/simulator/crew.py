"""One process of simulated clients: each has a thread, a connection and a place in the journal."""

import os
import threading
import traceback
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from common.demo.simulator.asking import Client
from common.demo.simulator.boards import HallBoard
from common.demo.simulator.hall import Hall, posts
from common.demo.simulator.journal import Journal, Told, read_journals
from common.demo.simulator.kiosks import TicketKiosk
from common.demo.simulator.pace import Alarms, DayOver, Pace, SimulatedClock
from common.demo.simulator.plan import Day, Visitor, plan_breaks, plan_visitors
from common.demo.simulator.windows import ServiceWindow
from common.domain.floor import Floor
from common.domain.ids import CentreCode
from common.ports import Store
from common.store.opening import open_feed, open_store

BUG = 70
PACE_FILE = "pace"
JOURNALS = "journals"


@dataclass(frozen=True, slots=True)
class Member:
    """One client: what it is, which of its kind, and its place in the mapped file."""

    kind: str
    """kiosk, display or counter."""
    which: int
    number: int


@dataclass(frozen=True, slots=True)
class Crew:
    """What a process of clients must know; the same after each restart but for its life."""

    name: str
    life: int
    url: str
    centre: CentreCode
    timeout: float
    seed: int
    day: Day
    hall: Hall
    opened: float
    folder: Path
    members: tuple[Member, ...]
    clients: int
    """Of all processes together."""


def run_crew(crew: Crew) -> None:
    """Be these clients until the day is over; a bug ends the process with its code."""
    pace = Pace(crew.folder / PACE_FILE, crew.clients)
    journal = Journal(crew.folder / JOURNALS / f"{crew.name}.{crew.life}.jsonl")
    works = _Works(crew, pace, journal)
    threads = [
        threading.Thread(target=works.run, args=(member,), name=f"{member.kind}{member.which}")
        for member in crew.members
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


class _Works:
    """Puts the clients of one process together."""

    def __init__(self, crew: Crew, pace: Pace, journal: Journal) -> None:
        self._crew = crew
        self._pace = pace
        self._journal = journal
        self._alarms = Alarms(pace)
        self._learned = threading.Lock()
        self._floor: Floor | None = None
        self._visitors: tuple[Visitor, ...] = ()
        self._before = Told()
        """What the earlier lives of a process of kiosks wrote."""

    def run(self, member: Member) -> None:
        """Be one client."""
        store = open_store(
            self._crew.url,
            self._crew.centre,
            timeout=self._crew.timeout,
            clock=SimulatedClock(self._pace),
        )
        try:
            self._begin(member, store)()
        except DayOver:
            store.close()
        except BaseException:  # noqa: BLE001 - it is written down, and ends the process
            self._journal.write({"bug": traceback.format_exc()})
            # A thread that ends alone would only leave the others waiting.
            os._exit(BUG)

    def _begin(self, member: Member, store: Store) -> Callable[[], None]:
        crew = self._crew
        floor, visitors = self._learn(self._client("start", member, store))
        if member.kind == "kiosk":
            mine = [visitor for visitor in visitors if visitor.kiosk == member.which]
            client = self._client(floor.kiosks[member.which].code, member, store)
            return TicketKiosk(client, mine, self._before).work
        if member.kind == "display":
            display = floor.displays[member.which]
            client = self._client(display.code, member, store)
            return HallBoard(client, open_feed(crew.url, crew.centre), display, floor.rules).work
        seated = posts(floor)[: crew.hall.counters]
        post = seated[member.which]
        breaks = plan_breaks(crew.seed, crew.day, seated)[post.counter]
        known = {str(visitor.request): visitor for visitor in visitors}
        client = self._client(post.counter, member, store)
        return ServiceWindow(client, post, known, breaks, floor.rules).work

    def _client(self, name: str, member: Member, store: Store) -> Client:
        crew = self._crew
        return Client(
            name, member.number, crew.life, store, self._pace, self._alarms, self._journal,
            crew.opened,
        )  # fmt: skip

    def _learn(self, client: Client) -> tuple[Floor, tuple[Visitor, ...]]:
        """Read the set-up and make the plan, once for all clients of the process."""
        with self._learned:
            if self._floor is None:
                floor = client.insist(client.store.floor)
                seated = posts(floor)[: self._crew.hall.counters]
                self._visitors = plan_visitors(self._crew.seed, self._crew.day, floor, seated)
                if self._crew.life and self._crew.members[0].kind == "kiosk":
                    self._before = read_journals(self._crew.folder / JOURNALS, self._crew.name)
                self._floor = floor
            return self._floor, self._visitors


def man(hall: Hall, processes: int) -> list[tuple[Member, ...]]:
    """Spread all clients over processes: kiosks, displays and counters never in the same one."""
    kinds = (("kiosk", hall.kiosks), ("display", hall.displays), ("counter", hall.counters))
    number = 0
    manned: list[tuple[Member, ...]] = []
    for kind, many in kinds:
        share = max(1, processes - 2 * _few(processes) if kind == "counter" else _few(processes))
        crews: list[list[Member]] = [[] for _ in range(min(share, many))]
        for which in range(many):
            crews[which % len(crews)].append(Member(kind, which, number))
            number += 1
        manned += [tuple(crew) for crew in crews]
    return manned


def _few(processes: int) -> int:
    """Return how many processes the kiosks, and the displays, are spread over."""
    return max(1, processes // 5)
