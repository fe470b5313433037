"""The twins of the rules about whom an operator calls or lets wait out of turn."""

from collections.abc import Callable, Mapping

from common.domain.ids import CounterCode, LegId
from common.domain.reasons import OutOfTurnReason
from common.rules import turns
from common.store.tables import calls, legs
from common.store.twin import Twin, called, moved, statement


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


TWINS_OF_TURNS: Mapping[Callable[..., object], Twin] = {
    turns.call_this: Twin(
        statement("call_this(:centre, :counter, :leg, :finish, :reason, :words)", calls),
        _of_this,
        called,
    ),
    turns.undo_call: Twin(
        statement("undo_call(:centre, :counter, :reason, :words)", legs), _of_undoing, moved
    ),
}
