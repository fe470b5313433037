"""Each role tries what it may not: it is told why, that is written down, and nothing changes."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import timedelta

import pytest
from fixtures.halls import Hall
from fixtures.stores import QUICK, seat, take, today
from floors import AYSEL, BIRTH, ELVIN, ID_CARD, W1, W2, W3, words
from setups import sound_floor

from common.domain.errors import Reason, Refused
from common.domain.events import EventKind
from common.domain.ids import LegId, OperatorCode, RequestId
from common.domain.messages import Message
from common.domain.permissions import USUAL, Permission, Role
from common.domain.reasons import ActReason, CancelReason, HoldReason, OutOfTurnReason
from common.domain.slip import qr_text
from common.domain.views import Visit
from common.domain.words import Language
from common.ports import Store
from common.usecases import (
    alarm,
    audits,
    calling,
    day_end,
    floor_acts,
    found_slip,
    messages,
    moving,
    noting,
    serving,
    setup,
    turns,
    walk_ins,
)

NEW = OperatorCode("new")
Tries = Sequence[tuple[Permission, Callable[[], object]]]
TELLS_MORE = OutOfTurnReason.OTHER, "because"


def tries(store: Store, held: LegId, waits: Visit) -> Tries:
    """Return something for which each permission is needed; `waits` is of no service of W1."""
    floor, day = store.floor(), today(store)
    reason, why = TELLS_MORE
    told = Message("lift", words("Lift"), until=store.now() + timedelta(hours=1))
    code = qr_text(floor.centre, day, waits.ticket.token)
    named = replace(floor, name=words("Other"))
    return (
        (Permission.SERVE, lambda: serving.resume(store, W1, held)),
        (Permission.OUT_OF_TURN, lambda: turns.undo_call(store, W1, reason=reason, words=why)),
        (
            Permission.RECEPTION,
            lambda: walk_ins.walk_in(
                store, W1, service=BIRTH, language=Language.AZ, request=RequestId("1")
            ),
        ),
        (Permission.RECEPTION, lambda: noting.add_note(store, W1, waits.leg.id, "asks")),
        (Permission.RECEPTION, lambda: found_slip.find_slip(store, W1, code)),
        (Permission.CANCEL_ANY, lambda: moving.cancel(store, W1, waits.leg.id, CancelReason.LEFT)),
        (
            Permission.FLOOR_ACTS,
            lambda: floor_acts.send_home(store, counter=W1, at=W2, reason=ActReason.NO_STAFF),
        ),
        (Permission.MESSAGES, lambda: messages.put_message(store, message=told, counter=W1)),
        (Permission.EVACUATE, lambda: alarm.evacuate(store, counter=W1)),
        (
            Permission.SET_UP,
            lambda: setup.change_setup(store, W1, named, seen_version=floor.version, what="x"),
        ),
        (Permission.PEOPLE, lambda: setup.give_pin(store, W1, ELVIN, "482617", cost=QUICK)),
        (
            Permission.AUDIT,
            lambda: audits.note_export(store, W1, what="log", first=day, last=day, rows=1),
        ),
        (Permission.END_DAY, lambda: day_end.end_day(store, W1)),
    )


def stands(store: Store) -> tuple[object, ...]:
    """Return all that a try could have changed."""
    desks = [store.desk(counter) for counter in (W1, W2, W3)]
    seen = [(desk.seat, desk.current, desk.queue, desk.held) for desk in desks if desk is not None]
    board = store.board(None)
    return seen, store.floor(), store.messages(), board.calls, store.without_pin()


def try_all(owner: Store, at_counter: Store) -> None:
    """Let each role try what it may not, at W1."""
    floor = sound_floor()
    boss = replace(floor.operators[0], entity=None)
    others = floor.operators[1:]
    setup.replace_floor(owner, replace(floor, operators=(boss, *others)))
    seat(owner, W1, AYSEL)
    seat(owner, W2, ELVIN)
    for _ in range(2):
        take(owner, ID_CARD)
    waits = owner.find(take(owner, BIRTH).ticket.label)
    call = calling.call_next(owner, W1)
    assert call is not None
    assert waits is not None
    serving.start(owner, W1)
    serving.hold(owner, W1, HoldReason.PAYMENT)
    calling.call_next(owner, W2)
    tried: set[Permission] = set()
    for role in Role:
        people = (replace(boss, role=role), *others)
        setup.replace_floor(owner, replace(floor, operators=people))
        before, lacks = stands(owner), frozenset(Permission) - USUAL[role]
        for permission, attempt in tries(at_counter, call.leg, waits):
            if permission in lacks:
                noted = len(refusals(owner))
                with pytest.raises(Refused) as caught:
                    attempt()
                told = {Reason.NOT_PERMITTED, Reason.NOT_SERVED_HERE}
                assert caught.value.reason in told, (role, permission)
                assert refusals(owner)[noted:] == [permission], (role, permission)
                tried.add(permission)
        assert stands(owner) == before, role
    assert tried == frozenset(Permission) - {Permission.FLOOR, Permission.TRAINING}
    setup.replace_floor(
        owner, replace(floor, operators=(replace(boss, role=Role.OPERATOR), *others))
    )
    read_all(owner, at_counter)


def read_all(owner: Store, at_counter: Store) -> None:
    """Let an operator read, again and again, what he may not."""
    noted, day = len(refusals(owner)), today(owner)
    readings: dict[Permission, Callable[[], object]] = {
        Permission.FLOOR: lambda: at_counter.hall(W1),
        Permission.END_DAY: lambda: at_counter.day_now(W1),
        Permission.AUDIT: lambda: at_counter.acts_of_day(W1, day),
    }
    for _ in range(3):
        for reading in readings.values():
            with pytest.raises(Refused) as caught:
                reading()
            assert caught.value.reason is Reason.NOT_PERMITTED
    # What he had tried to do in this minute, he has tried already.
    assert refusals(owner)[noted:] == [Permission.FLOOR]


def refusals(store: Store) -> list[object]:
    """Return what was tried at W1 and written down."""
    kind = EventKind.NOT_PERMITTED
    events = [one for one in store.events(today(store)) if one.kind is kind]
    assert {(one.counter, one.operator) for one in events} <= {(W1, AYSEL)}
    return [one.facts["what"] for one in events]


def test_each_role_is_refused_what_it_may_not_and_its_try_is_written_down(store: Store) -> None:
    try_all(store, store)


def test_so_it_is_with_the_login_of_the_counters_computer(hall: Hall) -> None:
    try_all(hall.owner, hall.store("counter", W1))
