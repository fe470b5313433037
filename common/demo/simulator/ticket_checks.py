"""Checks of tickets: numbers, ends, and that nobody was at two windows."""

from collections import Counter as Tally
from collections import defaultdict

from common.demo.simulator.evidence import Check, Evidence, few
from common.demo.simulator.journal import TAKES
from common.domain.events import Event, EventKind
from common.domain.ids import CounterCode, LegId, TicketId
from common.domain.numbers import FIRST_RESERVE, RESERVE_SIZE, main_serial
from common.domain.ticket import ENDED, Leg, LegState

_ENDS = frozenset(
    {EventKind.FINISHED, EventKind.NO_SHOW, EventKind.CANCELLED, EventKind.TRANSFERRED}
)
_BRINGS = frozenset({EventKind.CALLED, EventKind.RESUMED})
_TAKES = _ENDS | {EventKind.HELD, EventKind.SENT}


def ended_once(evidence: Evidence) -> Check:
    """Check that every leg has ended, and each once for each time it was begun."""
    check = Check("ended_once", "every ticket ended, and every leg of it once")
    ends: Tally[LegId] = Tally()
    for event in evidence.events:
        if event.leg is not None and event.kind in _ENDS:
            ends[event.leg] += 1
        if event.leg is not None and event.kind is EventKind.REINSTATED:
            ends[event.leg] -= 1
    legs: dict[TicketId, list[Leg]] = defaultdict(list)
    for leg in evidence.census.legs:
        legs[leg.ticket].append(leg)
        check.expect(
            holds=leg.state in ENDED and ends[leg.id] == 1,
            otherwise=f"leg {leg.id} is {leg.state} and ended {ends[leg.id]} times in the log",
        )
    for ticket in evidence.census.tickets:
        closing = [leg for leg in legs[ticket.id] if leg.state is not LegState.TRANSFERRED]
        check.expect(holds=bool(closing), otherwise=f"{ticket.label} was passed on to nobody")
    return check


def one_ticket_per_visitor(evidence: Evidence) -> Check:
    """Check that whoever asked for a ticket, however often, has exactly one."""
    check = Check("one_ticket", "one visitor, one ticket, however often the kiosk had to ask")
    asked: dict[str, bool] = {}
    for ask in evidence.told.asks:
        if ask.what in TAKES:
            request = str(ask.facts["request"])
            asked[request] = asked.get(request, False) or ask.end == "answered"
    given = Tally(str(ticket.request) for ticket in evidence.census.tickets)
    for request, answered in asked.items():
        holds = given[request] == 1 if answered else given[request] <= 1
        check.expect(holds=holds, otherwise=f"{request} has {given[request]} tickets")
    for request in given.keys() - asked.keys():
        check.expect(holds=False, otherwise=f"{request} has a ticket that nobody asked for")
    return check


def numbers(evidence: Evidence) -> Check:
    """Check that each series' main range was given whole, in order and once."""
    check = Check("numbers", "each series counts from 1 without a gap or a double")
    series: dict[str, list[int]] = defaultdict(list)
    for ticket in evidence.census.tickets:
        series[ticket.series].append(ticket.serial)
    for code, serials in sorted(series.items()):
        main = sorted(serial for serial in serials if not _reserve(serial))
        expected = [main_serial(count) for count in range(1, len(main) + 1)]
        missing, doubled = set(expected) - set(main), len(main) - len(set(main))
        check.looked_at += len(main) - 1
        check.expect(
            holds=main == expected,
            otherwise=f"series {code}: {doubled} doubled, missing {few(sorted(missing))}",
        )
        if reserve := sorted(serial for serial in serials if _reserve(serial)):
            check.listed.append(f"series {code}: given without the store: {few(reserve)}")
    for lease in evidence.census.leases:
        given = {n for n in series[lease.series] if lease.first <= n <= lease.last}
        unused = lease.last - lease.first + 1 - len(given)
        check.listed.append(f"series {lease.series}: {lease.first}-{lease.last}, {unused} unused")
    return check


def _reserve(serial: int) -> bool:
    return FIRST_RESERVE <= serial < FIRST_RESERVE + RESERVE_SIZE


def one_counter(evidence: Evidence) -> Check:
    """Check in the log that a visitor is at one window, and a window has one visitor."""
    check = Check("one_counter", "no visitor at two windows, no window with two visitors")
    at: dict[CounterCode, Event] = {}
    where: dict[TicketId, CounterCode] = {}
    for event in evidence.events:
        if event.ticket is None or event.counter is None:
            continue
        if event.kind in _BRINGS:
            check.expect(
                holds=event.counter not in at and event.ticket not in where,
                otherwise=f"event {event.id}: ticket {event.ticket} called to {event.counter},"
                f" where {_ticket(at.get(event.counter))} is; it is at {where.get(event.ticket)}",
            )
            at[event.counter], where[event.ticket] = event, event.counter
        elif event.kind is EventKind.STARTED:
            check.expect(
                holds=_leg(at.get(event.counter)) == event.leg,
                otherwise=f"event {event.id}: leg {event.leg} served uncalled",
            )
        elif event.kind in _TAKES and _leg(at.get(event.counter)) == event.leg:
            del at[event.counter]
            where.pop(event.ticket, None)
    return check


def _ticket(event: Event | None) -> TicketId | None:
    return None if event is None else event.ticket


def _leg(event: Event | None) -> LegId | None:
    return None if event is None else event.leg
