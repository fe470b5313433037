"""What happens at a kiosk: a ticket is taken, its paper comes out or does not."""

import secrets
from datetime import timedelta

from common.domain.day import business_day
from common.domain.errors import Reason, Refused
from common.domain.events import EventKind
from common.domain.ids import DeviceCode, GroupCode, RequestId, ServiceCode, TicketId
from common.domain.numbers import label, main_serial
from common.domain.ticket import Lane, Leg, LegState, NewLeg, SlipState, Ticket
from common.domain.views import Issued
from common.domain.words import Language
from common.ports import Records
from common.rules.steps import admit, rules_of

TOKEN_BYTES = 9


def issue_ticket(
    records: Records,
    *,
    service: ServiceCode,
    language: Language,
    request: RequestId,
    kiosk: DeviceCode | None = None,
    priority: GroupCode | None = None,
) -> Issued:
    """Give a ticket for a service; the same request gets the same ticket, whenever it asks.

    Refused(UNKNOWN_SERVICE | SERVICE_OFF | CLOSED_NOW | NO_MORE_TODAY | LIMIT_REACHED), and
    NOT_PERMITTED for a priority group that the catalogue does not know.
    """
    known = records.ticket_of_request(request)
    if known is not None:
        return _again(records, *known)
    _check_group(records, priority)
    rules_of(records, service)
    admit(records, service, 0)
    ticket = _new_ticket(records, service, language, request, kiosk, priority)
    leg = _first_leg(records, ticket, service)
    facts = {"label": ticket.label, "service": service, "language": language.value}
    records.log(EventKind.ISSUED, ticket=ticket.id, leg=leg.id, device=kiosk, facts=facts)
    return Issued(ticket, service, records.ahead_of(leg), again=False)


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


def _again(records: Records, ticket: Ticket, leg: Leg) -> Issued:
    waits = leg.state is LegState.WAITING
    return Issued(ticket, leg.service, records.ahead_of(leg) if waits else 0, again=True)


def _check_group(records: Records, priority: GroupCode | None) -> None:
    groups = {group.code for group in records.floor().catalogue.groups}
    if priority is not None and priority not in groups:
        raise Refused(Reason.NOT_PERMITTED, group=priority)


def _new_ticket(
    records: Records,
    service: ServiceCode,
    language: Language,
    request: RequestId,
    kiosk: DeviceCode | None,
    priority: GroupCode | None,
) -> Ticket:
    floor = records.floor()
    day = business_day(records.now, floor.zone_info, floor.rollover)
    admit(records, service, records.count_service(day, service) - 1)
    series = floor.services[service].series
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


def _first_leg(records: Records, ticket: Ticket, service: ServiceCode) -> Leg:
    target = records.floor().services[service].target
    return records.add_leg(
        NewLeg(
            ticket=ticket.id,
            service=service,
            lane=Lane.ORDINARY if ticket.priority is None else Lane.PRIORITY,
            arrived_at=ticket.issued_at,
            due_at=ticket.issued_at + timedelta(minutes=target.green),
        )
    )
