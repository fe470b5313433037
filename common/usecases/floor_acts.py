"""What supervisors do on the floor."""

from common.domain.ids import CounterCode, LegId, ServiceCode
from common.domain.permissions import Permission
from common.domain.reasons import ActReason
from common.domain.ticket import Leg
from common.ports import Store
from common.rules import floor_acts as rules
from common.usecases.refusals import noting


def free_ticket(  # noqa: PLR0913 - as wide as what is to be known of an act
    store: Store,
    *,
    counter: CounterCode,
    at: CounterCode,
    leg: LegId,
    reason: ActReason | None,
    words: str = "",
    hold: bool = False,
) -> Leg:
    """Take a visitor from another counter: he waits exactly where he waited, or is on hold there.

    Return his leg. Refused(UNKNOWN_COUNTER | NOT_SIGNED_IN), NOT_PERMITTED without FLOOR_ACTS or
    for what is another entity's, REASON_MISSING, WORDS_TOO_LONG, NOT_LAWFUL at the own counter,
    TICKET_GONE where somebody else or nobody is there now.
    """
    with noting(store, counter, Permission.FLOOR_ACTS):
        return store.perform(
            rules.free_ticket,
            counter=counter,
            at=at,
            leg=leg,
            reason=reason,
            words=words,
            hold=hold,
        )


def free_held(
    store: Store,
    *,
    counter: CounterCode,
    at: CounterCode,
    reason: ActReason | None,
    words: str = "",
) -> int:
    """Let those on hold where nobody can go on with them wait exactly where they waited.

    Return how many; of whoever has an entity, his own. Refused(UNKNOWN_COUNTER | NOT_SIGNED_IN),
    NOT_PERMITTED without FLOOR_ACTS or for another entity's counter, NOT_LAWFUL where somebody
    sits who may serve, REASON_MISSING, WORDS_TOO_LONG, TICKET_GONE where none is on hold.
    """
    with noting(store, counter, Permission.FLOOR_ACTS):
        return store.perform(rules.free_held, counter=counter, at=at, reason=reason, words=words)


def send_home(
    store: Store,
    *,
    counter: CounterCode,
    at: CounterCode,
    reason: ActReason | None,
    words: str = "",
) -> None:
    """Close another counter; the visitor at it waits again exactly where he waited.

    The console there is told why. Refused as `free_ticket`, and NOT_SIGNED_IN where nobody is.
    """
    with noting(store, counter, Permission.FLOOR_ACTS):
        store.perform(rules.send_home, counter=counter, at=at, reason=reason, words=words)


def close_service(
    store: Store,
    *,
    counter: CounterCode,
    service: ServiceCode,
    reason: ActReason | None,
    words: str = "",
) -> None:
    """Give no more tickets for a service today; whoever waits for it is served all the same.

    Said once more it changes nothing. Refused(UNKNOWN_COUNTER | NOT_SIGNED_IN | UNKNOWN_SERVICE |
    SERVICE_OFF | REASON_MISSING | WORDS_TOO_LONG), NOT_PERMITTED without FLOOR_ACTS or for
    another entity's.
    """
    with noting(store, counter, Permission.FLOOR_ACTS):
        store.perform(
            rules.close_service, counter=counter, service=service, reason=reason, words=words
        )


def open_service(store: Store, *, counter: CounterCode, service: ServiceCode) -> None:
    """Give tickets for a service again. Said once more it changes nothing.

    Refused as `close_service`.
    """
    with noting(store, counter, Permission.FLOOR_ACTS):
        store.perform(rules.open_service, counter=counter, service=service)


def add_service(
    store: Store, *, counter: CounterCode, at: CounterCode, service: ServiceCode
) -> None:
    """Let a counter call for a service besides its profile until the day ends.

    Said once more it changes nothing. Refused(UNKNOWN_COUNTER | NOT_SIGNED_IN | UNKNOWN_SERVICE |
    SERVICE_OFF), NOT_PERMITTED without FLOOR_ACTS or for another entity's.
    """
    with noting(store, counter, Permission.FLOOR_ACTS):
        store.perform(rules.add_service, counter=counter, at=at, service=service)


def withdraw_service(
    store: Store, *, counter: CounterCode, at: CounterCode, service: ServiceCode
) -> None:
    """Take back what was added to a counter. Said once more it changes nothing.

    Refused as `add_service`.
    """
    with noting(store, counter, Permission.FLOOR_ACTS):
        store.perform(rules.withdraw_service, counter=counter, at=at, service=service)
