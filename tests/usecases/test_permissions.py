from collections.abc import Mapping
from dataclasses import replace

import pytest
from fixtures.stores import QUICK, ShiftedClock, refused, seat, take, today
from floors import AYSEL, BIRTH, BOARD, ELVIN, ID_CARD, KIOSK, LEYLA, W1, W2, W3, small_floor

from common.domain.audits import LogAsked
from common.domain.board import WindowState
from common.domain.errors import Reason
from common.domain.events import EventKind
from common.domain.floor import Display, Floor
from common.domain.ids import OperatorCode
from common.domain.permissions import OF_ALL, USUAL, Permission, Role
from common.domain.reasons import HoldReason
from common.domain.ticket import SlipState
from common.ports import Store
from common.usecases.alarm import evacuate
from common.usecases.calling import call_next
from common.usecases.moving import send_and_return
from common.usecases.refusals import note_refusal
from common.usecases.serving import finish, hold, resume, start
from common.usecases.setup import replace_floor
from common.usecases.shifts import set_pin, sign_in
from common.usecases.staff import enter_staff
from common.usecases.tickets import report_slip

PIN = "1357"


def with_roles(roles: Mapping[OperatorCode, Role], **changed: frozenset[Permission]) -> Floor:
    """Return the small centre with other roles of people, and roles that may something else."""
    floor = small_floor()
    return replace(
        floor,
        operators=tuple(
            replace(one, role=roles.get(one.code, one.role)) for one in floor.operators
        ),
        roles={**USUAL, **{Role(role): may for role, may in changed.items()}},
    )


def test_what_each_role_may_is_kept_with_the_set_up(store: Store) -> None:
    may = frozenset({Permission.SERVE, Permission.AUDIT})
    floor = with_roles({}, operator=may, auditor=frozenset())

    replace_floor(store, floor)

    assert store.floor().roles == floor.roles


@pytest.mark.parametrize("role", list(Role))
def test_whoever_signs_in_gets_his_seat_and_only_who_may_serve_opens_the_counter(
    store: Store, role: Role
) -> None:
    replace_floor(store, with_roles({AYSEL: role}))
    set_pin(store, AYSEL, PIN, cost=QUICK)
    take(store)
    serves = Permission.SERVE in USUAL[role]

    sign_in(store, W1, AYSEL, PIN)
    window = store.board(Display(BOARD, sign=W1)).window
    desk = store.desk(W1)

    assert window is not None
    assert (window.state is not WindowState.CLOSED) == serves
    assert desk is not None
    assert (desk.may, len(desk.queue)) == (USUAL[role] - OF_ALL, serves)
    assert (call_next(store, W1) is not None) == serves


def test_who_may_nothing_at_all_gets_no_seat(store: Store) -> None:
    replace_floor(store, with_roles({AYSEL: Role.AUDITOR}, auditor=frozenset()))
    set_pin(store, AYSEL, PIN, cost=QUICK)

    with refused(Reason.NOT_SERVED_HERE):
        sign_in(store, W1, AYSEL, PIN)


def test_a_visitor_promised_to_who_may_serve_no_more_is_anyones(store: Store) -> None:
    take(store)
    for counter, operator in ((W1, AYSEL), (W2, ELVIN), (W3, LEYLA)):
        seat(store, counter, operator)
    call_next(store, W1)
    start(store, W1)
    send_and_return(store, W1, BIRTH)
    call_next(store, W3)
    start(store, W3)
    finish(store, W3)
    while_he_serves = call_next(store, W2)

    replace_floor(store, with_roles({AYSEL: Role.AUDITOR}))

    assert while_he_serves is None
    desk = store.desk(W2)
    assert desk is not None
    assert len(desk.queue) == 1
    assert call_next(store, W2) is not None


def test_who_may_not_serve_takes_up_nobody_who_was_put_aside(store: Store) -> None:
    take(store)
    seat(store, W1, AYSEL)
    call = call_next(store, W1)
    assert call is not None
    start(store, W1)
    hold(store, W1, HoldReason.PAYMENT)
    replace_floor(store, with_roles({AYSEL: Role.MANAGER}))

    with refused(Reason.NOT_PERMITTED):
        resume(store, W1, call.leg)


def test_what_the_set_up_takes_from_a_role_its_people_can_do_no_more(store: Store) -> None:
    replace_floor(
        store,
        with_roles(
            {}, supervisor=USUAL[Role.SUPERVISOR] - {Permission.EVACUATE, Permission.FLOOR_ACTS}
        ),
    )
    seat(store, W1, LEYLA)
    set_pin(store, LEYLA, PIN, cost=QUICK)

    with refused(Reason.NOT_PERMITTED):
        evacuate(store, counter=W1)
    with refused(Reason.NOT_PERMITTED):
        enter_staff(store, KIOSK, LEYLA, PIN)
    assert store.board(None).evacuated_since is None


def test_who_may_not_see_the_floor_is_not_told_whose_paper_is_missing(store: Store) -> None:
    report_slip(store, take(store, ID_CARD).ticket.id, SlipState.FAILED, KIOSK)
    replace_floor(store, with_roles({}, operator=frozenset({Permission.SERVE, Permission.FLOOR})))
    seat(store, W1, AYSEL)
    seen = [len(store.missing_slips(W1))]
    replace_floor(store, small_floor())
    seen.append(len(store.missing_slips(W1)))

    assert seen == [1, 0]


def test_what_is_read_again_and_again_without_permission_is_written_down_once_a_minute(
    store: Store, clock: ShiftedClock
) -> None:
    seat(store, W1, AYSEL)
    day = today(store)
    for seconds in (0, 1, 40, 0, 20):
        clock.forward(seconds=seconds)
        for _ in range(2):
            with refused(Reason.NOT_PERMITTED):
                store.hall(W1)
        with refused(Reason.NOT_PERMITTED):
            store.log_page(W1, LogAsked(day))

    tried = [one.facts for one in store.events(day) if one.kind is EventKind.NOT_PERMITTED]
    assert tried == [{"what": "floor"}, {"what": "audit"}] * 2


def test_a_try_that_was_not_permitted_is_written_down_with_who_made_it(store: Store) -> None:
    seat(store, W1, AYSEL)

    note_refusal(store, W1, Permission.SET_UP)
    with refused(Reason.NOT_LAWFUL):
        note_refusal(store, W1, "")
    with refused(Reason.NOT_LAWFUL):
        note_refusal(store, W1, "x" * 65)
    with refused(Reason.NOT_SIGNED_IN):
        note_refusal(store, W2, Permission.SET_UP)

    day = take(store).ticket.day
    tried = [one for one in store.events(day) if one.kind is EventKind.NOT_PERMITTED]
    assert [(one.counter, one.operator, one.facts) for one in tried] == [
        (W1, AYSEL, {"what": "set_up"})
    ]
