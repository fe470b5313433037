"""How a day is ended: what is open is settled, counters are closed, the day is closed."""

from common.domain.day_end import Settled
from common.domain.ids import CounterCode, TicketId
from common.domain.permissions import Permission
from common.ports import Store
from common.rules import day_end as rules
from common.usecases.refusals import noting


def settle(
    store: Store,
    counter: CounterCode,
    how: Settled,
    *,
    ticket: TicketId | None = None,
    words: str = "",
) -> int:
    """Say what became of a visitor of today, or of all, whom nobody finished; return how many.

    Refused(UNKNOWN_COUNTER | NOT_SIGNED_IN | WORDS_TOO_LONG), NOT_PERMITTED without END_DAY,
    TICKET_GONE where the one ticket is over.
    """
    with noting(store, counter, Permission.END_DAY):
        return store.perform(rules.settle, counter=counter, how=how, ticket=ticket, words=words)


def close_counters(
    store: Store, counter: CounterCode, *, at: CounterCode | None = None
) -> tuple[CounterCode, ...]:
    """Close another counter, or all others, where nobody is served; return which.

    Refused(UNKNOWN_COUNTER | NOT_SIGNED_IN), NOT_PERMITTED without END_DAY, and where one is
    named: ALREADY_SERVING with a visitor at it, NOT_SIGNED_IN where nobody sits there.
    """
    with noting(store, counter, Permission.END_DAY):
        return store.perform(rules.close_counters, counter=counter, at=at)


def end_day(store: Store, counter: CounterCode) -> None:
    """End the business day: no ticket is given and nobody is called until the next one begins.

    Refused(UNKNOWN_COUNTER | NOT_SIGNED_IN), NOT_PERMITTED without END_DAY, DAY_UNSETTLED with
    how many `tickets` are open and `counters` besides the own.
    """
    with noting(store, counter, Permission.END_DAY):
        store.perform(rules.end_day, counter=counter)


def reopen_day(store: Store, counter: CounterCode) -> None:
    """Let the business day go on that was ended too early.

    Refused(UNKNOWN_COUNTER | NOT_SIGNED_IN), NOT_PERMITTED without END_DAY.
    """
    with noting(store, counter, Permission.END_DAY):
        store.perform(rules.reopen_day, counter=counter)
