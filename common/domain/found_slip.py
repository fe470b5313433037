"""A slip that was scanned at a counter, and what may be done with its visit there."""

from dataclasses import dataclass

from common.domain.ticket import Leg, Move, Ticket


@dataclass(frozen=True, slots=True)
class FoundSlip:
    """The visit of a slip, at its leg that counts."""

    ticket: Ticket
    leg: Leg
    lawful: frozenset[Move]
    """Of CALL, RESUME and REINSTATE what is lawful at this counter; out of turn or not."""
    may_copy: bool
    """The visit goes on: its slip may be printed once more."""
