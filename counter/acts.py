"""What a deed does once everything was answered: a use case with the answers."""

from collections.abc import Callable
from enum import StrEnum
from typing import TypedDict, TypeVar

from common.domain.errors import Reason, Refused
from common.domain.found_slip import FoundSlip
from common.domain.ids import (
    CounterCode,
    GroupCode,
    LegId,
    OperatorCode,
    PrinterCode,
    RequestId,
    ServiceCode,
)
from common.domain.notes import TicketMark
from common.domain.outcomes import ServiceOutcome
from common.domain.reasons import CancelReason, HoldReason, OutOfTurnReason, PauseReason
from common.domain.ticket import Leg, Move
from common.domain.turns import QueuePlace
from common.domain.views import Desk, Issued, Visit
from common.domain.words import Language
from common.ports import Store
from common.usecases import asking as helping
from common.usecases import (
    calling,
    found_slip,
    moving,
    noting,
    pausing,
    priority,
    serving,
    turns,
    walk_ins,
)
from counter.asking import Asking
from counter.lawful import visit_about
from counter.rows import spaced
from counter.saying import Saying

Act = Callable[[Store, CounterCode], object]
MakeAct = Callable[[Asking, Desk], Act]
_Reason = TypeVar("_Reason", bound=StrEnum)


class Cause(TypedDict):
    """Why somebody is moved out of turn, as the use cases take it."""

    reason: OutOfTurnReason | None
    words: str


def nothing(_asking: Asking, _desk: Desk) -> Act:
    """Do nothing: the deed only leads to others."""
    return lambda _store, _counter: None


def transfer(place: QueuePlace = QueuePlace.DUE) -> MakeAct:
    """Pass the visitor at the window on to where was chosen."""

    def make(asking: Asking, _desk: Desk) -> Act:
        def act(store: Store, counter: CounterCode) -> Leg:
            return moving.transfer(
                store,
                counter,
                ServiceCode(asking.value("service")) or None,
                to_counter=CounterCode(asking.value("counter")) or None,
                to_operator=OperatorCode(asking.value("operator")) or None,
                place=place,
                note=asking.value("note"),
                **_cause(asking),
            )

        return act

    return make


def reinstate_first(asking: Asking, desk: Desk) -> Act:
    """Let one who missed his calls wait again before all others."""
    leg, cause = _leg(asking, desk), _cause(asking)
    first = QueuePlace.FIRST
    return lambda store, counter: moving.reinstate(store, counter, leg, place=first, **cause)


def note(asking: Asking, desk: Desk) -> Act:
    """Write something down of a visit."""
    visit, said = _visit(asking, desk), asking.value("note")
    return lambda store, counter: noting.add_note(store, counter, visit.leg.id, said)


def mark(asking: Asking, desk: Desk) -> Act:
    """Mark a visitor so, or no longer."""
    visit, chosen = _visit(asking, desk), TicketMark(asking.value("mark"))
    adds = chosen not in desk.marks.get(visit.ticket.id, ())

    def act(store: Store, counter: CounterCode) -> None:
        # Beside what others have marked since the desk was read.
        now = store.desk(counter)
        marks = frozenset((now or desk).marks.get(visit.ticket.id, ()))
        marks = marks | {chosen} if adds else marks - {chosen}
        noting.set_marks(store, counter, visit.leg.id, marks)

    return act


def to_service(go_on: Callable[[Store, CounterCode, ServiceCode], object]) -> MakeAct:
    """Pass the visitor at the window on to the service that was chosen."""

    def make(asking: Asking, _desk: Desk) -> Act:
        service = ServiceCode(asking.value("service"))
        return lambda store, counter: go_on(store, counter, service)

    return make


def with_leg(do: Callable[[Store, CounterCode, LegId], object]) -> MakeAct:
    """Do something with whom the deed is about, or with whom an answer named."""

    def make(asking: Asking, desk: Desk) -> Act:
        leg = _leg(asking, desk)
        return lambda store, counter: do(store, counter, leg)

    return make


def cancel(asking: Asking, desk: Desk) -> Act:
    """End a visit, with a reason."""
    leg, reason, words = _leg(asking, desk), _reason(asking, CancelReason), asking.value("words")
    return lambda store, counter: moving.cancel(store, counter, leg, reason, words)


def found(asking: Asking, _desk: Desk) -> Act:
    """Take up the visit of a slip that was scanned, or let it wait again."""
    slip = _slip(asking)
    if asking.value("found") == Move.RESUME.value:
        return lambda store, counter: serving.resume(store, counter, slip.leg.id)
    return lambda store, counter: moving.reinstate(store, counter, slip.leg.id)


def copy(asking: Asking, _desk: Desk) -> Act:
    """Let a slip that was scanned be printed once more."""
    slip, printer = _slip(asking), PrinterCode(asking.value("printer"))

    def act(store: Store, counter: CounterCode) -> Saying:
        since = found_slip.copy_slip_at(store, counter, slip.ticket.id, printer)
        label = spaced(slip.ticket.label)
        if since is None:
            return Saying("counter.copy_asked", {"label": label})
        time = f"{since.astimezone(store.floor().zone_info):%H:%M:%S}"
        return Saying("counter.copied_before", {"label": label, "time": time})

    return act


def _slip(asking: Asking) -> FoundSlip:
    if asking.found is None:
        raise Refused(Reason.UNKNOWN_SLIP)
    return asking.found


