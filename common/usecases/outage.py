"""What kiosks and counters make good when the store is back, and what prepares them."""

from collections.abc import Sequence

from common.domain.ids import CounterCode, DeviceCode, JournalId, RequestId
from common.domain.outage import Lease, OfflineTicket, Reconciled, Replayed, ServedByHand
from common.ports import Store
from common.rules import by_hand, outage


def lease_numbers(store: Store, kiosk: DeviceCode, journal: JournalId) -> tuple[Lease, ...]:
    """Fill up what a kiosk may give on its own, of today and the next day; return all of it."""
    return store.perform(outage.lease_numbers, kiosk, journal)


def replay_offline(
    store: Store,
    kiosk: DeviceCode,
    journal: JournalId,
    tickets: Sequence[OfflineTicket],
    lost: Sequence[RequestId] = (),
) -> tuple[Replayed, ...]:
    """Take over what a kiosk did on its own, whole or not at all; twice does nothing more.

    `lost` are requests whose answers were lost and that got no number; what the store gave them
    is cancelled.
    """
    return store.perform(outage.replay_offline, kiosk, journal, tickets, lost)


def reconcile_by_hand(
    store: Store, counter: CounterCode, served: Sequence[ServedByHand]
) -> tuple[Reconciled, ...]:
    """Mark as done whom a counter served by hand; whom others moved meanwhile stays.

    Refused(UNKNOWN_COUNTER | NOT_SIGNED_IN).
    """
    return store.perform(by_hand.reconcile_by_hand, counter, served)
