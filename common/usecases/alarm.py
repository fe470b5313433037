"""The building has to be left: said to all at once until it is lifted."""

from common.domain.ids import CounterCode
from common.ports import Store
from common.rules import alarm as rules
from common.usecases.refusals import noting


def evacuate(store: Store, *, counter: CounterCode) -> None:
    """Tell the whole hall to leave the building; nobody gets a ticket until that is lifted.

    Refused(UNKNOWN_COUNTER | NOT_SIGNED_IN), NOT_PERMITTED where nobody who may sits there.
    Said once more it changes nothing.
    """
    with noting(store, counter):
        store.perform(rules.evacuate, counter=counter)


def lift_evacuation(store: Store, *, counter: CounterCode) -> None:
    """Let the hall go on. Refused as `evacuate` is; said once more it changes nothing."""
    with noting(store, counter):
        store.perform(rules.lift_evacuation, counter=counter)
