"""How a visit goes on elsewhere, comes back to the queue, or ends early."""

from common.domain.ids import CounterCode, LegId, OperatorCode, ServiceCode
from common.domain.reasons import CancelReason, OutOfTurnReason, one_line
from common.domain.ticket import Leg
from common.domain.turns import QueuePlace
from common.ports import Store
from common.rules import moving as rules
from common.rules import passing
from common.usecases.refusals import noting


def transfer(  # noqa: PLR0913 - as wide as what there is to say of it
    store: Store,
    counter: CounterCode,
    service: ServiceCode | None = None,
    *,
    to_counter: CounterCode | None = None,
    to_operator: OperatorCode | None = None,
    place: QueuePlace = QueuePlace.DUE,
    note: str = "",
    reason: OutOfTurnReason | None = None,
    words: str = "",
) -> Leg:
    """Pass the visitor on to a service, a counter or an operator; return the new leg.

    Without a service he goes on with the one he has. He is due as if he had come for it when he
    arrived, or waits first or last of its lane, which is out of turn; whoever serves him next
    reads the note (`Desk.notes`). Refused(UNKNOWN_COUNTER | NOT_SIGNED_IN | NOBODY_AT_COUNTER |
    NOT_LAWFUL | UNKNOWN_OPERATOR | SAME_SERVICE | UNKNOWN_SERVICE | SERVICE_OFF |
    WORDS_TOO_LONG); out of turn NOT_PERMITTED and REASON_MISSING.
    """
    with noting(store, counter):
        return store.perform(
            passing.transfer,
            counter,
            service,
            to_counter=to_counter,
            to_operator=to_operator,
            place=place,
            note=one_line(note),
            reason=reason,
            words=one_line(words),
        )


def send_and_return(store: Store, counter: CounterCode, service: ServiceCode) -> Leg:
    """Send the visitor to another service; when that ends he is due here. Return the new leg.

    Refused(UNKNOWN_COUNTER | NOT_SIGNED_IN | NOBODY_AT_COUNTER | NOT_LAWFUL | SAME_SERVICE |
    UNKNOWN_SERVICE | SERVICE_OFF).
    """
    return store.perform(passing.send_and_return, counter, service)


def reinstate(
    store: Store,
    counter: CounterCode,
    leg: LegId,
    *,
    place: QueuePlace = QueuePlace.DUE,
    reason: OutOfTurnReason | None = None,
    words: str = "",
) -> Leg:
    """Let a visitor who missed his calls wait again, due now, behind all who already are.

    First or last of his lane is out of turn. Refused(UNKNOWN_COUNTER | NOT_SIGNED_IN | TICKET_GONE
    | NOT_SERVED_HERE), and NOT_LAWFUL for one who did not miss his calls, missed them too long ago,
    or is called elsewhere meanwhile; out of turn NOT_PERMITTED, REASON_MISSING, WORDS_TOO_LONG.
    """
    with noting(store, counter):
        return store.perform(
            rules.reinstate, counter, leg, place=place, reason=reason, words=one_line(words)
        )


def cancel(
    store: Store, counter: CounterCode, leg: LegId, reason: CancelReason | None, words: str = ""
) -> None:
    """End a visit that waits for, is called to, or is held at this counter.

    One who may CANCEL_ANY ends likewise who waits or is held anywhere in the hall, of his own
    entity where he has one. Refused(UNKNOWN_COUNTER | NOT_SIGNED_IN | TICKET_GONE | NOT_LAWFUL |
    NOT_SERVED_HERE | REASON_MISSING), and WORDS_TOO_LONG with `most`.
    """
    with noting(store, counter):
        store.perform(rules.cancel, counter, leg, reason, one_line(words))
