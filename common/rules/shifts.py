"""How operators come to a counter and leave it."""

import hashlib
import hmac
from dataclasses import replace
from datetime import datetime, timedelta

from common.domain.errors import Reason, Refused
from common.domain.events import EventKind
from common.domain.floor import Counter, Operator
from common.domain.ids import CounterCode, DeviceCode, OperatorCode
from common.domain.permissions import Permission
from common.domain.spans import left_of
from common.domain.views import Seat
from common.ports import PinRecord, PinTry, Records
from common.rules.steps import seat_at

MISSES_ALLOWED = 5
MISSES_AT_COUNTER = 10
"""Whosever PINs they were for: who tries one operator after another does not get further."""
LOCKED_FOR = timedelta(seconds=60)


def pin_salt(records: Records, counter: CounterCode, operator: OperatorCode) -> str:
    """Return what an operator's PIN is stretched with before it is shown to the store.

    Refused(UNKNOWN_COUNTER | WRONG_PIN), and LOCKED_OUT with `seconds` after five misses of the
    operator or ten at the counter.
    """
    require_counter(records, counter)
    return pin_at(records, counter, operator).salt


def show_pin(records: Records, counter: CounterCode, operator: OperatorCode, proof: str) -> None:
    """Keep what somebody shows of a PIN, as a miss; `sign_in` says then whether it was one.

    Counted in a transaction of its own: whoever could take it back after the answer could try
    for ever. The same shown again before the answer is one try: a console repeats what was lost
    on the way. Refused as `pin_salt`.
    """
    require_counter(records, counter)
    count_shown(records, counter, operator, proof)


def count_shown(records: Records, place: CounterCode, operator: OperatorCode, proof: str) -> None:
    """Count what is shown of a PIN as a miss, at a counter or wherever else PINs are asked for."""
    stored = pin_at(records, place, operator)
    tried = records.pin_try(place)
    shown = hashlib.sha256(proof.encode()).hexdigest()
    if tried is not None and (tried.operator, tried.shown) == (operator, shown):
        return
    # Nobody comes this far while he is locked out: five misses have been served out.
    misses = 1 if stored.misses >= MISSES_ALLOWED else stored.misses + 1
    records.set_pin(operator, replace(stored, misses=misses, last_miss=records.now))
    lately = tried is not None and left_of(LOCKED_FOR, tried.last_miss, records.now) > timedelta()
    at_counter = 1 + (tried.misses if tried is not None and lately else 0)
    records.set_pin_try(place, PinTry(operator, shown, at_counter, records.now))


def sign_in(records: Records, counter: CounterCode, operator: OperatorCode) -> Seat | Refused:
    """Open a counter to whoever has just shown the operator's PIN there.

    Whoever is at the counter already gets his seat and present visitor back. A refusal is an
    answer, so that what it brought about is kept: WRONG_PIN, which leaves the miss counted,
    PIN_MUST_CHANGE for a first PIN, which opens nothing but `change_pin`, and COUNTER_TAKEN,
    OPERATOR_ELSEWHERE or NOT_SERVED_HERE.
    """
    if not _knew(records, counter, operator):
        return Refused(Reason.WRONG_PIN)
    if must_change(records, operator):
        return Refused(Reason.PIN_MUST_CHANGE)
    try:
        return _take_seat(records, counter, operator)
    except Refused as refused:
        return refused


def change_pin(
    records: Records, counter: CounterCode, operator: OperatorCode, pin: PinRecord
) -> Refused | None:
    """Take another PIN of whoever has just shown the operator's old one at a counter.

    A refusal is an answer, as in `sign_in`: WRONG_PIN.
    """
    if not _knew(records, counter, operator):
        return Refused(Reason.WRONG_PIN)
    records.set_pin(operator, replace(pin, misses=0, last_miss=None, must_change=False))
    records.log(EventKind.PIN_CHANGED, counter=counter, operator=operator)
    return None


def must_change(records: Records, operator: OperatorCode) -> bool:
    """Say whether an operator's PIN was given to him and opens nothing yet."""
    stored = records.pin(operator)
    return stored is not None and stored.must_change


def was_right(records: Records, place: CounterCode, operator: OperatorCode) -> bool | None:
    """Say whether what was shown before is the PIN, once; None where nothing was shown."""
    stored, tried = records.pin(operator), records.pin_try(place)
    if stored is None or tried is None or tried.operator != operator or tried.shown is None:
        return None
    if not hmac.compare_digest(tried.shown, stored.verifier):
        records.set_pin_try(place, replace(tried, shown=None))
        return False
    records.set_pin(operator, replace(stored, misses=0, last_miss=None))
    # Not back to none: one's own PIN is no key to trying those of others.
    records.set_pin_try(place, replace(tried, shown=None, misses=tried.misses - 1))
    return True


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


def require_counter(records: Records, counter: CounterCode) -> None:
    """Refuse a counter that the set-up does not have: Refused(UNKNOWN_COUNTER)."""
    if records.floor().counter(counter) is None:
        raise Refused(Reason.UNKNOWN_COUNTER, counter=counter)


def pin_at(records: Records, place: CounterCode, operator: OperatorCode) -> PinRecord:
    """Return an operator's PIN where it is to be shown. Refused(WRONG_PIN | LOCKED_OUT)."""
    floor = records.floor()
    tried = records.pin_try(place)
    if tried is not None:
        _refuse_locked(tried.misses, MISSES_AT_COUNTER, tried.last_miss, records.now)
    stored = None if floor.operator(operator) is None else records.pin(operator)
    if stored is None:
        # Says no more than a wrong PIN does: who works here is nobody's business.
        raise Refused(Reason.WRONG_PIN)
    _refuse_locked(stored.misses, MISSES_ALLOWED, stored.last_miss, records.now)
    return stored


def log_miss(
    records: Records,
    operator: OperatorCode,
    *,
    counter: CounterCode | None = None,
    device: DeviceCode | None = None,
) -> None:
    """Write down a wrong PIN, where it was shown, and how many there were in a row."""
    stored = records.pin(operator)
    facts = {"misses": 0 if stored is None else stored.misses}
    records.log(
        EventKind.SIGN_IN_FAILED, counter=counter, operator=operator, device=device, facts=facts
    )


def _knew(records: Records, counter: CounterCode, operator: OperatorCode) -> bool:
    right = was_right(records, counter, operator)
    if right is False:
        log_miss(records, operator, counter=counter)
    return right is True


def _refuse_locked(misses: int, allowed: int, last_miss: datetime | None, now: datetime) -> None:
    if misses < allowed or last_miss is None:
        return
    left = left_of(LOCKED_FOR, last_miss, now)
    if left > timedelta():
        raise Refused(Reason.LOCKED_OUT, seconds=-(-left // timedelta(seconds=1)))


def _may_sit(records: Records, counter: Counter, operator: Operator) -> bool:
    """Say whether a person has anything to do at a counter: who does not serve needs no work."""
    floor = records.floor()
    may, extra = floor.permissions_of(operator), records.extra_services().get(counter.code, ())
    return bool(floor.work_of(counter, operator, extra) or (may and Permission.SERVE not in may))


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
    if here is None or who is None or not _may_sit(records, here, who):
        raise Refused(Reason.NOT_SERVED_HERE, counter=counter)
    seat = records.open_seat(counter, operator)
    records.log(EventKind.SIGNED_IN, counter=counter, operator=operator)
    return seat
