"""What an operator does with the visitor at the window."""

from collections.abc import Sequence

from common.domain.board import Call
from common.domain.ids import CounterCode, LegId, ServiceCode
from common.domain.outcomes import ServiceOutcome
from common.domain.reasons import HoldReason, one_line
from common.domain.ticket import Leg
from common.ports import Store
from common.rules import more_services
from common.rules import serving as rules
from common.usecases.refusals import noting


def start(store: Store, counter: CounterCode) -> None:
    """Note that the visitor has come.

    Refused(UNKNOWN_COUNTER | NOT_SIGNED_IN | NOBODY_AT_COUNTER | NOT_LAWFUL).
    """
    store.perform(rules.start, counter)


def finish(
    store: Store,
    counter: CounterCode,
    outcome: ServiceOutcome | None = None,
    delivered: Sequence[ServiceCode] = (),
) -> None:
    """End the service; a visitor who was sent here is due back at his own window now.

    `outcome` is what came of it, `delivered` what was done of the entity's services, itself
    included; both are kept with the event. Refused(UNKNOWN_COUNTER | NOT_SIGNED_IN |
    NOBODY_AT_COUNTER | NOT_LAWFUL), OUTCOME_MISSING where the entity wants to know
    (`Entity.outcome_required`), and of what was delivered UNKNOWN_SERVICE, SAME_SERVICE,
    NOT_SERVED_HERE, NOT_PERMITTED for more than MOST_SERVICES.
    """
    store.perform(rules.finish, counter, outcome, tuple(delivered))


def add_service(store: Store, counter: CounterCode, service: ServiceCode) -> Leg:
    """Let the visitor at hand go on to one more service afterwards; return its leg.

    In turn, behind what he goes on to already (`Desk.onward`), and by his arrival. Refused(
    UNKNOWN_COUNTER | NOT_SIGNED_IN | NOBODY_AT_COUNTER | UNKNOWN_SERVICE | SERVICE_OFF),
    SAME_SERVICE for one that he is at or goes on to, NOT_PERMITTED with how many `services` where
    he has MOST_SERVICES.
    """
    return store.perform(more_services.add_service, counter=counter, service=service)


def hold(store: Store, counter: CounterCode, reason: HoldReason | None, words: str = "") -> None:
    """Put aside whom this counter serves; only it can take him up again.

    `Desk.held` has the reason (`leg.hold_reason`); the words stand in the log. Refused(
    UNKNOWN_COUNTER | NOT_SIGNED_IN | NOBODY_AT_COUNTER | NOT_LAWFUL | REASON_MISSING), and
    WORDS_TOO_LONG with `most`.
    """
    store.perform(rules.hold, counter, reason, one_line(words))


def resume(store: Store, counter: CounterCode, leg: LegId) -> Call:
    """Call a visitor who was put aside at this counter.

    Refused(UNKNOWN_COUNTER | NOT_SIGNED_IN | TICKET_GONE | NOT_LAWFUL | NOT_SERVED_HERE),
    NOT_PERMITTED for one who may not serve, ALREADY_SERVING while another visitor is at the
    counter, PAUSED while it has a break.
    """
    with noting(store, counter):
        return store.perform(rules.resume, counter, leg)
