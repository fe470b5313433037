"""What is written down of who looks into the log (the twins: functions/72_audit.sql)."""

from datetime import date

from common.domain.errors import Reason, Refused
from common.domain.events import EventKind
from common.domain.ids import CounterCode
from common.domain.permissions import Permission
from common.ports import Records
from common.rules.steps import permitted_at

_PAGES = frozenset({"log", "operators", "chain", "changes"})


def note_check(
    records: Records,
    *,
    counter: CounterCode | None = None,
    of: date | None = None,
    faults: int,
    until: int,
) -> None:
    """Write down that seals were checked, and how many faults were found.

    From a counter those of a day, else (None) all of them by whoever keeps the store.
    Refused(UNKNOWN_COUNTER | NOT_SIGNED_IN | NOT_PERMITTED).
    """
    facts: dict[str, object] = {"faults": faults, "until": until}
    if of is not None:
        facts["of"] = of.isoformat()
    if counter is None:
        records.log(EventKind.LOG_CHECKED, facts=facts)
        return
    seat = permitted_at(records, counter, Permission.AUDIT)
    if of is None or seat.operator.entity is not None:
        raise Refused(Reason.NOT_PERMITTED, permission=Permission.AUDIT.value)
    operator = seat.operator.code
    records.log(EventKind.LOG_CHECKED, counter=counter, operator=operator, facts=facts)


def note_export(
    records: Records, *, counter: CounterCode, what: str, first: date, last: date, rows: int
) -> None:
    """Write down that what an auditor sees goes into a file: which page, of which days, how much.

    Refused(UNKNOWN_COUNTER | NOT_SIGNED_IN | NOT_PERMITTED), NOT_LAWFUL for an unknown page.
    """
    operator = permitted_at(records, counter, Permission.AUDIT).operator.code
    if what not in _PAGES or rows < 0:
        raise Refused(Reason.NOT_LAWFUL, what=what)
    facts = {
        "what": what,
        "first": first.isoformat(),
        "last": last.isoformat(),
        "rows": rows,
    }
    records.log(EventKind.LOG_EXPORTED, counter=counter, operator=operator, facts=facts)
