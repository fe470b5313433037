"""Plays a day: makes the centre, starts all clients, lets time run, starts again who was killed."""

import multiprocessing
import time
from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from multiprocessing.process import BaseProcess
from pathlib import Path

from common.demo.simulator.crew import BUG, JOURNALS, PACE_FILE, Crew, man, run_crew
from common.demo.simulator.hall import PIN, Hall, floor_of, posts
from common.demo.simulator.journal import read_journals
from common.demo.simulator.pace import LAG, LOOK_EVERY, NEVER, Pace
from common.demo.simulator.plan import Day, plan_visitors
from common.domain.appointments import Appointment
from common.domain.errors import Unavailable
from common.domain.floor import Floor
from common.domain.ids import CentreCode
from common.ports import PinRecord, Store
from common.rules.shifts import set_pin
from common.store.census import count_unfinished, take_census
from common.store.migrating import migrate
from common.store.opening import open_store
from common.usecases.appointments import import_appointments
from common.usecases.pins import Cost, new_salt, proof_of, verifier_of

OPENS_AT = timedelta(hours=9)
FASTEST = 300.0
"""Simulated seconds a second: a display must have read a call before it leaves the board."""
LONGEST_TAIL = 4 * 3600.0
STUCK_AFTER = 120.0
ASK_EVERY = 0.3
FAR_EVERY = 3
JOIN_WITHIN = 20.0
QUICK = Cost(memory=64, rounds=1, threads=1)
"""A simulated PIN guards nothing, and two hundred sign-ins must not be the day's main work."""


class Stopped(Exception):
    """The day could not be played to its end; the message says why in one line."""


@dataclass(frozen=True, slots=True)
class Wish:
    """The day that somebody wants to see."""

    url: str
    centre: CentreCode
    hall: Hall
    tickets: int
    seed: int
    hours: float = 9.0
    speed: float = FASTEST
    processes: int = 6
    timeout: float = 3.0
    far_url: str = ""
    """Another way to the same store, for every third process of clients; empty for none."""
    date: date = field(default_factory=lambda: datetime.now(UTC).date())

    @property
    def day(self) -> Day:
        """Return what the plan of its visitors is made of."""
        return Day(self.date, self.hours * 3600, self.tickets, self.hall.kiosks)

    def opened(self, floor: Floor) -> datetime:
        """Return when a centre opens on that day."""
        return datetime.combine(self.date, datetime.min.time(), floor.zone_info) + OPENS_AT


@dataclass(frozen=True, slots=True)
class Played:
    """A day that was played to its end."""

    wish: Wish
    floor: Floor
    folder: Path
    opened: datetime
    sim_seconds: float
    real_seconds: float
    starts: int
    """Processes of clients that were started, the killed ones again."""


def play(wish: Wish, folder: Path, beside: "Beside | None" = None) -> Played:
    """Play a day in a folder, with something else going on beside it.

    Raises Stopped, and Unavailable where the store cannot be made ready.
    """
    (folder / JOURNALS).mkdir(parents=True)
    floor = make_ready(wish)
    opened = wish.opened(floor)
    cast = Cast(wish, folder, opened.timestamp())
    began = time.monotonic()
    try:
        with beside(cast, floor) if beside is not None else nullcontext():
            cast.run()
    finally:
        cast.end()
    return Played(
        wish=wish,
        floor=floor,
        folder=folder,
        opened=opened,
        sim_seconds=cast.pace.now - cast.opened,
        real_seconds=time.monotonic() - began,
        starts=cast.starts,
    )


def make_ready(wish: Wish) -> Floor:
    """Make tables, set-up and PINs; Unavailable where the store already has tickets of the day."""
    migrate(wish.url)
    store = open_store(wish.url, wish.centre, timeout=10.0)
    try:
        floor = floor_of(store, wish.hall)
        _give_pins(store, floor)
        _book(store, wish, floor)
    finally:
        store.close()
    if take_census(wish.url, wish.centre, wish.date).tickets:
        raise Unavailable(f"the store already has tickets of {wish.date}: choose another --day")
    return floor


def _give_pins(store: Store, floor: Floor) -> None:
    salt = new_salt(QUICK)
    pin = PinRecord(salt, verifier_of(proof_of(PIN, salt)), 0, None, must_change=False)
    for post in posts(floor):
        store.perform(set_pin, post.operator, pin)


def _book(store: Store, wish: Wish, floor: Floor) -> None:
    """Bring in the appointments of the day, as a centre's own booking would."""
    seated = posts(floor)[: wish.hall.counters]
    opened = wish.opened(floor)
    booked = [
        Appointment(
            visitor.code,
            visitor.service,
            opened + timedelta(seconds=visitor.appointed),
            visitor.language,
        )
        for visitor in plan_visitors(wish.seed, wish.day, floor, seated)
        if visitor.appointed is not None
    ]
    import_appointments(store, booked)


Beside = Callable[["Cast", Floor], AbstractContextManager[object]]


