from datetime import timedelta

from fixtures.stores import ShiftedClock, refused, seat, take
from floors import AYSEL, CENTRE, ELVIN, KIOSK, LEYLA, PAYMENT, RASIM, W1, W2, W3, W4
from queues import NINE

from common.domain.errors import Reason
from common.domain.events import EventKind
from common.domain.ids import CounterCode, PrinterCode, TicketId
from common.domain.reasons import HoldReason
from common.domain.slip import qr_text
from common.domain.ticket import LegState, Move, SlipState, Ticket
from common.ports import Store
from common.usecases.calling import call_next, no_show, recall
from common.usecases.found_slip import copy_slip_at, find_slip
from common.usecases.serving import finish, hold, start
from common.usecases.spare import end_spare, take_spare

P1 = PrinterCode("P1")


def code_of(ticket: Ticket) -> str:
    return qr_text(CENTRE, ticket.day, ticket.token)


def lawful(store: Store, ticket: Ticket, counter: CounterCode = W1) -> set[Move]:
    return set(find_slip(store, counter, code_of(ticket)).lawful)


def test_a_scanned_slip_tells_where_its_visit_stands_and_what_may_be_done(
    store: Store, clock: ShiftedClock
) -> None:
    clock.set(NINE)
    first, second = take(store).ticket, take(store).ticket
    seat(store, W1, AYSEL)
    seat(store, W2, ELVIN)

    found = find_slip(store, W1, f" {code_of(second)}\r\n")
    assert (found.ticket, found.leg.state, found.may_copy) == (second, LegState.WAITING, True)
    assert found.lawful == {Move.CALL}
    call_next(store, W1)
    assert lawful(store, first) == set()
    start(store, W1)
    hold(store, W1, HoldReason.PAYMENT)
    assert (lawful(store, first), lawful(store, first, W2)) == ({Move.RESUME}, set())
    call_next(store, W1)
    for _ in range(2):
        clock.forward(seconds=31)
        recall(store, W1)
    clock.forward(seconds=31)
    no_show(store, W1)
    assert lawful(store, second) == lawful(store, second, W2) == {Move.REINSTATE}
    assert not find_slip(store, W1, code_of(second)).may_copy
    clock.forward(minutes=31)
    assert lawful(store, second) == set()


def test_only_slips_of_today_and_of_this_counters_visits_are_found(
    store: Store, clock: ShiftedClock
) -> None:
    ticket, banks = take(store).ticket, take(store, PAYMENT).ticket
    for scanned in ("", "M-123", "AN1:X:20260311:t", f"AN1:{CENTRE}:20261301:t"):
        with refused(Reason.NOT_SIGNED_IN if scanned.startswith("AN1:X") else Reason.UNKNOWN_SLIP):
            find_slip(store, W1, scanned)
    seat(store, W1, AYSEL)
    seat(store, W3, LEYLA)
    seat(store, W4, RASIM)

    for scanned in (qr_text("X", ticket.day, ticket.token), qr_text(CENTRE, ticket.day, "t")):
        with refused(Reason.UNKNOWN_SLIP):
            find_slip(store, W1, scanned)
    with refused(Reason.OLD_SLIP):
        find_slip(store, W1, qr_text(CENTRE, ticket.day - timedelta(days=1), ticket.token))
    for press in (
        lambda: find_slip(store, W1, code_of(banks)),
        lambda: find_slip(store, W4, code_of(ticket)),
        lambda: copy_slip_at(store, W1, banks.id, P1),
    ):
        with refused(Reason.NOT_SERVED_HERE):
            press()
    assert lawful(store, banks, W3) == set()
    assert lawful(store, banks, W4) == {Move.CALL}
    clock.forward(days=1)
    with refused(Reason.OLD_SLIP):
        find_slip(store, W1, code_of(ticket))


def test_a_slip_is_printed_once_more_by_a_kiosk_however_often_that_is_asked(
    store: Store, clock: ShiftedClock
) -> None:
    ticket = take(store).ticket
    seat(store, W1, AYSEL)
    with refused(Reason.UNKNOWN_PRINTER):
        copy_slip_at(store, W1, ticket.id, PrinterCode("P9"))
    with refused(Reason.TICKET_GONE):
        copy_slip_at(store, W1, TicketId(999), P1)

    assert copy_slip_at(store, W1, ticket.id, P1) is None
    assert copy_slip_at(store, W1, ticket.id, P1) is not None

    taken = take_spare(store, kiosk=KIOSK)
    assert taken is not None
    assert taken.ticket.id == ticket.id
    copy_slip_at(store, W1, ticket.id, P1)
    assert take_spare(store, kiosk=KIOSK) is None
    clock.forward(seconds=61)
    assert copy_slip_at(store, W1, ticket.id, P1) is None
    take_spare(store, kiosk=KIOSK)
    end_spare(store, kiosk=KIOSK, ticket=ticket.id, slip=SlipState.PRINTED, digest=None)
    clock.forward(seconds=45)
    assert copy_slip_at(store, W1, ticket.id, P1) is not None
    clock.forward(seconds=16)
    assert copy_slip_at(store, W1, ticket.id, P1) is None
    copied = [one for one in store.events(ticket.day) if one.kind is EventKind.COPIED]
    assert [(one.operator, one.counter, one.facts["printer"]) for one in copied] == [
        (AYSEL, W1, P1)
    ] * 3
    call_next(store, W1)
    start(store, W1)
    finish(store, W1)
    with refused(Reason.NOT_LAWFUL):
        copy_slip_at(store, W1, ticket.id, P1)
