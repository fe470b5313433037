import threading
import uuid
from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

import pytest
from fixtures.stores import ShiftedClock, refused, seat, take
from floors import (
    AYSEL,
    CENTRE,
    ID_CARD,
    KIOSK,
    PASSPORT,
    SWITCHED_OFF,
    W1,
    small_floor,
)

from common.domain.appointments import Appointment, AppointmentState, Import
from common.domain.errors import Reason, Refused
from common.domain.events import EventKind
from common.domain.floor import FloorRules, Opening
from common.domain.ids import AppointmentCode, JournalId, RequestId, ServiceCode
from common.domain.ticket import Lane
from common.domain.views import Issued
from common.domain.words import Language
from common.ports import Store
from common.store.opening import open_store
from common.usecases.appointments import check_in, import_appointments
from common.usecases.calling import call_next
from common.usecases.outage import replay_offline
from common.usecases.serving import finish, start
from common.usecases.setup import replace_floor

NOON = datetime(2026, 3, 11, 8, 0, tzinfo=UTC)  # a Wednesday, 12:00 in Baku
CODE = AppointmentCode("AB12CD")
BOOKED = Appointment(CODE, ID_CARD, NOON)


def book(store: Store, *appointments: Appointment) -> Mapping[AppointmentCode, Import]:
    return import_appointments(store, appointments)


def come(
    store: Store, code: str = CODE, request: str = "", language: Language = Language.AZ
) -> Issued:
    return check_in(
        store,
        code=code,
        language=language,
        request=RequestId(request or str(uuid.uuid4())),
        kiosk=KIOSK,
    )


@pytest.fixture(autouse=True)
def at_noon(clock: ShiftedClock) -> None:
    clock.set(NOON)


def test_a_code_in_time_gets_a_ticket_that_is_due_at_its_time(
    store: Store, clock: ShiftedClock
) -> None:
    book(store, replace(BOOKED, at=NOON + timedelta(minutes=20)))

    issued = come(store, "ab12-cd", language=Language.RU)

    visit = store.find("A001")
    assert visit is not None
    assert issued.appointment == visit.leg.due_at == NOON + timedelta(minutes=20)
    assert (issued.service, issued.again, issued.more) == (ID_CARD, False, ())
    assert visit.ticket == issued.ticket
    assert (visit.ticket.language, visit.ticket.kiosk) == (Language.RU, KIOSK)
    assert visit.leg.lane is Lane.ORDINARY
    assert visit.leg.arrived_at - clock.now() < timedelta(seconds=10)


def test_who_has_an_appointment_is_called_in_the_order_of_due_times(
    store: Store, clock: ShiftedClock
) -> None:
    book(store, replace(BOOKED, at=NOON + timedelta(minutes=5)))
    take(store)  # due at 12:15
    seat(store, W1, AYSEL)
    clock.forward(minutes=2)

    issued = come(store)

    assert issued.ahead == 0
    call = call_next(store, W1)
    assert call is not None
    assert call.label == issued.ticket.label


def test_the_log_says_what_was_promised_and_not_to_whom(store: Store) -> None:
    book(store, BOOKED)

    ticket = come(store).ticket

    imported, issued = store.events(ticket.day)
    assert (imported.kind, imported.facts) == (EventKind.APPOINTMENTS_IMPORTED, {"new": 1})
    assert (issued.kind, issued.device) == (EventKind.ISSUED, KIOSK)
    assert issued.facts == {
        "label": "A001",
        "service": ID_CARD,
        "language": "az",
        "appointment": "2026-03-11T08:00Z",
    }


def test_the_appointments_own_language_is_spoken_where_it_names_one(store: Store) -> None:
    book(store, replace(BOOKED, language=Language.EN))

    assert come(store, language=Language.RU).ticket.language is Language.EN


@pytest.mark.parametrize(
    ("at", "reason", "facts"),
    [
        (
            NOON + timedelta(minutes=31),
            Reason.APPOINTMENT_EARLY,
            {"earliest": NOON + timedelta(minutes=1)},
        ),
        (NOON - timedelta(minutes=11), Reason.APPOINTMENT_LATE, {}),
    ],
)
def test_who_comes_too_early_or_late_is_told_his_time(
    store: Store, at: datetime, reason: Reason, facts: dict[str, object]
) -> None:
    book(store, replace(BOOKED, at=at))

    with pytest.raises(Refused) as caught:
        come(store)

    assert caught.value.reason is reason
    assert caught.value.facts == {"service": ID_CARD, "at": at, **facts}
    assert take(store).ticket.label == "A001"


def test_an_unknown_code_and_a_cancelled_one_get_nothing(store: Store) -> None:
    book(store, replace(BOOKED, state=AppointmentState.CANCELLED))

    with refused(Reason.UNKNOWN_APPOINTMENT):
        come(store, "AB12CE")
    with refused(Reason.APPOINTMENT_CANCELLED):
        come(store)


def test_a_used_code_gives_its_number_back(store: Store) -> None:
    book(store, BOOKED)
    label = come(store).ticket.label

    with pytest.raises(Refused) as caught:
        come(store)

    assert caught.value.reason is Reason.APPOINTMENT_USED
    assert caught.value.facts == {"service": ID_CARD, "at": NOON, "label": label}


def test_the_same_intention_gets_the_same_ticket(store: Store) -> None:
    book(store, BOOKED)
    first = come(store, request="one")

    again = come(store, request="one")

    assert again == replace(first, again=True)
    assert take(store).ticket.label == "A002"


