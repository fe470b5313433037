"""What boards tell everybody besides calls (the twins: functions/59_messages.sql)."""

from common.domain.errors import Reason, Refused
from common.domain.events import EventKind
from common.domain.ids import CounterCode
from common.domain.messages import Message
from common.domain.permissions import Permission
from common.ports import Records
from common.rules.steps import permitted_at

MOST = 20
"""Messages at a time: a board says one after another."""


def put_message(records: Records, *, message: Message, counter: CounterCode | None = None) -> None:
    """Let boards show a message until its time is over; one of the same name is replaced.

    Said by one who may at a counter, or by an administrator (None). Refused(UNKNOWN_ZONE),
    NOT_PERMITTED for one that is empty, too long or over, or where too many are shown.
    """
    if counter is not None:
        permitted_at(records, counter, Permission.MESSAGES)
    if message.zone is not None and message.zone not in {one.code for one in records.floor().zones}:
        raise Refused(Reason.UNKNOWN_ZONE, zone=message.zone)
    others = [one for one in records.messages() if one.name != message.name]
    if not message.is_sound(records.now) or len(others) >= MOST:
        raise Refused(Reason.NOT_PERMITTED, message=message.name)
    records.put_message(message)
    _log(records, message.name, counter, "shown")


def remove_message(records: Records, *, name: str, counter: CounterCode | None = None) -> None:
    """Let boards show a message no longer. Refused(UNKNOWN_MESSAGE)."""
    if counter is not None:
        permitted_at(records, counter, Permission.MESSAGES)
    if name not in {one.name for one in records.messages()}:
        raise Refused(Reason.UNKNOWN_MESSAGE, message=name)
    records.remove_message(name)
    _log(records, name, counter, "removed")


def _log(records: Records, name: str, counter: CounterCode | None, did: str) -> None:
    seat = None if counter is None else records.seat_at(counter)
    records.log(
        EventKind.MESSAGE,
        counter=counter,
        operator=None if seat is None else seat.operator.code,
        facts={"message": name, "did": did},
    )
