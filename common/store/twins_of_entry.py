"""The twins of the rules about how people come in: PINs of their own."""

from collections.abc import Callable, Mapping

from sqlalchemy import String

from common.domain.ids import CounterCode, OperatorCode
from common.ports import PinRecord
from common.rules import shifts
from common.store.columns import Facts
from common.store.twin import Twin, refusal, statement


def _of_change(
    counter: CounterCode, operator: OperatorCode, pin: PinRecord
) -> Mapping[str, object]:
    return {
        "counter": counter,
        "operator": operator,
        "salt": pin.salt,
        "verifier": pin.verifier,
    }


TWINS_OF_ENTRY: Mapping[Callable[..., object], Twin] = {
    shifts.change_pin: Twin(
        statement(
            "change_pin(:centre, :counter, :operator, :salt, :verifier)",
            reason=String,
            facts=Facts,
        ),
        _of_change,
        refusal,
    ),
}
