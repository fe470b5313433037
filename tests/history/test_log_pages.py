"""What auditors read of the log, today's and what is put away, on both databases."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest
from chains import seal_all
from days import DAY, MORNING, ask_store, close_all, serve
from fixtures.stores import SharedStore, ShiftedClock, refused, seat, take
from floors import AYSEL, ELVIN, ID_CARD, LEYLA, PAYMENT, RASIM, W1, W2, W3, W4, small_floor

from common.domain.audits import LogAsked, LogGroup, kinds_of
from common.domain.errors import Reason
from common.domain.events import EventKind
from common.domain.floor import Role
from common.domain.ids import CounterCode, EntityCode
from common.domain.permissions import USUAL, Permission
from common.domain.reasons import CancelReason, HoldReason, OutOfTurnReason
from common.ports import Store
from common.store.keeper import Keeper
from common.usecases.audits import begin_check, go_on_check, note_export, note_full_check
from common.usecases.calling import call_next
from common.usecases.moving import cancel
from common.usecases.serving import hold, start
from common.usecases.setup import replace_floor
from common.usecases.turns import undo_call

HERE = W3
"""Where the auditor sits."""
AWAY = 9
"""Days after which a day is in the history."""


@pytest.fixture
def audited(store: Store, clock: ShiftedClock) -> Store:
    """Let a morning pass at two windows, leyla audit it at a third."""
    clock.set(MORNING)
    for counter, operator in ((W1, AYSEL), (W4, RASIM), (HERE, LEYLA)):
        seat(store, counter, operator)
    serve(store, W1)
    serve(store, W4, PAYMENT)
    take(store, ID_CARD)
    call_next(store, W1)
    start(store, W1)
    hold(store, W1, reason=HoldReason.FORM, words="brings Günel's papers")
    return store


def as_role(store: Store, role: Role, entity: str | None = None) -> None:
    """Make leyla something else."""
    floor = small_floor()
    people = tuple(
        replace(one, role=role, entity=None if entity is None else EntityCode(entity))
        if one.code == LEYLA
        else one
        for one in floor.operators
    )
    replace_floor(store, replace(floor, operators=people))


def kinds(store: Store, asked: LogAsked) -> list[EventKind]:
    return [line.event.kind for line in store.log_page(HERE, asked).lines]


def checked(store: Store, day: date) -> tuple[int, tuple[str, ...]]:
    walk = begin_check(store, HERE, day)
    while True:
        walk = go_on_check(store, HERE, walk)
        if walk.done:
            break
    return walk.of.sealed, walk.faults


def test_a_day_reads_the_same_before_and_after_it_is_put_away(
    audited: Store, keeper: Keeper, clock: ShiftedClock
) -> None:
    def read() -> list[object]:
        page = audited.log_page(HERE, LogAsked(DAY))
        return [(one.event.kind, one.label, one.event.operator, one.erased) for one in page.lines]

    before = read()
    clock.forward(days=AWAY)
    close_all(keeper)
    after = read()
    clock.forward(days=100)
    close_all(keeper)
    erased = audited.log_page(HERE, LogAsked(DAY)).lines

    assert before[0] == (EventKind.HELD, "A002", AYSEL, False)
    assert after[-len(before) :] == before
    assert {one.event.operator for one in erased} == {None}
    held = next(one for one in erased if one.event.kind is EventKind.HELD)
    assert held.erased
    assert "words" not in held.event.facts
    acts = {(one.operator, one.kind): one.count for one in audited.acts_of_day(HERE, DAY)}
    assert acts[None, EventKind.FINISHED] == 2
    assert checked(audited, DAY)[1] == ()


def test_lines_are_found_by_group_person_counter_and_number_and_a_page_goes_on(
    audited: Store,
) -> None:
    asked = LogAsked(DAY)
    whole = audited.log_page(HERE, asked)
    older = audited.log_page(HERE, replace(asked, before=whole.lines[3].event.id))

    assert older.lines == whole.lines[4:]
    assert not whole.more
    assert kinds(audited, replace(asked, kinds=kinds_of(LogGroup.DEVICES))) == []
    assert set(kinds(audited, replace(asked, kinds=kinds_of(LogGroup.VISITS)))) >= {
        EventKind.ISSUED,
        EventKind.HELD,
    }
    of_rasim = audited.log_page(HERE, replace(asked, operator=RASIM)).lines
    assert {one.event.counter for one in of_rasim} == {W4}
    assert kinds(audited, replace(asked, counter=W4)) == [one.event.kind for one in of_rasim]
    numbered = audited.log_page(HERE, replace(asked, label="A001")).lines
    assert [one.event.kind for one in numbered] == [
        EventKind.FINISHED,
        EventKind.STARTED,
        EventKind.CALLED,
        EventKind.ISSUED,
    ]
    way = replace(asked, day=date(2020, 1, 1), ticket=numbered[0].event.ticket)
    assert audited.log_page(HERE, way).lines == numbered
    assert kinds(audited, replace(asked, label="Z999")) == []


def test_one_of_an_entity_sees_its_people_and_visitors_alone(audited: Store) -> None:
    as_role(audited, Role.SUPERVISOR, "BNK")

    lines = audited.log_page(HERE, LogAsked(DAY)).lines

    assert {one.event.operator for one in lines} == {None, RASIM}
    assert {one.label for one in lines} == {"D001"}
    assert {one.operator for one in audited.acts_of_day(HERE, DAY)} == {RASIM}
    assert audited.chain_state(HERE).position == 0
    with refused(Reason.NOT_PERMITTED):
        begin_check(audited, HERE, DAY)
    with refused(Reason.NOT_PERMITTED):
        audited.chain_links(HERE, 0)


READS: dict[str, Callable[[Store, CounterCode], object]] = {
    "log": lambda store, counter: store.log_page(counter, LogAsked(DAY)),
    "acts": lambda store, counter: store.acts_of_day(counter, DAY),
    "state": lambda store, counter: store.chain_state(counter),
    "day": lambda store, counter: store.chain_of_day(counter, DAY),
    "links": lambda store, counter: store.chain_links(counter, 0),
    "export": lambda store, counter: note_export(
        store, counter, what="log", first=DAY, last=DAY, rows=3
    ),
}


@pytest.mark.parametrize("role", list(Role))
def test_only_a_role_that_may_audit_is_told_anything(audited: Store, role: Role) -> None:
    as_role(audited, role)
    for ask in READS.values():
        if Permission.AUDIT in USUAL[role]:
            ask(audited, HERE)
            continue
        with refused(Reason.NOT_PERMITTED):
            ask(audited, HERE)
    with refused(Reason.NOT_SIGNED_IN):
        audited.log_page(W2, LogAsked(DAY))


def test_what_each_operator_did_is_counted_with_its_cases(audited: Store) -> None:
    seat(audited, W2, ELVIN)
    take(audited, ID_CARD)
    call_next(audited, HERE)
    undo_call(audited, HERE, reason=OutOfTurnReason.CALLED_BY_MISTAKE)
    leg = audited.find("A003")
    assert leg is not None
    cancel(audited, HERE, leg.leg.id, reason=CancelReason.DUPLICATE)

    acts = {(one.operator, one.kind): one.count for one in audited.acts_of_day(HERE, DAY)}

    assert acts == {
        (AYSEL, EventKind.FINISHED): 1,
        (AYSEL, EventKind.HELD): 1,
        (RASIM, EventKind.FINISHED): 1,
        (LEYLA, EventKind.CALL_UNDONE): 1,
        (LEYLA, EventKind.OUT_OF_TURN): 1,
        (LEYLA, EventKind.CANCELLED): 1,
    }


def test_the_chain_says_what_waits_when_it_was_sealed_and_checked(
    audited: Store, keeper: Keeper
) -> None:
    never = audited.chain_state(HERE)
    seal_all(keeper)
    note_full_check(keeper, faults=0, until=keeper.head().position)
    sealed, faults = checked(audited, DAY)
    state = audited.chain_state(HERE)

    assert (never.position, never.sealed_at, never.full, never.of_day) == (0, None, None, None)
    assert never.waiting == len(audited.events(DAY)) - 2
    assert (state.position, state.waiting) == (never.waiting, 2)
    assert state.full is not None
    assert (state.full.day, state.full.faults, state.full.until) == (None, 0, never.waiting)
    assert state.of_day is not None
    assert (state.of_day.day, state.of_day.faults) == (DAY, 0)
    assert (sealed, faults) == (never.waiting, ())


TAMPERED = {
    "changed": ("UPDATE events SET counter = 'W9' WHERE kind = 'held'", "was changed"),
    "deleted": ("DELETE FROM events WHERE kind = 'started'", "is gone"),
    "last": (
        "DELETE FROM seal WHERE event IN (SELECT id FROM events WHERE kind = 'started')",
        "missing",
    ),
    "stray": ("DELETE FROM seal WHERE position > 4", "no seal and none is due"),
}


@pytest.mark.parametrize("how", TAMPERED)
def test_a_check_of_a_day_names_what_was_changed_in_it(
    audited: Store, keeper: Keeper, shared: SharedStore, how: str
) -> None:
    seal_all(keeper)
    statement, said = TAMPERED[how]
    ask_store(shared.url, statement)

    _, faults = checked(audited, DAY)

    assert any(said in fault for fault in faults), faults
    of_day = audited.chain_state(HERE).of_day
    assert of_day is not None
    assert of_day.faults >= 1


def test_that_something_was_written_to_a_file_stands_in_the_log(audited: Store) -> None:
    note_export(audited, HERE, what="log", first=DAY, last=DAY, rows=7)
    with refused(Reason.NOT_LAWFUL):
        note_export(audited, HERE, what="all", first=DAY, last=DAY, rows=7)

    newest = audited.log_page(HERE, LogAsked(DAY)).lines[0].event
    assert (newest.kind, newest.operator, newest.counter) == (EventKind.LOG_EXPORTED, LEYLA, HERE)
    assert newest.facts == {
        "what": "log",
        "first": DAY.isoformat(),
        "last": DAY.isoformat(),
        "rows": 7,
    }
