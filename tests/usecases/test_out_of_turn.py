from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from fixtures.stores import ShiftedClock, refused, seat, take
from floors import AYSEL, BIRTH, ELVIN, GROUP, ID_CARD, LEYLA, PAYMENT, W1, W2, W3
from queues import NINE

from common.domain.errors import Reason
from common.domain.events import EventKind
from common.domain.ids import CounterCode, LegId, RequestId, TicketId
from common.domain.permissions import Role
from common.domain.reasons import HoldReason, OutOfTurnReason
from common.domain.ticket import Leg, LegState
from common.domain.turns import TurnMove
from common.domain.views import Desk
from common.domain.words import Language
from common.ports import Store
from common.usecases.calling import call_next, finish_and_call_next, no_show, recall
from common.usecases.moving import reinstate, send_and_return
from common.usecases.priority import grant_priority, withdraw_priority
from common.usecases.serving import finish, hold, resume, start
from common.usecases.setup import replace_floor
from common.usecases.turns import call_this, undo_call
from common.usecases.walk_ins import walk_in

UNWELL = OutOfTurnReason.VISITOR_UNWELL


def leg_of(store: Store, label: str) -> Leg:
    visit = store.find(label)
    assert visit is not None
    return visit.leg


def desk_of(store: Store, counter: CounterCode) -> Desk:
    desk = store.desk(counter)
    assert desk is not None
    return desk


def next_label(store: Store, counter: CounterCode) -> str | None:
    call = call_next(store, counter)
    return None if call is None else call.label


def turned(store: Store) -> list[Mapping[str, object]]:
    """Return the facts of all moves out of turn."""
    with store.records() as records:
        day = records.day
    return [one.facts for one in store.events(day) if one.kind is EventKind.OUT_OF_TURN]


@pytest.fixture
def three(store: Store, clock: ShiftedClock) -> Store:
    """Let three wait, a minute apart, the second goes first; leyla is at the first window."""
    clock.set(NINE)
    for group in (None, GROUP, None):
        take(store, ID_CARD, group)
        clock.forward(minutes=1)
    seat(store, W1, LEYLA)
    seat(store, W2, ELVIN)
    return store


def test_the_very_next_is_called_without_permission_or_reason(three: Store) -> None:
    call = call_this(three, W2, leg_of(three, "A002").id)

    assert call.label == "A002"
    assert turned(three) == []
    assert leg_of(three, "A002").state is LegState.CALLED


def test_whoever_is_not_next_needs_permission_and_reason(three: Store) -> None:
    last = leg_of(three, "A003")

    with refused(Reason.NOT_PERMITTED):
        call_this(three, W2, last.id, reason=UNWELL)
    with refused(Reason.REASON_MISSING):
        call_this(three, W1, last.id)
    with refused(Reason.WORDS_TOO_LONG):
        call_this(three, W1, last.id, reason=UNWELL, words="x" * 201)

    assert leg_of(three, "A003") == last
    assert turned(three) == []


def test_a_call_out_of_turn_is_written_down_and_told_with_the_call(three: Store) -> None:
    call = call_this(three, W1, leg_of(three, "A003").id, reason=UNWELL, words=" Faints\n")

    assert call.label == "A003"
    assert turned(three) == [
        {"move": "call_this", "reason": "visitor_unwell", "words": "Faints", "passed": 2}
    ]
    why = desk_of(three, W1).why
    assert why is not None
    assert (why["passed"], why["reason"], why["waiting_ordinary"]) == (2, "visitor_unwell", 2)
    # What could name a person is not kept where it is never erased.
    assert "words" not in why
    assert next_label(three, W2) == "A002"


def test_the_present_visitor_is_finished_with_the_call_or_not_at_all(three: Store) -> None:
    call_next(three, W1)
    start(three, W1)
    third = leg_of(three, "A003").id

    with refused(Reason.ALREADY_SERVING):
        call_this(three, W1, third, reason=UNWELL)
    with refused(Reason.REASON_MISSING):
        call_this(three, W1, third, finish=True)
    assert leg_of(three, "A002").state is LegState.SERVING
    call_this(three, W1, third, finish=True, reason=UNWELL)

    assert leg_of(three, "A002").state is LegState.DONE
    assert leg_of(three, "A003").state is LegState.CALLED


def test_only_who_waits_for_this_counter_is_called(three: Store) -> None:
    take(three, PAYMENT)
    called = leg_of(three, str(next_label(three, W2))).id

    with refused(Reason.TICKET_GONE):
        call_this(three, W1, called, reason=UNWELL)
    with refused(Reason.TICKET_GONE):
        call_this(three, W1, LegId(999_999), reason=UNWELL)
    with refused(Reason.NOT_SERVED_HERE):
        call_this(three, W1, leg_of(three, "D001").id, reason=UNWELL)
    assert turned(three) == []


