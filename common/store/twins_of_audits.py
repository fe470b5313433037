"""The twins of the rules about what is written down of who looks into the log."""

from collections.abc import Callable, Mapping
from datetime import date

from sqlalchemy import Date, Integer, String, bindparam

from common.domain.ids import CounterCode
from common.rules import audits
from common.store.twin import AS_SEEN_BY, Twin, as_given, nothing, statement


def _of_check(
    *, counter: CounterCode | None = None, of: date | None = None, faults: int, until: int
) -> Mapping[str, object]:
    return {"counter": counter, "of": of, "faults": faults, "until": until}


TWINS_OF_AUDITS: Mapping[Callable[..., object], Twin] = {
    audits.note_check: Twin(
        statement(f"note_check({AS_SEEN_BY}, :counter, :of, :faults, :until)").bindparams(
            bindparam("counter", type_=String), bindparam("of", type_=Date)
        ),
        _of_check,
        nothing,
    ),
    audits.note_export: Twin(
        statement(f"note_export({AS_SEEN_BY}, :counter, :what, :first, :last, :rows)").bindparams(
            bindparam("first", type_=Date),
            bindparam("last", type_=Date),
            bindparam("rows", type_=Integer),
        ),
        as_given,
        nothing,
    ),
}
