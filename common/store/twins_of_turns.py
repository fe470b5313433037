"""The twins of the rules about whom an operator calls or lets wait out of turn."""

from collections.abc import Callable, Mapping, Sequence

from sqlalchemy import ARRAY, String, bindparam

from common.domain.ids import CounterCode, GroupCode, LegId, ServiceCode
from common.domain.reasons import OutOfTurnReason
from common.domain.turns import QueuePlace
from common.domain.views import Issued
from common.rules import moving, passing, priority, turns, walk_ins
from common.store.tables import calls, legs, tickets
from common.store.twin import (
    AS_SEEN,
    Known,
    Rows,
    Twin,
    as_given,
    called,
    issued,
    issuing,
    moved,
    statement,
    ticketed,
)

_NO_CAUSE: Mapping[str, object] = {"reason": None, "words": ""}


def _of_this(
    counter: CounterCode,
    leg: LegId,
    *,
    finish: bool = False,
    delivered: Sequence[ServiceCode] = (),
    **more: object,
) -> Mapping[str, object]:
    usual = {"finish": finish, "outcome": None, **_NO_CAUSE}
    return {"counter": counter, "leg": leg, "delivered": list(delivered), **usual, **more}


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


def _of_passing(
    counter: CounterCode, service: ServiceCode | None = None, **more: object
) -> Mapping[str, object]:
    usual = {"to_counter": None, "to_operator": None, "place": QueuePlace.DUE, **_NO_CAUSE}
    return {"counter": counter, "service": service, "note": "", **usual, **more}


def _of_sending(counter: CounterCode, service: ServiceCode) -> Mapping[str, object]:
    return {"counter": counter, "service": service}


def _of_reinstating(counter: CounterCode, leg: LegId, **more: object) -> Mapping[str, object]:
    return {"counter": counter, "leg": leg, "place": QueuePlace.DUE, **_NO_CAUSE, **more}


_THIS = statement(
    f"call_this({AS_SEEN}, :counter, :leg, :finish, :reason, :words, :outcome, :delivered)", calls
)


def _given(rows: Rows, known: Known) -> Issued | None:
    return issued(rows, known) if rows else None


TWINS_OF_TURNS: Mapping[Callable[..., object], Twin] = {
    turns.call_this: Twin(
        _THIS.bindparams(bindparam("delivered", type_=ARRAY(String))),
        _of_this,
        called,
    ),
    turns.undo_call: Twin(
        statement(f"undo_call({AS_SEEN}, :counter, :reason, :words)", legs), _of_undoing, moved
    ),
    priority.grant_priority: Twin(
        statement(f"grant_priority({AS_SEEN}, :counter, :leg, :group, :reason, :words)", tickets),
        _of_granting,
        ticketed,
    ),
    priority.withdraw_priority: Twin(
        statement(f"withdraw_priority({AS_SEEN}, :counter, :leg, :reason, :words)", tickets),
        _of_withdrawing,
        ticketed,
    ),
    passing.transfer: Twin(
        statement(
            f"transfer({AS_SEEN}, :counter, :service, :to_counter, :to_operator, :place, :note,"
            " :reason, :words)",
            legs,
        ),
        _of_passing,
        moved,
    ),
    passing.send_and_return: Twin(
        statement(f"send_and_return({AS_SEEN}, :counter, :service)", legs), _of_sending, moved
    ),
    moving.reinstate: Twin(
        statement(f"reinstate({AS_SEEN}, :counter, :leg, :place, :reason, :words)", legs),
        _of_reinstating,
        moved,
    ),
    walk_ins.given_at: Twin(issuing(f"given_at({AS_SEEN}, :counter, :request)"), as_given, _given),
    walk_ins.walk_in: Twin(
        issuing(
            f"walk_in({AS_SEEN}, :counter, :service, :language, :request, :priority, :printer,"
            " :call_at_once, :reason, :words)"
        ),
        as_given,
        issued,
    ),
}
