"""The twins of the rules about how people come in: PINs of their own."""

from collections.abc import Callable, Mapping

from sqlalchemy import String

from common.domain.floor import Floor
from common.domain.ids import CounterCode, OperatorCode
from common.floorfile.writing import write_floor
from common.ports import PinRecord
from common.rules import first_run, shifts
from common.store.columns import Facts
from common.store.setup_versions import sound
from common.store.twin import AS_SEEN, Twin, nothing, refusal, statement


def _of_change(
    counter: CounterCode, operator: OperatorCode, pin: PinRecord
) -> Mapping[str, object]:
    return {
        "counter": counter,
        "operator": operator,
        "salt": pin.salt,
        "verifier": pin.verifier,
    }


def _of_first(
    *, counter: CounterCode | None, floor: Floor, operator: OperatorCode, pin: PinRecord
) -> Mapping[str, object]:
    after = sound(floor)
    person = after.operator(operator)
    return {
        "counter": counter,
        "seen": floor.version,
        "operator": operator,
        "name": "" if person is None else person.name,
        "file": write_floor(after),
        "salt": pin.salt,
        "verifier": pin.verifier,
    }


TWINS_OF_ENTRY: Mapping[Callable[..., object], Twin] = {
    shifts.change_pin: Twin(
        statement(
            f"change_pin({AS_SEEN}, :counter, :operator, :salt, :verifier)",
            reason=String,
            facts=Facts,
        ),
        _of_change,
        refusal,
    ),
    first_run.make_first_administrator: Twin(
        statement(
            "make_first_administrator("
            ":centre, :counter, :seen, :operator, :name, :file, :salt, :verifier)"
        ),
        _of_first,
        nothing,
    ),
}
