"""What each device may do on Postgres with its own login, tried by a program that is not ours."""

from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from queue import SimpleQueue

import psycopg
import pytest
from fixtures.devices import device, psql, psql_does
from fixtures.postgres import PostgresServer
from fixtures.stores import QUICK, refused, take
from floors import (
    AYSEL,
    BIRTH,
    BOARD,
    CENTRE,
    ID_CARD,
    KIOSK,
    PAYMENT,
    RASIM,
    W1,
    W2,
    W4,
    small_floor,
)

from common.domain.appointments import Appointment
from common.domain.change import Change
from common.domain.errors import Reason, Unavailable
from common.domain.events import EventKind
from common.domain.ids import AppointmentCode, RequestId
from common.domain.printers import PrinterReport, PrinterState
from common.domain.ticket import SlipState
from common.domain.words import Language
from common.ports import Store
from common.store.opening import open_feed, open_store
from common.usecases.appointments import check_in, import_appointments
from common.usecases.calling import call_next, finish_and_call_next
from common.usecases.hall import acknowledge_shown
from common.usecases.moving import transfer
from common.usecases.paper import change_paper, report_printer
from common.usecases.pins import proof_of
from common.usecases.serving import finish, start
from common.usecases.setup import replace_floor
from common.usecases.shifts import set_pin, sign_in, sign_out
from common.usecases.tickets import report_slip

PIN = "1357"


@dataclass
class Hall:
    """A store and the logins of the computers around it."""

    owner_url: str
    owner: Store
    opened: ExitStack

    def login(self, kind: str, code: str) -> str:
        """Give a device a login and return its address of the store."""
        return self.opened.enter_context(device(self.owner_url, kind, code))

    def store(self, kind: str, code: str) -> Store:
        """Open the store as a device does."""
        opened = open_store(self.login(kind, code), CENTRE)
        self.opened.callback(opened.close)
        return opened


@pytest.fixture
def hall(postgres: PostgresServer) -> Iterator[Hall]:
    """Make a store with two operators who can sign in, and one waiting visitor of each entity."""
    with postgres.database() as url, ExitStack() as opened:
        owner = open_store(url, CENTRE)
        opened.callback(owner.close)
        with psycopg.connect(url, autocommit=True) as connection:
            # A copy of a database has the rights of its tables, not those of the database.
            connection.execute(f"REVOKE TEMPORARY ON DATABASE {connection.info.dbname} FROM PUBLIC")
        set_pin(owner, AYSEL, PIN, cost=QUICK)
        set_pin(owner, RASIM, PIN, cost=QUICK)
        take(owner, ID_CARD)
        take(owner, PAYMENT)
        with ExitStack() as devices:
            yield Hall(url, owner, devices)


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


EVERYONE_IS_DENIED = [
    "SELECT * FROM pins",
    "SELECT verifier FROM pins",
    "SELECT * FROM pin_tries",
    "UPDATE printer_states SET state = 'ready'",
    "SELECT change_paper('T1', NULL, 'P1')",
    "SELECT * FROM missing_slips('T1', current_date, 'W9')",
    "SELECT change_paper('T1', 'K9', NULL)",
    "SELECT * FROM copy_slip('T1', 'A001', 'P1')",
    "SELECT slip_copied('T1', 1, NULL)",
    "SELECT report_printer('T1', 'K9', 'ready', now(), 1, 1)",
    "SELECT report_printer('T1', 'K1', 'ready', 'infinity', 1, 1)",
    "SELECT report_printer('T1', 'K1', 'well', now(), 1, 1)",
    "SELECT report_printer('T1', 'K1', 'ready', now(), 1, 'NaN')",
    "SELECT staff_salt('T1', 'K9', 'aysel')",
    "SELECT show_staff_pin('T1', 'K9', 'aysel', 'x')",
    "SELECT * FROM enter_staff('T1', 'K9', 'aysel')",
    "SELECT note_staff('T1', 'K9', 'aysel', 'quit')",
    "SELECT note_staff('T1', 'K1', 'aysel', 'quit')",
    "SELECT was_right('T1', 'kiosk K1', 'aysel')",
    "SELECT count_shown('T1', 'kiosk K1', 'aysel', 'x')",
    "SELECT * FROM appointments",
    "UPDATE appointments SET state = 'booked'",
    "SELECT import_appointments('T1', '[]')",
    "SELECT forget_appointments('T1', '2020-03-11', 10)",
    "DELETE FROM pin_tries",
    "UPDATE pins SET misses = 0",
    "UPDATE series_counts SET count = 0",
    "INSERT INTO series_counts VALUES ('T1', current_date, 'A', 1)",
    "SELECT next_serial('T1', current_date, 'A')",
    "SELECT count_service('T1', current_date, 'DIN-01')",
    "UPDATE service_counts SET count = 0",
    "UPDATE legs SET due_at = now() - interval '1 day'",
    "UPDATE tickets SET priority = 'disability'",
    "DELETE FROM legs",
    "DELETE FROM events",
    "UPDATE events SET operator = 'elvin'",
    "INSERT INTO events (centre, day, at, kind, facts) VALUES ('T1', now(), now(), 'called', '{}')",
    "SELECT log_event('T1', current_date, now(), 'called')",
    "TRUNCATE events",
    "ALTER TABLE events DISABLE TRIGGER ALL",
    "ALTER TABLE events ALTER COLUMN login DROP DEFAULT",
    "ALTER TABLE legs DISABLE ROW LEVEL SECURITY",
    "DROP POLICY of_counter ON legs",
    "INSERT INTO devices VALUES ('me', 'T1', 'counter', 'W1', now())",
    "SELECT * FROM devices",
    "UPDATE devices SET revoked_at = NULL",
    "INSERT INTO seats VALUES ('T1', 'W3', 'elvin', now())",
    "UPDATE operators SET role = 'administrator'",
    "UPDATE centres SET priority_ratio = 100",
    "UPDATE counters SET profile = 'bank'",
    "GRANT novbe_admin TO current_user",
    "SET ROLE novbe_admin",
    "SET SESSION AUTHORIZATION postgres",
    "CREATE TABLE mine (a integer)",
    "CREATE TEMPORARY TABLE mine (a integer)",
    "CREATE FUNCTION store_now() RETURNS timestamptz LANGUAGE sql AS 'SELECT now()'",
    "CREATE OR REPLACE FUNCTION refuse(text, jsonb) RETURNS void LANGUAGE sql AS ''",
    "COPY tickets TO PROGRAM 'cat'",
    "SELECT pg_read_file('/etc/passwd')",
    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename <> current_user",
    "SELECT set_pin('T1', 'aysel', 'x', 'y', false)",
    "SELECT take_seat(c, 'W1', 'aysel', now()) FROM centres c",
]


