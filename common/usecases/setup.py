"""How a centre's set-up is replaced."""

from common.domain.errors import Reason, Refused
from common.domain.floor import Floor
from common.domain.ids import CounterCode, OperatorCode
from common.domain.permissions import Permission
from common.domain.pins import fault_of, normal_pin
from common.ports import PinRecord, Store
from common.rules import setup as rules
from common.usecases.pins import Cost, new_salt, proof_of, verifier_of
from common.usecases.refusals import noting


def replace_floor(store: Store, floor: Floor, what: str = "") -> int:
    """Replace the whole set-up, or nothing of it; return its new version.

    Refused as `change_setup` for what is in use: SETUP_IN_USE, COUNTER_TAKEN, OPERATOR_ELSEWHERE.
    """
    return store.perform(rules.replace_floor, floor, what)


def change_setup(
    store: Store, counter: CounterCode, floor: Floor, *, seen_version: int, what: str
) -> int:
    """Replace the set-up from a counter, whole or not at all; return its new version.

    Refused(UNKNOWN_COUNTER | NOT_SIGNED_IN), NOT_PERMITTED where who sits there may not change
    what differs (people are a permission of their own), SETUP_CHANGED with `version`, `at` and
    `operator` where another was quicker, SETUP_UNSOUND with `faults` as import-floor tells them,
    COUNTER_TAKEN or OPERATOR_ELSEWHERE where it lacks whoever is signed in, and SETUP_IN_USE with
    `kind` (service, series, day) where it lacks what today still needs.
    """
    with noting(store, counter, Permission.PEOPLE):
        return store.perform(
            rules.change_setup, counter=counter, floor=floor, seen_version=seen_version, what=what
        )


def give_pin(
    store: Store,
    counter: CounterCode,
    operator: OperatorCode,
    pin: str,
    *,
    cost: Cost | None = None,
) -> None:
    """Give a person a PIN that is to be changed at the first sign-in, from a counter.

    Refused(PIN_UNFIT) with its `fault` for one that anybody would try first;
    Refused(UNKNOWN_COUNTER | NOT_SIGNED_IN), NOT_PERMITTED where who sits there has nothing to do
    with people, for an unknown one, and for one who may set the centre up by one who may not.
    `cost` is what a guess shall cost where that is not the usual.
    """
    fault = fault_of(pin, operator)
    if fault is not None:
        raise Refused(Reason.PIN_UNFIT, fault=fault.value)
    salt = new_salt(cost)
    verifier = verifier_of(proof_of(normal_pin(pin), salt))
    given = PinRecord(salt, verifier, 0, None, must_change=True)
    with noting(store, counter, Permission.PEOPLE):
        store.perform(rules.give_pin, counter=counter, operator=operator, pin=given)
