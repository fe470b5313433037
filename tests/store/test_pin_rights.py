"""What a login may do about PINs and who sits at a counter, tried by a program that is not ours."""

import psycopg
import pytest
from fixtures.devices import psql
from fixtures.halls import PIN, Hall
from fixtures.stores import QUICK, today
from floors import AYSEL, BOARD, KIOSK, RASIM, W1, W2, W4
from sqlalchemy import text

from common.domain.errors import Unavailable
from common.domain.events import EventKind
from common.usecases.calling import call_next
from common.usecases.pins import proof_of
from common.usecases.serving import finish, start
from common.usecases.shifts import set_pin, sign_in


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


def test_a_first_pin_opens_nothing_but_the_choice_of_ones_own(hall: Hall) -> None:
    set_pin(hall.owner, AYSEL, "8042", must_change=True, cost=QUICK)
    url, first = hall.login("counter", W1), proof(hall, "8042")
    show = f"SELECT show_pin('T1', 'W1', 'aysel', '{first}')"
    salt = f"argon2id$v=19$m=8,t=1,p=1${'A' * 22}"

    assert psql(url, show)[0]
    assert "pin_must_change" in psql(url, "SELECT reason FROM sign_in('T1', 'W1', 'aysel')")[1]
    for call in ("call_next('T1', 'W1', false)", "note_refusal('T1', 'W1', 'serve', false)"):
        assert "not_signed_in" in psql(url, f"SELECT {call}")[1]
    own = f"change_pin('T1', 'W1', 'aysel', '{salt}', '{'0' * 64}')"
    assert "wrong_pin" in psql(url, f"SELECT {own}")[1]
    assert "wrong_pin" in psql(url, f"BEGIN; {show}; SELECT {own}; COMMIT")[1]
    assert psql(url, show)[0]
    costly, short = salt.replace("m=8", "m=9999999"), salt.removesuffix("A")
    for shape in (
        f"'{salt}', 'x'",
        *(f"{one}, '{'0' * 64}'" for one in ("'x'", "NULL", f"'{costly}'", f"'{short}'")),
    ):
        call = f"SELECT change_pin('T1', 'W1', 'aysel', {shape})"
        assert "not_lawful" in psql(url, call)[1], shape

    with hall.owner.records() as records:
        stored = records.pin(AYSEL)
    assert stored is not None
    assert stored.must_change
    assert hall.owner.desk(W1) is None


def test_whoever_hangs_in_his_sign_in_keeps_nobody_else_from_his_counter(hall: Hall) -> None:
    url, right = hall.login("counter", W1), proof(hall, PIN)
    other = hall.store("counter", W4)

    with psycopg.connect(url) as hanging:
        hanging.execute("SELECT show_pin('T1', 'W1', 'aysel', %s)", [right])
        # Half a hall signs in at eight: it does not queue for one lock.
        assert sign_in(other, W4, RASIM, PIN).counter.code == W4
        # Nor may one person come in by two doors.
        with pytest.raises(Unavailable):
            sign_in(hall.owner, W2, AYSEL, PIN)
        with pytest.raises(Unavailable), hall.owner.records() as records:
            records.connection.execute(text("SELECT no_sign_in('T1')"))
        hanging.rollback()

    assert sign_in(hall.owner, W2, AYSEL, PIN).counter.code == W2


def test_an_operator_is_whoever_signed_in_and_no_one_else(hall: Hall) -> None:
    sign_in(hall.owner, W1, AYSEL, PIN)
    counter = hall.store("counter", W1)

    call = call_next(counter, W1)
    assert call is not None
    start(counter, W1)
    finish(counter, W1)

    log = hall.owner.events(today(hall.owner))
    operators = {e.operator for e in log if e.kind is EventKind.CALLED}
    assert operators == {AYSEL}


def test_a_counters_login_makes_no_administrator_where_somebody_has_a_pin(hall: Hall) -> None:
    url = hall.login("counter", W1)
    salt = f"argon2id$v=19$m=8,t=1,p=1${'A' * 22}"
    version = hall.owner.floor().version

    for counter, refusal in (("'W1'", "has_administrator"), ("'W2'", ""), ("NULL", "")):
        made = (
            f"make_first_administrator('T1', {counter}, {version}, 'thief', 'Thief', '{{}}',"
            f" '{salt}', '{'0' * 64}')"
        )
        done, said = psql(url, f"SELECT {made}")
        assert not done
        assert (refusal or "not_permitted") in said
    for kind, code in (("kiosk", KIOSK), ("display", BOARD)):
        assert "permission denied" in psql(hall.login(kind, code), f"SELECT {made}")[1]
        assert "permission denied" in psql(hall.login(kind, code), "SELECT has_pins('T1')")[1]
