"""How operators come to a counter and leave it."""

from common.domain.errors import Reason, Refused
from common.domain.ids import CounterCode, OperatorCode
from common.domain.pins import fault_of
from common.domain.views import Seat
from common.ports import PinRecord, Store
from common.rules import shifts as rules
from common.usecases.pins import Cost, KeptPin, new_salt, proof_of, verifier_of


def sign_in(store: Store, counter: CounterCode, operator: OperatorCode, pin: str) -> Seat:
    """Open a counter; whoever is at it already gets his seat and present visitor back.

    Refused(UNKNOWN_COUNTER | COUNTER_TAKEN | OPERATOR_ELSEWHERE | NOT_SERVED_HERE | WRONG_PIN),
    PIN_MUST_CHANGE with a first PIN, which opens nothing but `change_pin`, and LOCKED_OUT with
    `seconds` after five misses of the operator or ten at the counter.
    """
    _show(store, counter, operator, pin)
    seat = store.perform(rules.sign_in, counter, operator)
    if isinstance(seat, Refused):
        raise seat
    return seat


def keep_pin(store: Store, counter: CounterCode, operator: OperatorCode, pin: str) -> KeptPin:
    """Return what a PIN that has just been right is known by while the store is away.

    Refused as `sign_in` refuses before a PIN is shown.
    """
    salt = store.perform(rules.pin_salt, counter, operator)
    return KeptPin(salt, verifier_of(proof_of(pin, salt)))


def change_pin(  # noqa: PLR0913 - who, where, both PINs, and what names the intention
    store: Store,
    counter: CounterCode,
    operator: OperatorCode,
    old: str,
    new: str,
    *,
    salt: str | None = None,
    cost: Cost | None = None,
) -> None:
    """Let an operator choose a PIN of his own, for the old one that he shows.

    `salt` names the intention: repeated with it, after a lost answer, it is made once, and the old
    PIN, which is wrong by then, is not shown. Refused(PIN_UNFIT) with the `fault` of the new one,
    before anything is shown; UNKNOWN_COUNTER, WRONG_PIN and LOCKED_OUT as in `sign_in`, and the
    miss counts alike.
    """
    fault = fault_of(new, operator, old)
    if fault is not None:
        raise Refused(Reason.PIN_UNFIT, fault=fault.value)
    salt = salt or new_salt(cost)
    if store.perform(rules.pin_salt, counter, operator) == salt:
        return
    _show(store, counter, operator, old)
    pin = _record_of(new, salt, must_change=False)
    refused = store.perform(rules.change_pin, counter, operator, pin)
    if refused is not None:
        raise refused


def sign_out(store: Store, counter: CounterCode, *, leaves_held: bool = False) -> None:
    """Close a counter; whoever opens it next can take up the visitors held there.

    Refused(UNKNOWN_COUNTER | NOT_SIGNED_IN), ALREADY_SERVING while a visitor is at it, and
    VISITORS_HELD with their `count`, unless the operator knows that he `leaves_held`: until
    somebody sits there again nobody can call them.
    """
    store.perform(rules.sign_out, counter, leaves_held=leaves_held)


def set_pin(
    store: Store,
    operator: OperatorCode,
    pin: str,
    *,
    must_change: bool = False,
    cost: Cost | None = None,
) -> None:
    """Give an operator a PIN and forget his misses. Refused(NOT_PERMITTED) for an unknown one.

    One that he `must_change` opens nothing but the choice of his own.

    `cost` is what a guess shall cost where that is not the usual.
    """
    store.perform(rules.set_pin, operator, _record_of(pin, new_salt(cost), must_change=must_change))


def _show(store: Store, counter: CounterCode, operator: OperatorCode, pin: str) -> None:
    salt = store.perform(rules.pin_salt, counter, operator)
    # Outside the transaction: this is slow on purpose, and nothing may wait for it.
    proof = proof_of(pin, salt)
    store.perform(rules.show_pin, counter, operator, proof)


def _record_of(pin: str, salt: str, *, must_change: bool) -> PinRecord:
    return PinRecord(salt, verifier_of(proof_of(pin, salt)), 0, None, must_change)
