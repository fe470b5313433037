"""The twins of the rules about whom an operator calls or lets wait out of turn."""

from collections.abc import Callable, Mapping

from common.domain.ids import CounterCode, GroupCode, LegId
from common.domain.reasons import OutOfTurnReason
from common.rules import priority, turns, walk_ins
from common.store.tables import calls, legs, tickets
from common.store.twin import (
    Twin,
    as_given,
    called,
    issued,
    issuing,
    moved,
    statement,
    ticketed,
)


def _of_this(
    counter: CounterCode,
    leg: LegId,
    *,
    finish: bool = False,
    reason: OutOfTurnReason | None = None,
    words: str = "",
) -> Mapping[str, object]:
    return {"counter": counter, "leg": leg, "finish": finish, "reason": reason, "words": words}


def _of_undoing(
    counter: CounterCode, *, reason: OutOfTurnReason | None, words: str = ""
) -> Mapping[str, object]:
    return {"counter": counter, "reason": reason, "words": words}


def _of_granting(
    counter: CounterCode,
    leg: LegId,
    group: GroupCode,
    *,
    reason: OutOfTurnReason | None,
    words: str = "",
) -> Mapping[str, object]:
    return {"counter": counter, "leg": leg, "group": group, "reason": reason, "words": words}


def _of_withdrawing(
    counter: CounterCode, leg: LegId, *, reason: OutOfTurnReason | None, words: str = ""
) -> Mapping[str, object]:
    return {"counter": counter, "leg": leg, "reason": reason, "words": words}


TWINS_OF_TURNS: Mapping[Callable[..., object], Twin] = {
    turns.call_this: Twin(
        statement("call_this(:centre, :counter, :leg, :finish, :reason, :words)", calls),
        _of_this,
        called,
    ),
    turns.undo_call: Twin(
        statement("undo_call(:centre, :counter, :reason, :words)", legs), _of_undoing, moved
    ),
    priority.grant_priority: Twin(
        statement("grant_priority(:centre, :counter, :leg, :group, :reason, :words)", tickets),
        _of_granting,
        ticketed,
    ),
    priority.withdraw_priority: Twin(
        statement("withdraw_priority(:centre, :counter, :leg, :reason, :words)", tickets),
        _of_withdrawing,
        ticketed,
    ),
    walk_ins.walk_in: Twin(
        issuing(
            "walk_in(:centre, :counter, :service, :language, :request, :priority, :printer,"
            " :call_at_once, :reason, :words)"
        ),
        as_given,
        issued,
    ),
}
