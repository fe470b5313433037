from dataclasses import replace

import pytest
from fixtures.stores import ShiftedClock, refused, seat
from floors import AYSEL, ELVIN, LEYLA, RASIM, W1, W2, W3, W4, small_floor

from common.domain.asks import AskKind
from common.domain.day import business_day
from common.domain.errors import Reason
from common.domain.events import EventKind
from common.domain.floor import Role
from common.domain.ids import AskId, CounterCode, EntityCode
from common.domain.reasons import WORDS_AT_MOST
from common.domain.views import Desk
from common.ports import Store
from common.usecases.asking import answer_ask, ask_colleague, panic
from common.usecases.setup import replace_floor
from common.usecases.shifts import sign_out


@pytest.fixture
def hall(store: Store) -> Store:
    """Return a store with aysel and elvin, leyla who sees the whole floor, and rasim his bank's."""
    floor = small_floor()
    *others, rasim = floor.operators
    people = (*others, replace(rasim, role=Role.SUPERVISOR))
    replace_floor(store, replace(floor, operators=people))
    for counter, operator in ((W1, AYSEL), (W2, ELVIN), (W3, LEYLA), (W4, RASIM)):
        seat(store, counter, operator)
    return store


def desk_of(store: Store, counter: CounterCode) -> Desk:
    desk = store.desk(counter)
    assert desk is not None
    return desk


def asked_of(store: Store) -> dict[CounterCode, list[AskId]]:
    desks = {counter: desk_of(store, counter) for counter in (W1, W2, W3, W4)}
    return {counter: [ask.id for ask in desk.asks] for counter, desk in desks.items() if desk.asks}


def test_a_colleague_is_asked_and_says_that_he_has_seen_it(hall: Store) -> None:
    ask = ask_colleague(hall, W1, W2, " what is\tform 7? ")
    assert ask_colleague(hall, W1, W2, "what is form 7?") == ask

    assert asked_of(hall) == {W2: [ask.id]}
    assert desk_of(hall, W2).asks == desk_of(hall, W1).asked == (ask,)
    assert (ask.kind, ask.counter, ask.operator) == (AskKind.HELP, W1, AYSEL)
    assert (ask.entity, ask.words, ask.seen_at) == (EntityCode("DIN"), "what is form 7?", None)
    answer_ask(hall, W2, ask.id)
    answer_ask(hall, W2, ask.id)
    (seen,) = desk_of(hall, W1).asked
    assert (seen.seen_by, seen.seen_at is None) == (ELVIN, False)
    answer_ask(hall, W2, ask.id, ended=True)
    assert desk_of(hall, W1).asked == ()
    assert asked_of(hall) == {}
    with refused(Reason.UNKNOWN_ASK):
        answer_ask(hall, W2, ask.id)
    floor = hall.floor()
    day = business_day(hall.now(), floor.zone_info, floor.rollover)
    told = {EventKind.ASKED, EventKind.ASK_SEEN, EventKind.ASK_ENDED}
    assert [
        (event.kind, event.operator, dict(event.facts))
        for event in hall.events(day)
        if event.kind in told
    ] == [
        (EventKind.ASKED, AYSEL, {"ask": ask.id, "to_counter": W2, "words": "what is form 7?"}),
        (EventKind.ASK_SEEN, ELVIN, {"ask": ask.id}),
        (EventKind.ASK_ENDED, ELVIN, {"ask": ask.id}),
    ]


def test_supervisors_are_asked_what_is_of_their_entity_and_all_of_them_in_danger(
    hall: Store,
) -> None:
    first = ask_colleague(hall, W1)
    assert asked_of(hall) == {W3: [first.id]}
    second = ask_colleague(hall, W1, words="again")
    assert asked_of(hall) == {W3: [second.id]}
    alarm = panic(hall, W2)
    assert panic(hall, W2) == alarm
    assert asked_of(hall) == {W3: [alarm.id, second.id], W4: [alarm.id]}
    assert (alarm.kind, alarm.words, alarm.to_counter) == (AskKind.PANIC, "", None)

    answer_ask(hall, W4, alarm.id)
    answer_ask(hall, W3, alarm.id)
    assert desk_of(hall, W2).asked[0].seen_by == RASIM
    answer_ask(hall, W2, alarm.id)
    answer_ask(hall, W2, alarm.id, ended=True)
    sign_out(hall, W1)
    assert asked_of_supervisor(hall) == [second.id]


def asked_of_supervisor(store: Store) -> list[AskId]:
    return [ask.id for ask in desk_of(store, W3).asks]


def test_nobody_asks_himself_or_nobody_or_answers_for_others(
    hall: Store, clock: ShiftedClock
) -> None:
    ask = ask_colleague(hall, W1, W3, "ə" * WORDS_AT_MOST)

    for counter in (W2, W4):
        with refused(Reason.NOT_PERMITTED):
            answer_ask(hall, counter, ask.id, ended=True)
    with refused(Reason.NOT_LAWFUL):
        ask_colleague(hall, W1, W1)
    with refused(Reason.UNKNOWN_COUNTER):
        ask_colleague(hall, W1, CounterCode("W9"))
    with refused(Reason.WORDS_TOO_LONG):
        ask_colleague(hall, W1, words="ə" * (WORDS_AT_MOST + 1))
    with refused(Reason.UNKNOWN_ASK):
        answer_ask(hall, W3, AskId(999))
    sign_out(hall, W2)
    with refused(Reason.COUNTER_CLOSED):
        ask_colleague(hall, W1, W2)
    with refused(Reason.NOT_SIGNED_IN):
        panic(hall, W2)
    assert asked_of_supervisor(hall) == [ask.id]
    clock.forward(days=1)
    assert asked_of_supervisor(hall) == []
