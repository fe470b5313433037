from collections.abc import Callable
from dataclasses import replace

import psycopg
import pytest
from fixtures.stores import ShiftedClock, refused, take
from floors import CENTRE, EAST, ID_CARD, KIOSK, small_floor, words

from common.domain.errors import Reason
from common.domain.events import EventKind
from common.domain.floor import Kiosk, SparePlace
from common.domain.ids import DeviceCode, PrinterCode, TicketId
from common.domain.printers import PrinterNow, PrinterReport, PrinterState
from common.domain.spare import ASKED_FOR, LOST_AFTER, SpareState, spare_places
from common.domain.ticket import SlipState
from common.domain.views import Issued
from common.ports import Store
from common.usecases.paper import report_printer
from common.usecases.setup import replace_floor
from common.usecases.spare import ask_spare, collect_spare, end_spare, look_at_spare, take_spare
from common.usecases.tickets import report_slip

P2, DESK, K2 = PrinterCode("P2"), PrinterCode("DESK"), DeviceCode("K2")
PLACES = tuple(SparePlace(code, words(f"at {code}")) for code in (P2, DESK))
_SMALL = small_floor()
FLOOR = replace(
    _SMALL,
    printers=(*_SMALL.printers, *(replace(_SMALL.printers[0], code=code) for code in (P2, DESK))),
    kiosks=(
        replace(_SMALL.kiosks[0], spares=PLACES),
        Kiosk(K2, EAST, P2),
    ),
)


@pytest.fixture
def hall(store: Store) -> Store:
    replace_floor(store, FLOOR)
    return store


def failed(store: Store) -> Issued:
    """Return a ticket whose slip did not come out at its kiosk."""
    issued = take(store, ID_CARD)
    report_slip(store, issued.ticket.id, SlipState.FAILED, KIOSK)
    return issued


def asked(store: Store) -> TicketId:
    ticket = failed(store).ticket.id
    ask_spare(store, kiosk=KIOSK, ticket=ticket, printer=P2)
    return ticket


def slip_of(store: Store, ticket: TicketId) -> SlipState:
    with store.records() as records:
        return records.ticket(ticket).slip


def state_of(store: Store, ticket: TicketId, *, leave: bool = False) -> SpareState:
    return look_at_spare(store, kiosk=KIOSK, ticket=ticket, leave=leave)


def test_another_kiosk_prints_what_did_not_come_out(hall: Store) -> None:
    ticket = asked(hall)
    states = [state_of(hall, ticket)]

    taken = take_spare(hall, kiosk=K2)
    states.append(state_of(hall, ticket))
    assert taken is not None
    assert (taken.ticket.id, taken.ticket.kiosk, taken.service) == (ticket, KIOSK, ID_CARD)
    assert slip_of(hall, ticket) is SlipState.PRINTING

    end_spare(hall, kiosk=K2, ticket=ticket, slip=SlipState.PRINTED, digest="ab")
    states.append(state_of(hall, ticket))
    assert slip_of(hall, ticket) is SlipState.PRINTED

    collect_spare(hall, kiosk=K2, ticket=ticket)
    collect_spare(hall, kiosk=K2, ticket=ticket)
    states.append(state_of(hall, ticket))
    assert states == [
        SpareState.ASKED,
        SpareState.TAKEN,
        SpareState.PRINTED,
        SpareState.COLLECTED,
    ]
    with hall.records() as records:
        day = records.ticket(ticket).day
    said = [event for event in hall.events(day) if event.kind is EventKind.SLIP]
    assert [(event.device, event.facts["slip"]) for event in said] == [
        (KIOSK, "failed"),
        (K2, "printing"),
        (K2, "printed"),
    ]


@pytest.mark.parametrize(
    ("slip", "state"),
    [
        (SlipState.SENT, SpareState.UNSURE),
        (SlipState.UNKNOWN, SpareState.UNSURE),
        (SlipState.FAILED, SpareState.FAILED),
    ],
)
def test_what_was_not_confirmed_is_not_called_printed(
    hall: Store, slip: SlipState, state: SpareState
) -> None:
    ticket = asked(hall)
    take_spare(hall, kiosk=K2)
    end_spare(hall, kiosk=K2, ticket=ticket, slip=slip, digest=None)

    assert (slip_of(hall, ticket), state_of(hall, ticket)) == (slip, state)


