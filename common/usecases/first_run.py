"""How a centre in which nobody has a PIN yet gets its first administrator."""

from common.domain.errors import Reason, Refused
from common.domain.first_run import fault_of_person
from common.domain.ids import CounterCode, OperatorCode
from common.domain.pins import fault_of
from common.ports import PinRecord, Store
from common.rules import first_run as rules
from common.usecases.pins import Cost, new_salt, proof_of, verifier_of


def make_first_administrator(
    store: Store,
    counter: CounterCode | None,
    operator: OperatorCode,
    name: str,
    pin: str,
    *,
    cost: Cost | None = None,
) -> None:
    """Make the first administrator of a centre in which nobody has a PIN, once.

    Refused(PERSON_UNFIT) with `fault` (name, code, known), PIN_UNFIT with `fault`, and, where
    another computer was quicker, HAS_ADMINISTRATOR or SETUP_CHANGED.
    """
    wrong = fault_of_person(operator, name)
    if wrong is not None:
        raise Refused(Reason.PERSON_UNFIT, fault=wrong.value)
    fault = fault_of(pin, operator)
    if fault is not None:
        raise Refused(Reason.PIN_UNFIT, fault=fault.value)
    floor = rules.with_administrator(store.floor(), operator, name.strip())
    salt = new_salt(cost)
    made = PinRecord(salt, verifier_of(proof_of(pin, salt)), 0, None, must_change=False)
    store.perform(
        rules.make_first_administrator, counter=counter, floor=floor, operator=operator, pin=made
    )
