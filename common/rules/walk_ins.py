"""Tickets that people at counters give (the twin: functions/35_walk_ins.sql)."""

from dataclasses import replace

from common.domain.errors import Reason, Refused
from common.domain.events import EventKind
from common.domain.ids import (
    CounterCode,
    DeviceCode,
    GroupCode,
    PrinterCode,
    RequestId,
    ServiceCode,
)
from common.domain.permissions import Permission
from common.domain.reasons import OutOfTurnReason
from common.domain.spare import Spare, SpareState
from common.domain.ticket import Lane
from common.domain.turns import TurnMove
from common.domain.views import Issued, Seat
from common.domain.words import Language
from common.ports import Records
from common.rules.steps import (
    because,
    caller_at,
    require_own_entity,
    require_permission,
    require_proof_seer,
    seat_at,
)
from common.rules.tickets import add_legs, check_group, count_all, issued_again, new_ticket
from common.rules.turns import call_waiting, note_out_of_turn


def walk_in(  # noqa: PLR0913 - as wide as what a visitor may wish for
    records: Records,
    *,
    counter: CounterCode,
    service: ServiceCode,
    language: Language,
    request: RequestId,
    priority: GroupCode | None = None,
    printer: PrinterCode | None = None,
    call_at_once: bool = False,
    reason: OutOfTurnReason | None = None,
    words: str = "",
) -> Issued:
    """Give a ticket at a counter; the same request gets the same ticket, and nothing else happens.

    The kiosk of `printer` is asked to print its slip, for ten seconds. `call_at_once` calls him to
    this counter. Refused as `issue_ticket` is; UNKNOWN_COUNTER, NOT_SIGNED_IN, NOT_PERMITTED
    without RECEPTION for a service that is not this counter's, NOT_SERVED_HERE for another
    entity's, UNKNOWN_PRINTER for one at no kiosk; with `priority` also as `grant_priority` is,
    called at once as `call_this` is.
    """
    seat = seat_at(records, counter)
    known = records.ticket_of_request(request)
    if known is not None:
        return issued_again(records, *known)
    _require_reception(records, seat, service)
    kiosk = None if printer is None else kiosk_of(records, printer)
    cause = None if priority is None else _grant(records, seat, priority, reason, words)
    count_all(records, (service,))
    ticket = new_ticket(records, service, language, request, None, priority)
    leg = add_legs(records, ticket, (service,))
    facts = {"label": ticket.label, "service": service, "language": language.value}
    records.log(
        EventKind.ISSUED,
        ticket=ticket.id,
        leg=leg.id,
        counter=counter,
        operator=seat.operator.code,
        facts={**facts, "walk_in": True},
    )
    if cause is not None:
        passed = records.ahead_of(replace(leg, lane=Lane.ORDINARY))
        note_out_of_turn(records, seat, leg, TurnMove.PRIORITY_GRANTED, cause, passed)
    if printer is not None and kiosk is not None:
        records.put_spare(Spare(ticket.id, kiosk, printer, SpareState.ASKED, records.now))
    issued = Issued(ticket, service, records.ahead_of(leg), again=False)
    if call_at_once:
        if records.current_leg(counter) is not None:
            raise Refused(Reason.ALREADY_SERVING, counter=counter)
        call_waiting(records, seat, leg, TurnMove.WALK_IN, reason, words)
    return issued


def given_at(records: Records, *, counter: CounterCode, request: RequestId) -> Issued | None:
    """Return the ticket that an intention got here whose answer was lost; None where it got none.

    Refused(UNKNOWN_COUNTER | NOT_SIGNED_IN).
    """
    seat_at(records, counter)
    known = records.ticket_of_request(request)
    return None if known is None else issued_again(records, *known)


def _grant(
    records: Records,
    seat: Seat,
    priority: GroupCode,
    reason: OutOfTurnReason | None,
    words: str,
) -> dict[str, object]:
    """Ask for what granting priority asks for; return why it is granted."""
    require_proof_seer(records, seat)
    cause = because(reason, words)
    check_group(records, priority)
    return cause


def _require_reception(records: Records, seat: Seat, service: ServiceCode) -> None:
    require_own_entity(records, seat, service)
    if service not in caller_at(records, seat).work:
        require_permission(records, seat, Permission.RECEPTION)


def kiosk_of(records: Records, printer: PrinterCode) -> DeviceCode:
    """Return where a printer stands: its kiosk prints what others ask for."""
    for kiosk in records.floor().kiosks:
        if kiosk.printer == printer:
            return kiosk.code
    raise Refused(Reason.UNKNOWN_PRINTER, printer=printer)
