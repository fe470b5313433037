"""The twins of the rules about breaks of counters and what operators note."""

from collections.abc import Callable, Collection, Mapping, Sequence
from datetime import datetime

from sqlalchemy import ARRAY, Date, String, TextualSelect, bindparam, text

from common.domain.asks import Ask
from common.domain.found_slip import FoundSlip
from common.domain.ids import AskId, CounterCode, LegId, ServiceCode
from common.domain.notes import TicketMark
from common.domain.outcomes import ServiceOutcome
from common.domain.reasons import CancelReason, HoldReason, PauseReason
from common.domain.ticket import ENDED, Leg, Move, Ticket
from common.rules import (
    asking,
    calling,
    found_slip,
    more_services,
    moving,
    noting,
    pausing,
    serving,
)
from common.store.columns import Moment
from common.store.tables import calls, legs, seats
from common.store.tickets import LEG, TICKET
from common.store.transaction import columns_of
from common.store.twin import (
    AS_SEEN,
    Known,
    Rows,
    Twin,
    as_given,
    called,
    moved,
    nothing,
    seated,
    statement,
)
from common.store.visit_tables import asks


def _of_pause(
    *, counter: CounterCode, reason: PauseReason, words: str = ""
) -> Mapping[str, object]:
    return {"counter": counter, "reason": reason, "words": words}


def _of_closing(
    *, counter: CounterCode, on: bool = True, leaves_held: bool = False
) -> Mapping[str, object]:
    return {"counter": counter, "on": on, "leaves_held": leaves_held}


def _of_hold(
    counter: CounterCode, reason: HoldReason | None, words: str = ""
) -> Mapping[str, object]:
    return {"counter": counter, "reason": reason, "words": words}


def _of_cancel(
    counter: CounterCode, leg: LegId, reason: CancelReason | None, words: str = ""
) -> Mapping[str, object]:
    return {"counter": counter, "leg": leg, "reason": reason, "words": words}


def _of_ask(
    *, counter: CounterCode, to_counter: CounterCode | None = None, words: str = ""
) -> Mapping[str, object]:
    return {"counter": counter, "to_counter": to_counter, "words": words}


def _of_answer(*, counter: CounterCode, ask: AskId, ended: bool = False) -> Mapping[str, object]:
    return {"counter": counter, "ask": ask, "ended": ended}


def _of_marks(
    *, counter: CounterCode, leg: LegId, marks: Collection[TicketMark]
) -> Mapping[str, object]:
    return {"counter": counter, "leg": leg, "marks": [mark.value for mark in marks]}


def _of_finish(
    counter: CounterCode,
    outcome: ServiceOutcome | None = None,
    delivered: Sequence[ServiceCode] = (),
) -> Mapping[str, object]:
    return {"counter": counter, "outcome": outcome, "delivered": list(delivered)}


def _asked(rows: Rows, _known: Known) -> Ask:
    return Ask(**{part.name: rows[0][part.name] for part in columns_of(asks, Ask)})


def _found(rows: Rows, _known: Known) -> FoundSlip:
    row = rows[0]
    ticket = Ticket(**{column.name: row[f"ticket_{column.name}"] for column in TICKET})
    leg = Leg(**{column.name: row[f"leg_{column.name}"] for column in LEG})
    moves = frozenset(map(Move, row["lawful"]))
    return FoundSlip(ticket, leg, moves, may_copy=leg.state not in ENDED)


def _copied(rows: Rows, _known: Known) -> datetime | None:
    """Answer since when a slip is printed already."""
    since: datetime | None = rows[0]["copy_slip_at"]
    return since


def _find_slip() -> TextualSelect:
    parts = {f"ticket_{column.name}": (column, f"(f.ticket).{column.name}") for column in TICKET}
    parts |= {f"leg_{column.name}": (column, f"(f.leg).{column.name}") for column in LEG}
    chosen = ", ".join(f"{sql} AS {name}" for name, (_, sql) in parts.items())
    call = f"find_slip({AS_SEEN}, :counter, :of_centre, :day, :token) AS f"
    asked = text(f"SELECT {chosen}, f.lawful FROM {call}")  # noqa: S608 - names of ours
    types = {name: column.type for name, (column, _) in parts.items()}
    return asked.bindparams(bindparam("day", type_=Date)).columns(**types, lawful=ARRAY(String))


_DELIVERED = bindparam("delivered", type_=ARRAY(String))
_FINISH = text(f"SELECT finish({AS_SEEN}, :counter, :outcome, :delivered)").bindparams(_DELIVERED)
_FINISH_AND_CALL = statement(
    f"call_next({AS_SEEN}, :counter, true, :outcome, :delivered)", calls
).bindparams(_DELIVERED)
_SET_MARKS = text(f"SELECT set_marks({AS_SEEN}, :counter, :leg, :marks)").bindparams(
    bindparam("marks", type_=ARRAY(String))
)

TWINS_OF_MOVES: Mapping[Callable[..., object], Twin] = {
    pausing.pause: Twin(
        statement(f"pause({AS_SEEN}, :counter, :reason, :words)", seats), _of_pause, seated
    ),
    pausing.go_on_working: Twin(
        statement(f"go_on_working({AS_SEEN}, :counter)", seats), as_given, seated
    ),
    pausing.close_after: Twin(
        statement(f"close_after({AS_SEEN}, :counter, :on, :leaves_held)", seats),
        _of_closing,
        seated,
    ),
    more_services.add_service: Twin(
        statement(f"add_service({AS_SEEN}, :counter, :service)", legs), as_given, moved
    ),
    asking.ask_colleague: Twin(
        statement(f"ask_colleague({AS_SEEN}, :counter, :to_counter, :words)", asks), _of_ask, _asked
    ),
    asking.panic: Twin(statement("panic(:centre, :counter)", asks), as_given, _asked),
    asking.answer_ask: Twin(
        statement(f"answer_ask({AS_SEEN}, :counter, :ask, :ended)"), _of_answer, nothing
    ),
    found_slip.find_slip: Twin(_find_slip(), as_given, _found),
    found_slip.copy_slip_at: Twin(
        statement(f"copy_slip_at({AS_SEEN}, :counter, :ticket, :printer)", copy_slip_at=Moment),
        as_given,
        _copied,
    ),
    noting.add_note: Twin(
        statement(f"add_note({AS_SEEN}, :counter, :leg, :words)"), as_given, nothing
    ),
    noting.set_marks: Twin(_SET_MARKS.columns(), _of_marks, nothing),
    serving.finish: Twin(_FINISH.columns(), _of_finish, nothing),
    calling.finish_and_call_next: Twin(_FINISH_AND_CALL, _of_finish, called),
    serving.hold: Twin(statement(f"hold({AS_SEEN}, :counter, :reason, :words)"), _of_hold, nothing),
    moving.cancel: Twin(
        statement(f"cancel({AS_SEEN}, :counter, :leg, :reason, :words)"), _of_cancel, nothing
    ),
}
