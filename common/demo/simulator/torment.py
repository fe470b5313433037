"""Kills clients, backends, the postmaster and the link, each in the middle of a change."""

import random
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TypeVar

from common.demo.simulator.cluster import Cluster
from common.demo.simulator.crew import Crew
from common.demo.simulator.day import Cast
from common.demo.simulator.faults import SHARES, Fault, Kind
from common.demo.simulator.freezing import FileLock, freeze, kill, ports_of, thaw
from common.demo.simulator.hall import posts
from common.demo.simulator.relay import Cut, Link
from common.domain.errors import Unavailable
from common.domain.floor import Floor
from common.store.sessions import Sessions, Writing

AIM_FOR = 4.0
"""Seconds until a fault that finds no change to land in strikes all the same."""
AIM_EVERY = 0.0003
SETTLED_WITHIN = 1.0
BACK_WITHIN = 60.0
LATEST = 0.98
"""The part of the day after which no fault begins any more."""
KINDLY = 0.35
"""The part of the backends that is ended by the server's own means, not killed."""
BREATHE = 0.2
"""Seconds between two faults: nobody has to bear two at once."""
_CUTS = {Cut.LOSE_ANSWER: 70, Cut.DROP: 20, Cut.SILENCE: 10}
_OFTEN = {"counter": 3, "kiosk": 3, "display": 1}
_Seen = TypeVar("_Seen")


@dataclass(frozen=True, slots=True)
class Targets:
    """What there is to be killed besides the clients."""

    cluster: Cluster | None = None
    link: Link | None = None
    far: frozenset[str] = frozenset()
    """The crews behind the link."""
    sessions: Sessions | None = None
    file: FileLock | None = None


