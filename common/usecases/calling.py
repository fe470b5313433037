"""How a visitor is brought to a window: called, called again, given up."""

from collections.abc import Sequence

from common.domain.board import Call
from common.domain.ids import CounterCode, ServiceCode
from common.domain.outcomes import ServiceOutcome
from common.ports import Store
from common.rules import calling as rules


def call_next(store: Store, counter: CounterCode) -> Call | None:
    """Call the visitor whose turn it is; None when nobody waits for this counter.

    Refused(UNKNOWN_COUNTER | NOT_SIGNED_IN | ALREADY_SERVING), and PAUSED with `why` while
    the counter has a break.
    """
    return store.perform(rules.call_next, counter)


def finish_and_call_next(
    store: Store,
    counter: CounterCode,
    outcome: ServiceOutcome | None = None,
    delivered: Sequence[ServiceCode] = (),
) -> Call | None:
    """Finish the visitor being served, if there is one, and call the next; both or neither.

    None when nobody waits for this counter, or it closes behind the present visitor
    (`close_after`); he is finished all the same. Refused(UNKNOWN_COUNTER | NOT_SIGNED_IN | PAUSED),
    and NOT_LAWFUL while the visitor called has
    neither come nor been given up; with what came of it and what was delivered as `finish` is.
    """
    return store.perform(rules.finish_and_call_next, counter, outcome, tuple(delivered))


def recall(store: Store, counter: CounterCode) -> Call:
    """Call the visitor who has not come once more.

    Refused(UNKNOWN_COUNTER | NOT_SIGNED_IN | NOBODY_AT_COUNTER | NOT_LAWFUL), and TOO_SOON with
    `seconds` while the last call is still fresh.
    """
    return store.perform(rules.recall, counter)


def no_show(store: Store, counter: CounterCode) -> None:
    """Give up a visitor who was called often enough and did not come.

    Where the floor says so (`FloorRules.no_show_back`; then NO_SHOW_BACK is lawful) he waits again
    behind so many others instead, `no_show_back_times` times. Refused(UNKNOWN_COUNTER |
    NOT_SIGNED_IN | NOBODY_AT_COUNTER | NOT_LAWFUL), and TOO_SOON with `seconds` and the missing
    `calls`.
    """
    store.perform(rules.no_show, counter)
