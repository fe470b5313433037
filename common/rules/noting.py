"""What operators note of visits (the twins: functions/34_notes.sql)."""

from collections.abc import Collection

from common.domain.errors import Reason, Refused
from common.domain.events import EventKind
from common.domain.ids import CounterCode, LegId
from common.domain.notes import TicketMark, in_order
from common.domain.order import may_call
from common.domain.permissions import Permission
from common.domain.ticket import Leg, LegState
from common.domain.views import Seat
from common.ports import Records
from common.rules.steps import (
    NO_RECEPTION,
    caller_at,
    may_on,
    require_words,
    seat_at,
    waiting_as,
)


def add_note(records: Records, *, counter: CounterCode, leg: LegId, words: str) -> None:
    """Write something down of a visit for those who serve it later.

    Written once more by the same person it changes nothing. Refused(UNKNOWN_COUNTER |
    NOT_SIGNED_IN | TICKET_GONE | NOT_SERVED_HERE | WORDS_MISSING | WORDS_TOO_LONG).
    """
    seat, noted = _near(records, counter, leg)
    if not words:
        raise Refused(Reason.WORDS_MISSING)
    require_words(words)
    known = {(one.operator, one.words) for one in records.notes_of(noted)}
    if (seat.operator.code, words) in known:
        return
    _log(records, EventKind.NOTED, seat, noted, {"words": words})
    records.tell(noted)


def set_marks(
    records: Records, *, counter: CounterCode, leg: LegId, marks: Collection[TicketMark]
) -> None:
    """Mark a visitor so, and no otherwise; without marks he has none.

    Refused(UNKNOWN_COUNTER | NOT_SIGNED_IN | TICKET_GONE | NOT_SERVED_HERE).
    """
    seat, marked = _near(records, counter, leg)
    wanted = frozenset(marks)
    records.set_marks(marked, wanted)
    _log(records, EventKind.MARKED, seat, marked, {"marks": list(in_order(wanted))})


def _near(records: Records, counter: CounterCode, leg: LegId) -> tuple[Seat, Leg]:
    """Return who is at a counter and a visit that is his to note something of."""
    seat, found = seat_at(records, counter), records.leg(leg)
    if found.counter == counter or may_on(records, seat, found, Permission.RECEPTION):
        return seat, found
    waits = found.state is LegState.WAITING
    if not waits or not may_call(waiting_as(found, records.at_work()), caller_at(records, seat)):
        raise Refused(Reason.NOT_SERVED_HERE, service=found.service, **NO_RECEPTION)
    return seat, found


def _log(records: Records, kind: EventKind, seat: Seat, leg: Leg, facts: dict[str, object]) -> None:
    records.log(
        kind,
        ticket=leg.ticket,
        leg=leg.id,
        counter=seat.counter.code,
        operator=seat.operator.code,
        facts=facts,
    )
