"""A kiosk that is killed again and again while it brings its tickets back."""

import os
import subprocess
import sys
from collections import Counter
from datetime import timedelta
from pathlib import Path

import pytest
from floors import CENTRE, ID_CARD, KIOSK

from common.domain.events import EventKind
from common.domain.ids import RequestId, SeriesCode
from common.domain.outage import OfflineTicket
from common.domain.ticket import SlipState
from common.domain.words import Language
from common.ports import Store
from common.store.kiosk_journal import SqliteKioskJournal
from common.usecases.outage import lease_numbers

PAPERS = 6
KILLS = 3
"""One at each of the moments below."""
KIOSK_AT_WORK = """
import sys
from pathlib import Path
from common.domain.outage import Due
from common.store.kiosk_journal import SqliteKioskJournal
from common.store.opening import open_store
from common.usecases.outage import replay_offline
path, url, centre, kiosk = sys.argv[1:]
journal, store = SqliteKioskJournal(Path(path)), open_store(url, centre, timeout=20.0)
print("begins", flush=True)
while due := journal.due():
    part = Due(due.tickets[:1])
    replayed = replay_offline(store, kiosk, journal.id, part.tickets)
    print("committed", flush=True)
    journal.settle(part, replayed)
    print("settled", flush=True)
print("ends", flush=True)
journal.close()
store.close()
"""


def fill(path: Path, store: Store) -> None:
    """Let a kiosk have given numbers of its reserve without the store."""
    journal = SqliteKioskJournal(path)
    leases = lease_numbers(store, KIOSK, journal.id)
    journal.hold(leases)
    for number in range(PAPERS):
        paper = OfflineTicket(
            request=RequestId(f"request {number}"),
            service=ID_CARD,
            language=Language.AZ,
            priority=None,
            day=leases[0].day,
            series=SeriesCode("A"),
            serial=leases[0].first + number,
            token=f"token {number}",
            arrived_at=store.now() + timedelta(milliseconds=number),
            slip=SlipState.PRINTED,
        )
        journal.give(paper)
    journal.close()


def work_until(path: Path, url: str, lines: int) -> bool:
    """Let the kiosk work until it has said so many lines, then kill it; say whether it ended."""
    with subprocess.Popen(
        [sys.executable, "-c", KIOSK_AT_WORK, str(path), url, CENTRE, KIOSK],
        stdout=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])},
    ) as kiosk:
        assert kiosk.stdout is not None
        said = [kiosk.stdout.readline().strip() for _ in range(lines)]
        kiosk.kill()
        return "ends" in said


@pytest.mark.usefixtures("computers_time")
def test_no_ticket_is_lost_or_doubled_however_often_the_kiosk_is_killed(
    store: Store, store_url: str, tmp_path: Path
) -> None:
    path = tmp_path / "journal.db"
    fill(path, store)

    # An even count leaves a ticket committed in the store and still due in the journal.
    for kill in range(KILLS):
        assert not work_until(path, store_url, 2 + kill % 3)
    assert work_until(path, store_url, 2 + 2 * PAPERS)

    waiting = store.menu().services[ID_CARD].waiting
    journal = SqliteKioskJournal(path)
    labels = [paper.label for paper in journal.papers()]
    leases = lease_numbers(store, KIOSK, journal.id)
    assert not journal.due()
    journal.close()
    issued = Counter(
        event.facts["label"]
        for event in store.events(leases[0].day)
        if event.kind is EventKind.ISSUED
    )
    assert issued == dict.fromkeys(labels, 1)
    assert waiting == PAPERS
    assert leases[0].used == PAPERS