class Torment:
    """A thread that spreads its faults over the day."""

    def __init__(
        self, cast: Cast, floor: Floor, targets: Targets, many: int, kinds: Sequence[Kind]
    ) -> None:
        self._cast = cast
        self._names = _names(cast, floor)
        self._targets = targets
        self._many = many
        self._dice = random.Random(f"{cast.wish.seed}/faults")  # noqa: S311 - a plan, no secret
        self._kinds = _spread(self._dice, many, kinds)
        self._thread = threading.Thread(target=self._run, name="torment", daemon=True)
        self.faults: list[Fault] = []
        self.trouble: BaseException | None = None

    def start(self) -> None:
        """Begin."""
        # The day does not run away from its faults.
        self._cast.hold_at(LATEST)
        self._thread.start()

    def stop(self) -> None:
        """Wait for the fault under way, and end."""
        self._thread.join(BACK_WITHIN)
        if self.trouble is not None:
            raise self.trouble

    def _when(self, number: int) -> float:
        """Return at which part of the day a fault is due."""
        return LATEST * (number + 0.5) / self._many

    def _run(self) -> None:
        try:
            for number, kind in enumerate(self._kinds):
                while self._cast.progress < self._when(number):
                    if self._cast.pace.over:
                        return
                    time.sleep(0.005)
                self.faults.append(self._strike(kind))
                time.sleep(BREATHE)
        except BaseException as error:  # noqa: BLE001 - told to whoever waits for the day
            self.trouble = error
        finally:
            self._cast.hold_at(float("inf"))

    def _strike(self, kind: Kind) -> Fault:
        strikes: dict[Kind, Callable[[], Fault]] = {
            Kind.CLIENT: self._kill_client,
            Kind.BACKEND: self._end_backend,
            Kind.POSTMASTER: self._kill_postmaster,
            Kind.LINK: self._cut_link,
        }
        return strikes[kind]()

    # clients

    def _kill_client(self) -> Fault:
        crews = self._cast.crews
        near = [n for n, crew in enumerate(crews) if crew.name not in self._targets.far]
        often = [_OFTEN[crews[n].members[0].kind] for n in near]
        number = self._dice.choices(near, often)[0]
        crew, pid = crews[number], self._cast.processes[number].pid or 0
        begun = time.monotonic_ns()
        inside = self._aim(lambda: self._catch(crew, pid)) or False
        kill(pid)
        names, done = self._names[crew.name], time.monotonic_ns()
        return Fault(Kind.CLIENT, "kill -9", begun, done, names, inside, crew.life)

    def _catch(self, crew: Crew, pid: int) -> bool | None:
        """Stop a process in the middle of an ask; None, and it runs on, where it is not in one."""
        if not self._asking(crew):
            return None
        freeze(pid)
        if self._targets.file is not None and self._targets.file.tells:
            if self._targets.file.holder() == pid:
                return True
        elif self._targets.sessions is not None:
            if self._writing_for(pid):
                return self._left_open(pid)
        elif self._asking(crew):
            return False
        thaw(pid)
        return None

    def _writing_for(self, pid: int) -> list[Writing]:
        ports = ports_of(pid)
        return [one for one in self._writing() if one.port in ports]

    def _left_open(self, pid: int) -> bool:
        """Let the server come to the end of what it was told; say whether it waits for more."""
        until = time.monotonic() + SETTLED_WITHIN
        while time.monotonic() < until:
            mine = self._writing_for(pid)
            if all(one.idle for one in mine):
                return bool(mine)
            time.sleep(AIM_EVERY)
        return True

    def _asking(self, crew: Crew) -> bool:
        return any(self._cast.pace.asks(member.number) for member in crew.members)

    # Postgres

    def _end_backend(self) -> Fault:
        if self._targets.cluster is None or self._targets.sessions is None:
            return self._end_foreign_backend()
        begun, sessions = time.monotonic_ns(), self._targets.sessions
        kindly = self._dice.random() < KINDLY
        caught = self._aim(self._catch_backend)
        if caught is not None and kindly:
            sessions.end(caught.pid)
            thaw(caught.pid)
        elif caught is not None:
            kill(caught.pid)
        fault = self._of_server(Kind.BACKEND, "terminate" if kindly else "kill -9", begun, caught)
        self._wait_for_server()
        return fault

    def _end_foreign_backend(self) -> Fault:
        """End a session where all that can be done is to ask the server for it."""
        begun, sessions = time.monotonic_ns(), self._targets.sessions
        ended = None if sessions is None else self._aim(sessions.end_one_writing)
        return self._of_server(Kind.BACKEND, "terminate", begun, ended)

    def _kill_postmaster(self) -> Fault:
        begun, cluster = time.monotonic_ns(), self._targets.cluster
        caught = self._aim(self._catch_backend)
        if cluster is not None:
            cluster.kill()
        fault = self._of_server(Kind.POSTMASTER, "kill -9", begun, caught)
        time.sleep(BREATHE)
        if cluster is not None:
            cluster.start()
        self._wait_for_server()
        return fault

    def _catch_backend(self) -> Writing | None:
        """Stop a server process that has an open change; None, and it runs on, where it ended."""
        for one in self._writing()[:1]:
            freeze(one.pid)
            try:
                still = self._targets.sessions.writing() if self._targets.sessions else ()
            except Unavailable:
                # Stopped with a lock in its hand that the question needs: it is in the middle.
                return one
            if any(other.pid == one.pid and other.xid == one.xid for other in still):
                return one
            thaw(one.pid)
        return None

    def _of_server(self, kind: Kind, how: str, begun: int, hit: Writing | None) -> Fault:
        everyone = frozenset[str]().union(*self._names.values())
        xids = () if hit is None else (hit.xid,)
        return Fault(kind, how, begun, time.monotonic_ns(), everyone, xids=xids)

    def _writing(self) -> tuple[Writing, ...]:
        sessions = self._targets.sessions
        if sessions is None:
            return ()
        try:
            return sessions.writing()
        except Unavailable:
            return ()

    def _wait_for_server(self) -> None:
        until = time.monotonic() + BACK_WITHIN
        while self._targets.sessions is not None and time.monotonic() < until:
            try:
                self._targets.sessions.writing()
            except Unavailable:
                time.sleep(BREATHE)
            else:
                return

    # the link

    def _cut_link(self) -> Fault:
        cut = self._dice.choices(list(_CUTS), list(_CUTS.values()))[0]
        begun = time.monotonic_ns()
        left_open = None if self._targets.link is None else self._targets.link.cut(cut)
        names = frozenset[str]().union(*(self._names[name] for name in self._targets.far))
        how = f"{cut.value}, nothing there" if left_open is None else cut.value
        return Fault(Kind.LINK, how, begun, time.monotonic_ns(), names, bool(left_open))

    def _aim(self, look: Callable[[], _Seen | None]) -> _Seen | None:
        """Look again and again until there is something to hit, but not for long."""
        until = time.monotonic() + AIM_FOR
        while time.monotonic() < until:
            try:
                seen = look()
            except (ProcessLookupError, Unavailable):
                return None
            if seen is not None:
                return seen
            time.sleep(AIM_EVERY)
        return None


def _names(cast: Cast, floor: Floor) -> dict[str, frozenset[str]]:
    """Return what the clients of each crew are called in their journals."""
    seated = posts(floor)
    called: dict[str, Callable[[int], str]] = {
        "kiosk": lambda which: floor.kiosks[which].code,
        "display": lambda which: floor.displays[which].code,
        "counter": lambda which: seated[which].counter,
    }
    return {
        crew.name: frozenset(called[member.kind](member.which) for member in crew.members)
        for crew in cast.crews
    }


def _spread(dice: random.Random, many: int, kinds: Sequence[Kind]) -> list[Kind]:
    """Return which kind each fault is, every kind at least once where there are enough."""
    shares = {kind: SHARES[kind] for kind in kinds}
    whole = sum(shares.values())
    chosen = [kind for kind in kinds for _ in range(max(1, many * shares[kind] // whole))]
    chosen += [max(shares, key=lambda kind: shares[kind])] * (many - len(chosen))
    chosen = chosen[:many]
    dice.shuffle(chosen)
    return chosen
