"""A feed's heartbeat: a frozen server is noticed, and a device that is there is written down."""

import os
import signal
from collections.abc import Iterator
from contextlib import contextmanager, suppress

import psycopg
import pytest
from fixtures.devices import device
from fixtures.postgres import PostgresServer
from fixtures.stores import take
from floors import BOARD, CENTRE
from sqlalchemy import make_url
from store_ears import Ears, backends, until

from common.domain.errors import Unavailable
from common.store.opening import open_feed, open_store

BEAT = "SELECT count(*), max(abs(skew_ms)) FROM device_beats WHERE login = %s"


@contextmanager
def frozen(processes: list[int]) -> Iterator[None]:
    """Let processes do nothing at all, as on a computer that hangs."""
    try:
        for process in processes:
            os.kill(process, signal.SIGSTOP)
        yield
    finally:
        for process in processes:
            with suppress(ProcessLookupError):
                os.kill(process, signal.SIGCONT)


def test_a_frozen_server_process_is_left_for_another(postgres_url: str, ears: Ears) -> None:
    store = open_store(postgres_url, CENTRE, timeout=1.0)
    take(store)
    feed = open_feed(postgres_url, CENTRE)
    feed.start(ears.wake, ears.state)
    ears.wait(lambda: ears.wakes == 1)

    with frozen(backends(postgres_url)):
        with pytest.raises(Unavailable):
            take(store)
        ears.wait(lambda: ears.states == [True, False, True] and ears.wakes == 2)
        assert take(store).ticket.label == "A002"

    feed.stop()
    store.close()


def test_a_device_that_listens_is_written_down_with_how_wrong_its_clock_is(
    postgres_url: str, ears: Ears
) -> None:
    with device(postgres_url, "display", BOARD) as url:
        login = make_url(url).username
        feed = open_feed(url, CENTRE)
        feed.start(ears.wake, ears.state)

        def written() -> tuple[object, ...]:
            with psycopg.connect(postgres_url, connect_timeout=10) as owner:
                row = owner.execute(BEAT, [login]).fetchone()
            assert row is not None
            return row

        until(lambda: written()[0] == 1)
        feed.stop()

        assert written() == (1, 0)
        assert ears.states == [True]


def test_a_device_that_may_no_longer_is_told_so_and_goes_on_trying(
    postgres_url: str, ears: Ears
) -> None:
    with device(postgres_url, "display", BOARD) as url:
        feed = open_feed(url, CENTRE)
        feed.start(ears.wake, ears.state)
        ears.wait(lambda: ears.wakes == 1)

        with psycopg.connect(postgres_url, autocommit=True, connect_timeout=10) as owner:
            owner.execute(f"REVOKE novbe_display FROM {make_url(url).username}")

        ears.wait(lambda: ears.states[:2] == [True, False])
        feed.stop()


def test_a_server_without_devices_is_listened_to_as_well(
    postgres: PostgresServer, ears: Ears
) -> None:
    with postgres.database("template0") as url:
        feed = open_feed(url, CENTRE)
        feed.start(ears.wake, ears.state)
        ears.wait(lambda: ears.wakes == 1)
        with psycopg.connect(url, autocommit=True, connect_timeout=10) as other:
            other.execute(f"NOTIFY novbe, '{CENTRE} *'")
        ears.wait(lambda: ears.wakes == 2)
        feed.stop()
