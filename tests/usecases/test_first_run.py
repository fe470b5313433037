"""The first administrator of a centre in which nobody has a PIN: once, from any computer."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from fixtures.stores import QUICK, refused, today
from floors import AYSEL, W1, W2
from setups import ADA, sound_floor

from common.domain.errors import Reason, Refused
from common.domain.events import EventKind
from common.domain.floor import Role
from common.domain.ids import CounterCode, OperatorCode
from common.ports import Store
from common.usecases.first_run import make_first_administrator
from common.usecases.setup import change_setup, replace_floor
from common.usecases.shifts import set_pin, sign_in

CHIEF = OperatorCode("n.rzayeva")
OWN = "qırx iki alma"


@pytest.fixture
def centre(store: Store) -> Store:
    """Return a centre with people, of whom none has a PIN."""
    replace_floor(store, sound_floor())
    return store


def make(
    store: Store, code: str = CHIEF, counter: CounterCode = W1, name: str = "Nərgiz Rzayeva"
) -> None:
    make_first_administrator(store, counter, OperatorCode(code), name, OWN, cost=QUICK)


def test_the_first_administrator_signs_in_and_sets_up(centre: Store) -> None:
    assert not centre.has_pins()
    before = centre.floor()

    make(centre)

    assert centre.has_pins()
    seat = sign_in(centre, W1, CHIEF, OWN)
    assert (seat.operator.name, seat.operator.role) == ("Nərgiz Rzayeva", Role.ADMINISTRATOR)
    floor = centre.floor()
    assert floor.version == before.version + 1
    assert floor.operators[:-1] == before.operators
    change_setup(centre, W1, floor, seen_version=floor.version, what="")
    events = centre.events(today(centre))
    first = next(event for event in events if event.kind is EventKind.PIN_SET)
    assert (first.counter, first.operator, first.facts) == (W1, CHIEF, {"first": True})


def test_an_administrator_whom_the_set_up_knows_gets_his_pin(centre: Store) -> None:
    before = centre.floor()

    make(centre, ADA, name="Another name")

    assert centre.floor() == before
    assert sign_in(centre, W1, ADA, OWN).operator.role is Role.ADMINISTRATOR


def test_there_is_one_first_administrator(centre: Store) -> None:
    make(centre)

    with refused(Reason.HAS_ADMINISTRATOR):
        make(centre, "another")
    assert centre.floor().operator(OperatorCode("another")) is None


def test_where_anybody_has_a_pin_nobody_makes_himself_more(centre: Store) -> None:
    set_pin(centre, AYSEL, "8042", cost=QUICK)

    with refused(Reason.HAS_ADMINISTRATOR):
        make(centre)


def test_of_two_computers_one_makes_him(centre: Store) -> None:
    def try_from(counter: CounterCode) -> Reason | None:
        try:
            make(centre, f"from.{counter.lower()}", counter)
        except Refused as refusal:
            return refusal.reason
        return None

    with ThreadPoolExecutor(2) as both:
        told = list(both.map(try_from, (W1, W2)))

    assert told.count(None) == 1
    assert set(told) <= {None, Reason.HAS_ADMINISTRATOR, Reason.SETUP_CHANGED}
    assert len(centre.without_pin()) == len(centre.floor().operators) - 1


@pytest.mark.parametrize(
    ("code", "name", "fault"),
    [
        ("N.Rzayeva", "Nərgiz", "code"),
        ("", "Nərgiz", "code"),
        (CHIEF, " ", "name"),
        (CHIEF, "Наргиз", "name"),
        (AYSEL, "Aysel", "known"),
    ],
)
def test_what_is_wrong_with_a_person_is_said_and_nothing_happens(
    centre: Store, code: str, name: str, fault: str
) -> None:
    with pytest.raises(Refused) as caught:
        make(centre, code, name=name)

    assert (caught.value.reason, caught.value.facts) == (Reason.PERSON_UNFIT, {"fault": fault})
    assert not centre.has_pins()
