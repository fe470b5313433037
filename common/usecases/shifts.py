"""How operators come to a counter and leave it."""

from common.domain.errors import Refused
from common.domain.ids import CounterCode, OperatorCode
from common.domain.views import Seat
from common.ports import PinRecord, Store
from common.rules import shifts as rules
from common.usecases.pins import Cost, new_salt, proof_of, verifier_of


def sign_in(store: Store, counter: CounterCode, operator: OperatorCode, pin: str) -> Seat:
    """Open a counter; whoever is at it already gets his seat and present visitor back.

    Refused(UNKNOWN_COUNTER | COUNTER_TAKEN | OPERATOR_ELSEWHERE | NOT_SERVED_HERE | WRONG_PIN),
    and LOCKED_OUT with `seconds` after five misses of the operator or ten at the counter.
    """
    salt = store.perform(rules.pin_salt, counter, operator)
    # Outside the transaction: this is slow on purpose, and nothing may wait for it.
    proof = proof_of(pin, salt)
    store.perform(rules.show_pin, counter, operator, proof)
    seat = store.perform(rules.sign_in, counter, operator)
    if isinstance(seat, Refused):
        raise seat
    return seat


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

    `cost` is what a guess shall cost where that is not the usual.
    """
    salt = new_salt(cost)
    verifier = verifier_of(proof_of(pin, salt))
    store.perform(rules.set_pin, operator, PinRecord(salt, verifier, 0, None, must_change))
