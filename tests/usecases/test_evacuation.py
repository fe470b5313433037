import pytest
from fixtures.stores import refused, seat, take
from floors import AYSEL, BOARD, ID_CARD, KIOSK, LEYLA, W1, W2, WEST

from common.domain.appointments import Appointment
from common.domain.errors import Reason
from common.domain.events import EventKind
from common.domain.floor import Display
from common.domain.ids import AppointmentCode, RequestId
from common.domain.words import Language
from common.ports import Store
from common.usecases.alarm import evacuate, lift_evacuation
from common.usecases.appointments import check_in, import_appointments
from common.usecases.tickets import issue_ticket


@pytest.fixture
def supervised(store: Store) -> Store:
    """Seat a supervisor at the first window, an operator at the second."""
    seat(store, W1, LEYLA)
    seat(store, W2, AYSEL)
    return store


def since(store: Store) -> list[bool]:
    desk = store.desk(W2)
    assert desk is not None
    whole, part = store.board(None), store.board(Display(BOARD, WEST))
    sign = store.board(Display(BOARD, sign=W2))
    seen = (whole, part, sign, store.menu(), desk)
    return [one.evacuated_since is not None for one in seen]


def test_an_evacuation_is_on_every_board_kiosk_and_console_until_it_is_lifted(
    supervised: Store,
) -> None:
    seen = [since(supervised)]
    evacuate(supervised, counter=W1)
    seen.append(since(supervised))
    lift_evacuation(supervised, counter=W1)
    seen.append(since(supervised))

    assert seen == [[False] * 5, [True] * 5, [False] * 5]


def test_nobody_gets_a_ticket_in_an_evacuation(supervised: Store) -> None:
    before = take(supervised).ticket
    code = AppointmentCode("AB12")
    import_appointments(supervised, [Appointment(code, ID_CARD, supervised.now())])
    evacuate(supervised, counter=W1)

    with refused(Reason.EVACUATION):
        take(supervised)
    with refused(Reason.EVACUATION):
        check_in(
            supervised,
            code=code,
            language=Language.AZ,
            request=RequestId("r2"),
            kiosk=KIOSK,
        )
    again = issue_ticket(
        supervised,
        service=ID_CARD,
        language=Language.AZ,
        request=before.request,
        kiosk=KIOSK,
    )
    assert again.ticket.label == before.label

    lift_evacuation(supervised, counter=W1)
    assert take(supervised).ticket.serial == before.serial + 1


def test_what_was_said_before_changes_nothing_and_is_logged_once(supervised: Store) -> None:
    lift_evacuation(supervised, counter=W1)
    evacuate(supervised, counter=W1)
    first = supervised.board(None).evacuated_since
    evacuate(supervised, counter=W1)
    assert supervised.board(None).evacuated_since == first
    lift_evacuation(supervised, counter=W1)
    lift_evacuation(supervised, counter=W1)

    day = take(supervised).ticket.day
    kinds = (EventKind.EVACUATED, EventKind.EVACUATION_LIFTED)
    said = [event for event in supervised.events(day) if event.kind in kinds]
    assert [(event.kind, event.counter, event.operator) for event in said] == [
        (EventKind.EVACUATED, W1, LEYLA),
        (EventKind.EVACUATION_LIFTED, W1, LEYLA),
    ]


def test_only_a_supervisor_says_it(supervised: Store) -> None:
    for say in (evacuate, lift_evacuation):
        with refused(Reason.NOT_PERMITTED):
            say(supervised, counter=W2)


def test_nobody_says_it_from_a_counter_where_nobody_sits(store: Store) -> None:
    with refused(Reason.NOT_SIGNED_IN):
        evacuate(store, counter=W1)
    assert store.board(None).evacuated_since is None
