"""How somebody comes to a PIN that only he knows."""

import pytest
from fixtures.stores import QUICK, refused, today
from floors import AYSEL, ELVIN, W1

from common.domain.errors import Reason, Refused
from common.domain.events import EventKind
from common.domain.ids import DeviceCode
from common.domain.pins import PinFault, fault_of
from common.ports import Store
from common.usecases.pins import new_salt
from common.usecases.shifts import change_pin, set_pin, sign_in, sign_out
from common.usecases.staff import enter_staff

FIRST, OWN = "8042", "qırx iki alma"


@pytest.fixture
def first(store: Store) -> Store:
    """Give aysel a first PIN."""
    set_pin(store, AYSEL, FIRST, must_change=True, cost=QUICK)
    return store


def test_a_first_pin_opens_nothing_until_its_operator_has_chosen_his_own(first: Store) -> None:
    with refused(Reason.PIN_MUST_CHANGE):
        sign_in(first, W1, AYSEL, FIRST)
    assert first.desk(W1) is None
    with refused(Reason.PIN_MUST_CHANGE):
        enter_staff(first, DeviceCode("K1"), AYSEL, FIRST)

    change_pin(first, W1, AYSEL, FIRST, OWN, cost=QUICK)

    with refused(Reason.WRONG_PIN):
        sign_in(first, W1, AYSEL, FIRST)
    assert sign_in(first, W1, AYSEL, OWN).operator.code == AYSEL
    kinds = [event.kind for event in first.events(today(first))]
    assert kinds.count(EventKind.PIN_CHANGED) == 1


def test_the_old_pin_has_to_be_shown_and_a_miss_counts_as_at_the_door(first: Store) -> None:
    for _ in range(5):
        with refused(Reason.WRONG_PIN):
            change_pin(first, W1, AYSEL, "7777", OWN, cost=QUICK)

    with refused(Reason.LOCKED_OUT):
        change_pin(first, W1, AYSEL, FIRST, OWN, cost=QUICK)
    with refused(Reason.WRONG_PIN):
        change_pin(first, W1, ELVIN, FIRST, OWN, cost=QUICK)


def test_a_change_whose_answer_was_lost_is_made_once_and_its_repetition_is_no_miss(
    first: Store,
) -> None:
    salt = new_salt(QUICK)
    for _ in range(6):
        change_pin(first, W1, AYSEL, FIRST, OWN, salt=salt)

    assert sign_in(first, W1, AYSEL, OWN).operator.code == AYSEL
    with first.records() as records:
        tried = records.pin_try(W1)
    assert tried is not None
    assert tried.misses == 0
    kinds = [event.kind for event in first.events(today(first))]
    assert (kinds.count(EventKind.PIN_CHANGED), EventKind.SIGN_IN_FAILED in kinds) == (1, False)


def test_a_pin_is_changed_as_often_as_one_likes_and_the_seat_stays(first: Store) -> None:
    change_pin(first, W1, AYSEL, FIRST, OWN, cost=QUICK)
    sign_in(first, W1, AYSEL, OWN)

    change_pin(first, W1, AYSEL, OWN, "5190", cost=QUICK)

    assert first.desk(W1) is not None
    sign_out(first, W1)
    sign_in(first, W1, AYSEL, "5190")


def test_a_pin_that_is_no_good_is_refused_before_anything_is_shown(first: Store) -> None:
    with pytest.raises(Refused) as caught:
        change_pin(first, W1, AYSEL, FIRST, FIRST, cost=QUICK)

    assert (caught.value.reason, caught.value.facts) == (Reason.PIN_UNFIT, {"fault": "old"})
    with first.records() as records:
        assert records.pin_try(W1) is None


@pytest.mark.parametrize(
    ("pin", "fault"),
    [
        ("", PinFault.SHORT),
        ("123", PinFault.SHORT),
        ("x" * 65, PinFault.LONG),
        ("0000", PinFault.PLAIN),
        ("1234", PinFault.PLAIN),
        ("87654", PinFault.PLAIN),
        ("abcde", PinFault.PLAIN),
        ("AYSEL", PinFault.NAME),
        ("4826", PinFault.OLD),
        ("1357", None),
        ("1233", None),
        (OWN, None),
        ("x" + "y" * 63, None),
    ],
)
def test_what_is_wrong_with_a_pin_is_said(pin: str, fault: PinFault | None) -> None:
    assert fault_of(pin, AYSEL, "4826") is fault


def test_a_letter_is_the_same_however_a_keyboard_writes_it(first: Store) -> None:
    change_pin(first, W1, AYSEL, FIRST, "gözəl gün", cost=QUICK)

    assert sign_in(first, W1, AYSEL, "go\u0308zəl gu\u0308n").operator.code == AYSEL
