"""Priority granted or withdrawn after proof was seen."""

from common.domain.ids import CounterCode, GroupCode, LegId
from common.domain.reasons import OutOfTurnReason, one_line
from common.domain.ticket import Ticket
from common.ports import Store
from common.rules import priority as rules
from common.usecases.refusals import noting


def grant_priority(
    store: Store,
    counter: CounterCode,
    leg: LegId,
    group: GroupCode,
    *,
    reason: OutOfTurnReason | None,
    words: str = "",
) -> Ticket:
    """Let a visitor go with a priority group, in all of his visit that is still open.

    He keeps his due time, in the other lane. Return his ticket. Refused(UNKNOWN_COUNTER |
    NOT_SIGNED_IN | REASON_MISSING | WORDS_TOO_LONG | TICKET_GONE | NOT_SERVED_HERE), NOT_PERMITTED
    without RECEPTION or OUT_OF_TURN and for a group that the catalogue does not know, NOT_LAWFUL
    where he has this priority, or his visit is over.
    """
    with noting(store, counter):
        return store.perform(
            rules.grant_priority, counter, leg, group, reason=reason, words=one_line(words)
        )


def withdraw_priority(
    store: Store,
    counter: CounterCode,
    leg: LegId,
    *,
    reason: OutOfTurnReason | None,
    words: str = "",
) -> Ticket:
    """Let a visitor go in the ordinary lane, by his due time. Return his ticket.

    Refused as `grant_priority` is; NOT_LAWFUL where he has no priority, or his visit is over.
    """
    with noting(store, counter):
        return store.perform(
            rules.withdraw_priority, counter, leg, reason=reason, words=one_line(words)
        )
