"""The building has to be left: said to all at once until it is lifted (functions/56_alarm.sql)."""

from common.domain.events import EventKind
from common.domain.ids import CounterCode
from common.domain.permissions import Permission
from common.ports import Records
from common.rules.steps import permitted_at


def evacuate(records: Records, *, counter: CounterCode) -> None:
    """Tell the whole hall to leave the building; nobody gets a ticket until that is lifted.

    Refused(UNKNOWN_COUNTER | NOT_SIGNED_IN), NOT_PERMITTED where nobody who may sits there.
    Said once more it changes nothing.
    """
    _switch(records, counter, on=True)


def lift_evacuation(records: Records, *, counter: CounterCode) -> None:
    """Let the hall go on. Refused as `evacuate` is; said once more it changes nothing."""
    _switch(records, counter, on=False)


def _switch(records: Records, counter: CounterCode, *, on: bool) -> None:
    operator = permitted_at(records, counter, Permission.EVACUATE).operator
    if on == (records.evacuated_since is not None):
        return
    records.set_evacuation(counter if on else None)
    kind = EventKind.EVACUATED if on else EventKind.EVACUATION_LIFTED
    records.log(kind, counter=counter, operator=operator.code)
