"""The twins of the rules about breaks of counters and what operators note."""

from collections.abc import Callable, Mapping

from common.domain.ids import CounterCode
from common.domain.reasons import PauseReason
from common.rules import pausing
from common.store.tables import seats
from common.store.twin import Twin, as_given, seated, statement


def _of_pause(
    *, counter: CounterCode, reason: PauseReason, words: str = ""
) -> Mapping[str, object]:
    return {"counter": counter, "reason": reason.value, "words": words}


def _of_closing(
    *, counter: CounterCode, on: bool = True, leaves_held: bool = False
) -> Mapping[str, object]:
    return {"counter": counter, "on": on, "leaves_held": leaves_held}


TWINS_OF_MOVES: Mapping[Callable[..., object], Twin] = {
    pausing.pause: Twin(
        statement("pause(:centre, :counter, :reason, :words)", seats), _of_pause, seated
    ),
    pausing.go_on_working: Twin(
        statement("go_on_working(:centre, :counter)", seats), as_given, seated
    ),
    pausing.close_after: Twin(
        statement("close_after(:centre, :counter, :on, :leaves_held)", seats), _of_closing, seated
    ),
}
