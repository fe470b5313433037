"""What becomes of appointments: taken over from elsewhere, and kept by whoever brings the code."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace

from common.domain.appointments import (
    WRITTEN,
    Appointment,
    AppointmentState,
    Import,
    Standing,
    earliest,
    imported_as,
    judge,
    normal_code,
)
from common.domain.day import Closed, admission
from common.domain.errors import Reason, Refused
from common.domain.events import EventKind
from common.domain.ids import AppointmentCode, DeviceCode, RequestId, TicketId
from common.domain.ticket import Lane, Leg, NewLeg, Ticket
from common.domain.views import Issued
from common.domain.words import Language
from common.ports import Records
from common.rules.steps import refuse_closed, rules_of
from common.rules.tickets import issued_again, new_ticket, today

_REASONS = {
    Standing.TOO_EARLY: Reason.APPOINTMENT_EARLY,
    Standing.LATE: Reason.APPOINTMENT_LATE,
    Standing.USED: Reason.APPOINTMENT_USED,
    Standing.CANCELLED: Reason.APPOINTMENT_CANCELLED,
}


def check_in(
    records: Records,
    *,
    code: str,
    language: Language,
    request: RequestId,
    kiosk: DeviceCode | None = None,
) -> Issued:
    """Give the ticket that an appointment promises, due at its time; one code gets one ticket.

    It speaks the language of the appointment where that names one. The promise stands whatever
    the daily limit and the hours say, and is counted. Refused(UNKNOWN_APPOINTMENT), or, with the
    `service` and the time (`at`), APPOINTMENT_EARLY with `earliest`, APPOINTMENT_LATE,
    APPOINTMENT_USED with the `label` it got, APPOINTMENT_CANCELLED; SERVICE_OFF, and CLOSED_NOW
    on a closed day.
    """
    booked = records.appointment(normal_code(code))
    known = records.ticket_of_request(request)
    if known is not None:
        mine = booked is not None and booked.ticket == known[0].id
        promised = booked.at if booked is not None and mine else None
        return replace(issued_again(records, *known), appointment=promised)
    booked = _in_time(records, booked)
    _count(records, booked)
    spoken = booked.language or language
    ticket = new_ticket(records, booked.service, spoken, request, kiosk, None)
    leg = _add_leg(records, ticket, booked)
    taken = replace(booked, state=AppointmentState.CHECKED_IN, ticket=ticket.id)
    records.put_appointment(taken)
    facts = {
        "label": ticket.label,
        "service": booked.service,
        "language": spoken.value,
        "appointment": f"{booked.at:%Y-%m-%dT%H:%MZ}",
    }
    records.log(EventKind.ISSUED, ticket=ticket.id, leg=leg.id, device=kiosk, facts=facts)
    ahead = records.ahead_of(leg)
    return Issued(ticket, booked.service, ahead, again=False, appointment=booked.at)


def import_appointments(
    records: Records, appointments: Sequence[Appointment]
) -> Mapping[AppointmentCode, Import]:
    """Take over appointments by their codes, each once; say what that did to each."""
    done: dict[AppointmentCode, Import] = {}
    for given in appointments:
        done[given.code] = imported_as(records.appointment(given.code), given)
        if done[given.code] in WRITTEN:
            records.put_appointment(given)
    counts = Counter(outcome.value for outcome in done.values() if outcome in WRITTEN)
    if counts:
        records.log(EventKind.APPOINTMENTS_IMPORTED, facts=dict(counts))
    return done


def _in_time(records: Records, booked: Appointment | None) -> Appointment:
    rules = records.floor().rules
    standing = judge(booked, records.now, rules)
    if booked is None:
        raise Refused(Reason.UNKNOWN_APPOINTMENT)
    if standing is Standing.IN_TIME:
        return booked
    facts: dict[str, object] = {"service": booked.service, "at": booked.at}
    if standing is Standing.TOO_EARLY:
        facts["earliest"] = earliest(booked, rules)
    if standing is Standing.USED and booked.ticket is not None:
        facts |= _label_of(records, booked.ticket)
    raise Refused(_REASONS[standing], **facts)


def _label_of(records: Records, ticket: TicketId) -> dict[str, object]:
    """Return the number of a ticket, unless it was put away since."""
    try:
        return {"label": records.ticket(ticket).label}
    except Refused:
        return {}


def _count(records: Records, booked: Appointment) -> None:
    """Count a ticket of the service; only one that is off, or a closed day, breaks a promise."""
    rules_of(records, booked.service)
    answer = admission(records.floor(), booked.service, records.now, 0)
    if answer.closed is Closed.DAY:
        refuse_closed(booked.service, answer)
    records.count_service(today(records), booked.service)


def _add_leg(records: Records, ticket: Ticket, booked: Appointment) -> Leg:
    return records.add_leg(
        NewLeg(
            ticket=ticket.id,
            service=booked.service,
            lane=Lane.ORDINARY,
            arrived_at=ticket.issued_at,
            due_at=booked.at,
        )
    )
