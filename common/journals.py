"""What kiosks and counters write down on their own disks while the store is away."""

from collections.abc import Sequence
from typing import Protocol

from common.domain.begun import Begun
from common.domain.ids import CounterCode, JournalId, RequestId
from common.domain.outage import Due, Lease, Memory, OfflineTicket, Replayed, ServedByHand
from common.domain.ticket import SlipState


class KioskJournal(Protocol):
    """What a kiosk keeps on its own disk; what a method wrote is there after a power cut.

    One process has it, and one thread at a time. Every method may raise Unavailable.
    """

    @property
    def id(self) -> JournalId:
        """Return the journal's name; a new journal has a new one."""

    def memory(self) -> Memory | None:
        """Return the last good reading; None before the first."""

    def remember(self, memory: Memory) -> None:
        """Keep a reading in place of the one before; operators are left out."""

    def leases(self) -> tuple[Lease, ...]:
        """Return the numbers this kiosk may give."""

    def hold(self, leases: Sequence[Lease]) -> None:
        """Keep leases in place of those before."""

    def papers(self) -> tuple[OfflineTicket, ...]:
        """Return the tickets given without the store, oldest first; those of old days are gone."""

    def give(self, ticket: OfflineTicket) -> None:
        """Write a ticket down before it is printed."""

    def note_slip(self, request: RequestId, slip: SlipState, digest: str | None) -> None:
        """Write down how a ticket's paper ended."""

    def lose(self, request: RequestId) -> None:
        """Write down a request whose answer was lost and that got no number."""

    def due(self) -> Due:
        """Return what the store has not taken over yet."""

    def settle(self, due: Due, replayed: Sequence[Replayed]) -> None:
        """Take note of what the store made of it; paper that ended meanwhile is due again."""

    def begun(self) -> tuple[Begun, ...]:
        """Return what was begun and not finished, oldest first."""

    def begin(self, begun: Begun) -> None:
        """Write down what is begun, or what is known of it now."""

    def finish(self, request: RequestId) -> None:
        """Forget an intention: its visitor has his number, and the store knows of its paper."""

    def close(self) -> None:
        """Let go of the file."""


class CounterJournal(Protocol):
    """What a counter keeps on its own disk: visitors served by hand, numbers that nobody was told.

    One process has it, and one thread at a time. Every method may raise Unavailable.
    """

    def ticks(self) -> tuple[ServedByHand, ...]:
        """Return who was ticked off and is not reconciled yet, oldest first."""

    def tick(self, served: ServedByHand) -> None:
        """Write down a visitor who was served."""

    def untick(self, label: str) -> None:
        """Take a tick back."""

    def settle(self, labels: Sequence[str]) -> None:
        """Forget those whom the store has taken over."""

    def begin(self, request: RequestId, counter: CounterCode) -> None:
        """Write down that a number is asked for at a counter."""

    def begun(self, counter: CounterCode) -> tuple[RequestId, ...]:
        """Return for what a number was asked there and told to nobody, oldest first."""

    def finish(self, request: RequestId) -> None:
        """Forget an intention: somebody knows what became of it."""

    def close(self) -> None:
        """Let go of the file."""
