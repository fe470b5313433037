"""A kiosk and a console as processes of their own, and a Postgres that goes away."""

import os
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import psycopg
import pytest
from fixtures.postgres import PostgresServer, postgres_server
from fixtures.stores import QUICK, put_small_centre
from floors import AYSEL, CENTRE, ID_CARD, KIOSK, W1
from sqlalchemy import make_url

from common.demo.driven import Driven
from common.domain.events import EventKind
from common.domain.ticket import LegState
from common.store.opening import open_store
from common.usecases.shifts import set_pin

PIN = "4826"
SERVICE = f"service:{ID_CARD}"
LONG = 30.0


@pytest.fixture(scope="module")
def server() -> Iterator[PostgresServer]:
    """Run a Postgres that nobody else uses: it is stopped and started."""
    with postgres_server() as made:
        yield made


class Centre:
    """A small centre whose computers are processes with logins of their own."""

    def __init__(self, server: PostgresServer, url: str, folder: Path, opened: ExitStack) -> None:
        self.server, self.url, self._folder, self._opened = server, url, folder, opened
        self._logins = {"kiosk": self._login("kiosk", KIOSK), "counter": self._login("counter", W1)}
        self._starts = 0

    def _login(self, kind: str, code: str) -> str:
        """Give a computer a login of its own; return its address of the store."""
        with psycopg.connect(self.url) as connection:
            connection.execute(f"CREATE ROLE {kind} LOGIN IN ROLE novbe_{kind}")
            connection.execute(
                "INSERT INTO devices (login, centre, kind, code, made_at)"
                " VALUES (%s, %s, %s, %s, now())",
                [kind, CENTRE, kind, code],
            )
        return make_url(self.url).set(username=kind).render_as_string(hide_password=False)

    def start(self, application: str) -> Driven:
        """Start an application; without a printer, for the paper is not what this is about."""
        self._starts += 1
        code = {"kiosk": KIOSK, "counter": W1}[application]
        settings = self._folder / f"{application}.toml"
        settings.write_text(
            f'[store]\nurl = "{self._logins[application]}"\ncentre = "{CENTRE}"\n'
            f'[device]\ncode = "{code}"\nfolder = "{self._folder / "journals"}"\n'
            f'[logs]\nfolder = "{self._folder / "logs"}"\n[printer]\naddress = "127.0.0.1:9"\n'
        )
        log = self._folder / f"{application}-{self._starts}.log"
        driven = Driven(application, settings, log, os.environ)
        self._opened.callback(driven.stop)
        driven.ready()
        return driven

    def read(self, question: Callable[..., object]) -> object:
        """Ask the store as its owner."""
        store = open_store(self.url, CENTRE)
        try:
            return question(store)
        finally:
            store.close()


@pytest.fixture
def centre(server: PostgresServer, tmp_path: Path) -> Iterator[Centre]:
    url = server.template()
    put_small_centre(url)
    store = open_store(url, CENTRE)
    set_pin(store, AYSEL, PIN, cost=QUICK)
    store.close()
    with ExitStack() as opened:
        yield Centre(server, url, tmp_path, opened)


def take(kiosk: Driven) -> str:
    """Take a ticket by touch; return its number."""
    kiosk.wait_and_touch(SERVICE, LONG)
    kiosk.wait_and_touch("take", LONG)
    seen = kiosk.wait(lambda seen: bool(seen.words.get("number")), "a number", LONG)
    kiosk.wait(lambda seen: seen.can("done"), "the end of the ticket", LONG)
    while kiosk.look().has("number"):
        kiosk.touch("done")
    return seen.words["number"]


def sign_in(console: Driven) -> None:
    console.wait(lambda seen: seen.can("sign_in"), "the sign-in page", LONG)
    console.touch("operator")
    console.type(AYSEL)
    console.key("Return")
    console.type(PIN)
    console.key("Return")
    console.wait(lambda seen: seen.has("page:console"), "the console", LONG)


def test_a_centre_goes_on_without_its_store_and_makes_everything_good(centre: Centre) -> None:
    kiosk, console = centre.start("kiosk"), centre.start("counter")
    sign_in(console)
    assert take(kiosk) == "A001"
    leased = lambda store: any(  # noqa: E731 - a question
        event.kind is EventKind.LEASED for event in store.events(store.find("A001").ticket.day)
    )
    console.wait(lambda _: bool(centre.read(leased)), "the lease", LONG)

    centre.server.stop()
    kiosk.wait(lambda seen: "ehtiyat" in seen.words.get("paper", ""), "the notice", LONG)
    console.wait(lambda seen: seen.can("number_by_hand"), "the notice", LONG)
    alone = [take(kiosk), take(kiosk)]
    os.kill(kiosk.pid, 9)
    again = centre.start("kiosk")
    alone.append(take(again))
    console.touch("number_by_hand")
    console.type("A900")
    console.key("Return")
    centre.server.start()

    def made_good(store) -> bool:  # noqa: ANN001 - a question
        visits = [store.find(label) for label in alone]
        done = visits[0] is not None and visits[0].leg.state is LegState.DONE
        return done and all(visit is not None for visit in visits)

    console.wait(lambda _: bool(centre.read(made_good)), "everything made good", LONG)
    assert alone == ["A900", "A901", "A902"]
    assert take(again) == "A002"
    waiting = centre.read(lambda store: store.menu().services[ID_CARD].waiting)
    assert waiting == 4
