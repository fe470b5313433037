"""What the keeper does with its own login on Postgres, and what that login may not do."""

from collections.abc import Iterator

import psycopg
import pytest
from chains import faults_of
from days import DAY, MORNING, serve
from fixtures.devices import device, psql_does
from fixtures.stores import SharedStore, seat, take
from floors import AYSEL, CENTRE, ID_CARD, W1

from common.centre.closing import close_days
from common.domain.appointments import Appointment
from common.domain.closing import HOT_DAYS
from common.domain.ids import AppointmentCode
from common.store.keeper import Keeper, open_keeper
from common.usecases.appointments import import_appointments

TODAY = "(now() AT TIME ZONE 'Asia/Baku')::date"
LATELY = f"{TODAY} - {HOT_DAYS}"


@pytest.fixture
def keeper_url(shared_postgres: SharedStore) -> Iterator[str]:
    shared_postgres.empty()
    with device(shared_postgres.url, "keeper", "host") as url:
        yield url


@pytest.fixture
def own(keeper_url: str) -> Iterator[Keeper]:
    opened = open_keeper(keeper_url, CENTRE)
    yield opened
    opened.close()


def seal_all(keeper: Keeper) -> None:
    while keeper.seal():
        pass


def test_a_keepers_login_is_enough_for_all_it_does(
    shared_postgres: SharedStore, own: Keeper
) -> None:
    store = shared_postgres.store
    shared_postgres.clock.set(MORNING)
    seat(store, W1, AYSEL)
    serve(store, W1)
    take(store)
    import_appointments(store, [Appointment(AppointmentCode("OLD1"), ID_CARD, MORNING)])
    shared_postgres.clock.forget()
    seal_all(own)

    done = [step.done for step in close_days(own, HOT_DAYS + 1)]
    seal_all(own)

    assert {"ended", "closed", "moved", "erased", "forgotten"} == set(done)
    assert own.report(DAY, DAY, "service").rows
    assert own.tail().count == len(own.strays(0)) == len(own.lost()) == 0
    assert faults_of(own) == ()


def test_a_keepers_login_can_change_nothing_that_is_sealed(
    shared_postgres: SharedStore, keeper_url: str, own: Keeper
) -> None:
    take(shared_postgres.store)
    seal_all(own)
    with psycopg.connect(shared_postgres.url) as connection:
        connection.execute("INSERT INTO history_events SELECT * FROM events")
        connection.execute(
            "INSERT INTO closed_days (centre, day, closed_at, moved_at)"  # noqa: S608 - a day
            f" VALUES ('T1', {LATELY}, now(), now())"
        )

    assert (
        psql_does(
            keeper_url,
            [
                "UPDATE events SET kind = 'called'",
                "DELETE FROM events",
                "INSERT INTO events SELECT * FROM history_events",
                "UPDATE seal SET digest = ''",
                "UPDATE seal SET salt = NULL",
                "DELETE FROM seal",
                "UPDATE history_events SET kind = 'called'",
                "DELETE FROM history_events",
                "INSERT INTO history_tickets SELECT * FROM tickets",
                "UPDATE tickets SET label = 'A001'",
                "DELETE FROM legs",
                "UPDATE closed_days SET erasing_at = now()",
                "SELECT code FROM appointments",
                "DELETE FROM appointments",
                "INSERT INTO closed_days VALUES ('T1', '2020-03-11', now(), NULL, now())",
                f"SELECT move_to_history('T1', {LATELY}, 10)",
                f"SELECT erase_persons('T1', {LATELY}, 10)",
                f"SELECT end_open_legs('T1', {TODAY}, 10)",
                f"SELECT forget_appointments('T1', {TODAY}, 10)",
                "SELECT erase_persons('T1', '2020-03-11', 10)",
                "SELECT move_rows('tickets', 'id', '{1}')",
                "SELECT set_pin('T1', 'aysel', 'x', 'y', false)",
            ],
        )
        == []
    )