def finish(*, call_next: bool) -> MakeAct:
    """Finish and say what came of it; `call_next` calls the next in the same step."""

    def make(asking: Asking, desk: Desk) -> Act:
        chosen = asking.value("outcome")
        outcome = ServiceOutcome(chosen) if chosen else None
        delivered = _delivered(asking, desk)
        done = calling.finish_and_call_next if call_next else serving.finish
        return lambda store, counter: done(store, counter, outcome, delivered)

    return make


def _delivered(asking: Asking, desk: Desk) -> tuple[ServiceCode, ...]:
    """Return what was delivered where that is more than what the visitor came for."""
    more = asking.value("service")
    if not more or desk.current is None:
        return ()
    return (desk.current.leg.service, ServiceCode(more))


def ask_help(asking: Asking, _desk: Desk) -> Act:
    """Ask a colleague, or who sees the floor."""
    whom, words = CounterCode(asking.value("counter")) or None, asking.value("plea")
    return lambda store, counter: helping.ask_colleague(store, counter, whom, words)


def panic(_asking: Asking, _desk: Desk) -> Act:
    """Tell all who see the floor that somebody here is in danger."""
    return helping.panic


def answer_ask(*, ended: bool) -> MakeAct:
    """Say of the first thing that is asked here that it is seen, or done."""

    def make(_asking: Asking, desk: Desk) -> Act:
        asks = (*desk.asks, *desk.asked) if ended else desk.asks
        asked = next((one for one in asks if ended or one.seen_at is None), None)
        if asked is None:
            raise Refused(Reason.UNKNOWN_ASK)
        return lambda store, counter: helping.answer_ask(store, counter, asked.id, ended=ended)

    return make


def hold(asking: Asking, _desk: Desk) -> Act:
    """Put the visitor aside, with a reason."""
    reason, words = _reason(asking, HoldReason), asking.value("words")
    return lambda store, counter: serving.hold(store, counter, reason, words)


def pause(asking: Asking, _desk: Desk) -> Act:
    """Begin a break, with a reason."""
    reason, words = PauseReason(asking.value("reason")), asking.value("words")
    return lambda store, counter: pausing.pause(store, counter, reason, words)


def close_after(*, on: bool, leaves_held: bool = False) -> MakeAct:
    """Let the counter close behind its visitor, or not after all."""
    return lambda _asking, _desk: (
        lambda store, counter: pausing.close_after(store, counter, on=on, leaves_held=leaves_held)
    )


def call_this(asking: Asking, desk: Desk) -> Act:
    """Call one of the queue; who is being served is finished in the same breath."""
    leg, finish, cause = _leg(asking, desk), desk.current is not None, _cause(asking)
    return lambda store, counter: turns.call_this(store, counter, leg, finish=finish, **cause)


def undo_call(asking: Asking, _desk: Desk) -> Act:
    """Take the call back."""
    cause = _cause(asking)
    return lambda store, counter: turns.undo_call(store, counter, **cause)


def grant(asking: Asking, desk: Desk) -> Act:
    """Let a visitor go with a priority group."""
    leg, group, cause = _leg(asking, desk), GroupCode(asking.value("group")), _cause(asking)

    def act(store: Store, counter: CounterCode) -> Saying:
        granted = priority.grant_priority(store, counter, leg, group, **cause)
        return Saying("counter.priority_granted", {"label": spaced(granted.label)})

    return act


def withdraw(asking: Asking, desk: Desk) -> Act:
    """Let a visitor go in the ordinary lane."""
    leg, cause = _leg(asking, desk), _cause(asking)
    return lambda store, counter: priority.withdraw_priority(store, counter, leg, **cause)


def walk_in(*, now: bool) -> MakeAct:
    """Give a ticket to somebody who stands here; `now` calls him at once."""

    def make(asking: Asking, _desk: Desk) -> Act:
        def act(store: Store, counter: CounterCode) -> Saying:
            given = walk_ins.walk_in(
                store,
                counter,
                service=ServiceCode(asking.value("service")),
                language=Language(asking.value("language")),
                request=RequestId(asking.wish),
                printer=PrinterCode(asking.value("printer")) or None,
                call_at_once=now,
                **_cause(asking),
            )
            return told_of(given)

        return act

    return make


def told_of(issued: Issued) -> Saying:
    """Say which number was given."""
    return Saying("counter.issued", {"label": spaced(issued.ticket.label)})


def _cause(asking: Asking) -> Cause:
    return {"reason": _reason(asking, OutOfTurnReason), "words": asking.value("words")}


def _reason(asking: Asking, kind: type[_Reason]) -> _Reason | None:
    chosen = asking.value("reason")
    return kind(chosen) if chosen else None


def _visit(asking: Asking, desk: Desk) -> Visit:
    """Return whose visit it is; Refused(TICKET_GONE) where he was moved meanwhile."""
    visit = visit_about(desk, asking)
    if visit is None:
        raise Refused(Reason.TICKET_GONE)
    return visit


def _leg(asking: Asking, desk: Desk) -> LegId:
    """Return whom a deed is about; Refused(TICKET_GONE) where he was moved meanwhile."""
    if asking.about is not None:
        return asking.about
    label = asking.value("held")
    for visit in (*desk.held, *desk.missed):
        if visit.ticket.label == label:
            return visit.leg.id
    raise Refused(Reason.TICKET_GONE)