def test_two_kiosks_with_one_code_give_one_ticket(
    store_url: str, store: Store, clock: ShiftedClock
) -> None:
    soon = Appointment(CODE, ID_CARD, store.now())
    book(store, soon)
    others = [open_store(store_url, CENTRE, clock=clock) for _ in range(4)]
    found: list[str] = []
    used: list[object] = []
    barrier = threading.Barrier(4)

    def scan(other: Store) -> None:
        barrier.wait(10)
        try:
            found.append(come(other).ticket.label)
        except Refused as error:
            used.append(error.facts.get("label"))

    threads = [threading.Thread(target=scan, args=(other,)) for other in others]
    for thread in threads:
        thread.start()
    for thread, other in zip(threads, others, strict=True):
        thread.join(20)
        other.close()

    assert (found, used) == (["A001"], ["A001"] * 3)


def test_a_promise_stands_when_the_day_is_full_and_is_counted(store: Store) -> None:
    floor = small_floor()
    full = replace(floor.services[ID_CARD], daily_limit=1)
    replace_floor(store, replace(floor, services={**floor.services, ID_CARD: full}))
    book(store, BOOKED)
    take(store)

    assert come(store).ticket.label == "A002"
    assert store.menu().services[ID_CARD].taken == 2


def test_a_promise_stands_after_the_last_ordinary_ticket(store: Store) -> None:
    hours = dict.fromkeys(range(7), Opening(time(9), time(17), time(11, 30)))
    replace_floor(store, replace(small_floor(), hours=hours))
    book(store, BOOKED)
    with refused(Reason.NO_MORE_TODAY):
        take(store)

    assert come(store).ticket.label == "A001"


def test_a_closed_day_or_a_service_that_is_off_breaks_the_promise(store: Store) -> None:
    off = replace(BOOKED, code=AppointmentCode("OFF1"), service=SWITCHED_OFF)
    book(store, BOOKED, off)
    with refused(Reason.SERVICE_OFF):
        come(store, "off1")

    replace_floor(store, replace(small_floor(), closures=frozenset({date(2026, 3, 11)})))

    with refused(Reason.CLOSED_NOW):
        come(store)
    replace_floor(store, small_floor())
    assert come(store).ticket.label == "A001"


def test_the_windows_of_the_set_up_hold(store: Store) -> None:
    rules = FloorRules(appointment_early=timedelta(minutes=90))
    replace_floor(store, replace(small_floor(), rules=rules))
    book(store, replace(BOOKED, at=NOON + timedelta(minutes=89)))

    assert come(store).ticket.label == "A001"


def test_an_import_is_done_once_however_often_it_comes(store: Store) -> None:
    other = Appointment(AppointmentCode("ZZ99"), PASSPORT, NOON)
    book(store, BOOKED, other)

    assert set(book(store, BOOKED, other).values()) == {Import.SAME}

    moved = replace(BOOKED, service=PASSPORT, at=NOON + timedelta(hours=2))
    gone = replace(other, state=AppointmentState.CANCELLED)
    assert book(store, moved, gone) == {CODE: Import.CHANGED, other.code: Import.CANCELLED}
    with refused(Reason.APPOINTMENT_EARLY):
        come(store)
    with refused(Reason.APPOINTMENT_CANCELLED):
        come(store, other.code)
    kinds = [event.kind for event in store.events(date(2026, 3, 11))]
    assert kinds == [EventKind.APPOINTMENTS_IMPORTED] * 2


def test_an_import_never_alters_who_is_here(store: Store) -> None:
    book(store, BOOKED)
    come(store)

    cancelled = replace(BOOKED, state=AppointmentState.CANCELLED)

    assert book(store, cancelled) == {CODE: Import.KEPT}
    with refused(Reason.APPOINTMENT_USED):
        come(store)


def test_a_ticket_that_nobody_got_frees_its_code(store: Store) -> None:
    book(store, BOOKED)
    come(store, request="lost")

    replay_offline(store, KIOSK, JournalId("j"), (), (RequestId("lost"),))

    assert come(store).ticket.label == "A002"


def test_the_menu_knows_whether_anybody_has_an_appointment_today(
    store: Store, clock: ShiftedClock
) -> None:
    assert not store.menu().appointments
    book(store, replace(BOOKED, at=NOON + timedelta(hours=12)))  # midnight in Baku: tomorrow
    assert not store.menu().appointments

    book(store, replace(BOOKED, at=NOON + timedelta(hours=12) - timedelta(seconds=1)))

    assert store.menu().appointments
    clock.forward(days=1)
    assert not store.menu().appointments


def test_waiting_for_ones_time_is_no_wait_that_others_may_expect(
    store: Store, clock: ShiftedClock
) -> None:
    codes = [AppointmentCode(f"CODE{number}") for number in range(12)]
    book(store, *(replace(BOOKED, code=code) for code in codes))
    for code in codes:
        come(store, code)
    seat(store, W1, AYSEL)
    clock.forward(minutes=9)
    for _ in codes:
        call_next(store, W1)
        start(store, W1)
        finish(store, W1)

    assert store.menu().services[ID_CARD].expected is None


def test_a_service_that_the_centre_does_not_know_is_refused(store: Store) -> None:
    book(store, replace(BOOKED, service=ServiceCode("XXX-01")))

    with refused(Reason.UNKNOWN_SERVICE):
        come(store)
