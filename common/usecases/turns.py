"""Whom an operator calls or lets wait out of turn."""

from collections.abc import Sequence

from common.domain.board import Call
from common.domain.ids import CounterCode, LegId, ServiceCode
from common.domain.outcomes import ServiceOutcome
from common.domain.reasons import OutOfTurnReason, one_line
from common.domain.ticket import Leg
from common.ports import Store
from common.rules import turns as rules
from common.usecases.refusals import noting


def call_this(  # noqa: PLR0913 - as wide as what there is to say of both visitors
    store: Store,
    counter: CounterCode,
    leg: LegId,
    *,
    finish: bool = False,
    reason: OutOfTurnReason | None = None,
    words: str = "",
    outcome: ServiceOutcome | None = None,
    delivered: Sequence[ServiceCode] = (),
) -> Call:
    """Call a visitor who waits for this counter; with `finish` the present one is done, or neither.

    Refused(UNKNOWN_COUNTER | NOT_SIGNED_IN | ALREADY_SERVING | PAUSED), with `finish` as it is,
    and CLOSES_AFTER where the counter closes behind the present one;
    TICKET_GONE for one who does not wait any more, NOT_SERVED_HERE for one who waits elsewhere; for
    one who is not the very next NOT_PERMITTED without OUT_OF_TURN, REASON_MISSING, WORDS_TOO_LONG.
    """
    with noting(store, counter):
        return store.perform(
            rules.call_this,
            counter,
            leg,
            finish=finish,
            reason=reason,
            words=one_line(words),
            outcome=outcome,
            delivered=delivered,
        )


def undo_call(
    store: Store,
    counter: CounterCode,
    *,
    reason: OutOfTurnReason | None,
    words: str = "",
) -> Leg:
    """Take back the call of a visitor who has not come; he waits exactly where he waited.

    Whoever is called next at this counter by its order is he again, if he still waits. Return his
    leg. Refused(UNKNOWN_COUNTER | NOT_SIGNED_IN | NOT_PERMITTED | REASON_MISSING | WORDS_TOO_LONG |
    NOBODY_AT_COUNTER), and NOT_LAWFUL once he is served, or was called from being put aside.
    """
    with noting(store, counter):
        return store.perform(rules.undo_call, counter, reason=reason, words=one_line(words))
