"""How operators come to a counter and leave it."""

import hashlib
import hmac
from dataclasses import replace
from datetime import datetime, timedelta

from common.domain.errors import Reason, Refused
from common.domain.events import EventKind
from common.domain.ids import CounterCode, OperatorCode
from common.domain.spans import left_of
from common.domain.views import Seat
from common.ports import PinRecord, Records
from common.rules.steps import seat_at

MISSES_ALLOWED = 5
LOCKED_FOR = timedelta(seconds=60)


def pin_salt(records: Records, counter: CounterCode, operator: OperatorCode) -> str:
    """Return what an operator's PIN is stretched with before it is shown to the store.

    Refused(UNKNOWN_COUNTER | WRONG_PIN), and LOCKED_OUT with `seconds` after five misses.
    """
    return _pin_of(records, counter, operator).salt


def sign_in(
    records: Records, counter: CounterCode, operator: OperatorCode, proof: str
) -> Seat | None:
    """Open a counter; None, and one miss more, where the proof is not that of the PIN.

    Whoever is at the counter already gets his seat and present visitor back.
    Refused(UNKNOWN_COUNTER | COUNTER_TAKEN | OPERATOR_ELSEWHERE | NOT_SERVED_HERE | WRONG_PIN),
    and LOCKED_OUT with `seconds` after five misses.
    """
    stored = _pin_of(records, counter, operator)
    shown = hashlib.sha256(proof.encode()).hexdigest()
    if not hmac.compare_digest(shown, stored.verifier):
        _count_miss(records, counter, operator, stored)
        return None
    seat = _take_seat(records, counter, operator)
    if stored.misses:
        records.set_pin(operator, replace(stored, misses=0, last_miss=None))
    return seat


def sign_out(records: Records, counter: CounterCode, *, leaves_held: bool = False) -> None:
    """Close a counter; whoever opens it next can take up the visitors held there.

    Refused(UNKNOWN_COUNTER | NOT_SIGNED_IN), ALREADY_SERVING while a visitor is at it, and
    VISITORS_HELD with their `count`, unless the operator knows that he `leaves_held`: until
    somebody sits there again nobody can call them.
    """
    seat = seat_at(records, counter)
    if records.current_leg(counter) is not None:
        raise Refused(Reason.ALREADY_SERVING, counter=counter)
    held = 0 if leaves_held else records.held_at(counter)
    if held:
        raise Refused(Reason.VISITORS_HELD, count=held)
    records.close_seat(counter)
    records.log(EventKind.SIGNED_OUT, counter=counter, operator=seat.operator.code)


def set_pin(records: Records, operator: OperatorCode, pin: PinRecord) -> None:
    """Give an operator a PIN. Refused(NOT_PERMITTED) for an unknown one."""
    if records.floor().operator(operator) is None:
        raise Refused(Reason.NOT_PERMITTED, operator=operator)
    records.set_pin(operator, pin)
    records.log(EventKind.PIN_SET, operator=operator)


def _pin_of(records: Records, counter: CounterCode, operator: OperatorCode) -> PinRecord:
    floor = records.floor()
    if floor.counter(counter) is None:
        raise Refused(Reason.UNKNOWN_COUNTER, counter=counter)
    stored = None if floor.operator(operator) is None else records.pin(operator)
    if stored is None:
        # Says no more than a wrong PIN does: who works here is nobody's business.
        raise Refused(Reason.WRONG_PIN)
    left = _locked_for(stored, records.now)
    if left > timedelta():
        raise Refused(Reason.LOCKED_OUT, seconds=-(-left // timedelta(seconds=1)))
    return stored


def _locked_for(stored: PinRecord, now: datetime) -> timedelta:
    """Return how long an operator is still locked out."""
    if stored.misses < MISSES_ALLOWED or stored.last_miss is None:
        return timedelta()
    return left_of(LOCKED_FOR, stored.last_miss, now)


def _count_miss(
    records: Records, counter: CounterCode, operator: OperatorCode, stored: PinRecord
) -> None:
    # Nobody comes this far while he is locked out: five misses have been served out.
    misses = 1 if stored.misses >= MISSES_ALLOWED else stored.misses + 1
    records.set_pin(operator, replace(stored, misses=misses, last_miss=records.now))
    records.log(
        EventKind.SIGN_IN_FAILED, counter=counter, operator=operator, facts={"misses": misses}
    )


def _take_seat(records: Records, counter: CounterCode, operator: OperatorCode) -> Seat:
    floor = records.floor()
    taken, elsewhere = records.seat_at(counter), records.seat_of(operator)
    if taken is not None and taken.operator.code == operator:
        records.log(EventKind.SIGNED_IN, counter=counter, operator=operator, facts={"again": True})
        return taken
    if taken is not None:
        raise Refused(Reason.COUNTER_TAKEN, counter=counter, operator=taken.operator.code)
    if elsewhere is not None:
        raise Refused(Reason.OPERATOR_ELSEWHERE, counter=elsewhere.counter.code)
    here, who = floor.counter(counter), floor.operator(operator)
    if here is None or who is None or not floor.work_of(here, who):
        raise Refused(Reason.NOT_SERVED_HERE, counter=counter)
    seat = records.open_seat(counter, operator)
    records.log(EventKind.SIGNED_IN, counter=counter, operator=operator)
    return seat