@pytest.mark.parametrize("kind", ["kiosk", "display", "counter"])
def test_nothing_that_is_not_granted_can_be_done(hall: Hall, kind: str) -> None:
    url = hall.login(kind, {"kiosk": KIOSK, "display": BOARD, "counter": W1}[kind])

    assert psql_does(url, EVERYONE_IS_DENIED) == []


NOT_FOR_A_COUNTER = [
    "SELECT * FROM issue_ticket('T1', 'DIN-01', 'az', 'r', 'K1', NULL)",
    "SELECT acknowledge('T1', 'B1', 'shown', '{1}', '{1}', ARRAY[now()])",
]
REFUSED_TO_A_COUNTER = [
    "SELECT * FROM call_next('T1', 'W4', false)",
    "SELECT show_pin('T1', 'W4', 'rasim', 'x')",
    "SELECT sign_in('T1', 'W4', 'rasim')",
    "SELECT pin_salt('T1', 'W2', 'aysel')",
    "SELECT move_visitor('T1', 'W2', 'finish')",
    "SELECT * FROM call_next('T2', 'W1', false)",
]


def test_a_counter_moves_nobody_at_another_counter(hall: Hall) -> None:
    sign_in(hall.owner, W1, AYSEL, PIN)
    url = hall.login("counter", W1)

    for statement in NOT_FOR_A_COUNTER + REFUSED_TO_A_COUNTER:
        done, said = psql(url, statement)
        assert not done, statement
        assert "permi" in said or "no set-up" in said, said


def test_a_counter_sees_the_queues_it_serves_and_no_others(hall: Hall) -> None:
    documents, bank = hall.login("counter", W1), hall.login("counter", W4)

    assert psql(documents, "SELECT DISTINCT service FROM legs") == (True, ID_CARD)
    assert psql(bank, "SELECT DISTINCT service FROM legs") == (True, PAYMENT)
    assert psql(documents, "SELECT count(*) FROM tickets") == (True, "1")
    assert psql(documents, "SELECT count(*) FROM events") == (True, "0")


def test_a_counter_cannot_move_the_visitor_of_another_entity(hall: Hall) -> None:
    sign_in(hall.owner, W1, AYSEL, PIN)
    url = hall.login("counter", W1)
    with psycopg.connect(hall.owner_url) as connection:
        (leg,) = connection.execute(
            "SELECT id FROM legs WHERE service = %s", [PAYMENT]
        ).fetchone() or (0,)

    for act in ("cancel", "reinstate", "resume"):
        done, said = psql(url, f"SELECT {act}('T1', 'W1', {leg})")
        assert not done, act
        assert "not_served_here" in said or "not_lawful" in said


def test_an_operator_is_whoever_signed_in_and_no_one_else(hall: Hall) -> None:
    sign_in(hall.owner, W1, AYSEL, PIN)
    counter = hall.store("counter", W1)

    call = call_next(counter, W1)
    assert call is not None
    start(counter, W1)
    finish(counter, W1)

    today = hall.owner.board(None).at.date()
    operators = {e.operator for e in hall.owner.events(today) if e.kind is EventKind.CALLED}
    assert operators == {AYSEL}


