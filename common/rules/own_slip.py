"""What a visitor does with his own slip: looks where he stands, gives up, comes back."""

from dataclasses import replace
from datetime import date

from common.domain.errors import Reason, Refused
from common.domain.events import EventKind
from common.domain.ids import CounterCode, DeviceCode
from common.domain.place import Place, place_of
from common.domain.ticket import Leg, LegState, Move, Ticket, leg_that_counts, waiting_again
from common.ports import Records
from common.rules.steps import end_leg, require
from common.rules.tickets import today


def look_up(records: Records, *, day: date, token: str, kiosk: DeviceCode | None = None) -> Place:  # noqa: ARG001 - whose login may ask
    """Return where the holder of a slip stands. Refused(OLD_SLIP | UNKNOWN_SLIP)."""
    return _place(records, _ticket(records, day, token))


def give_up(records: Records, *, day: date, token: str, kiosk: DeviceCode | None = None) -> Place:
    """Leave the queue; the next service of the visit then waits. Return where he stands now.

    Refused(OLD_SLIP | UNKNOWN_SLIP), and NOT_LAWFUL for one who does not wait any more.
    """
    ticket = _ticket(records, day, token)
    leg = leg_that_counts(records.legs_of(ticket.id))
    if leg.state is not LegState.WAITING:
        raise Refused(Reason.NOT_LAWFUL, move=Move.CANCEL.value, state=leg.state.value)
    end_leg(records, leg, Move.CANCEL, kiosk)
    return _place(records, ticket)


def come_back(records: Records, *, day: date, token: str, kiosk: DeviceCode | None = None) -> Place:
    """Wait again for the counter that put the visitor aside, or sent him elsewhere.

    Who was put aside is due when he was before; an errand ends, and he is due now. Return where
    he stands then. Refused(OLD_SLIP | UNKNOWN_SLIP), and NOT_LAWFUL for whoever was neither.
    """
    ticket = _ticket(records, day, token)
    leg = leg_that_counts(records.legs_of(ticket.id))
    if leg.state is LegState.WAITING and _errand_of(records, leg) is not None:
        end_leg(records, leg, Move.CANCEL, kiosk)
    else:
        _wait_again(records, leg, kiosk)
    return _place(records, ticket)


def _wait_again(records: Records, held: Leg, kiosk: DeviceCode | None) -> None:
    require(records, held, Move.COME_BACK)
    waiting = replace(
        waiting_again(held),
        for_counter=held.counter,
        hold_reason=None,
    )
    records.move(held, waiting)
    records.log(
        EventKind.RETURNED, ticket=held.ticket, leg=held.id, counter=held.counter, device=kiosk
    )


def _ticket(records: Records, day: date, token: str) -> Ticket:
    if day != today(records):
        raise Refused(Reason.OLD_SLIP)
    ticket = records.ticket_of_token(day, token)
    if ticket is None:
        raise Refused(Reason.UNKNOWN_SLIP)
    return ticket


def _place(records: Records, ticket: Ticket) -> Place:
    legs = records.legs_of(ticket.id)
    leg = leg_that_counts(legs)
    return place_of(
        label=ticket.label,
        service=leg.service,
        state=leg.state,
        lane=leg.lane,
        ahead=records.ahead_of(leg) if leg.state is LegState.WAITING else 0,
        counter=leg.counter,
        for_counter=leg.for_counter,
        errand_of=_errand_of(records, leg),
        arrived_at=leg.arrived_at,
        appointment=records.promised_to(ticket.id),
        first=leg.id == legs[0].id,
    )


def _errand_of(records: Records, leg: Leg) -> CounterCode | None:
    """Return the counter that a leg is an errand for, while that waits for the visitor."""
    if leg.returns_to is None:
        return None
    origin = records.leg(leg.returns_to)
    return origin.counter if origin.state is LegState.AWAY else None
