"""What a store tells auditors of its log."""

from collections.abc import Sequence
from datetime import date
from typing import Protocol

from common.domain.audits import ActCount, ChainDay, ChainState, LogAsked, LogPage
from common.domain.ids import CounterCode
from common.domain.sealing import Link


class AuditStore(Protocol):
    """The part of a store that is for who may AUDIT at a counter; it may raise Unavailable.

    Each Refused(UNKNOWN_COUNTER | NOT_SIGNED_IN | NOT_PERMITTED). Whoever belongs to an entity
    sees what its people did, and what happened to its visitors without anybody.
    """

    def log_page(self, counter: CounterCode, asked: LogAsked) -> LogPage:
        """Return some lines of the log, the newest first."""

    def acts_of_day(self, counter: CounterCode, day: date) -> tuple[ActCount, ...]:
        """Count what each operator did on a day."""

    def chain_state(self, counter: CounterCode) -> ChainState:
        """Return how far the log is sealed, and when it was checked last."""

    def chain_of_day(self, counter: CounterCode, day: date) -> ChainDay:
        """Return the part of the chain that a day lies in.

        NOT_PERMITTED also for one of an entity: a chain goes through everybody's events.
        """

    def chain_links(self, counter: CounterCode, after: int) -> Sequence[Link]:
        """Return some links of the chain; as `chain_of_day`."""
