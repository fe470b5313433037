"""What staff do at a kiosk, behind a PIN."""

from common.domain.errors import Refused
from common.domain.ids import DeviceCode, OperatorCode
from common.domain.staff import StaffMove
from common.ports import Store
from common.rules import staff as rules
from common.usecases.pins import proof_of


def enter_staff(store: Store, kiosk: DeviceCode, operator: OperatorCode, pin: str) -> None:
    """Open a kiosk's staff menu to one who may act on the floor, by his PIN.

    Refused(WRONG_PIN | NOT_PERMITTED), and LOCKED_OUT with `seconds` after five misses of the
    operator or ten at the kiosk.
    """
    salt = store.perform(rules.staff_salt, kiosk, operator)
    # Outside the transaction: this is slow on purpose, and nothing may wait for it.
    proof = proof_of(pin, salt)
    store.perform(rules.show_staff_pin, kiosk, operator, proof)
    refused = store.perform(rules.enter_staff, kiosk, operator)
    if isinstance(refused, Refused):
        raise refused


def note_staff(store: Store, kiosk: DeviceCode, operator: OperatorCode, did: StaffMove) -> None:
    """Write down what somebody did in the staff menu he had opened. Refused(NOT_PERMITTED)."""
    store.perform(rules.note_staff, kiosk, operator, did)
