from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest
from fixtures.stores import ShiftedClock, refused, seat, take
from floors import AYSEL, ID_CARD, KIOSK, LEYLA, W1, W2, small_floor

from common.domain.errors import Reason
from common.domain.events import EventKind
from common.domain.ids import DeviceCode, PrinterCode, RequestId
from common.domain.paper import Forecast
from common.domain.printers import (
    STALE,
    PrinterNow,
    PrinterReport,
    PrinterState,
    paper_left,
)
from common.domain.ticket import SlipState
from common.domain.words import Language
from common.ports import Store
from common.usecases.calling import call_next
from common.usecases.paper import change_paper, copy_slip, report_printer, slip_copied
from common.usecases.serving import finish, start
from common.usecases.setup import replace_floor
from common.usecases.tickets import report_slip
from common.usecases.walk_ins import walk_in

P1 = PrinterCode("P1")
SETUP = replace(small_floor().printers[0], roll_metres=80)


def say(store: Store, state: PrinterState, slips: int = 0, paper_mm: float = 0.0) -> PrinterReport:
    report = PrinterReport(store.now(), state, slips, paper_mm)
    report_printer(store, kiosk=KIOSK, report=report)
    return report


def known(store: Store) -> PrinterNow:
    (printer,) = store.printers()
    return printer


def test_nothing_is_known_of_a_printer_that_nobody_spoke_of(store: Store) -> None:
    assert store.printers() == ()


def test_what_a_kiosk_says_of_its_printer_is_known(store: Store, clock: ShiftedClock) -> None:
    say(store, PrinterState.READY, 3, 400.0)
    first = known(store)
    clock.forward(seconds=60)
    say(store, PrinterState.READY, 1, 100.5)
    clock.forward(seconds=60)
    say(store, PrinterState.JAM)
    last = known(store)

    assert (last.printer, last.kiosk, last.state) == (P1, KIOSK, PrinterState.JAM)
    assert (last.slips, last.paper_mm) == (4, 500.5)
    assert last.since - first.since >= timedelta(seconds=119)


def test_a_report_that_comes_twice_is_counted_once(store: Store) -> None:
    report = say(store, PrinterState.READY, 3, 400.0)
    report_printer(store, kiosk=KIOSK, report=report)

    assert (known(store).slips, known(store).paper_mm) == (3, 400.0)


def test_a_kiosk_that_fell_silent_is_not_believed(store: Store) -> None:
    say(store, PrinterState.READY)
    now = known(store).seen_at

    assert known(store).stands(now) is PrinterState.READY
    assert known(store).stands(now + STALE * 2) is PrinterState.UNKNOWN


@pytest.mark.parametrize("kiosk", [KIOSK, None])
def test_a_new_roll_is_counted_from_when_somebody_says_so(
    store: Store, kiosk: DeviceCode | None
) -> None:
    say(store, PrinterState.READY, 10, 1000.0)
    change_paper(store, kiosk=kiosk, printer=None if kiosk else P1)
    say(store, PrinterState.READY, 2, 200.0)

    now = known(store)
    assert (now.mm_at_change, now.paper_mm) == (1000.0, 1200.0)
    assert now.changed_at is not None
    day = take(store).ticket.day
    changed = [one for one in store.events(day) if one.kind is EventKind.PAPER_CHANGED]
    assert [(one.device, one.facts) for one in changed] == [(kiosk, {"printer": "P1"})]


def test_a_roll_may_be_changed_before_any_kiosk_has_spoken(store: Store) -> None:
    change_paper(store, printer=P1)

    assert known(store).state is PrinterState.UNKNOWN
    assert known(store).changed_at is not None


def test_printers_that_the_set_up_lacks_are_refused(store: Store) -> None:
    asked: tuple[Callable[[], None], ...] = (
        lambda: change_paper(store, printer=PrinterCode("P9")),
        lambda: change_paper(store, kiosk=DeviceCode("K9")),
        lambda: change_paper(store),
    )
    for one in asked:
        with refused(Reason.UNKNOWN_PRINTER):
            one()
    bare = tuple(replace(one, printer=None) for one in small_floor().kiosks)
    replace_floor(store, replace(small_floor(), kiosks=bare))
    with refused(Reason.UNKNOWN_PRINTER):
        say(store, PrinterState.READY)


def test_the_slips_of_the_last_hours_say_how_fast_paper_goes(
    store: Store, clock: ShiftedClock
) -> None:
    first, failed = take(store).ticket, take(store).ticket
    report_slip(store, first.id, SlipState.PRINTED, KIOSK)
    report_slip(store, failed.id, SlipState.FAILED, KIOSK)

    assert store.printed_lately() == {KIOSK: (first.issued_at,)}
    clock.forward(hours=3)
    assert store.printed_lately() == {}


