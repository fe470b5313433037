from concurrent.futures import ThreadPoolExecutor

import pytest
from fixtures.stores import QUICK, ShiftedClock, refused, seat, take
from floors import AYSEL, ELVIN, LEYLA, RASIM, W1, W2

from common.domain.errors import Reason, Refused
from common.domain.events import EventKind
from common.domain.ids import CounterCode, OperatorCode
from common.domain.reasons import HoldReason
from common.ports import Store
from common.rules import shifts
from common.usecases.calling import call_next
from common.usecases.pins import proof_of
from common.usecases.serving import finish, hold, start
from common.usecases.shifts import set_pin, sign_in, sign_out


def kinds_of(store: Store) -> list[EventKind]:
    return [event.kind for event in store.events(take(store).ticket.day)]


@pytest.fixture
def with_pin(store: Store) -> Store:
    """Give aysel a PIN."""
    set_pin(store, AYSEL, "1357", cost=QUICK)
    return store


def test_the_right_pin_opens_the_counter(with_pin: Store) -> None:
    opened = sign_in(with_pin, W1, AYSEL, "1357")

    desk = with_pin.desk(W1)
    assert (opened.counter.code, opened.operator.code) == (W1, AYSEL)
    assert desk is not None
    assert desk.seat == opened


def test_a_pin_is_not_kept_as_it_is_and_slow_to_guess(store: Store) -> None:
    set_pin(store, AYSEL, "1357")
    with store.records() as records:
        stored = records.pin(AYSEL)

    assert stored is not None
    assert stored.salt.startswith("argon2id$v=19$m=65536,t=3,p=4$")
    assert stored.verifier != proof_of("1357", stored.salt)
    assert "1357" not in stored.salt + stored.verifier


@pytest.mark.parametrize("operator", [AYSEL, ELVIN, OperatorCode("nobody")])
def test_a_wrong_pin_no_pin_and_no_operator_are_told_apart_by_nobody(
    with_pin: Store, operator: OperatorCode
) -> None:
    with refused(Reason.WRONG_PIN):
        sign_in(with_pin, W1, operator, "0000")
    assert with_pin.desk(W1) is None


def test_a_miss_is_counted_and_logged_and_the_right_pin_forgets_it(with_pin: Store) -> None:
    with refused(Reason.WRONG_PIN):
        sign_in(with_pin, W1, AYSEL, "0000")
    with with_pin.records() as records:
        stored = records.pin(AYSEL)
    assert stored is not None
    assert stored.misses == 1
    assert EventKind.SIGN_IN_FAILED in kinds_of(with_pin)

    sign_in(with_pin, W1, AYSEL, "1357")

    with with_pin.records() as records:
        stored = records.pin(AYSEL)
    assert stored is not None
    assert stored.misses == 0


def test_five_misses_lock_an_operator_out_for_a_minute(
    with_pin: Store, clock: ShiftedClock
) -> None:
    for _ in range(5):
        with refused(Reason.WRONG_PIN):
            sign_in(with_pin, W1, AYSEL, "0000")

    with pytest.raises(Refused) as caught:
        sign_in(with_pin, W1, AYSEL, "1357")
    assert caught.value.reason is Reason.LOCKED_OUT
    seconds = caught.value.facts["seconds"]
    assert isinstance(seconds, int)
    assert 0 < seconds <= 60

    clock.forward(seconds=61)
    assert sign_in(with_pin, W1, AYSEL, "1357").operator.code == AYSEL


def test_ten_misses_lock_a_counter_whosever_pins_were_tried(
    with_pin: Store, clock: ShiftedClock
) -> None:
    set_pin(with_pin, ELVIN, "2468", cost=QUICK)
    set_pin(with_pin, LEYLA, "9999", cost=QUICK)
    for operator in (AYSEL, ELVIN) * 5:
        with refused(Reason.WRONG_PIN):
            sign_in(with_pin, W1, operator, "0000")

    with refused(Reason.LOCKED_OUT):
        sign_in(with_pin, W1, LEYLA, "9999")
    clock.forward(seconds=61)
    assert sign_in(with_pin, W1, LEYLA, "9999").operator.code == LEYLA


def test_ones_own_pin_is_no_key_to_trying_those_of_others(with_pin: Store) -> None:
    set_pin(with_pin, ELVIN, "2468", cost=QUICK)
    for operator in (AYSEL, ELVIN) * 4:
        with refused(Reason.WRONG_PIN):
            sign_in(with_pin, W1, operator, "0000")
    sign_in(with_pin, W1, AYSEL, "1357")
    sign_out(with_pin, W1)
    for _ in range(2):
        with refused(Reason.WRONG_PIN):
            sign_in(with_pin, W1, AYSEL, "0000")

    with refused(Reason.LOCKED_OUT):
        sign_in(with_pin, W1, ELVIN, "2468")


