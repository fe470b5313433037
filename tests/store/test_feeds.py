"""Both feeds wake after a change, and say when they cannot hear."""

import threading
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest
from fixtures.postgres import PostgresServer, postgres_server
from fixtures.stores import put_small_centre, seat, take
from fixtures.wire import Wire
from floors import AYSEL, BOARD, CENTRE, ID_CARD, W1, small_floor
from store_ears import Ears

from common.domain.change import EVERYTHING, topics_of
from common.domain.errors import Unavailable
from common.domain.ids import CentreCode, DeviceCode
from common.domain.ticket import SlipState
from common.ports import Feed, Store
from common.store.opening import open_feed, open_store
from common.usecases.calling import call_next
from common.usecases.hall import acknowledge_shown, acknowledge_spoken
from common.usecases.serving import finish, start
from common.usecases.setup import replace_floor
from common.usecases.tickets import report_slip


@pytest.fixture
def feed(store_url: str, ears: Ears) -> Iterator[Feed]:
    """Start the feed of a store and wait until it hears."""
    feed = open_feed(store_url, CENTRE)
    feed.start(ears.wake, ears.state)
    ears.wait(lambda: ears.states == [True] and ears.wakes > 0)
    yield feed
    feed.stop()


@pytest.mark.usefixtures("feed")
def test_a_feed_wakes_after_every_change(store: Store, ears: Ears) -> None:
    ears.woken_after(lambda: take(store))
    ears.woken_after(lambda: seat(store, W1, AYSEL))
    ears.woken_after(lambda: call_next(store, W1))

    assert ears.states == [True]


def test_a_stopped_feed_is_silent(store: Store, ears: Ears, feed: Feed) -> None:
    feed.stop()
    before = ears.wakes

    take(store)

    assert ears.wakes == before
    assert all(thread.name != "feed" for thread in threading.enumerate())


@pytest.mark.parametrize("url", ["sqlite:////nowhere/at/all.db", "postgresql://127.0.0.1:1/none"])
def test_a_store_that_is_not_there_is_told_at_once_and_stopping_is_quick(
    url: str, ears: Ears
) -> None:
    feed = open_feed(url, CENTRE)
    feed.start(ears.wake, ears.state)
    ears.wait(lambda: ears.states == [False])

    feed.stop()

    assert ears.wakes == 0


def test_a_file_that_goes_and_comes_is_told(sqlite_url: str, ears: Ears) -> None:
    path = Path(sqlite_url.removeprefix("sqlite:///"))
    feed = open_feed(sqlite_url, CENTRE)
    feed.start(ears.wake, ears.state)
    ears.wait(lambda: ears.states == [True])
    elsewhere = path.rename(path.with_suffix(".away"))
    ears.wait(lambda: ears.states == [True, False])
    before = ears.wakes

    elsewhere.rename(path)

    ears.wait(lambda: ears.states == [True, False, True] and ears.wakes > before)
    feed.stop()


def test_a_cut_connection_is_told_and_listened_to_again(
    postgres: PostgresServer, postgres_url: str, ears: Ears
) -> None:
    feed = open_feed(postgres_url, CENTRE)
    feed.start(ears.wake, ears.state)
    ears.wait(lambda: ears.states == [True] and ears.wakes == 1)

    postgres.cut_connections(postgres_url)

    ears.wait(lambda: ears.states == [True, False, True] and ears.wakes == 2)
    feed.stop()


def listening_to(url: str, centre: CentreCode) -> tuple[Feed, Ears]:
    feed, ears = open_feed(url, centre), Ears()
    feed.start(ears.wake, ears.state)
    ears.wait(lambda: ears.wakes == 1)
    return feed, ears