def test_an_undone_call_leaves_the_visitor_exactly_where_he_waited(
    three: Store, clock: ShiftedClock
) -> None:
    before = leg_of(three, "A002")
    order = [visit.ticket.label for visit in desk_of(three, W2).queue]
    call_next(three, W1)
    clock.forward(seconds=31)
    recall(three, W1)

    waiting = undo_call(three, W1, reason=OutOfTurnReason.CALLED_BY_MISTAKE)

    after = leg_of(three, "A002")
    assert (after.due_at, after.arrived_at, after.state, after.calls, after.counter) == (
        *(before.due_at, before.arrived_at, LegState.WAITING, 0, None),
    )
    assert waiting == after
    assert (after.called_at, after.operator) == (None, None)
    assert [visit.ticket.label for visit in desk_of(three, W2).queue] == order
    assert [call.withdrawn for call in three.board(None).calls] == [True]
    assert [fact["move"] for fact in turned(three)] == ["undo_call"]
    with three.records() as records:
        assert records.priority_run(W1) == 0


def test_the_next_call_there_takes_him_again_and_then_goes_on_by_the_order(
    three: Store,
) -> None:
    call_this(three, W1, leg_of(three, "A003").id, reason=UNWELL)
    undo_call(three, W1, reason=OutOfTurnReason.OPERATOR_REQUEST)

    desk = desk_of(three, W1)
    assert desk.next is not None
    assert desk.next.leg == leg_of(three, "A003").id
    assert [visit.ticket.label for visit in desk.queue] == ["A003", "A002", "A001"]
    assert next_label(three, W1) == "A003"
    why = desk_of(three, W1).why
    assert why is not None
    assert why["again"] is True
    start(three, W1)
    after = finish_and_call_next(three, W1)
    assert after is not None
    assert after.label == "A002"


def test_another_counter_may_take_him_meanwhile(three: Store) -> None:
    call_next(three, W1)
    undo_call(three, W1, reason=UNWELL)

    assert next_label(three, W2) == "A002"
    assert next_label(three, W1) == "A001"
    undo_call(three, W1, reason=UNWELL)
    assert next_label(three, W1) == "A001"


def test_whom_another_counter_gave_up_meanwhile_is_not_the_next_there(
    three: Store, clock: ShiftedClock
) -> None:
    call_next(three, W2)
    call_next(three, W1)
    undo_call(three, W1, reason=UNWELL)
    start(three, W2)
    finish_and_call_next(three, W2)
    assert leg_of(three, "A001").counter == W2
    for _ in range(three.floor().rules.no_show_calls - 1):
        clock.forward(minutes=10)
        recall(three, W2)
    clock.forward(minutes=10)
    no_show(three, W2)
    reinstate(three, W2, leg_of(three, "A001").id)

    assert next_label(three, W1) == "A003"


def test_a_call_undone_gives_back_the_priority_run(store: Store) -> None:
    for _ in range(3):
        take(store, ID_CARD, GROUP)
    take(store)
    seat(store, W1, LEYLA)
    for _ in range(2):
        call_next(store, W1)
        undo_call(store, W1, reason=UNWELL)
    labels = []
    for _ in range(4):
        labels.append(next_label(store, W1))
        start(store, W1)
        finish(store, W1)

    assert labels == ["A001", "A002", "A004", "A003"]


def test_nobody_undoes_without_permission_or_reason_or_once_the_visitor_has_come(
    three: Store,
) -> None:
    call_next(three, W2)
    call_next(three, W1)
    called = [leg_of(three, label) for label in ("A001", "A002")]

    with refused(Reason.NOT_PERMITTED):
        undo_call(three, W2, reason=UNWELL)
    with refused(Reason.REASON_MISSING):
        undo_call(three, W1, reason=None)
    assert [leg_of(three, label) for label in ("A001", "A002")] == called
    start(three, W1)
    with refused(Reason.NOT_LAWFUL):
        undo_call(three, W1, reason=UNWELL)
    finish(three, W1)
    with refused(Reason.NOBODY_AT_COUNTER):
        undo_call(three, W1, reason=UNWELL)
    assert turned(three) == []