def test_who_is_refused_with_the_right_pin_has_not_missed(with_pin: Store) -> None:
    seat(with_pin, W1, ELVIN)
    for _ in range(6):
        with refused(Reason.COUNTER_TAKEN):
            sign_in(with_pin, W1, AYSEL, "1357")

    assert sign_in(with_pin, W2, AYSEL, "1357").counter.code == W2


def test_what_is_shown_again_because_the_answer_was_lost_is_one_try(with_pin: Store) -> None:
    proof = proof_of("1357", with_pin.perform(shifts.pin_salt, W1, AYSEL))
    for _ in range(6):
        with_pin.perform(shifts.show_pin, W1, AYSEL, proof)

    assert sign_in(with_pin, W1, AYSEL, "1357").operator.code == AYSEL


def test_tries_at_the_same_moment_do_not_end_the_lock(with_pin: Store) -> None:
    def miss(_try: int) -> Reason:
        with pytest.raises(Refused) as caught:
            sign_in(with_pin, W1, AYSEL, "0000")
        return caught.value.reason

    with ThreadPoolExecutor(8) as tries:
        reasons = set(tries.map(miss, range(8)))

    assert reasons <= {Reason.WRONG_PIN, Reason.LOCKED_OUT}
    with refused(Reason.LOCKED_OUT):
        sign_in(with_pin, W1, AYSEL, "1357")


def test_one_counter_has_one_operator(with_pin: Store) -> None:
    seat(with_pin, W1, ELVIN)

    with refused(Reason.COUNTER_TAKEN):
        sign_in(with_pin, W1, AYSEL, "1357")


def test_one_operator_sits_at_one_counter(with_pin: Store) -> None:
    seat(with_pin, W2, AYSEL)

    with refused(Reason.OPERATOR_ELSEWHERE):
        sign_in(with_pin, W1, AYSEL, "1357")


def test_an_unknown_counter_is_refused(with_pin: Store) -> None:
    with refused(Reason.UNKNOWN_COUNTER):
        sign_in(with_pin, CounterCode("W99"), AYSEL, "1357")


def test_an_operator_who_can_serve_nothing_at_a_counter_is_refused(store: Store) -> None:
    set_pin(store, RASIM, "1357", cost=QUICK)

    with refused(Reason.NOT_SERVED_HERE):
        sign_in(store, W1, RASIM, "1357")


def test_signing_in_again_gives_the_present_visitor_back(with_pin: Store) -> None:
    take(with_pin)
    before = sign_in(with_pin, W1, AYSEL, "1357")
    call_next(with_pin, W1)
    start(with_pin, W1)

    again = sign_in(with_pin, W1, AYSEL, "1357")

    desk = with_pin.desk(W1)
    assert again == before
    assert desk is not None
    assert desk.current is not None
    assert desk.current.ticket.label == "A001"


def test_a_counter_is_not_left_with_a_visitor_at_it(store: Store) -> None:
    take(store)
    seat(store, W1, AYSEL)
    call_next(store, W1)
    with refused(Reason.ALREADY_SERVING):
        sign_out(store, W1)
    start(store, W1)
    finish(store, W1)

    sign_out(store, W1)

    assert store.desk(W1) is None
    with refused(Reason.NOT_SIGNED_IN):
        sign_out(store, W1)


def test_who_leaves_visitors_on_hold_says_so(store: Store, clock: ShiftedClock) -> None:
    take(store)
    seat(store, W1, AYSEL)
    call_next(store, W1)
    start(store, W1)
    hold(store, W1, HoldReason.DOCUMENTS)

    with pytest.raises(Refused) as caught:
        sign_out(store, W1)
    assert (caught.value.reason, caught.value.facts) == (Reason.VISITORS_HELD, {"count": 1})
    sign_out(store, W1, leaves_held=True)

    assert store.desk(W1) is None
    seat(store, W1, ELVIN)
    desk = store.desk(W1)
    assert desk is not None
    assert [visit.ticket.label for visit in desk.held] == ["A001"]
    clock.forward(days=1)
    sign_out(store, W1)


def test_a_new_pin_replaces_the_old_one(with_pin: Store) -> None:
    set_pin(with_pin, AYSEL, "2468", cost=QUICK)

    with refused(Reason.WRONG_PIN):
        sign_in(with_pin, W1, AYSEL, "1357")
    assert sign_in(with_pin, W1, AYSEL, "2468").operator.code == AYSEL


def test_only_operators_of_the_centre_get_a_pin(store: Store) -> None:
    with refused(Reason.NOT_PERMITTED):
        set_pin(store, OperatorCode("nobody"), "1357")


def test_shifts_are_logged(with_pin: Store) -> None:
    sign_in(with_pin, W1, AYSEL, "1357")
    sign_out(with_pin, W1)

    kinds = kinds_of(with_pin)
    assert [kind for kind in kinds if kind in (EventKind.SIGNED_IN, EventKind.SIGNED_OUT)] == [
        EventKind.SIGNED_IN,
        EventKind.SIGNED_OUT,
    ]
