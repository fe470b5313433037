"""How a kiosk gives a ticket while the store is out of reach."""

import secrets
from dataclasses import dataclass
from datetime import datetime

from common.domain.errors import Reason, Refused, Unavailable
from common.domain.ids import DeviceCode, GroupCode, RequestId, ServiceCode, TicketId
from common.domain.outage import Kept, OfflineTicket
from common.domain.ticket import Ticket
from common.domain.views import Issued
from common.domain.words import Language
from common.journals import KioskJournal
from common.rules.steps import refuse_closed
from common.rules.tickets import TOKEN_BYTES


@dataclass(frozen=True, slots=True)
class Intention:
    """What a visitor asked a kiosk for."""

    request: RequestId
    service: ServiceCode
    language: Language
    priority: GroupCode | None = None
    uncertain: bool = False
    """The store was asked for it, and its answer was lost."""
    more: tuple[ServiceCode, ...] = ()


def kept_in(journal: KioskJournal) -> Kept | None:
    """Return what a journal holds for going on alone; None before it has seen the store."""
    memory = journal.memory()
    return None if memory is None else Kept(memory, journal.leases(), journal.papers())


def issue_alone(
    journal: KioskJournal, kiosk: DeviceCode, wanted: Intention, now: datetime
) -> Issued:
    """Give a number of the reserve and write it down; the same request gets the same number.

    `now` is the store's time as the kiosk carries it on. Refused as by `issue_ticket`, by the
    last known hours and limits, and OUT_OF_NUMBERS when what was leased is used up; Unavailable
    without a journal that has seen the store.
    """
    for paper in journal.papers():
        if paper.request == wanted.request:
            return issued_of(paper, kiosk, again=True)
    ticket = _next_ticket(journal, wanted, now)
    journal.give(ticket)
    return issued_of(ticket, kiosk, again=False)


def _next_ticket(journal: KioskJournal, wanted: Intention, now: datetime) -> OfflineTicket:
    kept = kept_in(journal)
    if kept is None:
        raise Unavailable("the kiosk has never seen the store")
    # A clock that was lost with the power puts nobody before who came earlier.
    now = max(now, kept.store_time(now - kept.memory.ahead))
    day, services = kept.memory.day(now), kept.menu(now).services
    for service in (wanted.service, *wanted.more):
        if service not in services:
            raise Refused(Reason.UNKNOWN_SERVICE, service=service)
        refuse_closed(service, services[service].admission)
    serial = kept.next_serial(day, wanted.service)
    if serial is None:
        raise Refused(Reason.OUT_OF_NUMBERS, service=wanted.service)
    return OfflineTicket(
        request=wanted.request,
        service=wanted.service,
        language=wanted.language,
        priority=wanted.priority,
        day=day,
        series=kept.memory.floor.services[wanted.service].series,
        serial=serial,
        token=secrets.token_urlsafe(TOKEN_BYTES),
        arrived_at=now,
        uncertain=wanted.uncertain,
        more=wanted.more,
    )


def issued_of(paper: OfflineTicket, kiosk: DeviceCode, *, again: bool) -> Issued:
    """Return an offline ticket as screen and slip know tickets."""
    ticket = Ticket(
        id=TicketId(0),
        day=paper.day,
        label=paper.label,
        series=paper.series,
        serial=paper.serial,
        language=paper.language,
        priority=paper.priority,
        request=paper.request,
        token=paper.token,
        issued_at=paper.arrived_at,
        slip=paper.slip,
        kiosk=kiosk,
    )
    return Issued(ticket, paper.service, ahead=0, again=again, reserve=True, more=paper.more)
