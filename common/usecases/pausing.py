"""How a counter has a break, and how it closes behind its visitor."""

from common.domain.ids import CounterCode
from common.domain.reasons import PauseReason, one_line
from common.domain.views import Seat
from common.ports import Store
from common.rules import pausing as rules


def pause(store: Store, counter: CounterCode, reason: PauseReason, words: str = "") -> Seat:
    """Let nobody be called to an open counter until it goes on; return the seat (`paused`).

    Its sign says *break*; `call_next`, `resume` and every other call are Refused(PAUSED) with
    `why`. Visitors who were promised to the counter wait for it for PROMISE_LASTS, then they are
    anyone's who serves their service. Refused(UNKNOWN_COUNTER | NOT_SIGNED_IN), WORDS_TOO_LONG
    with `most`, ALREADY_SERVING while a visitor is at it. Said once more it changes no more than
    the reason.
    """
    return store.perform(rules.pause, counter=counter, reason=reason, words=one_line(words))


def go_on_working(store: Store, counter: CounterCode) -> Seat:
    """End a counter's break; return the seat. Without a break it changes nothing.

    Refused(UNKNOWN_COUNTER | NOT_SIGNED_IN).
    """
    return store.perform(rules.go_on_working, counter=counter)


def close_after(
    store: Store, counter: CounterCode, *, on: bool = True, leaves_held: bool = False
) -> Seat:
    """Let a counter close when the visitor at it has gone, or not after all; return the seat.

    However he goes: finished, given up, passed on, put aside, sent away, cancelled; then the
    operator is signed out in the same transaction and nobody is called, so that
    `finish_and_call_next` answers None. The desk is None from then on, and `Store.left` says
    `after_visitor`. Refused(UNKNOWN_COUNTER | NOT_SIGNED_IN | NOBODY_AT_COUNTER), and
    VISITORS_HELD with their `count` unless the operator knows that he `leaves_held`.
    """
    return store.perform(rules.close_after, counter=counter, on=on, leaves_held=leaves_held)