def test_only_the_first_report_of_a_call_shown_wakes(postgres_url: str) -> None:
    store = open_store(postgres_url, CENTRE)
    issued = take(store)
    seat(store, W1, AYSEL)
    call = call_next(store, W1)
    assert call is not None
    feed, ears = listening_to(postgres_url, CENTRE)
    shown = [(call.id, 1, call.called_at)]

    ears.woken_after(lambda: acknowledge_shown(store, BOARD, shown))
    acknowledge_shown(store, DeviceCode("B2"), shown)
    acknowledge_spoken(store, BOARD, shown)
    report_slip(store, issued.ticket.id, SlipState.PRINTED)
    # What comes last is heard last: nothing between the two has woken.
    ears.woken_after(lambda: take(store))

    assert ears.wakes == 3
    assert topics_of(ears.changes[1]) == f"c:{W1}"
    feed.stop()
    store.close()


def test_a_wake_up_says_whom_it_concerns(postgres_url: str) -> None:
    store = open_store(postgres_url, CENTRE)
    feed, ears = listening_to(postgres_url, CENTRE)

    assert ears.woken_after(lambda: take(store)) == f"s:{ID_CARD}"
    assert ears.woken_after(lambda: seat(store, W1, AYSEL)) == f"c:{W1}"
    assert ears.woken_after(lambda: call_next(store, W1)) == f"s:{ID_CARD} c:{W1} b"
    assert ears.woken_after(lambda: start(store, W1)) == f"c:{W1} b"
    assert ears.woken_after(lambda: finish(store, W1)) == f"c:{W1}"
    unprinted = take(store)
    ears.wait(lambda: ears.wakes == 7)
    failed = ears.woken_after(lambda: report_slip(store, unprinted.ticket.id, SlipState.FAILED))
    assert failed == f"s:{ID_CARD}"
    assert ears.woken_after(lambda: replace_floor(store, small_floor())) == "*"

    feed.stop()
    store.close()


def test_whatever_anyone_notifies_is_harmless(postgres_url: str) -> None:
    store = open_store(postgres_url, CENTRE)
    feed, ears = listening_to(postgres_url, CENTRE)
    forged = [f"{CENTRE}", f"{CENTRE} ", f"{CENTRE} x", f"{CENTRE} s:{'A' * 7000}", "", "*", "É c:"]

    with psycopg.connect(postgres_url, autocommit=True) as connection:
        for payload in forged:
            connection.execute("SELECT pg_notify('novbe', %s)", [payload])
    ears.woken_after(lambda: take(store))
    ears.wait(lambda: not ears.changes[-1].everything)

    assert set(ears.changes[:-1]) == {EVERYTHING}
    assert ears.states == [True]
    feed.stop()
    store.close()


def test_a_centre_is_not_woken_for_another(postgres_url: str) -> None:
    store = open_store(postgres_url, CENTRE)
    mine, ears = listening_to(postgres_url, CENTRE)
    other, other_ears = listening_to(postgres_url, CentreCode("T2"))

    ears.woken_after(lambda: take(store))
    with psycopg.connect(postgres_url, autocommit=True) as connection:
        connection.execute("NOTIFY novbe, 'T2'")
    other_ears.wait(lambda: other_ears.wakes == 2)

    assert ears.wakes == 2
    mine.stop()
    other.stop()
    store.close()


def test_a_restarted_server_is_listened_to_and_asked_again() -> None:
    with postgres_server() as server:
        url = server.template()
        put_small_centre(url)
        store = open_store(url, CENTRE)
        take(store)
        feed, ears = listening_to(url, CENTRE)

        server.stop()
        ears.wait(lambda: ears.states == [True, False])
        with pytest.raises(Unavailable):
            take(store)
        server.start()
        ears.wait(lambda: ears.states == [True, False, True] and ears.wakes == 2)

        assert take(store).ticket.label == "A002"
        feed.stop()
        store.close()


def test_a_server_that_falls_silent_is_told(postgres_url: str) -> None:
    with Wire(postgres_url) as wire:
        store = open_store(wire.url, CENTRE, timeout=1.0)
        take(store)
        feed, ears = listening_to(wire.url, CENTRE)

        wire.cut()

        with pytest.raises(Unavailable):
            take(store)
        ears.wait(lambda: ears.states == [True, False])
        feed.stop()
        store.close()
