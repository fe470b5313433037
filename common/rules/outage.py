"""Numbers for the time without the store, and what came of that time."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

from common.domain.day import business_day
from common.domain.events import EventKind
from common.domain.ids import DeviceCode, JournalId, RequestId, TicketId
from common.domain.outage import (
    REPLAYED_WITHIN,
    Lease,
    OfflineTicket,
    Outcome,
    Replayed,
    earliest,
    lease_size,
)
from common.domain.ticket import (
    ENDED,
    Leg,
    LegState,
    Move,
    SlipState,
    Ticket,
    leg_that_counts,
    waiting_again,
)
from common.ports import Records
from common.rules.steps import end_leg
from common.rules.tickets import add_legs

DAYS_AHEAD = 1
"""A store that is away in the morning was there the evening before."""
_NOT_SERVED = frozenset({LegState.WAITING, LegState.CALLED})
_NOT_YET = frozenset({SlipState.WAITING, SlipState.PRINTING})


def lease_numbers(records: Records, kiosk: DeviceCode, journal: JournalId) -> tuple[Lease, ...]:
    """Fill up what a kiosk may give on its own, of today and the next day; return all of it.

    Whoever asks twice gets the same numbers; a kiosk with a new journal gets new ones, as those
    of the lost one may be on paper. Where a series has fewer left, it gets fewer; one that the
    set-up does not know gets none.
    """
    floor = records.floor()
    if all(one.code != kiosk for one in floor.kiosks):
        return ()
    today = business_day(records.now, floor.zone_info, floor.rollover)
    held = list(records.leases(kiosk, journal, today))
    size = lease_size(len(floor.kiosks))
    new: list[Lease] = []
    for ahead in range(DAYS_AHEAD + 1):
        day = today + timedelta(days=ahead)
        for series in sorted({rules.series for rules in floor.services.values()}):
            free = sum(one.free for one in held if (one.day, one.series) == (day, series))
            if free < size:
                lease = records.lease(kiosk, journal, day, series, size - free)
                new += [] if lease is None else [lease]
    if new:
        facts = {"leased": [f"{one.day} {one.series}{one.first}-{one.last}" for one in new]}
        records.log(EventKind.LEASED, device=kiosk, facts=facts)
    return tuple(sorted([*held, *new], key=lambda one: (one.day, one.series, one.first)))


def replay_offline(
    records: Records,
    kiosk: DeviceCode,
    journal: JournalId,
    tickets: Sequence[OfflineTicket],
    lost: Sequence[RequestId] = (),
) -> tuple[Replayed, ...]:
    """Take over what a kiosk did on its own, whole or not at all; twice does nothing more.

    `lost` are requests whose answers were lost and that got no number: what the store gave them
    nobody holds, so it is cancelled. They and the uncertain tickets come before the others. A
    ticket stands in the queue by its arrival, which is never later than now.
    """
    for request in lost:
        _withdraw(records, kiosk, request)
    in_order = sorted(tickets, key=lambda one: (not one.uncertain, one.arrived_at, one.serial))
    return tuple(
        Replayed(ticket.request, _replay(records, kiosk, journal, ticket)) for ticket in in_order
    )


def _withdraw(records: Records, kiosk: DeviceCode, request: RequestId) -> None:
    found = records.ticket_of_request(request)
    if found is None:
        return
    ticket, leg = found
    mine = ticket.kiosk == kiosk and ticket.slip is SlipState.WAITING
    if mine and leg.state in _NOT_SERVED:
        records.set_slip(ticket.id, SlipState.VOID)
        records.log(
            EventKind.SLIP, ticket=ticket.id, device=kiosk, facts={"slip": SlipState.VOID.value}
        )
        records.free_appointment(ticket.id)
        _end_visit(records, ticket.id)


def _end_visit(records: Records, ticket: TicketId) -> None:
    """Cancel one leg after another, each brought on by the end of the one before."""
    while leg := next((one for one in records.legs_of(ticket) if one.state in _NOT_SERVED), None):
        end_leg(records, leg, Move.CANCEL)


def _replay(
    records: Records, kiosk: DeviceCode, journal: JournalId, offline: OfflineTicket
) -> Outcome:
    floor = records.floor()
    today = business_day(records.now, floor.zone_info, floor.rollover)
    if today - offline.day > REPLAYED_WITHIN:
        return Outcome.TOO_OLD
    found = records.ticket_of_request(offline.request)
    if found is not None and found[0].label == offline.label:
        _take_slip(records, kiosk, found[0], offline)
        return Outcome.KNOWN
    if records.ticket_of_number(offline.day, offline.series, offline.serial) is not None:
        return Outcome.NUMBER_TAKEN
    leased = records.use_lease(kiosk, journal, offline.day, offline.series, offline.serial)
    # A kiosk whose clock was lost knows at least that it had the number by then.
    since = max(offline.arrived_at, leased or offline.arrived_at, earliest(offline.day))
    arrived = min(records.now, since)
    offline = replace(offline, arrived_at=arrived)
    if found is None:
        ticket, outcome = _add(records, kiosk, offline), Outcome.ADDED
    else:
        ticket, outcome = _renumber(records, kiosk, found[0], offline), Outcome.RENUMBERED
    _take_slip(records, kiosk, ticket, offline)
    return outcome


def _add(records: Records, kiosk: DeviceCode, offline: OfflineTicket) -> Ticket:
    """Add a ticket whatever hours and limits say now: the visitor holds its paper."""
    services = (offline.service, *offline.more)
    for service in sorted(services):
        records.count_service(offline.day, service)
    ticket = records.add_ticket(_ticket_of(offline, kiosk))
    leg = add_legs(records, ticket, services)
    facts: dict[str, object] = {
        "label": ticket.label,
        "service": offline.service,
        "language": offline.language.value,
        "offline": True,
        "when": offline.arrived_at.isoformat(),
    }
    if offline.more:
        facts["more"] = list(offline.more)
    records.log(EventKind.ISSUED, ticket=ticket.id, leg=leg.id, device=kiosk, facts=facts)
    return ticket


def _ticket_of(offline: OfflineTicket, kiosk: DeviceCode) -> Ticket:
    return Ticket(
        id=TicketId(0),
        day=offline.day,
        label=offline.label,
        series=offline.series,
        serial=offline.serial,
        language=offline.language,
        priority=offline.priority,
        request=offline.request,
        token=offline.token,
        issued_at=offline.arrived_at,
        slip=SlipState.WAITING,
        kiosk=kiosk,
    )


def _take_slip(records: Records, kiosk: DeviceCode, ticket: Ticket, offline: OfflineTicket) -> None:
    if offline.slip in _NOT_YET or offline.slip is ticket.slip:
        return
    records.set_slip(ticket.id, offline.slip)
    facts = {"slip": offline.slip.value}
    if offline.digest is not None:
        facts["digest"] = offline.digest
    records.log(EventKind.SLIP, ticket=ticket.id, device=kiosk, facts=facts)


def _renumber(
    records: Records, kiosk: DeviceCode, ticket: Ticket, offline: OfflineTicket
) -> Ticket:
    """Give a ticket the number on the visitor's paper: nobody ever saw the one it had.

    A store that was held up may have issued it long after the visitor came.
    """
    renumbered = replace(
        ticket,
        label=offline.label,
        series=offline.series,
        serial=offline.serial,
        token=offline.token,
        issued_at=min(ticket.issued_at, offline.arrived_at),
    )
    records.renumber(renumbered)
    leg = leg_that_counts(records.legs_of(ticket.id))
    facts = {"label": offline.label, "was": ticket.label}
    records.log(EventKind.RENUMBERED, ticket=ticket.id, leg=leg.id, device=kiosk, facts=facts)
    early = ticket.issued_at - renumbered.issued_at
    since = replace(leg, arrived_at=leg.arrived_at - early, due_at=leg.due_at - early)
    if leg.state is LegState.CALLED:
        _call_anew(records, leg, since)
    elif leg.state in ENDED:
        _wait_again(records, leg, since)
    elif early:
        records.move(leg, since)
    return renumbered


def _call_anew(records: Records, leg: Leg, since: Leg) -> None:
    """Call the visitor by his own number: the calls before were for a number nobody held."""
    again = records.move(leg, replace(since, calls=1, called_at=records.now))
    call = records.repeat_call(again)
    records.log(
        EventKind.RECALLED,
        ticket=leg.ticket,
        leg=leg.id,
        call=call,
        counter=leg.counter,
        operator=leg.operator,
        facts={"times": records.call(call).times},
    )


def _wait_again(records: Records, leg: Leg, since: Leg) -> None:
    """Let a visitor wait, by his arrival, who was given up under a number he never had."""
    records.move(leg, replace(waiting_again(since), started_at=None, ended_at=None))
    records.log(EventKind.REINSTATED, ticket=leg.ticket, leg=leg.id)
