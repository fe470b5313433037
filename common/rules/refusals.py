"""What is written down of tries that were not permitted (functions/12_permissions.sql)."""

from common.domain.errors import Reason, Refused
from common.domain.events import EventKind
from common.domain.ids import CounterCode
from common.ports import Records
from common.rules.steps import seat_at

_LONGEST = 64


def note_refusal(records: Records, counter: CounterCode, what: str) -> None:
    """Write down that whoever sits at a counter tried what he may not.

    `what` is the permission or the move, at most 64 characters, else Refused(NOT_LAWFUL).
    Refused(UNKNOWN_COUNTER | NOT_SIGNED_IN).
    """
    if not what.isprintable() or not 0 < len(what) <= _LONGEST:
        raise Refused(Reason.NOT_LAWFUL, what=what[:_LONGEST])
    operator = seat_at(records, counter).operator.code
    records.log(EventKind.NOT_PERMITTED, counter=counter, operator=operator, facts={"what": what})
