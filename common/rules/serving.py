"""What an operator does with the visitor at the window."""

from collections.abc import Sequence
from dataclasses import replace

from common.domain.board import Call
from common.domain.errors import Reason, Refused
from common.domain.events import EventKind
from common.domain.ids import CounterCode, LegId, ServiceCode
from common.domain.outcomes import ServiceOutcome
from common.domain.permissions import Permission
from common.domain.reasons import HoldReason
from common.domain.ticket import Move
from common.ports import Records
from common.rules.outcomes import finish_with
from common.rules.steps import because, call_to, leg_at, permitted_at, require, step


def start(records: Records, counter: CounterCode) -> None:
    """Note that the visitor has come.

    Refused(UNKNOWN_COUNTER | NOT_SIGNED_IN | NOBODY_AT_COUNTER | NOT_LAWFUL).
    """
    step(records, leg_at(records, counter), Move.START)


def finish(
    records: Records,
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
    finish_with(records, leg_at(records, counter), outcome, delivered)


def hold(
    records: Records, counter: CounterCode, reason: HoldReason | None, words: str = ""
) -> None:
    """Put aside whom this counter serves; only it can take him up again.

    Refused(UNKNOWN_COUNTER | NOT_SIGNED_IN | NOBODY_AT_COUNTER | REASON_MISSING | WORDS_TOO_LONG),
    NOT_LAWFUL for one who was only called: he would be dropped behind others.
    """
    leg = leg_at(records, counter)
    facts = because(reason, words)
    step(records, replace(leg, hold_reason=reason), Move.HOLD, facts=facts)


def resume(records: Records, counter: CounterCode, leg: LegId) -> Call:
    """Call a visitor who was put aside at this counter.

    Refused(UNKNOWN_COUNTER | NOT_SIGNED_IN | TICKET_GONE | NOT_LAWFUL | NOT_SERVED_HERE),
    NOT_PERMITTED for one who may not serve, ALREADY_SERVING while another visitor is at the
    counter, PAUSED while it has a break.
    """
    seat = permitted_at(records, counter, Permission.SERVE)
    held = records.leg(leg)
    require(records, held, Move.RESUME)
    if held.counter != counter:
        raise Refused(Reason.NOT_SERVED_HERE, counter=held.counter)
    called = records.move(held, call_to(records, seat, held))
    call = records.add_call(called, {"resumed": True})
    records.log(
        EventKind.RESUMED,
        ticket=held.ticket,
        leg=held.id,
        call=call,
        counter=called.counter,
        operator=called.operator,
    )
    return records.call(call)
