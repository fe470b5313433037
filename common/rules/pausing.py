"""How a counter has a break, and how it closes behind its visitor (functions/33_pauses.sql)."""

from dataclasses import replace

from common.domain.errors import Reason, Refused
from common.domain.events import EventKind
from common.domain.ids import CounterCode
from common.domain.reasons import PauseReason
from common.domain.views import Pause, Seat
from common.ports import Records
from common.rules.steps import because, leg_at, seat_at


def pause(records: Records, *, counter: CounterCode, reason: PauseReason, words: str = "") -> Seat:
    """Let nobody be called to an open counter until it goes on; return the seat.

    Refused(UNKNOWN_COUNTER | NOT_SIGNED_IN | WORDS_TOO_LONG), ALREADY_SERVING while a visitor is
    at it. Said once more it changes no more than the reason: the break began when it began.
    """
    seat = seat_at(records, counter)
    facts = because(reason, words)
    if records.current_leg(counter) is not None:
        raise Refused(Reason.ALREADY_SERVING, counter=counter)
    if seat.paused is not None and seat.paused.reason is reason:
        return seat
    since = records.now if seat.paused is None else seat.paused.since
    paused = Pause(since, reason)
    records.set_pause(counter, paused)
    records.log(EventKind.PAUSED, counter=counter, operator=seat.operator.code, facts=facts)
    return replace(seat, paused=paused)


def go_on_working(records: Records, *, counter: CounterCode) -> Seat:
    """Let visitors be called again; return the seat. Without a break it changes nothing.

    Refused(UNKNOWN_COUNTER | NOT_SIGNED_IN).
    """
    seat = seat_at(records, counter)
    if seat.paused is None:
        return seat
    records.set_pause(counter, None)
    records.log(EventKind.WENT_ON, counter=counter, operator=seat.operator.code)
    return replace(seat, paused=None)


def close_after(
    records: Records, *, counter: CounterCode, on: bool = True, leaves_held: bool = False
) -> Seat:
    """Let a counter close when the visitor at it has gone, or not after all; return the seat.

    However he goes: finished, given up, passed on, put aside, sent away, cancelled. Refused(
    UNKNOWN_COUNTER | NOT_SIGNED_IN | NOBODY_AT_COUNTER), and VISITORS_HELD with their `count`
    unless the operator knows that he `leaves_held`.
    """
    seat = seat_at(records, counter)
    if seat.closing == on:
        return seat
    if on:
        leg_at(records, counter)
        held = 0 if leaves_held else records.held_at(counter)
        if held:
            raise Refused(Reason.VISITORS_HELD, count=held)
    records.set_closing(counter, closing=on)
    records.log(
        EventKind.CLOSES_AFTER, counter=counter, operator=seat.operator.code, facts={"on": on}
    )
    return replace(seat, closing=on)
