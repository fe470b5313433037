"""Reports over closed days and open ones: what they add up to by hand."""

from datetime import timedelta

import pytest
from days import DAY, MORNING, close_all, let_pass
from fixtures.stores import ShiftedClock, seat, take
from floors import AYSEL, BIRTH, ELVIN, ID_CARD, KIOSK, LEYLA, PAYMENT, RASIM, W1, W2, W3, W4

from common.domain.appointments import Appointment
from common.domain.figures import Figures, spread
from common.domain.ids import AppointmentCode, CounterCode, RequestId
from common.domain.reasons import HoldReason
from common.domain.words import Language
from common.ports import Store
from common.store.figures import GROUPS
from common.store.keeper import Keeper
from common.usecases.appointments import check_in, import_appointments
from common.usecases.calling import call_next
from common.usecases.moving import send_and_return, transfer
from common.usecases.serving import finish, hold, resume, start
from common.usecases.tickets import issue_ticket

MINUTE = timedelta(minutes=1)


@pytest.fixture(autouse=True)
def morning(store: Store, clock: ShiftedClock) -> None:
    clock.set(MORNING)
    for counter, operator in ((W1, AYSEL), (W2, ELVIN), (W3, LEYLA), (W4, RASIM)):
        seat(store, counter, operator)


def visit(store: Store, clock: ShiftedClock, counter: CounterCode, waits: int, lasts: int) -> None:
    """Take a ticket, wait and be served, so many minutes each."""
    take(store, PAYMENT if counter == W4 else ID_CARD)
    clock.forward(minutes=waits)
    call_next(store, counter)
    start(store, counter)
    clock.forward(minutes=lasts)
    finish(store, counter)


def whole(span: timedelta | None) -> int:
    """Return a span in minutes: the clock goes on by some milliseconds while a test runs."""
    assert span is not None
    return round(span / MINUTE)


def test_a_service_taken_with_another_is_waited_for_since_its_turn_came(
    store: Store, keeper: Keeper, clock: ShiftedClock
) -> None:
    issue_ticket(
        store,
        service=ID_CARD,
        language=Language.AZ,
        request=RequestId("two services"),
        kiosk=KIOSK,
        more=(PAYMENT,),
    )
    for counter, waits, lasts in ((W1, 4, 30), (W4, 6, 2)):
        clock.forward(minutes=waits)
        call_next(store, counter)
        start(store, counter)
        clock.forward(minutes=lasts)
        finish(store, counter)

    rows = keeper.report(DAY, DAY, "service").rows

    assert [whole(rows[code].wait_sum) for code in (ID_CARD, PAYMENT)] == [4, 6]
    assert [rows[code].issued for code in (ID_CARD, PAYMENT)] == [1, 0]


def test_who_comes_before_his_appointment_waits_since_its_time(
    store: Store, keeper: Keeper, clock: ShiftedClock
) -> None:
    codes = AppointmentCode("EARLY1"), AppointmentCode("EARLY2")
    at = MORNING + 20 * MINUTE
    import_appointments(store, [Appointment(code, ID_CARD, at) for code in codes])
    for code in codes:
        check_in(store, code=code, language=Language.AZ, request=RequestId(code), kiosk=KIOSK)
    for minutes in (5, 18):  # the first is called before his time, the second 3 minutes after it
        clock.forward(minutes=minutes)
        call_next(store, W1)
        start(store, W1)
        finish(store, W1)

    for _ in range(2):
        cards = keeper.report(DAY, DAY, "service").rows[ID_CARD]
        assert cards.waits == spread([0 * MINUTE, 3 * MINUTE])
        assert whole(cards.wait_sum) == 3
        let_pass(keeper, clock, days=1)


def of_day(keeper: Keeper) -> Figures:
    (figures,) = keeper.report(DAY, DAY, "day").rows.values()
    return figures


def test_a_report_adds_up_to_what_is_counted_by_hand(
    store: Store, keeper: Keeper, clock: ShiftedClock
) -> None:
    visit(store, clock, W1, waits=3, lasts=10)
    visit(store, clock, W1, waits=12, lasts=5)
    visit(store, clock, W2, waits=40, lasts=6)
    visit(store, clock, W4, waits=130, lasts=2)
    take(store, PAYMENT)
    clock.forward(days=1)
    close_all(keeper)

    by_service = keeper.report(DAY, DAY, "service").rows
    cards, payments = by_service[ID_CARD], by_service[PAYMENT]

    assert (cards.issued, cards.served, cards.started, cards.cancelled) == (3, 3, 3, 0)
    assert (payments.issued, payments.served, payments.started, payments.cancelled) == (2, 1, 1, 1)
    assert cards.waits == spread([3 * MINUTE, 13 * MINUTE, 41 * MINUTE])
    assert payments.waits == spread([130 * MINUTE])
    assert whole(cards.wait_sum) == 3 + 12 + 40
    assert (whole(cards.wait_max), whole(payments.wait_max)) == (40, 130)
    assert whole(cards.service_sum) == 10 + 5 + 6
    assert whole(cards.average_service) == 7

    by_entity = keeper.report(DAY, DAY, "entity").rows
    assert by_entity == {"BNK": payments, "DIN": cards}
    assert of_day(keeper) == cards + payments
    by_operator = keeper.report(DAY, DAY, "operator").rows
    assert {code: one.served for code, one in by_operator.items()} == {AYSEL: 2, ELVIN: 1, RASIM: 1}
    assert whole(by_operator[AYSEL].service_sum) == 15


