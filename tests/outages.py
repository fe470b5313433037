"""Kiosks and consoles that went on alone, as they come back."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from uuid import uuid4

from floors import ID_CARD, KIOSK

from common.domain.ids import JournalId, RequestId, SeriesCode
from common.domain.outage import OfflineTicket, Outcome
from common.domain.ticket import SlipState
from common.domain.views import Visit
from common.domain.words import Language
from common.ports import Store
from common.usecases.outage import lease_numbers, replay_offline

JOURNAL = JournalId("journal of K1")


def paper(store: Store, serial: int, *, minutes_ago: float = 5, **changes: object) -> OfflineTicket:
    """Return a ticket with a number of the reserve, as a kiosk prints it on its own."""
    lease = lease_numbers(store, KIOSK, JOURNAL)[0]
    plain = OfflineTicket(
        request=RequestId(str(uuid4())),
        service=ID_CARD,
        language=Language.RU,
        priority=None,
        day=lease.day,
        series=SeriesCode("A"),
        serial=serial,
        token=f"token of {serial}",
        arrived_at=store.now() - timedelta(minutes=minutes_ago),
        slip=SlipState.PRINTED,
    )
    return replace(plain, **changes)


def replay(store: Store, *tickets: OfflineTicket, lost: Sequence[RequestId] = ()) -> list[Outcome]:
    """Bring tickets back; return what became of them, in the order in which they were taken."""
    return [one.outcome for one in replay_offline(store, KIOSK, JOURNAL, tickets, lost)]


def visit_of(store: Store, label: str) -> Visit:
    """Return today's visit with a number."""
    visit = store.find(label)
    assert visit is not None, f"nobody has {label}"
    return visit


def waits_since(store: Store, label: str) -> datetime:
    """Return when a visitor is said to have arrived."""
    return visit_of(store, label).leg.arrived_at
