"""Where the kills landed: told from what clients lost and what the store kept all the same."""

from collections import Counter as Tally
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from common.demo.simulator.evidence import Evidence
from common.demo.simulator.faults import Fault, Kind, Landed
from common.demo.simulator.journal import TAKES, Ask
from common.demo.simulator.kept_checks import (
    loose_trace,
    trace_of_event,
    traces_of_answer,
    traces_of_lost,
)
from common.demo.simulator.pace import LAG

LOST_WITHIN = 4_000_000_000
"""Nanoseconds after a fault in which a client notices that its answer will not come."""
CLEARLY = 0.5
"""Simulated seconds."""
_LOST = ("none", "unavailable")
_LOOSE = ("call_next", "finish_and_call_next", "shown", "spoken")
"""What is not known by the visitor's leg before the answer, or is asked for until it is done."""


@dataclass(frozen=True, slots=True)
class Landing:
    """One fault and where it landed."""

    fault: Fault
    landed: Landed


@dataclass(slots=True)
class _Book:
    """What the log holds that nobody was told, and of what was told the moment."""

    untold: dict[tuple[object, ...], list[float]] = field(default_factory=lambda: defaultdict(list))
    repeated: set[str] = field(default_factory=set)
    """Requests that were answered with a ticket given before."""
    given: set[str] = field(default_factory=set)
    answered: set[str] = field(default_factory=set)


def landings(
    faults: Sequence[Fault], evidence: Evidence, was_undone: Callable[[str], bool]
) -> list[Landing]:
    """Say of each fault where it landed."""
    book = _write_book(evidence)
    lost = [
        (ask, _happened(ask, following, book))
        for ask, following in _with_following(evidence)
        if ask.end in _LOST
    ]
    return [Landing(fault, _landed(fault, lost, was_undone)) for fault in faults]


def by_kind(landed: Sequence[Landing]) -> Mapping[str, Mapping[str, int]]:
    """Count the landings by kind of fault."""
    counts: dict[str, Tally[str]] = {}
    for one in landed:
        name = f"{one.fault.kind.value}: {one.fault.how}"
        counts.setdefault(name, Tally())[one.landed.value] += 1
    return dict(sorted(counts.items()))


def share_inside(landed: Sequence[Landing]) -> float:
    """Return which part landed inside a transaction or between commit and answer."""
    hits = sum(one.landed is not Landed.ELSEWHERE for one in landed)
    return hits / len(landed) if landed else 1.0


def _landed(
    fault: Fault, lost: Sequence[tuple[Ask, bool]], was_undone: Callable[[str], bool]
) -> Landed:
    mine = [happened for ask, happened in lost if _was_hit(ask, fault)]
    if any(mine):
        return Landed.BETWEEN
    undone = fault.inside if fault.kind in (Kind.CLIENT, Kind.LINK) else False
    if undone and mine:
        return Landed.INSIDE
    if any(was_undone(xid) for xid in fault.xids):
        return Landed.INSIDE
    return Landed.ELSEWHERE


def _was_hit(ask: Ask, fault: Fault) -> bool:
    """Say whether an ask was under way when the fault came."""
    if ask.client not in fault.clients or ask.ns > fault.done_ns:
        return False
    if ask.end == "none":
        return fault.kind is Kind.CLIENT and ask.life == fault.life
    return fault.begun_ns <= ask.end_ns <= fault.done_ns + LOST_WITHIN


def _with_following(evidence: Evidence) -> Iterator[tuple[Ask, Ask | None]]:
    asks: dict[str, list[Ask]] = defaultdict(list)
    for ask in evidence.told.asks:
        asks[ask.client].append(ask)
    for mine in asks.values():
        ordered = sorted(mine, key=lambda ask: ask.ns)
        yield from zip(ordered, [*ordered[1:], None], strict=True)


def _write_book(evidence: Evidence) -> _Book:
    book, told = _Book(), Tally[tuple[object, ...]]()
    for ask in evidence.told.asks:
        if ask.answer is None:
            continue
        told.update(set(traces_of_answer(ask)))
        if ask.what in TAKES:
            book.answered.add(ask.facts["request"])
            if ask.answer["again"]:
                book.repeated.add(ask.facts["request"])
    for event in evidence.events:
        if told[trace_of_event(event)] > 0 and not _may_be_retried(event.kind.value):
            told[trace_of_event(event)] -= 1
        else:
            book.untold[loose_trace(event)].append(event.at.timestamp())
    book.given = {str(ticket.request) for ticket in evidence.census.tickets}
    return book


def _may_be_retried(kind: str) -> bool:
    """Say whether one entry of the log may stand for several asks."""
    return kind in ("shown", "spoken")


def _happened(ask: Ask, following: Ask | None, book: _Book) -> bool:
    """Say whether an ask whose answer was lost was done all the same."""
    if ask.what in TAKES:
        request = ask.facts["request"]
        return request in book.repeated or request in book.given - book.answered
    soonest, latest = ask.sim - CLEARLY, ask.sim + LAG + CLEARLY
    if ask.what in _LOOSE and following is not None:
        # Done before the client went on: the same again it may have asked for once more.
        again = following.what == ask.what
        latest = min(latest, following.sim + (-CLEARLY if again else CLEARLY))
    return any(
        soonest <= at <= latest for trace in traces_of_lost(ask) for at in book.untold[trace]
    )
