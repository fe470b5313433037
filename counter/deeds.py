"""What may be done that asks something first: when it is lawful, what it asks, what it does."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from common.domain.ids import LegId
from common.domain.permissions import Permission
from common.domain.reasons import OTHER
from common.domain.ticket import Move
from common.domain.turns import QueuePlace
from common.usecases import moving, serving
from counter import acts, lawful
from counter.asking import MARK, Ask, Asking, DeedName
from counter.state import CounterState, Page


@dataclass(frozen=True, slots=True)
class Deed:
    """One thing to do."""

    icon: str
    asks: tuple[Ask, ...]
    lawful: lawful.Lawful
    act: acts.MakeAct


def next_ask(asking: Asking) -> Ask | None:
    """Return what is to be asked now; None where everything was answered."""
    given, last = list(asking.given), ""
    for ask in DEEDS[asking.deed].asks:
        if ask is Ask.WORDS and not last.endswith(f"{MARK}{OTHER}"):
            continue
        if not given:
            return ask
        last = given.pop(0)
    return None


def may_do(state: CounterState, asking: Asking) -> bool:
    """Say whether a deed is lawful at this second."""
    frozen = state.pending or state.lost_since is not None or state.page is not Page.CONSOLE
    # Whoever is in danger does not unlock anything first.
    frozen = frozen or (state.cover is not None and asking.deed is not DeedName.PANIC)
    return state.desk is not None and not frozen and DEEDS[asking.deed].lawful(state, asking)


def more_of(state: CounterState, about: LegId | None) -> tuple[DeedName, ...]:
    """Return the rarer things that may be done now: with one of the queue, or at this counter."""
    names = OF_ROW if about is not None else OF_COUNTER
    return tuple(name for name in names if may_do(state, Asking(name, about)))


_TURN = (Ask.TURN_REASON, Ask.WORDS)
_WALK_IN = (Ask.SERVICE, Ask.LANGUAGE, Ask.PRINTER)
_OUTCOME = (Ask.OUTCOME,)
_TRANSFER = lawful.move(Move.TRANSFER)
_CANCEL = (Ask.CANCEL_REASON, Ask.WORDS)

DEEDS: Mapping[DeedName, Deed] = {
    DeedName.MORE: Deed("plus", (Ask.DEED,), lawful.always, acts.nothing),
    DeedName.TRANSFER: Deed("forward", (Ask.WHERE,), _TRANSFER, acts.transfer()),
    DeedName.TRANSFER_NOTE: Deed("forward", (Ask.WHERE, Ask.NOTE), _TRANSFER, acts.transfer()),
    DeedName.TRANSFER_FIRST: Deed(
        "forward",
        (Ask.WHERE, *_TURN),
        lawful.permitted(_TRANSFER, Permission.OUT_OF_TURN),
        acts.transfer(QueuePlace.FIRST),
    ),
    DeedName.TRANSFER_LAST: Deed(
        "forward",
        (Ask.WHERE, *_TURN),
        lawful.permitted(_TRANSFER, Permission.OUT_OF_TURN),
        acts.transfer(QueuePlace.LAST),
    ),
    DeedName.SEND: Deed(
        "banknote", (Ask.SERVICE,), lawful.move(Move.SEND), acts.to_service(moving.send_and_return)
    ),
    DeedName.RESUME: Deed(
        "undo-2", (Ask.HELD,), lawful.move(Move.RESUME), acts.with_leg(serving.resume)
    ),
    DeedName.HOLD: Deed("history", (Ask.HOLD_REASON, Ask.WORDS), lawful.move(Move.HOLD), acts.hold),
    DeedName.REINSTATE: Deed(
        "user-check", (Ask.MISSED,), lawful.somebody_missed, acts.with_leg(moving.reinstate)
    ),
    DeedName.REINSTATE_FIRST: Deed(
        "user-check",
        (Ask.MISSED, *_TURN),
        lawful.permitted(lawful.somebody_missed, Permission.OUT_OF_TURN),
        acts.reinstate_first,
    ),
    DeedName.NOTE: Deed("message-square", (Ask.NOTE,), lawful.here, acts.note),
    DeedName.MARK: Deed("flag", (Ask.MARK,), lawful.here, acts.mark),
    DeedName.CANCEL: Deed("x", _CANCEL, lawful.waits, acts.cancel),
    DeedName.CANCEL_HELD: Deed("x", (Ask.HELD, *_CANCEL), lawful.somebody_held, acts.cancel),
    DeedName.CALL_NOW: Deed("bell-ring", (), lawful.may_call_now, acts.call_this),
    DeedName.CALL_THIS: Deed("bell-ring", _TURN, lawful.may_call_ahead, acts.call_this),
    DeedName.UNDO_CALL: Deed("undo-2", _TURN, lawful.may_undo, acts.undo_call),
    DeedName.GRANT: Deed("shield-plus", (Ask.GROUP, *_TURN), lawful.may_grant, acts.grant),
    DeedName.WITHDRAW: Deed("shield-user", _TURN, lawful.may_withdraw, acts.withdraw),
    DeedName.WALK_IN: Deed("ticket", _WALK_IN, lawful.may_take_in, acts.walk_in(now=False)),
    DeedName.WALK_IN_NOW: Deed(
        "ticket", (*_WALK_IN, *_TURN), lawful.may_take_in_now, acts.walk_in(now=True)
    ),
    DeedName.FOUND: Deed("scan-line", (Ask.FOUND,), lawful.always, acts.found),
    DeedName.UNTOLD: Deed("ticket", (Ask.FOUND,), lawful.always, acts.found),
    DeedName.COPY: Deed("copy", (Ask.PRINTER,), lawful.always, acts.copy),
    DeedName.FINISH: Deed("check", _OUTCOME, lawful.may_finish, acts.finish(call_next=False)),
    DeedName.FINISH_NEXT: Deed("check", _OUTCOME, lawful.may_finish, acts.finish(call_next=True)),
    DeedName.FINISH_MORE: Deed(
        "check", (Ask.SERVICE, *_OUTCOME), lawful.may_finish, acts.finish(call_next=False)
    ),
    DeedName.ADD_SERVICE: Deed(
        "badge-plus", (Ask.SERVICE,), lawful.may_add, acts.to_service(serving.add_service)
    ),
    DeedName.HELP: Deed("hand-heart", (Ask.WHOM, Ask.PLEA), lawful.always, acts.ask_help),
    DeedName.PANIC: Deed("triangle-alert", (), lawful.always, acts.panic),
    DeedName.SEEN: Deed("eye", (), lawful.is_asked, acts.answer_ask(ended=False)),
    DeedName.HELPED: Deed("check", (), lawful.may_end_help, acts.answer_ask(ended=True)),
    DeedName.PAUSE: Deed("coffee", (Ask.PAUSE_REASON, Ask.WORDS), lawful.may_rest, acts.pause),
    DeedName.CLOSE_AFTER: Deed("log-out", (), lawful.may_close_after, acts.close_after(on=True)),
    DeedName.CLOSE_AFTER_HELD: Deed(
        "log-out", (), lawful.may_close_on_held, acts.close_after(on=True, leaves_held=True)
    ),
    DeedName.STAY_OPEN: Deed("undo-2", (), lawful.may_stay_open, acts.close_after(on=False)),
    DeedName.AUTO_CALL: Deed("repeat-2", (), lawful.may_call_by_itself, acts.nothing),
    DeedName.NO_AUTO_CALL: Deed("x", (), lawful.calls_by_itself, acts.nothing),
    DeedName.MY_DAY: Deed("chart-column", (), lawful.always, acts.nothing),
    DeedName.OWN_PIN: Deed("key-round", (), lawful.always, acts.nothing),
}
AT_CONSOLE: Mapping[DeedName, Callable[[CounterState], CounterState]] = {
    DeedName.AUTO_CALL: lambda state: replace(state, auto_call=True),
    DeedName.NO_AUTO_CALL: lambda state: replace(state, auto_call=False),
    DeedName.MY_DAY: lambda state: replace(state, day_shown=True),
}
"""What changes only how this console works; the store has no part in it."""
OF_ROW = (
    DeedName.CALL_NOW,
    DeedName.CALL_THIS,
    DeedName.GRANT,
    DeedName.WITHDRAW,
    DeedName.NOTE,
    DeedName.MARK,
    DeedName.CANCEL,
)
"""What may be done with one of the queue, in this order."""
OF_COUNTER = (
    DeedName.SEEN,
    DeedName.FINISH,
    DeedName.FINISH_MORE,
    DeedName.ADD_SERVICE,
    DeedName.UNDO_CALL,
    DeedName.TRANSFER_NOTE,
    DeedName.TRANSFER_FIRST,
    DeedName.TRANSFER_LAST,
    DeedName.NOTE,
    DeedName.MARK,
    DeedName.PAUSE,
    DeedName.CLOSE_AFTER,
    DeedName.CLOSE_AFTER_HELD,
    DeedName.STAY_OPEN,
    DeedName.REINSTATE,
    DeedName.REINSTATE_FIRST,
    DeedName.WALK_IN,
    DeedName.WALK_IN_NOW,
    DeedName.CANCEL_HELD,
    DeedName.HELPED,
    DeedName.HELP,
    DeedName.PANIC,
    DeedName.AUTO_CALL,
    DeedName.NO_AUTO_CALL,
    DeedName.MY_DAY,
    DeedName.OWN_PIN,
)
"""What may be done at the counter besides the moves that have keys."""
OF_VISITOR = frozenset(
    {
        DeedName.TRANSFER,
        DeedName.TRANSFER_NOTE,
        DeedName.TRANSFER_FIRST,
        DeedName.TRANSFER_LAST,
        DeedName.SEND,
        DeedName.HOLD,
        DeedName.UNDO_CALL,
        DeedName.FINISH,
        DeedName.FINISH_NEXT,
        DeedName.FINISH_MORE,
        DeedName.ADD_SERVICE,
        DeedName.CALL_NOW,
        DeedName.CALL_THIS,
        DeedName.CLOSE_AFTER,
        DeedName.CLOSE_AFTER_HELD,
    }
)
"""What is done to the visitor at the window, alone or beside another, and is for nobody else."""
OF_ANYBODY = frozenset({DeedName.HELP, DeedName.PANIC, DeedName.SEEN, DeedName.HELPED})
"""What whoever is there may do, even where another has just sat down."""
