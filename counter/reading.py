"""All that the console reads of the store at one moment."""

from dataclasses import dataclass
from datetime import datetime

from common.domain.floor import Floor
from common.domain.ids import CounterCode
from common.domain.printers import HallPaper
from common.domain.search import Index
from common.domain.views import Desk, Leaving
from common.ports import Store
from counter.paper_watch import read_paper


@dataclass(frozen=True, slots=True)
class Reading:
    """What was read, at the store's clock."""

    at: datetime
    floor: Floor
    desk: Desk | None
    services: Index
    paper: HallPaper | None
    left: Leaving | None = None
    """How the seat ended where nobody sits at the counter any more."""


def read(
    store: Store, counter: CounterCode | None, known: Floor | None, services: Index | None
) -> Reading:
    """Read a counter's desk and the set-up; what is `known` of the set-up is kept while it holds.

    Not for the thread of a window.
    """
    desk = None if counter is None else store.desk(counter)
    left = None if counter is None or desk is not None else store.left(counter)
    at, floor = store.now() if desk is None else desk.at, store.floor()
    if known is not None and services is not None and known.version == floor.version:
        return Reading(at, known, desk, services, read_paper(store, desk, known), left)
    fresh = Index(floor.catalogue, floor.services.keys())
    return Reading(at, floor, desk, fresh, read_paper(store, desk, floor), left)
