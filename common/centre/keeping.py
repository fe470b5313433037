"""Seals the log, keeps the chain's head elsewhere, closes days and erases persons."""

from collections import Counter as Tally
from collections.abc import Callable
from contextlib import suppress
from datetime import date

from common.centre.closing import close_days
from common.centre.heads import HeadOutOfReach, Heads
from common.centre.records import kept
from common.centre.saying import say
from common.centre.stopping import Stopping
from common.clock import SystemClock
from common.domain.errors import Unavailable
from common.ports import Clock
from common.settings import Settings
from common.store.keeper import Keeper

SEAL_EVERY = 2.0
"""Seconds; with all that may come between, whatever is committed is sealed within five."""
HEAD_EVERY = 600.0
CLOSE_EVERY = 60.0
PAUSES = (0.5, 1.0, 2.0, 4.0)
"""Seconds until the store is tried again, growing while it is away."""
REST = 0.02
"""Seconds between two transactions, so that a counter's move comes in between."""

_SAYS = {
    "ended": "{day}: {rows} visits that nobody had ended were cancelled",
    "closed": "{day}: closed and counted",
    "moved": "{day}: {rows} tickets and events moved to the history",
    "erased": "{day}: persons erased from {rows} rows",
    "forgotten": "{rows} appointments from before {day} forgotten",
}


def keep(settings: Settings, *, once: bool) -> int:
    """Keep the centre's past until stopped, or do once whatever is due."""
    centre, keeping = settings.store.centre, settings.keeping
    heads = None if keeping.head is None else Heads(keeping.head, centre)
    with kept(settings) as keeper, Stopping() as stopping:
        rounds = Rounds(keeper, heads, int(keeping.person_days), SystemClock(), stopping.wait)
        if once:
            return rounds.once()
        say(f"keeping the log of {centre}; stop with Ctrl-C")
        if heads is None:
            say("warning: keeping.head is not set: nothing will show a chain made anew")
        return _go_on(rounds, stopping)


class Rounds:
    """What a keeper does again and again, each thing when it is due.

    `rest` waits for some seconds and says whether the keeper is to stop.
    """

    def __init__(
        self,
        keeper: Keeper,
        heads: Heads | None,
        kept_days: int,
        clock: Clock,
        rest: Callable[[float], bool],
    ) -> None:
        self._keeper = keeper
        self._heads = heads
        self._kept_days = kept_days
        self._clock = clock
        self._rest = rest
        self._sealed_at = self._closes_at = self._head_at = clock.monotonic()
        self._head_is_lost = False

    def once(self) -> int:
        """Do all that is due; return 0, or 1 where it was stopped before the end."""
        sealed = self._seal()
        done = self._close()
        sealed += self._seal()
        if self._heads is not None:
            self._heads.add(self._keeper)
        say(f"{sealed} events sealed; the chain has {self._keeper.head().position}")
        if not done:
            say("no day is to be closed, moved or erased")
        return int(self._rest(0))

    def go(self) -> None:
        """Seal, and do what else is due by now."""
        self._seal()
        if self._clock.monotonic() >= self._closes_at:
            self._close()
            self._closes_at = self._clock.monotonic() + CLOSE_EVERY
        if self._clock.monotonic() >= self._head_at:
            self._add_head()

    def end(self) -> None:
        """Seal what is left and keep the last head."""
        self._seal()
        self._add_head()

    def _seal(self) -> int:
        count = 0
        while found := self._keeper.seal():
            count += found
            if self._rest(REST):
                break
        self._sealed_at = self._clock.monotonic()
        return count

    def _close(self) -> bool:
        """Close what is over and go on sealing meanwhile; say whether anything was done."""
        done: Tally[tuple[date, str]] = Tally()
        try:
            for step in close_days(self._keeper, self._kept_days):
                done[step.day, step.done] += step.rows
                if self._clock.monotonic() - self._sealed_at >= SEAL_EVERY:
                    self._seal()
                if self._rest(REST):
                    break
        finally:
            for (day, what), rows in done.items():
                say(_SAYS[what].format(day=day, rows=rows))
        return bool(done)

    def _add_head(self) -> None:
        """Keep the head; where its file is out of reach say so once, and try again soon."""
        self._head_at = self._clock.monotonic() + HEAD_EVERY
        if self._heads is None:
            return
        try:
            self._heads.add(self._keeper)
        except HeadOutOfReach as error:
            if not self._head_is_lost:
                say(f"warning: {error}; trying again every minute")
            self._head_is_lost = True
            self._head_at = self._clock.monotonic() + CLOSE_EVERY
            return
        if self._head_is_lost:
            say(f"the head is kept in {self._heads.file} again")
        self._head_is_lost = False


def _go_on(rounds: Rounds, stopping: Stopping) -> int:
    """Go round until stopped; while the store is away, wait for it and say so once."""
    failures = 0
    while True:
        try:
            rounds.go()
        except Unavailable as error:
            if not failures:
                say(f"warning: {error}; waiting for the store")
            pause = PAUSES[min(failures, len(PAUSES) - 1)]
            failures += 1
        else:
            if failures:
                say("the store is back")
            pause, failures = SEAL_EVERY, 0
        if stopping.wait(pause):
            break
    with suppress(Unavailable):  # what is not sealed now is found by whoever keeps next
        rounds.end()
    say("stopped")
    return 0
