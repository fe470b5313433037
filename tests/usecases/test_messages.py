from dataclasses import replace
from datetime import timedelta

import pytest
from fixtures.stores import ShiftedClock, refused, seat, take
from floors import AYSEL, BOARD, EAST, LEYLA, W1, W2, WEST, words

from common.domain.errors import Reason
from common.domain.events import EventKind
from common.domain.floor import Display
from common.domain.ids import ZoneCode
from common.domain.messages import LONGEST, Message
from common.ports import Store
from common.usecases.messages import put_message, remove_message


def message(store: Store, name: str = "lift", **changes: object) -> Message:
    plain = Message(name, words("The lift is out of order"), store.now() + timedelta(hours=1))
    return replace(plain, **changes)


def told(store: Store, zone: ZoneCode | None = None) -> list[str]:
    display = None if zone is None else Display(BOARD, zone)
    return [one.en for one in store.board(display).messages]


def test_a_message_is_on_every_board_until_it_is_removed(store: Store) -> None:
    put_message(store, message=message(store))
    shown = "The lift is out of order en"
    assert told(store) == told(store, EAST) == [shown]
    assert [one.name for one in store.messages()] == ["lift"]

    remove_message(store, name="lift")
    assert told(store) == []


def test_a_message_of_a_zone_is_on_its_boards_alone(store: Store) -> None:
    put_message(store, message=message(store, zone=EAST))
    assert len(told(store, EAST)) == 1
    assert told(store) == told(store, WEST) == []


def test_a_message_ends_by_itself(store: Store, clock: ShiftedClock) -> None:
    put_message(store, message=message(store))
    clock.forward(minutes=61)
    assert told(store) == []
    with refused(Reason.UNKNOWN_MESSAGE):
        remove_message(store, name="lift")


def test_a_message_of_the_same_name_takes_its_place(store: Store) -> None:
    put_message(store, message=message(store))
    put_message(store, message=message(store, "café"))
    put_message(store, message=message(store, words=words("It works again")))
    assert told(store) == ["The lift is out of order en", "It works again en"]


@pytest.mark.parametrize(
    "changes",
    [
        {"words": words(" " * 3)},
        {"words": replace(words("x"), ru="  ")},
        {"words": words("x" * LONGEST)},
        {"words": words("one\ntwo")},
        {"name": ""},
        {"name": "n" * 41},
        {"until": None},
        {"until": timedelta(days=367)},
    ],
)
def test_a_message_that_nobody_can_read_is_refused(
    store: Store, changes: dict[str, object]
) -> None:
    if "until" in changes:
        ahead = changes["until"]
        span = ahead if isinstance(ahead, timedelta) else timedelta(seconds=-1)
        changes = {"until": store.now() + span}
    if changes.get("words") == words(" " * 3):
        changes = {"words": replace(words("x"), az="   ")}
    with refused(Reason.NOT_PERMITTED):
        put_message(store, message=message(store, **changes))
    assert told(store) == []


def test_a_message_for_a_zone_that_is_not_there_is_refused(store: Store) -> None:
    with refused(Reason.UNKNOWN_ZONE):
        put_message(store, message=message(store, zone=ZoneCode("NOWHERE")))


def test_a_supervisor_at_a_counter_may_and_an_operator_may_not(store: Store) -> None:
    seat(store, W1, LEYLA)
    seat(store, W2, AYSEL)
    put_message(store, message=message(store), counter=W1)
    for refusing in (
        lambda: put_message(store, message=message(store, "mine"), counter=W2),
        lambda: remove_message(store, name="lift", counter=W2),
    ):
        with refused(Reason.NOT_PERMITTED):
            refusing()
    remove_message(store, name="lift", counter=W1)

    day = take(store).ticket.day
    said = [event for event in store.events(day) if event.kind is EventKind.MESSAGE]
    assert [(one.counter, one.operator, one.facts["did"]) for one in said] == [
        (W1, LEYLA, "shown"),
        (W1, LEYLA, "removed"),
    ]


def test_no_more_messages_are_shown_than_anybody_waits_for(store: Store) -> None:
    for number in range(20):
        put_message(store, message=message(store, f"n{number}"))
    with refused(Reason.NOT_PERMITTED):
        put_message(store, message=message(store, "one more"))
    put_message(store, message=message(store, "n3"))
    assert len(told(store)) == 20
