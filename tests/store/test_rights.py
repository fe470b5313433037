"""What each device may do on Postgres with its own login, tried by a program that is not ours."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from queue import SimpleQueue

import psycopg
import pytest
from denied import EVERYONE_IS_DENIED, NOT_FOR_AN_ADMINISTRATOR
from fixtures.devices import psql, psql_does
from fixtures.halls import PIN, Hall
from fixtures.stores import QUICK, refused, seat, take
from floors import (
    AYSEL,
    BIRTH,
    BOARD,
    CENTRE,
    ELVIN,
    ID_CARD,
    KIOSK,
    RASIM,
    W1,
    W2,
    W4,
    small_floor,
)

from common.domain.board import WindowNow, WindowState
from common.domain.change import Change
from common.domain.devices import DeviceKind
from common.domain.errors import Reason, Unavailable
from common.domain.events import EventKind
from common.domain.floor import Display, Role
from common.domain.notes import TicketMark
from common.domain.outcomes import ServiceOutcome
from common.domain.printers import PrinterReport, PrinterState
from common.domain.reasons import ActReason
from common.domain.slip import qr_text
from common.domain.ticket import SlipState
from common.store.opening import open_feed, open_store
from common.usecases.asking import ask_colleague, panic
from common.usecases.calling import call_next, finish_and_call_next
from common.usecases.floor_acts import add_service, close_service, free_ticket, send_home
from common.usecases.found_slip import find_slip
from common.usecases.hall import acknowledge_shown
from common.usecases.moving import transfer
from common.usecases.noting import add_note, set_marks
from common.usecases.paper import change_paper, report_printer
from common.usecases.pausing import close_after
from common.usecases.serving import finish, start
from common.usecases.setup import replace_floor
from common.usecases.shifts import set_pin, sign_in, sign_out
from common.usecases.tickets import report_slip


def test_a_visit_passes_through_three_devices_that_may_do_no_more(hall: Hall) -> None:
    kiosk, counter = hall.store("kiosk", KIOSK), hall.store("counter", W1)
    display = hall.store("display", BOARD)

    assert kiosk.menu().services[ID_CARD].waiting == 1
    issued = take(kiosk, ID_CARD)
    report_slip(kiosk, issued.ticket.id, SlipState.PRINTED, KIOSK)
    ready = PrinterReport(datetime.now(UTC), PrinterState.READY, 1, 100.0)
    report_printer(kiosk, kiosk=KIOSK, report=ready)
    change_paper(kiosk, kiosk=KIOSK)
    assert [one.paper_mm for one in counter.printers()] == [100.0]
    assert counter.printed_lately() == {KIOSK: (issued.ticket.issued_at,)}
    sign_in(counter, W1, AYSEL, PIN)
    first = call_next(counter, W1)
    assert first is not None
    board = display.board(None)
    assert [call.id for call in board.calls] == [first.id]
    assert display.expected_waits() == {}
    window = display.board(Display(BOARD, sign=W1)).window
    assert window == WindowNow(W1, WindowState.CALLED, first.label)
    acknowledge_shown(display, BOARD, [(first.id, 1, datetime.now(UTC))])
    desk = counter.desk(W1)
    assert desk is not None
    assert desk.shown_at is not None
    assert [visit.ticket.label for visit in desk.queue] == [issued.ticket.label]
    start(counter, W1)
    second = finish_and_call_next(counter, W1)
    assert second is not None
    start(counter, W1)
    assert transfer(counter, W1, BIRTH).service == BIRTH
    sign_out(counter, W1)

    kinds = {event.kind for event in hall.owner.events(issued.ticket.day)}
    assert {EventKind.SHOWN, EventKind.FINISHED, EventKind.TRANSFERRED} <= kinds


def test_a_counter_sees_the_hall_with_its_computers_while_who_may_sits_there(hall: Hall) -> None:
    counter = hall.store("counter", W1)
    sign_in(counter, W1, AYSEL, PIN)
    with refused(Reason.NOT_PERMITTED):
        counter.hall(W1)
    floor = small_floor()
    boss = replace(floor.operators[0], role=Role.SUPERVISOR)
    replace_floor(hall.owner, replace(floor, operators=(boss, *floor.operators[1:])))

    seen = counter.hall(W1)

    assert [(one.kind, one.code) for one in seen.devices] == [(DeviceKind.COUNTER, W1)]
    assert sum(one.waiting for one in seen.queues) == 1
    assert {one.entity for one in seen.queues} == {boss.entity}


def test_an_operators_computer_acts_on_no_other_counter_and_its_try_is_written_down(
    hall: Hall,
) -> None:
    mine, other = hall.store("counter", W1), hall.store("counter", W2)
    sign_in(mine, W1, AYSEL, PIN)
    seat(hall.owner, W2, ELVIN)
    call = call_next(other, W2)
    assert call is not None
    why = ActReason.NO_STAFF
    tries: tuple[Callable[[], object], ...] = (
        lambda: free_ticket(mine, counter=W1, at=W2, leg=call.leg, reason=why),
        lambda: send_home(mine, counter=W1, at=W2, reason=why),
        lambda: close_service(mine, counter=W1, service=ID_CARD, reason=why),
        lambda: add_service(mine, counter=W1, at=W1, service=BIRTH),
        # Nor in the name of another counter, whoever may sit there.
        lambda: send_home(mine, counter=W2, at=W1, reason=why),
    )
    for one in tries:
        with refused(Reason.NOT_PERMITTED):
            one()

    issued = take(hall.owner)
    tried = [e for e in hall.owner.events(issued.ticket.day) if e.kind is EventKind.NOT_PERMITTED]
    assert [(one.operator, one.facts["what"]) for one in tried] == [(AYSEL, "floor_acts")] * 4
    desk = other.desk(W2)
    assert desk is not None
    assert desk.current is not None


def test_every_event_carries_the_login_that_brought_it_about(hall: Hall) -> None:
    kiosk_url = hall.login("kiosk", KIOSK)
    kiosk = open_store(kiosk_url, CENTRE)
    issued = take(kiosk, ID_CARD)
    kiosk.close()

    with psycopg.connect(hall.owner_url) as connection:
        (login,) = connection.execute(
            "SELECT login FROM events WHERE ticket = %s AND kind = 'issued'", [issued.ticket.id]
        ).fetchone() or ("",)

    assert f"//{login}@" in kiosk_url


@pytest.mark.parametrize("kind", ["kiosk", "display", "counter"])
def test_a_device_cannot_act_as_another(hall: Hall, kind: str) -> None:
    code = {"kiosk": KIOSK, "display": BOARD, "counter": W2}[kind]
    store = hall.store(kind, code)
    if kind != "counter":
        with pytest.raises(Unavailable, match="no rights"):
            sign_in(store, W1, AYSEL, PIN)
        return
    for move in (lambda: sign_in(store, W1, AYSEL, PIN), lambda: call_next(store, W1)):
        with refused(Reason.NOT_PERMITTED):
            move()


@pytest.mark.parametrize("kind", ["kiosk", "display", "counter"])
def test_nothing_that_is_not_granted_can_be_done(hall: Hall, kind: str) -> None:
    url = hall.login(kind, {"kiosk": KIOSK, "display": BOARD, "counter": W1}[kind])

    assert psql_does(url, EVERYONE_IS_DENIED) == []


def test_a_kiosk_cannot_spoil_what_others_read(hall: Hall) -> None:
    url = hall.login("kiosk", KIOSK)

    for language, request in (("xx", "r1"), ("az", ""), ("az", "r" * 65)):
        done, said = psql(
            url, f"SELECT issue_ticket('T1', 'DIN-01', '{language}', '{request}', 'K1', NULL)"
        )
        assert not done
        assert "not_permitted" in said
    done, _ = psql(url, "SELECT report_slip('T1', 1, 'xx', 'K1', NULL)")
    assert not done


@pytest.mark.parametrize("when", ["-infinity", "4713-01-01 BC", "infinity"])
def test_no_moment_that_a_stolen_display_names_stops_a_console(hall: Hall, when: str) -> None:
    sign_in(hall.owner, W1, AYSEL, PIN)
    call = call_next(hall.owner, W1)
    assert call is not None
    report = f"'{{{call.id}}}', '{{1}}', ARRAY['{when}'::timestamptz]"
    shown = f"SELECT acknowledge('T1', 'B1', 'shown', {report})"
    assert psql(hall.login("display", BOARD), shown)[0]

    desk = hall.store("counter", W1).desk(W1)

    assert desk is not None
    assert desk.shown_at is not None
    assert desk.at - timedelta(days=2) < desk.shown_at <= desk.at


def test_no_clock_that_a_stolen_login_tells_of_stops_the_device_it_was_taken_from(
    hall: Hall,
) -> None:
    url = hall.login("kiosk", KIOSK)
    assert psql(url, "SELECT count(beat('T1', -2147483648))") == (True, "1")

    assert psql(url, "SELECT count(beat('T1', 5))") == (True, "1")


def test_nobody_but_the_owner_shifts_the_clock(hall: Hall) -> None:
    url = hall.login("kiosk", KIOSK)
    forged = "SET novbe.shift = '1 day'; SELECT beat('T1', 0) < now() + interval '1 hour'"

    assert psql(url, forged) == (True, "t")


def test_a_revoked_login_can_do_nothing_more(hall: Hall) -> None:
    url = hall.login("kiosk", KIOSK)
    with psycopg.connect(hall.owner_url, autocommit=True) as connection:
        connection.execute("UPDATE devices SET revoked_at = now() WHERE kind = 'kiosk'")

    done, said = psql(url, "SELECT issue_ticket('T1', 'DIN-01', 'az', 'r', 'K1', NULL)")

    assert not done
    assert "not_permitted" in said


def test_an_administrator_changes_the_set_up_but_not_the_log(hall: Hall) -> None:
    url = hall.login("admin", "A1")
    store = open_store(url, CENTRE)

    version = replace_floor(store, small_floor())
    set_pin(store, AYSEL, "2468", cost=QUICK)
    assert AYSEL not in store.without_pin()
    store.close()

    assert hall.owner.floor().version == version
    assert psql_does(url, NOT_FOR_AN_ADMINISTRATOR) == []


def test_a_device_hears_of_changes(hall: Hall) -> None:
    changes: SimpleQueue[Change] = SimpleQueue()
    heard: SimpleQueue[bool] = SimpleQueue()
    feed = open_feed(hall.login("display", BOARD), CENTRE)
    feed.start(changes.put, heard.put)
    try:
        assert heard.get(timeout=10)
        assert changes.get(timeout=10)
        take(hall.owner, ID_CARD)
        assert ID_CARD in changes.get(timeout=10).services
    finally:
        feed.stop()


def test_who_has_no_rights_is_told_so(hall: Hall) -> None:
    with psycopg.connect(hall.owner_url, autocommit=True) as connection:
        connection.execute("CREATE ROLE nobody_here LOGIN")
        try:
            stranger = open_store(hall.owner_url.replace("postgres@", "nobody_here@"), CENTRE)
            with pytest.raises(Unavailable, match="rights"):
                stranger.menu()
            stranger.close()
        finally:
            connection.execute("DROP ROLE nobody_here")


def test_a_counter_notes_asks_finds_and_closes_with_its_own_login(hall: Hall) -> None:
    counter, bank = hall.store("counter", W1), hall.store("counter", W4)
    sign_in(counter, W1, AYSEL, PIN)
    sign_in(bank, W4, RASIM, PIN)
    call = call_next(counter, W1)
    assert call is not None
    start(counter, W1)

    add_note(counter, W1, call.leg, "in a hurry")
    set_marks(counter, W1, call.leg, [TicketMark.CHILD])
    asked = ask_colleague(counter, W1, W4, "have you change?")
    alarm = panic(counter, W1)
    desk, banks = counter.desk(W1), bank.desk(W4)

    assert desk is not None
    assert desk.current is not None
    assert banks is not None
    ticket = desk.current.ticket
    assert [note.words for note in desk.notes] == ["in a hurry"]
    assert (desk.marks, banks.marks) == ({ticket.id: (TicketMark.CHILD,)}, {})
    assert (desk.asked, desk.asks, banks.asks) == ((asked, alarm), (), (asked,))
    scanned = qr_text(CENTRE, ticket.day, ticket.token)
    assert find_slip(counter, W1, scanned).leg == desk.current.leg
    with refused(Reason.NOT_SERVED_HERE):
        find_slip(bank, W4, scanned)
    close_after(counter, W1)
    finish(counter, W1, ServiceOutcome.DONE)
    left = counter.left(W1)
    assert left is not None
    assert left.after_visitor