def proof(hall: Hall, pin: str) -> str:
    """Return what a console shows of aysel's PIN."""
    with hall.owner.records() as records:
        stored = records.pin(AYSEL)
    assert stored is not None
    return proof_of(pin, stored.salt)


def test_who_takes_a_try_back_learns_nothing_from_it(hall: Hall) -> None:
    url, right = hall.login("counter", W1), proof(hall, PIN)
    tried = f"SELECT show_pin('T1', 'W1', 'aysel', '{right}')::text"
    asked = "SELECT reason FROM sign_in('T1', 'W1', 'aysel')"

    for around in (
        f"BEGIN; {tried}; {asked}; ROLLBACK",
        f"BEGIN; {tried}; {tried}; {asked}; ROLLBACK",
        f"BEGIN; SAVEPOINT a; {tried}; RELEASE a; {asked}; ROLLBACK",
        f"BEGIN; {tried}; ROLLBACK; {asked}",
        f"{tried} UNION ALL {asked}",
    ):
        done, said = psql(url, around)
        assert not done or "wrong_pin" in said, around
    assert hall.owner.desk(W1) is None


def test_a_try_that_was_asked_about_is_counted_whatever_becomes_of_the_answer(hall: Hall) -> None:
    url, wrong = hall.login("counter", W1), proof(hall, "0000")

    for number in range(5):
        assert psql(url, f"SELECT show_pin('T1', 'W1', 'aysel', '{number}{wrong}')")[0]
        assert psql(url, "BEGIN; SELECT sign_in('T1', 'W1', 'aysel'); ROLLBACK")[0]

    done, said = psql(url, f"SELECT show_pin('T1', 'W1', 'aysel', '{proof(hall, PIN)}')")
    assert not done
    assert "locked_out" in said


def test_kiosks_and_displays_see_no_people(hall: Hall) -> None:
    for kind, code in (("kiosk", KIOSK), ("display", BOARD)):
        url = hall.login(kind, code)
        assert psql(url, "SELECT count(*) FROM operators") == (True, "0")
        for table in ("tickets", "legs", "events", "seats"):
            assert not psql(url, f"SELECT * FROM {table}")[0], (kind, table)  # noqa: S608 - a test's own
    assert not psql(hall.login("kiosk", KIOSK), "SELECT * FROM calls")[0]


def test_a_kiosk_may_check_in_and_know_whether_there_are_appointments_but_not_list_them(
    hall: Hall,
) -> None:
    administrator, kiosk = hall.store("admin", "A1"), hall.store("kiosk", KIOSK)
    code = AppointmentCode("AB12")
    import_appointments(administrator, [Appointment(code, ID_CARD, datetime.now(UTC))])

    assert kiosk.menu().appointments
    request = RequestId("r1")
    issued = check_in(kiosk, code=code, language=Language.AZ, request=request, kiosk=KIOSK)

    assert issued.ticket.label == "A002"
    forged = "SELECT check_in('T1', 'AB12', 'az', 'r1', 'K2')"
    assert not psql(hall.login("kiosk", KIOSK), forged)[0]


def test_a_kiosk_moves_a_visitor_only_with_the_token_of_his_slip(hall: Hall) -> None:
    ticket = take(hall.owner, ID_CARD).ticket
    url = hall.login("kiosk", KIOSK)

    def wish(kiosk: str, token: str, what: str) -> tuple[bool, str]:
        return psql(
            url,
            f"SELECT state FROM own_slip('T1', '{kiosk}', '{ticket.day}', '{token}', '{what}')",  # noqa: S608 - a test's own
        )

    assert wish(KIOSK, ticket.token, "look_up") == (True, "waiting")
    for kiosk, token, what in (
        ("K2", ticket.token, "look_up"),
        (KIOSK, "%", "give_up"),
        (KIOSK, ticket.token[:-1], "give_up"),
        (KIOSK, ticket.token, "finish"),
        (KIOSK, ticket.token, "come_back"),
    ):
        assert not wish(kiosk, token, what)[0], (kiosk, token, what)
    assert not psql(
        hall.login("counter", W1), "SELECT own_slip('T1', 'K1', now()::date, 'x', 'y')"
    )[0]
    assert wish(KIOSK, ticket.token, "give_up") == (True, "cancelled")


def test_a_kiosk_cannot_spoil_what_others_read(hall: Hall) -> None:
    url = hall.login("kiosk", KIOSK)

    for language, request in (("xx", "r1"), ("az", ""), ("az", "r" * 65)):
        done, said = psql(
            url,
            f"SELECT issue_ticket('T1', 'DIN-01', '{language}', '{request}', 'K1', NULL)",
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


NOT_FOR_AN_ADMINISTRATOR = [
    "DELETE FROM events",
    "UPDATE events SET at = now()",
    "SELECT * FROM pins",
    "INSERT INTO events (centre, login) VALUES ('T1', 'another')",
    "INSERT INTO events (centre, day, at, kind, facts) VALUES ('T1', now(), now(), 'called', '{}')",
    "UPDATE legs SET due_at = now()",
]


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
