"""The sealer: whatever was committed gets its seal, once."""

from collections.abc import Iterator
from datetime import timedelta

import psycopg
import pytest
from chains import faults_of, seal_all
from fixtures.stores import SharedStore, seat, take
from floors import AYSEL, CENTRE, W1
from sqlalchemy import Connection, create_engine, text

from common.domain.sealing import Seal
from common.ports import Store
from common.store.keeper import Keeper, open_keeper
from common.store.seals import seal_some
from common.usecases.calling import call_next


def seals_of(keeper: Keeper) -> list[Seal]:
    return [link.seal for link in keeper.links(0)]


def test_everything_committed_is_sealed_once(store: Store, keeper: Keeper) -> None:
    seat(store, W1, AYSEL)
    day = take(store).ticket.day
    call_next(store, W1)

    assert keeper.tail().count == len(store.events(day))
    seal_all(keeper)

    assert [one.event for one in seals_of(keeper)] == [event.id for event in store.events(day)]
    assert keeper.tail().count == 0
    assert keeper.seal() == 0


def test_a_chain_goes_on_where_it_ended(store: Store, keeper: Keeper) -> None:
    take(store)
    seal_all(keeper)
    head = keeper.head()
    take(store)
    seal_all(keeper)

    assert [one.position for one in seals_of(keeper)] == list(range(1, keeper.head().position + 1))
    assert keeper.chained([head.position]) == {head.position: head.chained}
    assert faults_of(keeper) == ()


@pytest.fixture
def postgres_keeper(shared_postgres: SharedStore) -> Iterator[Keeper]:
    shared_postgres.empty()
    opened = open_keeper(shared_postgres.url, CENTRE)
    yield opened
    opened.close()


def test_a_slow_transaction_with_an_older_id_is_sealed_too(shared_postgres: SharedStore) -> None:
    shared_postgres.empty()
    keeper = Keeper(shared_postgres.store._engines, CENTRE, None)  # noqa: SLF001 - one pool for both
    with psycopg.connect(shared_postgres.url, connect_timeout=10) as slow:
        slow.execute(
            "INSERT INTO events (centre, day, at, kind, facts)"
            " VALUES ('T1', '2026-03-11', clock_timestamp(), 'signed_out', '{}')"
        )
        row = slow.execute("SELECT max(id) FROM events").fetchone()
        take(shared_postgres.store)
        seal_all(keeper)
        before = keeper.head()
        slow.commit()
    assert row is not None

    assert keeper.tail().count == 1
    seal_all(keeper)

    (late,) = keeper.links(before.position)
    assert late.seal.event == row[0]
    assert late.seal.event < max(link.seal.event for link in keeper.links(0))
    assert faults_of(keeper) == ()


def test_only_one_seals_at_a_time(shared_postgres: SharedStore) -> None:
    shared_postgres.empty()
    keeper = Keeper(shared_postgres.store._engines, CENTRE, None)  # noqa: SLF001 - one pool for both
    take(shared_postgres.store)
    with psycopg.connect(shared_postgres.url, connect_timeout=10) as other:
        other.execute("SELECT pg_advisory_xact_lock(7276654, hashtext('T1'))")

        assert keeper.seal() is None
    assert keeper.seal() == 1


def test_while_another_keeps_no_day_is_touched(shared_postgres: SharedStore) -> None:
    shared_postgres.empty()
    keeper = Keeper(shared_postgres.store._engines, CENTRE, None)  # noqa: SLF001 - one pool for both
    day = take(shared_postgres.store).ticket.day - timedelta(days=100)
    with psycopg.connect(shared_postgres.url, connect_timeout=10) as other:
        other.execute("SELECT pg_advisory_xact_lock(7276654, hashtext('T1'))")

        assert (keeper.end_some(day), keeper.close_day(day)) == (0, False)
        assert (keeper.move_some(day), keeper.erase_some(day)) == (0, 0)
    assert keeper.close_day(day)


def die_while_sealing(keeper: Keeper) -> None:
    with keeper.records() as records:
        seal_some(records)
        raise KeyboardInterrupt


def test_a_sealer_that_dies_leaves_nothing_half_done(store: Store, keeper: Keeper) -> None:
    take(store)
    with pytest.raises(KeyboardInterrupt):
        die_while_sealing(keeper)

    assert keeper.head().position == 0
    assert seal_all(keeper) == 1


@pytest.fixture
def owner(store_url: str) -> Iterator[Connection]:
    engine = create_engine(store_url)
    with engine.connect() as connection:
        yield connection
    engine.dispose()


def test_an_event_that_went_round_the_queue_is_a_stray(
    store: Store, keeper: Keeper, owner: Connection
) -> None:
    take(store)
    seal_all(keeper)
    take(store)
    owner.execute(text("DELETE FROM unsealed"))
    owner.commit()

    assert len(keeper.strays(0)) == 1
    assert keeper.tail().count == 0


def test_an_event_deleted_before_its_seal_is_lost(
    store: Store, keeper: Keeper, owner: Connection
) -> None:
    take(store)
    owner.execute(text("DELETE FROM events"))
    owner.commit()

    assert keeper.seal() == 0
    assert len(keeper.lost()) == 1


def test_an_id_is_never_given_twice(store: Store, owner: Connection) -> None:
    first = take(store)
    owner.execute(text("DELETE FROM legs"))
    owner.execute(text("DELETE FROM tickets"))
    owner.commit()

    assert take(store).ticket.id > first.ticket.id
