"""What staff do at a kiosk, behind a PIN."""

from common.domain.errors import Reason, Refused
from common.domain.events import EventKind
from common.domain.ids import CounterCode, DeviceCode, OperatorCode
from common.domain.staff import STAFF, STAYS_IN, StaffMove
from common.ports import Records
from common.rules.shifts import count_shown, log_miss, must_change, pin_at, was_right


def staff_salt(records: Records, kiosk: DeviceCode, operator: OperatorCode) -> str:
    """Return what an operator's PIN is stretched with before it is shown at a kiosk.

    Refused(WRONG_PIN), and LOCKED_OUT with `seconds` after five misses of the operator or ten at
    the kiosk.
    """
    return pin_at(records, _place(kiosk), operator).salt


def show_staff_pin(records: Records, kiosk: DeviceCode, operator: OperatorCode, proof: str) -> None:
    """Keep what somebody shows of a PIN at a kiosk, as a miss, as `shifts.show_pin` does."""
    count_shown(records, _place(kiosk), operator, proof)


def enter_staff(records: Records, kiosk: DeviceCode, operator: OperatorCode) -> Refused | None:
    """Open a kiosk's staff menu to whoever has just shown the PIN of one who may.

    A refusal is an answer, so that what it brought about is kept: WRONG_PIN, which leaves the
    miss counted, PIN_MUST_CHANGE for a first PIN, and NOT_PERMITTED for one who may not act on
    the floor.
    """
    right = was_right(records, _place(kiosk), operator)
    if right is False:
        log_miss(records, operator, device=kiosk)
    if not right:
        return Refused(Reason.WRONG_PIN)
    if must_change(records, operator):
        return Refused(Reason.PIN_MUST_CHANGE)
    floor = records.floor()
    who = floor.operator(operator)
    if who is None or STAFF not in floor.permissions_of(who):
        return Refused(Reason.NOT_PERMITTED, operator=operator)
    _log(records, kiosk, operator, StaffMove.ENTERED)
    return None


def note_staff(records: Records, kiosk: DeviceCode, operator: OperatorCode, did: StaffMove) -> None:
    """Write down what somebody did in the staff menu he had opened. Refused(NOT_PERMITTED)."""
    entered = records.staff_entered(kiosk, operator)
    if did is StaffMove.ENTERED or entered is None or records.now - entered > STAYS_IN:
        raise Refused(Reason.NOT_PERMITTED, operator=operator)
    _log(records, kiosk, operator, did)


def _place(kiosk: DeviceCode) -> CounterCode:
    """Return where the tries of a kiosk are counted: no counter's code has a space."""
    return CounterCode(f"kiosk {kiosk}")


def _log(records: Records, kiosk: DeviceCode, operator: OperatorCode, did: StaffMove) -> None:
    facts = {"did": did.value}
    records.log(EventKind.STAFF, device=kiosk, operator=operator, facts=facts)