def test_who_was_called_from_being_put_aside_is_not_put_back_into_the_queue(three: Store) -> None:
    call = call_next(three, W1)
    assert call is not None
    start(three, W1)
    hold(three, W1, HoldReason.FORM)
    resume(three, W1, call.leg)

    with refused(Reason.NOT_LAWFUL):
        undo_call(three, W1, reason=UNWELL)


def test_a_call_undone_keeps_what_was_promised_to_the_visitor(
    store: Store, clock: ShiftedClock
) -> None:
    clock.set(NINE)
    take(store)
    seat(store, W1, LEYLA)
    seat(store, W3, AYSEL)
    call_next(store, W1)
    start(store, W1)
    send_and_return(store, W1, BIRTH)
    with store.records() as records:
        records.close_seat(W3)
        records.close_seat(W1)
        records.open_seat(W3, LEYLA)
        records.open_seat(W1, ELVIN)
    call_next(store, W3)
    start(store, W3)
    finish(store, W3)
    clock.forward(minutes=1)
    with store.records() as records:
        records.close_seat(W3)
        records.close_seat(W1)
        records.open_seat(W1, LEYLA)
    before = leg_of(store, "A001")
    call_next(store, W1)

    undo_call(store, W1, reason=UNWELL)

    after = leg_of(store, "A001")
    assert (after.for_counter, after.due_at) == (W1, before.due_at)
    assert after.due_at - after.arrived_at < timedelta(minutes=15)


def test_the_report_tells_who_audits_who_did_what_and_why(three: Store) -> None:
    call_this(three, W1, leg_of(three, "A003").id, reason=UNWELL, words="Faints")
    undo_call(three, W1, reason=OutOfTurnReason.OPERATOR_REQUEST)
    with three.records() as records:
        day = records.day

    report = three.out_of_turn(day, W1)

    assert [(one.move, one.operator, one.label, one.passed, one.words) for one in report] == [
        (TurnMove.CALL_THIS, LEYLA, "A003", 2, "Faints"),
        (TurnMove.UNDO_CALL, LEYLA, "A003", 0, ""),
    ]
    assert three.out_of_turn(day) == report
    assert three.out_of_turn(day - timedelta(days=1), W1) == ()
    with refused(Reason.NOT_PERMITTED):
        three.out_of_turn(day, W2)
    with refused(Reason.NOT_SIGNED_IN):
        three.out_of_turn(day, W3)


def test_a_supervisor_of_one_entity_reads_of_his_own_people_only(three: Store) -> None:
    call_this(three, W1, leg_of(three, "A003").id, reason=UNWELL)
    floor = three.floor()
    boss = replace(floor.operators[1], role=Role.SUPERVISOR)
    replace_floor(
        three, replace(floor, operators=(*floor.operators[:1], boss, *floor.operators[2:]))
    )
    call_this(three, W2, leg_of(three, "A001").id, reason=UNWELL)
    with three.records() as records:
        day = records.day

    assert [one.operator for one in three.out_of_turn(day, W2)] == [ELVIN]
    assert len(three.out_of_turn(day, W1)) == 2


MOVES: dict[str, Callable[[Store], object]] = {
    "call_this": lambda store: call_this(store, W2, leg_of(store, "A003").id, reason=UNWELL),
    "undo_call": lambda store: undo_call(store, W2, reason=UNWELL),
    "grant": lambda store: grant_priority(
        store, W2, leg_of(store, "A001").id, GROUP, reason=UNWELL
    ),
    "withdraw": lambda store: withdraw_priority(store, W2, leg_of(store, "A002").id, reason=UNWELL),
    "walk_in": lambda store: walk_in(
        store,
        W2,
        service=ID_CARD,
        language=Language.AZ,
        request=RequestId("r1"),
        call_at_once=True,
        reason=UNWELL,
    ),
}


@pytest.mark.parametrize("move", MOVES)
def test_without_the_permission_nothing_changes_and_the_try_is_written_down(
    three: Store, move: str
) -> None:
    if move == "undo_call":
        call_next(three, W2)
    before = everything(three)

    with refused(Reason.NOT_PERMITTED):
        MOVES[move](three)

    legs, runs, events, *rest = everything(three)
    assert [legs, runs, events[:-1], *rest] == before
    assert events[-1].kind is EventKind.NOT_PERMITTED


def everything(store: Store) -> list[Any]:
    """Return all that a move could have changed."""
    with store.records() as records:
        legs = [records.legs_of(TicketId(leg.ticket)) for leg in records.waiting()]
        runs = [(records.priority_run(one), records.undone(one)) for one in (W1, W2)]
        day = records.day
    return [legs, runs, store.events(day), store.board(None).calls, store.find("A004")]
