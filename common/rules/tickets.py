"""What happens at a kiosk: a ticket is taken, its paper comes out or does not."""

import secrets
from collections.abc import Sequence
from datetime import date, timedelta

from common.domain.day import business_day
from common.domain.errors import Reason, Refused
from common.domain.events import EventKind
from common.domain.floor import Target
from common.domain.ids import DeviceCode, GroupCode, RequestId, ServiceCode, TicketId
from common.domain.numbers import label, main_serial
from common.domain.ticket import MOST_SERVICES, Lane, Leg, LegState, NewLeg, SlipState, Ticket
from common.domain.views import Issued
from common.domain.words import Language
from common.ports import Records
from common.rules.steps import admit, refuse_ended, rules_of

TOKEN_BYTES = 9


def issue_ticket(  # noqa: PLR0913 - as wide as what a visitor may wish for
    records: Records,
    *,
    service: ServiceCode,
    language: Language,
    request: RequestId,
    kiosk: DeviceCode | None = None,
    priority: GroupCode | None = None,
    more: Sequence[ServiceCode] = (),
) -> Issued:
    """Give a ticket for a service; the same request gets the same ticket, whenever it asks.

    `more` are services on the same number, whose turns come one after another.
    Refused(UNKNOWN_SERVICE | SERVICE_OFF | CLOSED_NOW | NO_MORE_TODAY | LIMIT_REACHED) where
    one of them cannot be had, SAME_SERVICE for one that is named twice, and NOT_PERMITTED for
    too many of them or a priority group that the catalogue does not know.
    """
    known = records.ticket_of_request(request)
    if known is not None:
        return issued_again(records, *known)
    check_group(records, priority)
    services = (service, *more)
    _check_services(services)
    count_all(records, services)
    ticket = new_ticket(records, service, language, request, kiosk, priority)
    leg = add_legs(records, ticket, services)
    facts: dict[str, object] = {
        "label": ticket.label,
        "service": service,
        "language": language.value,
    }
    if more:
        facts["more"] = list(more)
    records.log(EventKind.ISSUED, ticket=ticket.id, leg=leg.id, device=kiosk, facts=facts)
    return Issued(ticket, service, records.ahead_of(leg), again=False, more=tuple(more))


def report_slip(
    records: Records,
    ticket: TicketId,
    slip: SlipState,
    device: DeviceCode | None = None,
    digest: str | None = None,
) -> None:
    """Write down what is known of a ticket's paper. Refused(TICKET_GONE).

    `digest` names the bytes that were sent, so that a printer's own log can be matched.
    """
    records.set_slip(ticket, slip)
    facts = {"slip": slip.value} if digest is None else {"slip": slip.value, "digest": digest}
    records.log(EventKind.SLIP, ticket=ticket, device=device, facts=facts)


def issued_again(records: Records, ticket: Ticket, leg: Leg) -> Issued:
    """Return what an earlier try of an intention got, as it stands now."""
    ahead = records.ahead_of(leg) if leg.state is LegState.WAITING else 0
    later = [one for one in records.legs_of(ticket.id) if one.state is LegState.AWAY]
    more = tuple(one.service for one in later if one.counter is None)
    return Issued(ticket, leg.service, ahead, again=True, more=more)


def _check_services(services: Sequence[ServiceCode]) -> None:
    if len(services) > MOST_SERVICES:
        raise Refused(Reason.NOT_PERMITTED, services=len(services))
    for at, service in enumerate(services):
        if service in services[:at]:
            raise Refused(Reason.SAME_SERVICE, service=service)


def count_all(records: Records, services: Sequence[ServiceCode]) -> None:
    """Count a ticket of each service; always in one order, so that no two wait for one another."""
    day = today(records)
    for service in sorted(services):
        rules_of(records, service)
        admit(records, service, records.count_service(day, service) - 1)


def today(records: Records) -> date:
    """Return the business day of a transaction."""
    floor = records.floor()
    return business_day(records.now, floor.zone_info, floor.rollover)


def check_group(records: Records, priority: GroupCode | None) -> None:
    """Refuse a priority group that the catalogue does not know: NOT_PERMITTED with `group`."""
    groups = {group.code for group in records.floor().catalogue.groups}
    if priority is not None and priority not in groups:
        raise Refused(Reason.NOT_PERMITTED, group=priority)


def new_ticket(
    records: Records,
    service: ServiceCode,
    language: Language,
    request: RequestId,
    kiosk: DeviceCode | None,
    priority: GroupCode | None,
) -> Ticket:
    """Add a ticket with the next number of its service's series.

    Refused(EVACUATION | DAY_ENDED).
    """
    if records.evacuated_since is not None:
        raise Refused(Reason.EVACUATION)
    refuse_ended(records)
    day = today(records)
    series = records.floor().services[service].series
    serial = main_serial(records.take_number(day, series))
    return records.add_ticket(
        Ticket(
            id=TicketId(0),
            day=day,
            label=label(series, serial),
            series=series,
            serial=serial,
            language=language,
            priority=priority,
            request=request,
            token=secrets.token_urlsafe(TOKEN_BYTES),
            issued_at=records.now,
            slip=SlipState.WAITING,
            kiosk=kiosk,
        )
    )


def add_legs(records: Records, ticket: Ticket, services: Sequence[ServiceCode]) -> Leg:
    """Add the legs of a new ticket; return the first, which waits. The others come after it."""
    legs = [_add_leg(records, ticket, service, later=at > 0) for at, service in enumerate(services)]
    return legs[0]


def _add_leg(records: Records, ticket: Ticket, service: ServiceCode, *, later: bool) -> Leg:
    rules = records.floor().services.get(service)
    target = Target() if rules is None else rules.target
    return records.add_leg(
        NewLeg(
            ticket=ticket.id,
            service=service,
            lane=Lane.ORDINARY if ticket.priority is None else Lane.PRIORITY,
            arrived_at=ticket.issued_at,
            due_at=ticket.issued_at + timedelta(minutes=target.green),
            state=LegState.AWAY if later else LegState.WAITING,
        )
    )
