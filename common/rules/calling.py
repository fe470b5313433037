"""How a visitor is brought to a window: called, called again, given up."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import timedelta

from common.domain.board import Call
from common.domain.day import business_day
from common.domain.errors import Reason, Refused
from common.domain.events import EventKind
from common.domain.ids import CounterCode, ServiceCode
from common.domain.order import Caller, Choice, run_after
from common.domain.outcomes import ServiceOutcome
from common.domain.ticket import Leg, Move, goes_back, may_recall, waiting_again
from common.domain.views import Seat
from common.ports import Records
from common.rules.outcomes import finish_with
from common.rules.steps import (
    call_to,
    caller_at,
    close_if_asked,
    end_leg,
    leg_at,
    refuse_ended,
    require,
    require_working,
    seat_at,
    seconds_to_wait,
)


def call_next(records: Records, counter: CounterCode) -> Call | None:
    """Call the visitor whose turn it is; None when nobody waits for this counter.

    Refused(UNKNOWN_COUNTER | NOT_SIGNED_IN | ALREADY_SERVING), and PAUSED with `why` while
    the counter has a break.
    """
    seat = seat_at(records, counter)
    if records.current_leg(counter) is not None:
        raise Refused(Reason.ALREADY_SERVING, counter=counter)
    return _call_first(records, seat)


def finish_and_call_next(
    records: Records,
    counter: CounterCode,
    outcome: ServiceOutcome | None = None,
    delivered: Sequence[ServiceCode] = (),
) -> Call | None:
    """Finish the visitor being served, if there is one, and call the next; both or neither.

    None when nobody waits for this counter, or it closes behind the present visitor
    (`close_after`); he is finished all the same. Refused(UNKNOWN_COUNTER | NOT_SIGNED_IN | PAUSED),
    and NOT_LAWFUL while the visitor called has
    neither come nor been given up; with what came of it and what was delivered as `finish` is.
    """
    seat = seat_at(records, counter)
    current = records.current_leg(counter)
    if current is not None:
        finish_with(records, current, outcome, delivered)
        if records.seat_at(counter) is None:
            return None
    return _call_first(records, seat)


def recall(records: Records, counter: CounterCode) -> Call:
    """Call the visitor who has not come once more.

    Refused(UNKNOWN_COUNTER | NOT_SIGNED_IN | NOBODY_AT_COUNTER | NOT_LAWFUL), and TOO_SOON with
    `seconds` while the last call is still fresh.
    """
    leg = leg_at(records, counter)
    require(records, leg, Move.RECALL)
    if not may_recall(leg, records.now, records.floor().rules):
        raise Refused(Reason.TOO_SOON, seconds=seconds_to_wait(records, leg))
    again = replace(leg, calls=leg.calls + 1, called_at=records.now)
    moved = records.move(leg, again)
    call = records.repeat_call(moved)
    records.log(
        EventKind.RECALLED,
        ticket=leg.ticket,
        leg=leg.id,
        call=call,
        counter=leg.counter,
        operator=leg.operator,
        facts={"times": moved.calls},
    )
    return records.call(call)


def no_show(records: Records, counter: CounterCode) -> None:
    """Give up a visitor who was called often enough and did not come.

    Where the floor says so (`no_show_back`), he waits again behind others instead, so many times.
    Refused(UNKNOWN_COUNTER | NOT_SIGNED_IN | NOBODY_AT_COUNTER | NOT_LAWFUL), and TOO_SOON with
    `seconds` and the missing `calls`.
    """
    leg = leg_at(records, counter)
    back = records.floor().rules.no_show_back
    if back is None or not goes_back(leg, records.floor().rules):
        end_leg(records, leg, Move.NO_SHOW)
        return
    require(records, leg, Move.NO_SHOW)
    _go_back(records, leg, back)


def _go_back(records: Records, leg: Leg, back: int) -> None:
    """Let a visitor who did not come wait again behind some others, or behind all there are."""
    others = records.due_behind(leg, back)
    after = replace(
        waiting_again(leg),
        due_at=max(leg.due_at, others[-1] + timedelta.resolution) if others else leg.due_at,
        missed=leg.missed + 1,
    )
    records.move(leg, after)
    records.close_call(leg, withdrawn=False)
    records.log(
        EventKind.NO_SHOW,
        ticket=leg.ticket,
        leg=leg.id,
        counter=leg.counter,
        operator=leg.operator,
        facts={"back": len(others)},
    )
    close_if_asked(records, leg)


def _call_first(records: Records, seat: Seat) -> Call | None:
    require_working(seat)
    refuse_ended(records)
    floor = records.floor()
    caller = caller_at(records, seat)
    day = business_day(records.now, floor.zone_info, floor.rollover)
    claimed = records.claim_next(caller, day)
    if caller.undone is not None:
        records.set_undone(seat.counter.code, None)
    if claimed is None:
        return None
    again = {"again": True} if claimed[0].id == caller.undone else {}
    return call_chosen(records, seat, caller, *claimed, again)


def call_chosen(
    records: Records,
    seat: Seat,
    caller: Caller,
    leg: Leg,
    choice: Choice,
    more: Mapping[str, object],
) -> Call:
    """Call a leg that was chosen, and keep why, with `more` of it."""
    why = {**choice.why(), **more}
    called = records.move(leg, call_to(records, seat, leg))
    call = records.add_call(called, why)
    run = run_after(caller, choice)
    if run != caller.priority_run:
        records.set_priority_run(seat.counter.code, run)
    records.log(
        EventKind.CALLED,
        ticket=leg.ticket,
        leg=leg.id,
        call=call,
        counter=called.counter,
        operator=called.operator,
        facts=why,
    )
    return records.call(call)
