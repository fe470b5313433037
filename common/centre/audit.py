"""Walks the chain of the log and says what was changed in it."""

from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path

from common.centre.heads import read_heads
from common.centre.records import kept
from common.centre.saying import say
from common.centre.sealing import NOBODY_SEALS, Sealing, ask_sealing
from common.domain.errors import Refused, Unavailable
from common.domain.sealing import Checked, Head, Link, beginning, check, head_fault
from common.settings import Settings
from common.store.keeper import Keeper
from common.usecases.audits import note_full_check

MOST_FAULTS = 20
PATIENCE = 600.0
"""Seconds for one question: a log of years is counted through."""
TELL_EVERY = 250_000
"""Seals."""


def verify(settings: Settings, against: Path | None) -> int:
    """Check the whole log; print each fault. Return 0 only where there is none."""
    centre = settings.store.centre
    heads, torn = ((), ()) if against is None else read_heads(against, centre)
    if against is not None and not heads:
        raise Unavailable(f"{against} holds no head of {centre}; name what keeping.head is")
    with kept(settings, PATIENCE) as keeper:
        walk = Walk(keeper, heads)
        count = _tell_faults(walk.faults())
        _tell_torn(against, torn)
        _tell_tail(ask_sealing(keeper))
        _write_down(keeper, count, walk.end.position)
    _tell_end(walk, count, against)
    return int(count > 0)


class Walk:
    """One way along the whole chain."""

    def __init__(self, keeper: Keeper, heads: Sequence[Head]) -> None:
        self._keeper = keeper
        self._heads = heads
        self._wanted = {head.position for head in heads}
        self._passed: dict[int, str] = {}
        self._in_history = 0
        self._erased: frozenset[date] = frozenset()
        self.end = beginning(keeper.centre)

    def faults(self) -> Iterator[str]:
        """Go the whole way and yield what is wrong."""
        checked = Checked(self.end)
        while links := self._keeper.links(checked.head.position):
            self._look_for_erasures(links)
            for link in links:
                checked = check(checked, link, self._erased)
                yield from checked.faults
                self._in_history += link.in_history
                if checked.head.position in self._wanted:
                    self._passed[checked.head.position] = link.seal.chained
                if checked.head.position % TELL_EVERY == 0:
                    say(f"{checked.head.position} seals checked")
            self.end = checked.head
        yield from self._beside_the_chain()
        for head in self._heads:
            fault = head_fault(head, self._passed.get(head.position))
            if fault is not None:
                yield fault

    def _look_for_erasures(self, links: Sequence[Link]) -> None:
        """Read which days are erased where a salt is gone: it may have gone just now."""
        bare = {
            entry.day
            for link in links
            if link.seal.person is not None and link.seal.salt is None
            for entry in link.entries
        }
        if not bare <= self._erased:
            self._erased = self._keeper.erased_days()

    def _beside_the_chain(self) -> Iterator[str]:
        for event in self._keeper.strays(self._in_history):
            yield f"event {event} has no seal and none is due: it was inserted, or its seal deleted"
        for event in self._keeper.lost():
            yield f"event {event} was deleted before it was sealed"


def _write_down(keeper: Keeper, faults: int, until: int) -> None:
    """Let the log say that it was checked, for the page of auditors; the check stands anyway."""
    try:
        note_full_check(keeper, faults=faults, until=until)
    except (Refused, Unavailable) as error:
        say(f"warning: that the log was checked could not be written down: {error}")


def _tell_faults(faults: Iterator[str]) -> int:
    count = 0
    for count, fault in enumerate(faults, 1):
        if count <= MOST_FAULTS:
            say(f"fault: {fault}")
    if count > MOST_FAULTS:
        say(f"fault: and {count - MOST_FAULTS} more")
    return count


def _tell_torn(file: Path | None, torn: Sequence[int]) -> None:
    if torn:
        lines = ", ".join(map(str, torn[:MOST_FAULTS]))
        say(
            f"warning: line {lines} of {file} is no head: cut short when it was written, or changed"
        )


def _tell_tail(sealing: Sealing) -> None:
    say(f"not sealed yet: {sealing.waiting}")
    if not sealing.goes_on:
        say(f"warning: {NOBODY_SEALS}")


def _tell_end(walk: Walk, count: int, against: Path | None) -> None:
    if against is None:
        say("last rows that were deleted and a chain made anew are found only with --against FILE")
    until = f"{walk.end.position} events, sealed until {walk.end.at:%Y-%m-%d %H:%M:%S} UTC"
    if not walk.end.position:
        until = "no event is sealed"
    say(f"{until}: {'nothing is wrong' if not count else f'{count} faults'}")
