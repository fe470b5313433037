"""How a visit goes on elsewhere, comes back to the queue, or ends early."""

from common.domain.ids import CounterCode, LegId, ServiceCode
from common.domain.reasons import CancelReason, one_line
from common.domain.ticket import Leg
from common.ports import Store
from common.rules import moving as rules


def transfer(store: Store, counter: CounterCode, service: ServiceCode) -> Leg:
    """Pass the visitor on to another service, in its queue by due time; return the new leg.

    He is due there as if he had come for it when he arrived. Refused(UNKNOWN_COUNTER |
    NOT_SIGNED_IN | NOBODY_AT_COUNTER | NOT_LAWFUL | SAME_SERVICE | UNKNOWN_SERVICE |
    SERVICE_OFF).
    """
    return store.perform(rules.transfer, counter, service)


def send_and_return(store: Store, counter: CounterCode, service: ServiceCode) -> Leg:
    """Send the visitor to another service; when that ends he is due here. Return the new leg.

    Refused(UNKNOWN_COUNTER | NOT_SIGNED_IN | NOBODY_AT_COUNTER | NOT_LAWFUL | SAME_SERVICE |
    UNKNOWN_SERVICE | SERVICE_OFF).
    """
    return store.perform(rules.send_and_return, counter, service)


def reinstate(store: Store, counter: CounterCode, leg: LegId) -> Leg:
    """Let a visitor who missed his calls wait again, due now, behind all who already are.

    Refused(UNKNOWN_COUNTER | NOT_SIGNED_IN | TICKET_GONE | NOT_SERVED_HERE), and NOT_LAWFUL for
    one who did not miss his calls, missed them too long ago, or is called elsewhere meanwhile.
    """
    return store.perform(rules.reinstate, counter, leg)


def cancel(
    store: Store, counter: CounterCode, leg: LegId, reason: CancelReason | None, words: str = ""
) -> None:
    """End a visit that waits for, is called to, or is held at this counter.

    One who may CANCEL_ANY ends likewise who waits or is held anywhere in the hall, of his own
    entity where he has one. Refused(UNKNOWN_COUNTER | NOT_SIGNED_IN | TICKET_GONE | NOT_LAWFUL |
    NOT_SERVED_HERE | REASON_MISSING), and WORDS_TOO_LONG with `most`.
    """
    store.perform(rules.cancel, counter, leg, reason, one_line(words))
