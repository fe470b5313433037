"""A day with faults: what is killed, and what became of each kill."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, closing, contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path

from common.demo.simulator.cluster import Cluster
from common.demo.simulator.day import Cast, Played, Wish, play
from common.demo.simulator.evidence import Evidence
from common.demo.simulator.faults import Fault, Kind, Landed
from common.demo.simulator.freezing import FileLock
from common.demo.simulator.landing import Landing, by_kind, landings, share_inside
from common.demo.simulator.relay import Link
from common.demo.simulator.torment import Targets, Torment
from common.domain.errors import Unavailable
from common.domain.floor import Floor
from common.store.sessions import Sessions

SQLITE = "sqlite:///"


@dataclass(slots=True)
class FaultDay:
    """A day, its faults, and the way to ask what became of them."""

    wish: Wish
    many: int
    kinds: tuple[Kind, ...]
    cluster: Cluster | None = None
    faults: list[Fault] = field(default_factory=list)

    def play(self, folder: Path) -> Played:
        """Play the day and strike all the while."""
        with ExitStack() as stack:
            wish, link = self.wish, None
            if Kind.LINK in self.kinds and self.cluster is not None:
                link = stack.enter_context(closing(Link(self.cluster.port)))
                wish = replace(wish, far_url=self.cluster.through(link.port))
            return play(wish, folder, lambda cast, floor: self._strike(cast, floor, link))

    @contextmanager
    def _strike(self, cast: Cast, floor: Floor, link: Link | None) -> Iterator[None]:
        with ExitStack() as stack:
            sessions = file = None
            if self.wish.url.startswith(SQLITE):
                file = FileLock(Path(self.wish.url.removeprefix(SQLITE)))
                stack.callback(file.close)
            else:
                sessions = stack.enter_context(closing(Sessions(self.wish.url)))
            far = {crew.name for crew in cast.crews if crew.url != self.wish.url}
            targets = Targets(self.cluster, link, frozenset(far), sessions, file)
            torment = Torment(cast, floor, targets, self.many, self.kinds)
            torment.start()
            try:
                yield
            finally:
                cast.pace.end()
                torment.stop()
                self.faults = torment.faults

    def landings(self, evidence: Evidence) -> list[Landing]:
        """Say where each fault landed; raises Unavailable."""
        if self.wish.url.startswith(SQLITE):
            return landings(self.faults, evidence, lambda _xid: False)
        with closing(Sessions(self.wish.url)) as sessions:
            return landings(self.faults, evidence, sessions.was_undone)


def possible(url: str, cluster: Cluster | None) -> tuple[Kind, ...]:
    """Return what can be killed with a store: a server and its link only where they are ours."""
    if url.startswith(SQLITE):
        return (Kind.CLIENT,)
    return tuple(Kind) if cluster is not None else (Kind.CLIENT, Kind.BACKEND)


def check_kinds(wanted: Sequence[Kind], there: Sequence[Kind]) -> None:
    """Raise Unavailable where something is to be killed that is not there."""
    for kind in wanted:
        if kind not in there:
            names = ", ".join(one.value for one in there)
            raise Unavailable(f"there is no {kind.value} to kill here; there are: {names}")


def faults_as_facts(landed: Sequence[Landing]) -> Mapping[str, object]:
    """Return the faults as plain values."""
    return {
        "kills": len(landed),
        "landed_share": round(share_inside(landed), 3),
        "by_kind": {name: dict(counts) for name, counts in by_kind(landed).items()},
    }


def faults_as_lines(landed: Sequence[Landing]) -> Iterator[str]:
    """Return the faults as lines of the table."""
    yield f"{'':4} {'kills':28} {'in a change':>12} {'unanswered':>11} {'elsewhere':>10}"
    for name, counts in by_kind(landed).items():
        cells = [counts.get(where.value, 0) for where in Landed]
        yield f"{'':4} {name:28} {cells[0]:12} {cells[1]:11} {cells[2]:10}"
    share = share_inside(landed)
    yield f"{'':4} {len(landed)} kills, {share:.0%} inside a change or between commit and answer"
