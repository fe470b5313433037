"""A slip scanned at a counter (the twins: functions/48_found_slip.sql)."""

from datetime import date, datetime, timedelta

from common.domain.errors import Reason, Refused
from common.domain.events import EventKind
from common.domain.found_slip import FoundSlip
from common.domain.ids import CentreCode, CounterCode, PrinterCode, TicketId
from common.domain.order import may_call
from common.domain.permissions import Permission
from common.domain.spans import within
from common.domain.spare import ASKED_FOR, COPIED_AGAIN_AFTER, LOST_AFTER, Spare, SpareState
from common.domain.ticket import ENDED, Leg, LegState, Move, lawful_moves, leg_that_counts
from common.domain.views import Seat
from common.ports import Records
from common.rules.steps import NO_RECEPTION, caller_at, may_on, seat_at, waiting_as
from common.rules.tickets import today
from common.rules.walk_ins import kiosk_of

_FRESH = {
    SpareState.ASKED: ASKED_FOR,
    SpareState.TAKEN: LOST_AFTER,
    SpareState.PRINTED: COPIED_AGAIN_AFTER,
    SpareState.UNSURE: COPIED_AGAIN_AFTER,
    SpareState.COLLECTED: COPIED_AGAIN_AFTER,
}
"""For how long what was asked for stands, by how far it is."""


def find_slip(
    records: Records, *, counter: CounterCode, of_centre: CentreCode, day: date, token: str
) -> FoundSlip:
    """Return the visit of a slip by what its code says, and what is lawful with it here.

    Refused(UNKNOWN_COUNTER | NOT_SIGNED_IN | UNKNOWN_SLIP | OLD_SLIP), NOT_SERVED_HERE for a visit
    that is neither this counter's nor of its services, unless one may RECEPTION.
    """
    seat = seat_at(records, counter)
    if of_centre != records.floor().centre:
        raise Refused(Reason.UNKNOWN_SLIP)
    if day != today(records):
        raise Refused(Reason.OLD_SLIP)
    ticket = records.ticket_of_token(day, token)
    if ticket is None:
        raise Refused(Reason.UNKNOWN_SLIP)
    leg = _near(records, seat, ticket.id)
    return FoundSlip(ticket, leg, _lawful(records, seat, leg), may_copy=leg.state not in ENDED)


def copy_slip_at(
    records: Records, *, counter: CounterCode, ticket: TicketId, printer: PrinterCode
) -> datetime | None:
    """Ask the kiosk of a printer to print a visitor's slip once more, for ten seconds.

    Asked again meanwhile, or within a minute after it came out, it changes nothing: then since when
    the slip is printed is returned, else None. Refused(UNKNOWN_COUNTER | NOT_SIGNED_IN |
    TICKET_GONE | NOT_SERVED_HERE), UNKNOWN_PRINTER for one at no kiosk, NOT_LAWFUL for a visit
    that is over.
    """
    seat = seat_at(records, counter)
    kiosk, given = kiosk_of(records, printer), records.ticket(ticket)
    leg = _near(records, seat, ticket)
    if given.day != today(records) or leg.state in ENDED:
        raise Refused(Reason.NOT_LAWFUL, label=given.label, state=leg.state.value)
    spare = records.spare(ticket)
    if spare is not None and within(
        _FRESH.get(spare.state, timedelta()), spare.changed_at, records.now
    ):
        return spare.changed_at
    records.put_spare(Spare(ticket, kiosk, printer, SpareState.ASKED, records.now))
    records.log(
        EventKind.COPIED,
        ticket=ticket,
        counter=counter,
        operator=seat.operator.code,
        facts={"printer": printer},
    )
    return None


def _near(records: Records, seat: Seat, ticket: TicketId) -> Leg:
    """Return the leg that counts of a visit that this counter may know of."""
    legs = records.legs_of(ticket)
    leg, code = leg_that_counts(legs), seat.counter.code
    mine = any(code in (one.counter, one.for_counter) for one in legs)
    work = caller_at(records, seat).work
    if not (mine or leg.service in work or may_on(records, seat, leg, Permission.RECEPTION)):
        raise Refused(Reason.NOT_SERVED_HERE, service=leg.service, **NO_RECEPTION)
    return leg


def _lawful(records: Records, seat: Seat, leg: Leg) -> frozenset[Move]:
    here = leg.counter == seat.counter.code
    serves = Permission.SERVE in records.floor().permissions_of(seat.operator)
    ours = may_call(waiting_as(leg, records.at_work()), caller_at(records, seat))
    wanted = {
        Move.CALL: leg.state is LegState.WAITING and ours,
        Move.RESUME: leg.state is LegState.HELD and here and serves,
        Move.REINSTATE: here or ours,
    }
    moves = lawful_moves(leg, records.now, records.floor().rules)
    return frozenset(move for move, may in wanted.items() if may and move in moves)
