"""What boards tell everybody besides calls."""

from common.domain.ids import CounterCode
from common.domain.messages import Message
from common.ports import Store
from common.rules import messages as rules
from common.usecases.refusals import noting


def put_message(store: Store, *, message: Message, counter: CounterCode | None = None) -> None:
    """Let boards show a message until its time is over; one of the same name is replaced.

    Said by one who may at a counter, or by an administrator (None). Refused(UNKNOWN_ZONE),
    NOT_PERMITTED for one that is empty, too long or over, or where too many are shown.
    """
    with noting(store, counter):
        store.perform(rules.put_message, message=message, counter=counter)


def remove_message(store: Store, *, name: str, counter: CounterCode | None = None) -> None:
    """Let boards show a message no longer. Refused(UNKNOWN_MESSAGE)."""
    with noting(store, counter):
        store.perform(rules.remove_message, name=name, counter=counter)
