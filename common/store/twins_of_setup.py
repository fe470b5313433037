"""The twins of the rules about the set-up: what changes it from a counter."""

import json
from collections.abc import Callable, Mapping
from datetime import date, time, timedelta

from sqlalchemy import text

from common.domain.floor import Floor
from common.domain.ids import CounterCode, OperatorCode
from common.floorfile.writing import write_floor
from common.ports import PinRecord
from common.rules import setup
from common.store.floor_writing import rows_of
from common.store.setup_versions import sound
from common.store.twin import AS_SEEN, AS_SEEN_BY, Known, Rows, Twin, nothing, statement

_TICK = timedelta(microseconds=1)
_CHANGE = text(
    f"SELECT change_setup({AS_SEEN_BY}, :counter, :seen, CAST(:rows AS jsonb), :file, :what)"
    " AS version"
)


def _of_change(
    *, counter: CounterCode, floor: Floor, seen_version: int, what: str
) -> Mapping[str, object]:
    after = sound(floor)
    rows = {table.name: listed for table, listed in rows_of(after).items()}
    return {
        "counter": counter,
        "seen": seen_version,
        "rows": json.dumps(rows, default=_plain),
        "file": write_floor(after),
        "what": what,
    }


def _plain(value: date | time | timedelta) -> str | int:
    """Return a value as JSON has it and its column takes it."""
    return value // _TICK if isinstance(value, timedelta) else value.isoformat()


def _version(rows: Rows, _known: Known) -> int:
    return int(rows[0]["version"])


def _of_pin(
    *, counter: CounterCode, operator: OperatorCode, pin: PinRecord
) -> Mapping[str, object]:
    return {
        "counter": counter,
        "operator": operator,
        "salt": pin.salt,
        "verifier": pin.verifier,
    }


TWINS_OF_SETUP: Mapping[Callable[..., object], Twin] = {
    setup.change_setup: Twin(_CHANGE.columns(), _of_change, _version),
    setup.give_pin: Twin(
        statement(f"give_pin({AS_SEEN}, :counter, :operator, :salt, :verifier)"), _of_pin, nothing
    ),
}
