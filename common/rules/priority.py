"""Priority granted or withdrawn after proof was seen (the twins: functions/34_priority.sql)."""

from dataclasses import replace

from common.domain.errors import Reason, Refused
from common.domain.events import EventKind
from common.domain.ids import CounterCode, GroupCode, LegId
from common.domain.reasons import OutOfTurnReason
from common.domain.ticket import ENDED, Lane, Leg, LegState, Ticket
from common.domain.turns import TurnMove
from common.domain.views import Seat
from common.ports import Records
from common.rules.steps import because, require_own_entity, require_proof_seer, seat_at
from common.rules.tickets import check_group, today
from common.rules.turns import note_out_of_turn


def grant_priority(
    records: Records,
    counter: CounterCode,
    leg: LegId,
    group: GroupCode,
    *,
    reason: OutOfTurnReason | None,
    words: str = "",
) -> Ticket:
    """Let a visitor go with a priority group, in all of his visit that is still open.

    He keeps his due time, in the other lane. Return his ticket. Refused(UNKNOWN_COUNTER |
    NOT_SIGNED_IN | REASON_MISSING | WORDS_TOO_LONG | TICKET_GONE | NOT_SERVED_HERE), NOT_PERMITTED
    without RECEPTION or OUT_OF_TURN and for a group that the catalogue does not know, NOT_LAWFUL
    where he has this priority, or his visit is over.
    """
    seat = _seat(records, counter)
    cause = because(reason, words)
    check_group(records, group)
    ticket, seen = _visit(records, seat, leg)
    if ticket.priority == group:
        raise Refused(Reason.NOT_LAWFUL, label=ticket.label)
    passed = 0 if ticket.priority is not None or not _waits(seen) else records.ahead_of(seen)
    changed = _change(records, seat, ticket, group)
    note_out_of_turn(records, seat, seen, TurnMove.PRIORITY_GRANTED, cause, passed)
    return changed


def withdraw_priority(
    records: Records,
    counter: CounterCode,
    leg: LegId,
    *,
    reason: OutOfTurnReason | None,
    words: str = "",
) -> Ticket:
    """Let a visitor go in the ordinary lane, by his due time. Return his ticket.

    Refused as `grant_priority` is; NOT_LAWFUL where he has no priority, or his visit is over.
    """
    seat = _seat(records, counter)
    cause = because(reason, words)
    ticket, seen = _visit(records, seat, leg)
    if ticket.priority is None:
        raise Refused(Reason.NOT_LAWFUL, label=ticket.label)
    changed = _change(records, seat, ticket, None)
    passed = records.ahead_of(replace(seen, lane=Lane.ORDINARY)) if _waits(seen) else 0
    note_out_of_turn(records, seat, seen, TurnMove.PRIORITY_WITHDRAWN, cause, passed)
    return changed


def _seat(records: Records, counter: CounterCode) -> Seat:
    seat = seat_at(records, counter)
    require_proof_seer(records, seat)
    return seat


def _visit(records: Records, seat: Seat, leg: LegId) -> tuple[Ticket, Leg]:
    seen = records.leg(leg)
    ticket = records.ticket(seen.ticket)
    if ticket.day != today(records):
        raise Refused(Reason.TICKET_GONE)
    require_own_entity(records, seat, seen.service)
    if seen.state in ENDED:
        raise Refused(Reason.NOT_LAWFUL, label=ticket.label)
    return ticket, seen


def _waits(leg: Leg) -> bool:
    return leg.state is LegState.WAITING


def _change(records: Records, seat: Seat, ticket: Ticket, group: GroupCode | None) -> Ticket:
    lane = Lane.ORDINARY if group is None else Lane.PRIORITY
    for leg in records.legs_of(ticket.id):
        if leg.state not in ENDED and leg.lane is not lane:
            records.move(leg, replace(leg, lane=lane))
    records.set_priority(ticket.id, group)
    kind = EventKind.PRIORITY_WITHDRAWN if group is None else EventKind.PRIORITY_GRANTED
    records.log(
        kind,
        ticket=ticket.id,
        counter=seat.counter.code,
        operator=seat.operator.code,
        facts={"group": group or ticket.priority},
    )
    return replace(ticket, priority=group)
