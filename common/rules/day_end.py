"""How a day is ended: what is open is settled, counters are closed (functions/75_day.sql)."""

from dataclasses import replace
from datetime import date

from common.domain.day import business_day
from common.domain.day_end import SETTLES, Settled
from common.domain.errors import Reason, Refused
from common.domain.events import EventKind
from common.domain.ids import CounterCode, TicketId
from common.domain.permissions import Permission
from common.domain.ticket import AT_COUNTER, Leg, LegState
from common.domain.views import Seat
from common.ports import Records
from common.rules.steps import close_if_asked, permitted_at, require_words

LOGGED = {
    Settled.BY_HAND: EventKind.FINISHED,
    Settled.NO_SHOW: EventKind.NO_SHOW,
    Settled.CANCELLED: EventKind.CANCELLED,
}


def settle(
    records: Records,
    *,
    counter: CounterCode,
    how: Settled,
    ticket: TicketId | None = None,
    words: str = "",
) -> int:
    """Say what became of a visitor of today, or of all, whom nobody finished; return how many.

    All services of a ticket that are open end so, wherever they stand; the log names who settled
    them. Refused(UNKNOWN_COUNTER | NOT_SIGNED_IN | WORDS_TOO_LONG), NOT_PERMITTED without END_DAY,
    TICKET_GONE where the one ticket is over.
    """
    seat = permitted_at(records, counter, Permission.END_DAY)
    require_words(words)
    found = records.open_legs(_today(records), ticket)
    if ticket is not None and not found:
        raise Refused(Reason.TICKET_GONE)
    for leg in found:
        _settle(records, seat, leg, how, words)
    return len({leg.ticket for leg in found})


def close_counters(
    records: Records, *, counter: CounterCode, at: CounterCode | None = None
) -> tuple[CounterCode, ...]:
    """Close another counter, or all others, where nobody is served; return which.

    Refused(UNKNOWN_COUNTER | NOT_SIGNED_IN), NOT_PERMITTED without END_DAY, and where one is
    named: ALREADY_SERVING with a visitor at it, NOT_SIGNED_IN where nobody sits there.
    """
    closing = permitted_at(records, counter, Permission.END_DAY)
    seats = [seat for seat in records.seats() if seat.counter.code != counter]
    if at is not None:
        seats = [seat for seat in seats if seat.counter.code == at]
        if not seats:
            raise Refused(Reason.NOT_SIGNED_IN, counter=at)
        if records.current_leg(at) is not None:
            raise Refused(Reason.ALREADY_SERVING, counter=at)
    free = [seat for seat in seats if records.current_leg(seat.counter.code) is None]
    for seat in free:
        records.close_seat(seat.counter.code)
        records.log(
            EventKind.SIGNED_OUT,
            counter=seat.counter.code,
            operator=seat.operator.code,
            facts={"closed_from": counter, "by_operator": closing.operator.code},
        )
    return tuple(seat.counter.code for seat in free)


def end_day(records: Records, *, counter: CounterCode) -> None:
    """End the business day: no ticket is given and nobody is called until the next one begins.

    Said once more it changes nothing. Refused(UNKNOWN_COUNTER | NOT_SIGNED_IN), NOT_PERMITTED
    without END_DAY, DAY_UNSETTLED with how many `tickets` are open and `counters` besides the
    own.
    """
    seat, day = permitted_at(records, counter, Permission.END_DAY), _today(records)
    if records.day_ended(day) is not None:
        return
    tickets = len({leg.ticket for leg in records.open_legs(day)})
    others = sum(one.counter.code != counter for one in records.seats())
    if tickets or others:
        raise Refused(Reason.DAY_UNSETTLED, tickets=tickets, counters=others)
    records.set_day_ended(day, counter)
    records.log(EventKind.DAY_ENDED, counter=counter, operator=seat.operator.code)


def reopen_day(records: Records, *, counter: CounterCode) -> None:
    """Let the business day go on that was ended too early. Said once more it changes nothing.

    Refused(UNKNOWN_COUNTER | NOT_SIGNED_IN), NOT_PERMITTED without END_DAY.
    """
    seat, day = permitted_at(records, counter, Permission.END_DAY), _today(records)
    if records.day_ended(day) is not None:
        records.set_day_ended(day, None)
        records.log(EventKind.DAY_REOPENED, counter=counter, operator=seat.operator.code)


def _today(records: Records) -> date:
    floor = records.floor()
    return business_day(records.now, floor.zone_info, floor.rollover)


def _settle(records: Records, seat: Seat, leg: Leg, how: Settled, words: str) -> None:
    moved = records.move(leg, replace(leg, state=SETTLES[how], ended_at=records.now))
    if leg.state is LegState.CALLED:
        records.close_call(moved, withdrawn=True)
    facts: dict[str, object] = {"settled": leg.state.value}
    records.log(
        LOGGED[how],
        ticket=leg.ticket,
        leg=leg.id,
        counter=seat.counter.code,
        operator=seat.operator.code,
        facts={**facts, "words": words} if words else facts,
    )
    if leg.state in AT_COUNTER:
        close_if_asked(records, leg)
