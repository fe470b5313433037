"""What a kiosk's and a counter's own logins may do about the time without the store."""

import json
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import asdict, replace
from datetime import timedelta

import psycopg
import pytest
from fixtures.devices import device
from fixtures.postgres import PostgresServer
from fixtures.stores import QUICK, refused
from floors import AYSEL, CENTRE, ID_CARD, KIOSK, W1, W2

from common.domain.errors import Reason
from common.domain.ids import DeviceCode, JournalId, RequestId, SeriesCode
from common.domain.outage import ByHand, OfflineTicket, Outcome, ServedByHand
from common.domain.ticket import SlipState
from common.domain.words import Language
from common.ports import Store
from common.store.opening import open_store
from common.usecases.outage import lease_numbers, reconcile_by_hand, replay_offline
from common.usecases.shifts import set_pin, sign_in

JOURNAL = JournalId("journal of K1")
PIN = "1357"


class Outage:
    """A store, and a kiosk and a counter with logins of their own."""

    def __init__(self, url: str, opened: ExitStack) -> None:
        self.url = url
        self.owner = self._open(url, opened)
        self.kiosk_url = opened.enter_context(device(url, "kiosk", KIOSK))
        self.kiosk = self._open(self.kiosk_url, opened)
        self.counter = self._open(opened.enter_context(device(url, "counter", W1)), opened)

    def _open(self, url: str, opened: ExitStack) -> Store:
        store = open_store(url, CENTRE)
        opened.callback(store.close)
        return store

    def paper(self, serial: int = 900) -> OfflineTicket:
        """Return a ticket that the kiosk has given on its own."""
        lease = lease_numbers(self.kiosk, KIOSK, JOURNAL)[0]
        return OfflineTicket(
            request=RequestId(f"request {serial}"),
            service=ID_CARD,
            language=Language.AZ,
            priority=None,
            day=lease.day,
            series=SeriesCode("A"),
            serial=serial,
            token="token",  # noqa: S106 - no password
            arrived_at=self.kiosk.now(),
            slip=SlipState.PRINTED,
        )


@pytest.fixture
def outage(postgres: PostgresServer) -> Iterator[Outage]:
    with postgres.database() as url, ExitStack() as opened:
        yield Outage(url, opened)


def test_a_kiosk_leases_and_brings_back_and_a_counter_ticks_off(outage: Outage) -> None:
    set_pin(outage.owner, AYSEL, PIN, cost=QUICK)
    sign_in(outage.counter, W1, AYSEL, PIN)
    paper = outage.paper()

    (replayed,) = replay_offline(outage.kiosk, KIOSK, JOURNAL, [paper])
    tick = ServedByHand(paper.label, outage.counter.now())
    (reconciled,) = reconcile_by_hand(outage.counter, W1, [tick])

    assert replayed.outcome is Outcome.ADDED
    assert reconciled.outcome is ByHand.DONE


def test_a_kiosk_does_nothing_in_the_name_of_another(outage: Outage) -> None:
    other = DeviceCode("K2")

    with refused(Reason.NOT_PERMITTED):
        lease_numbers(outage.kiosk, other, JOURNAL)
    with refused(Reason.NOT_PERMITTED):
        replay_offline(outage.kiosk, other, JOURNAL, [outage.paper()])


def test_a_counter_reconciles_for_no_other_counter(outage: Outage) -> None:
    with refused(Reason.NOT_PERMITTED):
        reconcile_by_hand(outage.counter, W2, [])


@pytest.mark.parametrize(
    "changes",
    [
        {"serial": 15},
        {"serial": 1000},
        {"series": "<b>"},
        {"token": ""},
        {"service": "x" * 65},
        {"service": "DIN-01 s:DIN-02"},
        {"priority": "a group\x01"},
        {"token": "a\nb"},
        {"request": ""},
        {"request": "a\x1bb"},
        {"language": None},
        {"slip": "reprinted"},
        {"day": "9999-01-01"},
    ],
)
def test_a_stolen_kiosk_cannot_write_what_no_kiosk_of_ours_writes(
    outage: Outage, changes: dict[str, object]
) -> None:
    paper = json.dumps([asdict(outage.paper()) | changes], default=str)

    with (
        psycopg.connect(outage.kiosk_url, autocommit=True) as connection,
        pytest.raises(psycopg.Error, match="not_permitted"),
    ):
        connection.execute(
            "SELECT replay_offline(%s, %s, %s, %s, '{}')", [CENTRE, KIOSK, JOURNAL, paper]
        )


@pytest.mark.parametrize("arrived", ["-infinity", "4713-01-01 BC", "infinity", "9999-01-01"])
def test_no_moment_that_a_stolen_kiosk_names_stops_a_console(outage: Outage, arrived: str) -> None:
    set_pin(outage.owner, AYSEL, PIN, cost=QUICK)
    sign_in(outage.counter, W1, AYSEL, PIN)
    paper = json.dumps([asdict(outage.paper(999)) | {"arrived_at": arrived}], default=str)
    with psycopg.connect(outage.kiosk_url, autocommit=True) as connection:
        connection.execute(
            "SELECT replay_offline(%s, %s, 'none', %s, '{}')", [CENTRE, KIOSK, paper]
        )

    desk = outage.counter.desk(W1)

    assert desk is not None
    (visit,) = desk.queue
    assert desk.at - timedelta(days=3) < visit.leg.arrived_at <= desk.at


@pytest.mark.parametrize(
    "statement",
    [
        "SELECT * FROM leases",
        "UPDATE leases SET used = 0",
        "SELECT add_paper(NULL, '', '{}', now(), now())",
        "SELECT renumber_ticket(NULL, '', NULL, '{}', now(), now())",
        "SELECT reconcile_by_hand('T1', 'W1', '[]')",
    ],
)
def test_a_kiosk_reaches_neither_the_leases_nor_what_lies_behind(
    outage: Outage, statement: str
) -> None:
    with (
        psycopg.connect(outage.kiosk_url, autocommit=True) as connection,
        pytest.raises(psycopg.errors.InsufficientPrivilege),
    ):
        connection.execute(statement)


def test_a_paper_that_comes_twice_waits_once(outage: Outage) -> None:
    papers = [outage.paper(serial) for serial in (900, 901, 902)]
    for paper in (*papers, replace(papers[0])):
        replay_offline(outage.kiosk, KIOSK, JOURNAL, [paper])

    assert outage.owner.menu().services[ID_CARD].waiting == 3