def test_a_roll_whose_length_and_change_are_known_has_a_forecast(store: Store) -> None:
    change_paper(store, printer=P1)
    say(store, PrinterState.READY, 100, 10_000.0)
    now = known(store)

    assert paper_left(SETUP, now, (), now.seen_at) == Forecast(700, None)
    assert paper_left(replace(SETUP, roll_metres=None), now, (), now.seen_at) is None
    assert paper_left(SETUP, replace(now, changed_at=None), (), now.seen_at) is None


def test_a_sensor_is_believed_where_nothing_else_is_known(store: Store) -> None:
    say(store, PrinterState.READY, 100, 10_000.0)
    say(store, PrinterState.NEAR_END)
    near = known(store)
    say(store, PrinterState.OUT_OF_PAPER)
    out = known(store)

    assert near.senses_end
    assert paper_left(SETUP, near, (), near.seen_at) == Forecast(30, None)
    assert paper_left(SETUP, out, (), out.seen_at) == Forecast(0, out.seen_at)


def test_who_waits_without_paper_is_told_to_a_supervisor_alone(store: Store) -> None:
    printed, failed, unknown, waiting = (take(store).ticket for _ in range(4))
    for ticket, slip in (
        (printed, SlipState.PRINTED),
        (failed, SlipState.FAILED),
        (unknown, SlipState.UNKNOWN),
    ):
        report_slip(store, ticket.id, slip, KIOSK)
    seat(store, W1, AYSEL)
    assert store.missing_slips(W1) == ()
    seat(store, W2, LEYLA)

    told = store.missing_slips(W2)

    assert [(one.label, one.slip) for one in told] == [
        (failed.label, SlipState.FAILED),
        (unknown.label, SlipState.UNKNOWN),
    ]
    assert (told[0].kiosk, told[0].at) == (KIOSK, failed.issued_at)
    assert waiting.label not in {one.label for one in told}
    call_next(store, W1)
    start(store, W1)
    finish(store, W1)
    call_next(store, W1)
    assert [one.label for one in store.missing_slips(W2)] == [unknown.label]


def test_of_whose_paper_a_kiosk_never_said_a_word_is_told_after_a_while(
    store: Store, clock: ShiftedClock
) -> None:
    seat(store, W1, LEYLA)
    silent, begun, printed = (take(store).ticket for _ in range(3))
    report_slip(store, begun.id, SlipState.PRINTING, KIOSK)
    report_slip(store, printed.id, SlipState.PRINTED, KIOSK)
    at_window = {"service": ID_CARD, "language": Language.AZ}
    walk_in(store, W1, request=RequestId("no paper"), **at_window)
    asked = walk_in(store, W1, request=RequestId("paper"), printer=P1, **at_window)
    assert store.missing_slips(W1) == ()

    clock.forward(minutes=3)

    missing = {silent.label, begun.label, asked.ticket.label}
    assert {one.label for one in store.missing_slips(W1)} == missing


def test_a_slip_is_copied_for_whoever_waits_and_the_log_says_so(store: Store) -> None:
    ticket = take(store).ticket
    take(store)
    report_slip(store, ticket.id, SlipState.FAILED, KIOSK)

    issued = copy_slip(store, label=ticket.label, printer=P1)
    slip_copied(store, ticket=issued.ticket.id, digest="abc")

    assert (issued.ticket.id, issued.again, issued.ahead) == (ticket.id, True, 0)
    assert store.find(ticket.label).ticket.slip is SlipState.REPRINTED
    told = [one for one in store.events(ticket.day) if one.ticket == ticket.id][-2:]
    assert [(one.kind, one.facts) for one in told] == [
        (EventKind.COPIED, {"printer": "P1"}),
        (EventKind.SLIP, {"slip": "reprinted", "digest": "abc"}),
    ]


def test_a_copy_that_nobody_confirmed_changes_no_word_about_paper(store: Store) -> None:
    ticket = take(store).ticket
    report_slip(store, ticket.id, SlipState.UNKNOWN, KIOSK)

    copy_slip(store, label=ticket.label, printer=P1)

    assert store.find(ticket.label).ticket.slip is SlipState.UNKNOWN


def test_there_is_no_copy_of_what_is_over_or_never_was(store: Store) -> None:
    ticket = take(store).ticket
    for label in ("A999", "nonsense", ""):
        with refused(Reason.TICKET_GONE):
            copy_slip(store, label=label, printer=P1)
    with refused(Reason.UNKNOWN_PRINTER):
        copy_slip(store, label=ticket.label, printer=PrinterCode("P9"))
    seat(store, W1, AYSEL)
    call_next(store, W1)
    start(store, W1)
    copy_slip(store, label=ticket.label, printer=P1)
    finish(store, W1)
    with refused(Reason.NOT_LAWFUL):
        copy_slip(store, label=ticket.label, printer=P1)
