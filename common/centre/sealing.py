"""How far the log is sealed, and whether anybody seals it."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from common.domain.audits import SEALED_WITHIN
from common.domain.sealing import Head
from common.store.keeper import Keeper
from common.store.seals import Tail

NOBODY_SEALS = "nobody seals the log: start asan-centre keep"


@dataclass(frozen=True, slots=True)
class Sealing:
    """The end of the chain and what waits behind it, at one moment of the store's clock."""

    head: Head
    tail: Tail
    now: datetime

    @property
    def goes_on(self) -> bool:
        """Say whether nothing waits longer than a sealer lets it."""
        return self.tail.oldest is None or self.now - self.tail.oldest <= SEALED_WITHIN

    @property
    def words(self) -> str:
        """Say when the log was last sealed and what waits."""
        last = f"{self.head.at.astimezone(UTC):%Y-%m-%d %H:%M:%S} UTC"
        return f"last {last if self.head.position else 'never'}; not sealed yet: {self.waiting}"

    @property
    def waiting(self) -> str:
        """Say how much waits for its seal, and for how long."""
        if self.tail.oldest is None:
            return "nothing"
        age = max(timedelta(), self.now - self.tail.oldest)
        return f"{self.tail.count} events (the oldest for {age // timedelta(seconds=1)} s)"


def ask_sealing(keeper: Keeper) -> Sealing:
    """Ask how far the log is sealed. Raises Unavailable."""
    return Sealing(keeper.head(), keeper.tail(), keeper.now())
