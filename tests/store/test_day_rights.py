"""From the first administrator to the end of the day, with a counter computer's own login."""

import psycopg
from fixtures.devices import psql
from fixtures.halls import PIN, Hall
from fixtures.stores import QUICK, refused, seat, take
from floors import AYSEL, ID_CARD, KIOSK, W1, W2
from setups import sound_floor

from common.domain.day import Closed
from common.domain.day_end import Settled
from common.domain.errors import Reason
from common.domain.ids import OperatorCode
from common.usecases.calling import call_next
from common.usecases.day_end import close_counters, end_day, reopen_day, settle
from common.usecases.first_run import make_first_administrator
from common.usecases.setup import replace_floor
from common.usecases.shifts import change_pin, sign_in

CHIEF = OperatorCode("n.rzayeva")


def test_the_first_administrator_is_made_and_ends_the_day_from_a_counter(hall: Hall) -> None:
    replace_floor(hall.owner, sound_floor())
    with psycopg.connect(hall.owner_url, autocommit=True) as connection:
        connection.execute("DELETE FROM pins")
    counter, kiosk = hall.store("counter", W1), hall.store("kiosk", KIOSK)
    assert not counter.has_pins()

    make_first_administrator(counter, W1, CHIEF, "Nərgiz Rzayeva", PIN, cost=QUICK)
    change_pin(counter, W1, CHIEF, PIN, "qırx iki alma", cost=QUICK)
    sign_in(counter, W1, CHIEF, "qırx iki alma")
    seat(hall.owner, W2, AYSEL)
    issued = take(hall.owner, ID_CARD)
    call_next(hall.owner, W2)

    assert issued.ticket.label in [one.label for one in counter.day_now(W1).visits]
    with refused(Reason.DAY_UNSETTLED):
        end_day(counter, W1)
    settle(counter, W1, Settled.CANCELLED)
    assert close_counters(counter, W1) == (W2,)
    end_day(counter, W1)

    assert Closed.STAFF in {one.admission.closed for one in kiosk.menu().services.values()}
    with refused(Reason.DAY_ENDED):
        take(kiosk, ID_CARD)
    reopen_day(counter, W1)
    take(kiosk, ID_CARD)


def test_an_operators_counter_ends_nothing_whatever_its_login_says(hall: Hall) -> None:
    url = hall.login("counter", W1)
    sign_in(hall.owner, W1, AYSEL, PIN)

    for act in (
        "settle('T1', 'W1', 'cancelled', NULL, '')",
        "close_counters('T1', 'W1', NULL)",
        "end_day('T1', 'W1')",
        "reopen_day('T1', 'W1')",
        "day_now('T1', current_date, 'W1')",
    ):
        done, said = psql(url, f"SELECT {act}")
        assert not done
        assert "not_permitted" in said, act