@pytest.mark.parametrize("slip", [SlipState.SENT, SlipState.UNKNOWN, SlipState.PRINTED])
def test_paper_that_may_be_out_is_never_printed_elsewhere(hall: Store, slip: SlipState) -> None:
    ticket = take(hall, ID_CARD).ticket.id
    report_slip(hall, ticket, slip, KIOSK)
    with refused(Reason.NOT_LAWFUL):
        ask_spare(hall, kiosk=KIOSK, ticket=ticket, printer=P2)


def test_no_slip_is_taken_twice(hall: Store) -> None:
    ticket = asked(hall)
    taken = take_spare(hall, kiosk=K2)
    again = take_spare(hall, kiosk=K2)

    assert taken is not None
    assert again is None
    # It asked once more, so it is not printing any longer, and said nothing of the paper.
    assert (slip_of(hall, ticket), state_of(hall, ticket)) == (
        SlipState.UNKNOWN,
        SpareState.UNSURE,
    )


def test_what_nobody_took_is_withdrawn_and_stays_failed(hall: Store) -> None:
    ticket = asked(hall)

    assert state_of(hall, ticket, leave=True) is SpareState.WITHDRAWN
    assert take_spare(hall, kiosk=K2) is None
    assert slip_of(hall, ticket) is SlipState.FAILED


def test_a_wish_that_is_old_is_not_fulfilled(hall: Store, clock: ShiftedClock) -> None:
    asked(hall)
    clock.forward(seconds=ASKED_FOR.total_seconds() + 1)

    assert take_spare(hall, kiosk=K2) is None


def test_a_kiosk_that_fell_silent_with_a_slip_leaves_it_unknown(
    hall: Store, clock: ShiftedClock
) -> None:
    ticket = asked(hall)
    take_spare(hall, kiosk=K2)
    assert state_of(hall, ticket, leave=True) is SpareState.TAKEN
    clock.forward(seconds=LOST_AFTER.total_seconds() + 1)

    assert state_of(hall, ticket, leave=True) is SpareState.UNSURE
    assert slip_of(hall, ticket) is SlipState.UNKNOWN


def test_only_the_kiosk_that_took_a_slip_says_how_it_ended(hall: Store) -> None:
    ticket = asked(hall)
    take_spare(hall, kiosk=K2)
    with refused(Reason.TICKET_GONE):
        end_spare(hall, kiosk=KIOSK, ticket=ticket, slip=SlipState.PRINTED, digest=None)


@pytest.mark.parametrize(
    ("kiosk", "printer", "why"),
    [
        (KIOSK, "P1", Reason.UNKNOWN_PRINTER),
        (KIOSK, "P9", Reason.UNKNOWN_PRINTER),
        (K2, "P2", Reason.UNKNOWN_PRINTER),
    ],
)
def test_only_printers_that_the_set_up_names_are_asked(
    hall: Store, kiosk: DeviceCode, printer: str, why: Reason
) -> None:
    ticket = failed(hall).ticket.id
    with refused(why):
        ask_spare(hall, kiosk=kiosk, ticket=ticket, printer=PrinterCode(printer))


def test_without_a_word_in_the_set_up_no_printer_stands_in(store: Store) -> None:
    ticket = failed(store).ticket.id
    with refused(Reason.UNKNOWN_PRINTER):
        ask_spare(store, kiosk=KIOSK, ticket=ticket, printer=PrinterCode("P1"))


def _known(store: Store, change: Callable[[PrinterNow], PrinterNow]) -> tuple[PrinterNow, ...]:
    report_printer(store, kiosk=K2, report=PrinterReport(store.now(), PrinterState.READY))
    return tuple(change(one) for one in store.printers())


@pytest.mark.parametrize(
    ("state", "expected"),
    [
        (PrinterState.READY, [P2, DESK]),
        (PrinterState.OUT_OF_PAPER, [DESK]),
        (PrinterState.UNKNOWN, [DESK]),
    ],
)
def test_paper_comes_out_where_it_is_known_to_or_with_staff(
    hall: Store, state: PrinterState, expected: list[PrinterCode]
) -> None:
    known = _known(hall, lambda one: replace(one, state=state))
    places = spare_places(FLOOR, KIOSK, known, hall.now())

    assert [place.printer for place in places] == expected


def test_a_kiosk_that_looks_keeps_no_other_from_taking(hall: Store, store_url: str) -> None:
    if not store_url.startswith("postgres"):
        pytest.skip("SQLite lets one write after the other")
    ticket = asked(hall)
    with psycopg.connect(store_url, connect_timeout=10) as looking:
        looking.execute("SELECT look_at_spare(%s, %s, %s, false)", (CENTRE, KIOSK, ticket))
        assert take_spare(hall, kiosk=K2) is not None
