"""Addresses that name a primary and its standbys."""

import threading

import pytest
from fixtures.postgres import PostgresServer
from floors import CENTRE
from psycopg.conninfo import conninfo_to_dict

from common.settings import BadSettings, read_settings
from common.store.engine import conninfo, parse
from common.store.opening import open_feed, open_store


@pytest.mark.parametrize(
    "url",
    [
        "postgresql://u:p%40@a:1,b:2/db",
        "postgresql://u:p%40@/db?host=a,b&port=1,2",
        "postgresql://u:p%40@/db?host=a%2Cb&port=1%2C2&target_session_attrs=read-write",
    ],
)
def test_several_servers_may_be_named_in_either_way(url: str) -> None:
    read = conninfo_to_dict(conninfo(parse(url)))

    assert read == {
        "user": "u",
        "password": "p@",
        "dbname": "db",
        "host": "a,b",
        "port": "1,2",
        "target_session_attrs": "read-write",
    }
    assert read_settings(None, [f"store.url={url}"]).store.url == url


def test_an_address_may_say_itself_which_server_it_wants() -> None:
    url = "postgresql://u@/db?host=a,b&target_session_attrs=any"

    assert conninfo_to_dict(conninfo(parse(url)))["target_session_attrs"] == "any"


@pytest.mark.parametrize("url", ["postgresql://u@a/db", "postgresql:///db", "postgresql://[::1]/x"])
def test_one_server_is_left_as_it_is(url: str) -> None:
    assert "target_session_attrs" not in conninfo_to_dict(conninfo(parse(url)))


@pytest.mark.parametrize("servers", ["a:1,b:port", "a:1,b:0", "a:1,b:99999"])
def test_a_server_without_a_port_that_can_be_is_refused(servers: str) -> None:
    with pytest.raises(BadSettings, match="is no store"):
        read_settings(None, [f"store.url=postgresql://u@{servers}/db"])


def test_a_store_is_reached_past_a_server_that_is_gone(
    postgres: PostgresServer, postgres_url: str
) -> None:
    database = postgres_url.rpartition("/")[2]
    url = f"postgresql://postgres@127.0.0.1:1,127.0.0.1:{postgres.port}/{database}"
    heard = threading.Event()
    store, feed = open_store(url, CENTRE), open_feed(url, CENTRE)

    feed.start(lambda _: None, lambda hears: heard.set() if hears else None)
    now = store.now()
    is_heard = heard.wait(20)
    feed.stop()
    store.close()

    assert is_heard
    assert now.tzinfo is not None
