"""Which queues and visitors a login sees and moves, tried by a program that is not ours."""

from datetime import UTC, datetime

import psycopg
from fixtures.devices import psql
from fixtures.halls import PIN, Hall
from fixtures.stores import take
from floors import AYSEL, BOARD, ID_CARD, KIOSK, PAYMENT, RASIM, W1, W4

from common.domain.appointments import Appointment
from common.domain.ids import AppointmentCode, RequestId
from common.domain.words import Language
from common.usecases.appointments import check_in, import_appointments
from common.usecases.calling import call_next
from common.usecases.moving import transfer
from common.usecases.shifts import sign_in

NOT_FOR_A_COUNTER = [
    "SELECT * FROM issue_ticket('T1', 'DIN-01', 'az', 'r', 'K1', NULL)",
    "SELECT acknowledge('T1', 'B1', 'shown', '{1}', '{1}', ARRAY[now()])",
]

REFUSED_TO_A_COUNTER = [
    "SELECT * FROM call_next('T1', 'W4', false)",
    "SELECT show_pin('T1', 'W4', 'rasim', 'x')",
    "SELECT sign_in('T1', 'W4', 'rasim')",
    "SELECT pin_salt('T1', 'W2', 'aysel')",
    "SELECT finish('T1', 'W2', NULL, '{}')",
    "SELECT * FROM call_next('T2', 'W1', false)",
    "SELECT * FROM my_day('T1', 'W4')",
]


NOT_OUT_OF_PLACE = [
    "SELECT * FROM transfer('T1', 'W1', 'DIN-02', NULL, NULL, 'first', '', 'other', '')",
    "SELECT * FROM transfer('T1', 'W1', 'DIN-02', NULL, NULL, 'last', '', 'other', '')",
    "SELECT * FROM transfer('T1', 'W1', 'DIN-02', NULL, NULL, 'x', '', 'other', '')",
    "SELECT * FROM transfer('T1', 'W1', 'DIN-02', NULL, NULL, NULL, '', 'other', '')",
]
NOT_OUT_OF_TURN = [
    "SELECT * FROM call_this('T1', 'W1', {leg}, false, 'other', '')",
    "SELECT * FROM undo_call('T1', 'W1', 'other', '')",
    "SELECT * FROM grant_priority('T1', 'W1', {leg}, 'disability', 'other', '')",
    "SELECT * FROM withdraw_priority('T1', 'W1', {leg}, 'other', '')",
    "SELECT * FROM walk_in('T1', 'W1', 'DIN-01', 'az', 'r', NULL, NULL, true, 'other', '')",
    "SELECT * FROM out_of_turn('T1', 'W1', current_date)",
    "SELECT * FROM out_of_turn('T1', NULL, current_date)",
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


def test_an_operator_sees_whom_he_was_promised_though_his_counter_does_not_serve_that(
    hall: Hall,
) -> None:
    for counter, operator in ((W1, AYSEL), (W4, RASIM)):
        sign_in(hall.owner, counter, operator, PIN)
    call_next(hall.owner, W1)
    passed_on = transfer(hall.owner, W1, to_operator=RASIM)

    desk = hall.store("counter", W4).desk(W4)

    assert desk is not None
    assert passed_on.id in {visit.leg.id for visit in desk.queue}


def test_a_counter_cannot_move_the_visitor_of_another_entity(hall: Hall) -> None:
    sign_in(hall.owner, W1, AYSEL, PIN)
    url = hall.login("counter", W1)
    with psycopg.connect(hall.owner_url) as connection:
        (leg,) = connection.execute(
            "SELECT id FROM legs WHERE service = %s", [PAYMENT]
        ).fetchone() or (0,)

    for act, more in (
        ("cancel", ", 'left', ''"),
        ("reinstate", ", 'due', NULL, ''"),
        ("resume", ""),
    ):
        done, said = psql(url, f"SELECT {act}('T1', 'W1', {leg}{more})")
        assert not done, act
        assert "not_served_here" in said or "not_lawful" in said


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


def test_a_counter_whose_operator_may_not_calls_and_takes_back_nobody_out_of_turn(
    hall: Hall,
) -> None:
    take(hall.owner, ID_CARD)
    sign_in(hall.owner, W1, AYSEL, PIN)
    url = hall.login("counter", W1)
    with psycopg.connect(hall.owner_url) as connection:
        (leg,) = connection.execute("SELECT max(id) FROM legs").fetchone() or (0,)

    for move in NOT_OUT_OF_TURN:
        done, said = psql(url, move.format(leg=leg))
        assert not done, move
        assert "not_permitted" in said, said
    assert psql(url, "SELECT count(*) FROM legs WHERE state <> 'waiting'") == (True, "0")
    call_next(hall.owner, W1)
    for move in NOT_OUT_OF_PLACE:
        done, said = psql(url, move)
        assert not done, move
        assert "not_permitted" in said, said
    assert psql(url, "SELECT count(*) FROM legs WHERE state = 'called'") == (True, "1")
