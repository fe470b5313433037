"""What is written down of tries that were not permitted."""

from collections.abc import Iterator
from contextlib import contextmanager, suppress

from common.domain.errors import Reason, Refused, Unavailable
from common.domain.ids import CounterCode
from common.domain.permissions import Permission
from common.ports import Store
from common.rules import refusals as rules


def note_refusal(store: Store, counter: CounterCode, what: str, *, reading: bool = False) -> None:
    """Write down that whoever sits at a counter tried what he may not.

    In a transaction of its own, after the refusal, which undid its own. `what` is the permission
    or the move, at most 64 characters, else Refused(NOT_LAWFUL). Of `reading` the same is written
    down once a minute. Refused(UNKNOWN_COUNTER | NOT_SIGNED_IN).
    """
    store.perform(rules.note_refusal, counter, what, reading=reading)


@contextmanager
def noting(
    store: Store, counter: CounterCode | None, permission: Permission | None = None
) -> Iterator[None]:
    """Write down what is tried at a counter and lacks a permission, and refuse it all the same.

    A refusal says which (`permission`); where NOT_PERMITTED does not, it is the one given here, or
    it is about something else, as too many services are.
    """
    try:
        yield
    except Refused as refused:
        lacks = permission if refused.reason is Reason.NOT_PERMITTED else None
        what = refused.facts.get("permission", lacks)
        if what is not None and counter is not None:
            note_refusal(store, counter, str(what))
        raise


@contextmanager
def noting_reading(store: Store, counter: CounterCode | None) -> Iterator[None]:
    """Write down what is read at a counter and lacks a permission, and refuse it all the same.

    A store that cannot be written to, as a standby's, refuses it too.
    """
    try:
        yield
    except Refused as refused:
        what = refused.facts.get("permission")
        if what is not None and counter is not None:
            with suppress(Unavailable):
                note_refusal(store, counter, str(what), reading=True)
        raise