def test_how_long_most_waited_is_told_by_cuts() -> None:
    waits = [4 * MINUTE] * 8 + [14 * MINUTE, 50 * MINUTE]
    some = Figures(10, 10, 0, 0, 0, 10, spread(waits), sum(waits, MINUTE * 0), max(waits), MINUTE)

    assert some.waited_at_most(0.8) == 5 * MINUTE
    assert some.waited_at_most(0.9) == 15 * MINUTE
    assert some.waited_at_most(1) == 50 * MINUTE


def test_the_time_on_hold_is_no_time_at_the_window(
    store: Store, keeper: Keeper, clock: ShiftedClock
) -> None:
    take(store)
    clock.forward(minutes=5)
    call_next(store, W1)
    start(store, W1)
    clock.forward(minutes=3)
    hold(store, W1, HoldReason.DOCUMENTS)
    desk = store.desk(W1)
    assert desk is not None
    clock.forward(minutes=60)
    resume(store, W1, desk.held[0].leg.id)
    start(store, W1)
    clock.forward(minutes=4)
    finish(store, W1)

    figures = of_day(keeper)

    assert (whole(figures.wait_sum), whole(figures.service_sum)) == (5, 3 + 4)


def test_a_leg_added_by_a_transfer_is_no_ticket(
    store: Store, keeper: Keeper, clock: ShiftedClock
) -> None:
    take(store)
    clock.forward(minutes=5)
    call_next(store, W1)
    start(store, W1)
    clock.forward(minutes=2)
    transfer(store, W1, BIRTH)
    clock.forward(minutes=1)
    call_next(store, W3)
    start(store, W3)
    clock.forward(minutes=9)
    finish(store, W3)

    rows = keeper.report(DAY, DAY, "service").rows

    assert (rows[ID_CARD].issued, rows[ID_CARD].transferred, rows[ID_CARD].served) == (1, 1, 0)
    assert (rows[BIRTH].issued, rows[BIRTH].served) == (0, 1)
    assert whole(rows[BIRTH].service_sum) == 9
    assert whole(rows[ID_CARD].service_sum) == 0


def test_an_errand_counts_where_it_was_done(
    store: Store, keeper: Keeper, clock: ShiftedClock
) -> None:
    take(store)
    call_next(store, W1)
    start(store, W1)
    send_and_return(store, W1, PAYMENT)
    call_next(store, W4)
    start(store, W4)
    clock.forward(minutes=3)
    finish(store, W4)
    call_next(store, W1)
    start(store, W1)
    clock.forward(minutes=6)
    finish(store, W1)

    rows = keeper.report(DAY, DAY, "service").rows

    assert {code: (one.issued, one.served) for code, one in rows.items()} == {
        PAYMENT: (0, 1),
        ID_CARD: (1, 1),
    }
    assert whole(rows[PAYMENT].service_sum) == 3
    assert whole(rows[ID_CARD].service_sum) == 6


@pytest.mark.parametrize("by", GROUPS)
def test_a_day_reads_the_same_open_closed_and_moved(
    store: Store, keeper: Keeper, clock: ShiftedClock, by: str
) -> None:
    visit(store, clock, W1, waits=3, lasts=10)
    visit(store, clock, W4, waits=20, lasts=1)
    opened = keeper.report(DAY, DAY, by)
    clock.forward(days=1)
    close_all(keeper)
    closed = keeper.report(DAY, DAY, by)
    let_pass(keeper, clock, days=7)
    moved = keeper.report(DAY, DAY, by)

    assert opened.rows == closed.rows == moved.rows
    assert (opened.open_days, closed.open_days) == ((DAY,), ())


def test_a_report_adds_open_days_to_closed_ones(
    store: Store, keeper: Keeper, clock: ShiftedClock
) -> None:
    for _ in range(3):
        visit(store, clock, W1, waits=1, lasts=1)
        clock.forward(days=1)
        close_all(keeper)
    today = keeper.today()
    visit(store, clock, W1, waits=1, lasts=1)
    visit(store, clock, W2, waits=1, lasts=1)

    report = keeper.report(DAY, today, "service")

    assert report.open_days == (today,)
    assert report.rows[ID_CARD].served == 5
    assert [one.served for one in keeper.report(DAY, today, "day").rows.values()] == [1, 1, 1, 2]
    two = keeper.report(DAY, DAY + timedelta(days=1), "entity")
    assert two.rows["DIN"].served == 2


def test_days_without_visits_have_no_row(store: Store, keeper: Keeper, clock: ShiftedClock) -> None:
    visit(store, clock, W1, waits=1, lasts=1)

    assert keeper.report(DAY - timedelta(days=2), DAY - timedelta(days=1), "day").rows == {}
