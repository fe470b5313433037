"""How a centre in which nobody has a PIN yet gets its first administrator."""

from dataclasses import replace

from common.domain.errors import Reason, Refused
from common.domain.events import EventKind
from common.domain.first_run import PersonFault
from common.domain.floor import Floor, Operator
from common.domain.ids import CounterCode, OperatorCode
from common.domain.permissions import Role
from common.ports import PinRecord, Records

WHAT = "the first administrator"


def make_first_administrator(
    records: Records,
    *,
    counter: CounterCode | None,
    floor: Floor,
    operator: OperatorCode,
    pin: PinRecord,
) -> None:
    """Take the set-up with its first administrator in it, and his PIN; only once.

    Refused(HAS_ADMINISTRATOR) where anybody has a PIN, SETUP_CHANGED where the set-up is not the
    one that he was added to, PERSON_UNFIT where it knows him as something else.
    """
    if records.has_pins():
        raise Refused(Reason.HAS_ADMINISTRATOR)
    before = records.floor()
    if before.version != floor.version:
        raise Refused(Reason.SETUP_CHANGED, version=before.version, at=None, operator=None)
    if before.operator(operator) is None:
        version = records.put_floor(records.sound(floor), operator=operator, what=WHAT)
        facts = {"version": version}
        records.log(EventKind.FLOOR_CHANGED, counter=counter, operator=operator, facts=facts)
    records.set_pin(operator, replace(pin, misses=0, last_miss=None, must_change=False))
    records.log(EventKind.PIN_SET, counter=counter, operator=operator, facts={"first": True})


def with_administrator(floor: Floor, operator: OperatorCode, name: str) -> Floor:
    """Return a set-up with an administrator in it.

    Refused(PERSON_UNFIT) where one of this code is there and is something else.
    """
    known = floor.operator(operator)
    if known is None:
        made = Operator(operator, name, None, Role.ADMINISTRATOR)
        return replace(floor, operators=(*floor.operators, made))
    if known.role is not Role.ADMINISTRATOR:
        raise Refused(Reason.PERSON_UNFIT, fault=PersonFault.KNOWN.value)
    return floor
