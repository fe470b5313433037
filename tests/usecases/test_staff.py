import pytest
from fixtures.stores import QUICK, ShiftedClock, refused
from floors import AYSEL, KIOSK, RASIM, W1

from common.domain.errors import Reason
from common.domain.events import EventKind
from common.domain.floor import Role
from common.domain.ids import DeviceCode, OperatorCode
from common.domain.staff import StaffMove
from common.ports import Store
from common.usecases.shifts import set_pin, sign_in
from common.usecases.staff import enter_staff, note_staff

PIN = "1357"


def boss(store: Store) -> OperatorCode:
    """Return somebody of the floor who may open the menu."""
    return next(one.code for one in store.floor().operators if one.role is not Role.OPERATOR)


def staff_log(store: Store) -> list[tuple[str, str | None, object]]:
    with store.records() as records:
        day = records.day
    return [
        (event.device or "", event.operator, event.facts.get("did"))
        for event in store.events(day)
        if event.kind is EventKind.STAFF
    ]


@pytest.fixture
def supervisor(store: Store) -> OperatorCode:
    who = boss(store)
    set_pin(store, who, PIN, cost=QUICK)
    return who


def test_a_supervisor_opens_the_menu_and_what_he_does_is_written_down_as_his(
    store: Store, supervisor: OperatorCode
) -> None:
    enter_staff(store, KIOSK, supervisor, PIN)
    for did in StaffMove:
        if did is not StaffMove.ENTERED:
            note_staff(store, KIOSK, supervisor, did)

    assert staff_log(store) == [(KIOSK, supervisor, did) for did in StaffMove]


def test_an_operator_may_not_even_with_the_right_pin(store: Store) -> None:
    set_pin(store, AYSEL, PIN, cost=QUICK)

    with refused(Reason.NOT_PERMITTED):
        enter_staff(store, KIOSK, AYSEL, PIN)
    assert staff_log(store) == []


@pytest.mark.parametrize("stranger", [True, False])
def test_a_wrong_pin_and_a_stranger_are_told_the_same(
    store: Store, supervisor: OperatorCode, *, stranger: bool
) -> None:
    with refused(Reason.WRONG_PIN):
        enter_staff(store, KIOSK, OperatorCode("nobody") if stranger else supervisor, "0000")
    assert staff_log(store) == []


def test_five_misses_lock_him_at_the_kiosk_and_at_every_counter(
    store: Store, clock: ShiftedClock, supervisor: OperatorCode
) -> None:
    for _ in range(5):
        with refused(Reason.WRONG_PIN):
            enter_staff(store, KIOSK, supervisor, "0000")

    with refused(Reason.LOCKED_OUT):
        enter_staff(store, KIOSK, supervisor, PIN)
    with refused(Reason.LOCKED_OUT):
        sign_in(store, W1, supervisor, PIN)
    clock.forward(seconds=61)
    enter_staff(store, KIOSK, supervisor, PIN)


def test_nothing_is_written_down_as_done_by_one_who_did_not_show_his_pin_here_lately(
    store: Store, clock: ShiftedClock, supervisor: OperatorCode
) -> None:
    with refused(Reason.NOT_PERMITTED):
        note_staff(store, KIOSK, supervisor, StaffMove.QUIT)
    enter_staff(store, KIOSK, supervisor, PIN)

    for kiosk, who, did in (
        (DeviceCode("K9"), supervisor, StaffMove.QUIT),
        (KIOSK, RASIM if supervisor != RASIM else AYSEL, StaffMove.QUIT),
        (KIOSK, supervisor, StaffMove.ENTERED),
    ):
        with refused(Reason.NOT_PERMITTED):
            note_staff(store, kiosk, who, did)
    clock.forward(minutes=16)
    with refused(Reason.NOT_PERMITTED):
        note_staff(store, KIOSK, supervisor, StaffMove.QUIT)