class Cast:
    """The processes of all clients, and the clock they go by."""

    def __init__(self, wish: Wish, folder: Path, opened: float) -> None:
        self.wish = wish
        self.opened = opened
        self.folder = folder
        self.starts = 0
        self.crews = self._crews()
        self.pace = Pace(folder / PACE_FILE, self.crews[0].clients)
        self.pace.set_now(opened)
        self._start_process = _way_to_start()
        self.processes: list[BaseProcess] = [self._start(crew) for crew in self.crews]
        self._moved_at = time.monotonic()
        self._asked_at = 0.0
        self._limit = NEVER

    def _crews(self) -> list[Crew]:
        wish = self.wish
        manned = man(wish.hall, wish.processes)
        return [
            Crew(
                name=f"{members[0].kind}s-{number}",
                life=0,
                url=self._way(number),
                centre=wish.centre,
                timeout=wish.timeout,
                seed=wish.seed,
                day=wish.day,
                hall=wish.hall,
                opened=self.opened,
                folder=self.folder,
                members=members,
                clients=sum(len(each) for each in manned),
            )
            for number, members in enumerate(manned)
        ]

    def run(self) -> None:
        """Let the day pass until everyone has been served. Raises Stopped."""
        last = time.monotonic()
        while not self._finished():
            time.sleep(LOOK_EVERY)
            now = time.monotonic()
            self._go_on(now - last)
            last = now
            self._start_again()
        self.pace.end()

    def end(self) -> None:
        """Let all clients go home; end those who do not."""
        self.pace.end()
        until = time.monotonic() + JOIN_WITHIN
        for process in self.processes:
            process.join(max(0.1, until - time.monotonic()))
            if process.is_alive():
                process.kill()
                process.join(JOIN_WITHIN)

    @property
    def progress(self) -> float:
        """Return how much of the day with arrivals is over, from 0 to 1."""
        return (self.pace.now - self.opened) / (self.wish.hours * 3600)

    def hold_at(self, part: float) -> None:
        """Let the day neither pass this part of it nor end; infinity lets it go on."""
        self._limit = self.opened + part * self.wish.hours * 3600

    def _way(self, number: int) -> str:
        far = self.wish.far_url if number % FAR_EVERY == FAR_EVERY - 1 else ""
        return far or self.wish.url

    def _go_on(self, seconds: float) -> None:
        limit = min(self.pace.earliest() + LAG, self._limit)
        wanted = min(self.pace.now + seconds * self.wish.speed, limit)
        if wanted > self.pace.now:
            self.pace.set_now(wanted)
            self._moved_at = time.monotonic()
        elif time.monotonic() - self._moved_at > STUCK_AFTER:
            raise Stopped(f"nothing has moved for {STUCK_AFTER:.0f} s")
        if self.pace.now - self.opened > self.wish.hours * 3600 + LONGEST_TAIL:
            raise Stopped("visitors were still in the hall hours after the last ticket")

    def _finished(self) -> bool:
        """Ask now and then whether all who came have been served."""
        kiosks = [m.number for crew in self.crews for m in crew.members if m.kind == "kiosk"]
        if self._limit < NEVER or any(self.pace.waits_until(kiosk) < NEVER for kiosk in kiosks):
            return False
        if time.monotonic() - self._asked_at < ASK_EVERY:
            return False
        self._asked_at = time.monotonic()
        try:
            return count_unfinished(self.wish.url, self.wish.centre, self.wish.date) == 0
        except Unavailable:
            return False

    def _start_again(self) -> None:
        for number, process in enumerate(self.processes):
            if process.exitcode is None:
                continue
            if process.exitcode >= 0:
                raise Stopped(f"{self.crews[number].name}: {self._bug(process.exitcode)}")
            process.close()
            self.crews[number] = replace(self.crews[number], life=self.crews[number].life + 1)
            self.processes[number] = self._start(self.crews[number])

    def _bug(self, code: int) -> str:
        if code != BUG:
            return f"ended by itself with code {code}"
        bugs = [
            note["bug"] for note in read_journals(self.folder / JOURNALS).notes if "bug" in note
        ]
        return str(bugs[-1]).strip() if bugs else "ended with a bug"

    def _start(self, crew: Crew) -> BaseProcess:
        self.starts += 1
        return self._start_process(crew)


def _way_to_start() -> Callable[[Crew], BaseProcess]:
    if "forkserver" not in multiprocessing.get_all_start_methods():
        return _spawn
    # Who is killed is there again at once, without importing everything anew.
    multiprocessing.set_forkserver_preload([run_crew.__module__])
    return _fork


def _spawn(crew: Crew) -> BaseProcess:
    process = multiprocessing.get_context("spawn").Process(target=run_crew, args=(crew,))
    process.start()
    return process


def _fork(crew: Crew) -> BaseProcess:
    process = multiprocessing.get_context("forkserver").Process(target=run_crew, args=(crew,))
    process.start()
    return process
