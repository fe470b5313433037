"""What is written down of tries that were not permitted (functions/12_permissions.sql)."""

from datetime import timedelta

from common.domain.errors import Reason, Refused
from common.domain.events import EventKind
from common.domain.ids import CounterCode
from common.ports import Records
from common.rules.steps import seat_at

_LONGEST = 64
READ_AGAIN = timedelta(minutes=1)
"""A page reads again and again: one line in this time says as much as sixty."""


def note_refusal(
    records: Records, counter: CounterCode, what: str, *, reading: bool = False
) -> None:
    """Write down that whoever sits at a counter tried what he may not.

    `what` is the permission or the move, at most 64 characters, else Refused(NOT_LAWFUL). Of
    `reading` the same is written down once a minute. Refused(UNKNOWN_COUNTER | NOT_SIGNED_IN).
    """
    if not what.isprintable() or not 0 < len(what) <= _LONGEST:
        raise Refused(Reason.NOT_LAWFUL, what=what[:_LONGEST])
    operator = seat_at(records, counter).operator.code
    if reading and records.refused_since(records.now - READ_AGAIN, operator, what):
        return
    records.log(EventKind.NOT_PERMITTED, counter=counter, operator=operator, facts={"what": what})
