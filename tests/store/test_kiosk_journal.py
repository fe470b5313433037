import os
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from floors import BIRTH, ID_CARD, PAYMENT, small_floor

from common.domain.errors import Unavailable
from common.domain.ids import RequestId, SeriesCode
from common.domain.outage import Due, Lease, Memory, OfflineTicket, Outcome, Replayed
from common.domain.ticket import SlipState
from common.domain.words import Language
from common.journals import KioskJournal
from common.store.kiosk_journal import SqliteKioskJournal

NOON = datetime(2026, 3, 11, 8, 0, tzinfo=UTC)
TODAY = date(2026, 3, 11)
LEASE = Lease(TODAY, SeriesCode("A"), 900, 919)

Open = Callable[[], KioskJournal]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "kiosk" / "K1.db"


@pytest.fixture
def open_journal(path: Path) -> Iterator[Open]:
    """Open the journal again and again, as a kiosk does that is restarted."""
    opened: list[SqliteKioskJournal] = []

    def again() -> KioskJournal:
        for one in opened:
            one.close()
        opened.append(SqliteKioskJournal(path))
        return opened[-1]

    yield again
    for one in opened:
        one.close()


def memory(**changes: object) -> Memory:
    floor = replace(small_floor(), version=7, operators=())
    plain = Memory(floor, NOON, timedelta(seconds=-3, microseconds=5), {ID_CARD: 4}, NOON)
    return replace(plain, **changes)


def paper(number: int, **changes: object) -> OfflineTicket:
    plain = OfflineTicket(
        request=RequestId(f"request {number}"),
        service=ID_CARD,
        language=Language.AZ,
        priority=None,
        day=TODAY,
        series=SeriesCode("A"),
        serial=899 + number,
        token=f"token {number}",
        arrived_at=NOON + timedelta(minutes=number),
        uncertain=number == 1,
    )
    return replace(plain, **changes)


def test_a_journal_of_an_earlier_program_keeps_its_papers_and_takes_several_services(
    path: Path, open_journal: Open
) -> None:
    journal = open_journal()
    journal.give(paper(1))
    journal.close()
    with closing(sqlite3.connect(path)) as earlier:
        earlier.execute("ALTER TABLE papers DROP COLUMN more")

    open_journal().give(paper(2, more=(PAYMENT, BIRTH)))

    assert open_journal().papers() == (paper(1), paper(2, more=(PAYMENT, BIRTH)))


def test_all_that_a_kiosk_needs_is_there_after_a_restart(open_journal: Open) -> None:
    journal = open_journal()
    name = journal.id
    journal.remember(memory())
    journal.hold([LEASE])
    journal.give(paper(1))

    again = open_journal()

    assert again.id == name
    assert again.memory() == memory()
    assert again.leases() == (LEASE,)
    assert again.papers() == (paper(1),)
    assert again.due() == Due((paper(1),))


def test_nobody_who_works_at_the_centre_is_written_into_a_kiosk(
    open_journal: Open, path: Path
) -> None:
    open_journal().remember(memory(floor=small_floor()))

    open_journal()

    written = b"".join(file.read_bytes() for file in path.parent.iterdir())
    assert b"Aysel" not in written


def test_a_new_set_up_takes_the_place_of_the_old(open_journal: Open) -> None:
    journal = open_journal()
    journal.remember(memory())
    newer = replace(memory().floor, version=8, kiosks=())
    journal.remember(memory(floor=newer))

    kept = open_journal().memory()

    assert kept is not None
    assert kept.floor == newer


def test_what_the_store_took_over_is_not_due_again(open_journal: Open) -> None:
    journal = open_journal()
    for number in (1, 2):
        journal.give(paper(number))
    journal.lose(RequestId("nobody"))
    due = journal.due()
    journal.give(paper(3))

    journal.settle(due, [Replayed(one.request, Outcome.ADDED) for one in due.tickets])

    assert due.lost == (RequestId("nobody"),)
    assert open_journal().due() == Due((paper(3),))
    assert open_journal().papers() == (paper(1), paper(2), paper(3))


def test_paper_that_ended_during_the_replay_is_due_again(open_journal: Open) -> None:
    journal = open_journal()
    journal.give(paper(1))
    due = journal.due()
    journal.note_slip(paper(1).request, SlipState.PRINTED, "abc")

    journal.settle(due, [Replayed(paper(1).request, Outcome.ADDED)])

    assert journal.due().tickets == (paper(1, slip=SlipState.PRINTED, digest="abc"),)


def test_a_number_that_was_taken_is_kept_and_not_tried_again(open_journal: Open) -> None:
    journal = open_journal()
    journal.give(paper(1))

    journal.settle(journal.due(), [Replayed(paper(1).request, Outcome.NUMBER_TAKEN)])
    journal.note_slip(paper(1).request, SlipState.PRINTED, None)

    assert not journal.due()
    assert len(open_journal().papers()) == 1


def test_a_lost_request_that_got_a_number_after_all_is_not_lost(open_journal: Open) -> None:
    journal = open_journal()
    journal.lose(paper(1).request)
    journal.lose(paper(1).request)
    journal.give(paper(1))

    assert journal.due() == Due((paper(1),))


def test_a_journal_of_another_program_version_keeps_its_papers(
    open_journal: Open, path: Path
) -> None:
    journal = open_journal()
    journal.remember(memory())
    journal.give(paper(1))
    journal.close()
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("DROP TABLE kiosks")
        connection.execute("PRAGMA user_version = 1")

    again = open_journal()

    assert again.memory() is None
    assert again.due() == Due((paper(1),))
    again.remember(memory())
    assert open_journal().memory() == memory()


def test_a_second_process_is_refused(open_journal: Open, path: Path) -> None:
    open_journal()

    with pytest.raises(Unavailable, match="journal"):
        SqliteKioskJournal(path)


def test_a_file_that_is_no_journal_is_refused_and_left_alone(path: Path) -> None:
    path.parent.mkdir()
    path.write_bytes(b"something else entirely" * 100)

    with pytest.raises(Unavailable, match="cannot be used"):
        SqliteKioskJournal(path)

    assert path.read_bytes().startswith(b"something else")


def test_a_folder_that_cannot_be_made_is_one_clear_line(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")

    with pytest.raises(Unavailable, match="cannot be made"):
        SqliteKioskJournal(tmp_path / "file" / "K1.db")


GIVES_WITHOUT_END = """
import sys
sys.path.insert(0, sys.argv[2])
from pathlib import Path
from test_kiosk_journal import paper
from common.store.kiosk_journal import SqliteKioskJournal
journal = SqliteKioskJournal(Path(sys.argv[1]))
for number in range(1, 10_000):
    journal.give(paper(number))
    print(number, flush=True)
"""


def test_what_was_answered_is_there_after_a_kill(open_journal: Open, path: Path) -> None:
    here = Path(__file__).parent
    environment = {**os.environ, "PYTHONPATH": f"{here}:{here.parent}:{here.parent.parent}"}
    kiosk = subprocess.Popen(
        [sys.executable, "-c", GIVES_WITHOUT_END, str(path), str(here)],
        stdout=subprocess.PIPE,
        text=True,
        env=environment,
    )
    assert kiosk.stdout is not None
    answered = [int(kiosk.stdout.readline()) for _ in range(40)]
    kiosk.send_signal(signal.SIGKILL)
    answered += [int(line) for line in kiosk.stdout if line.strip()]
    kiosk.wait(10)
    kiosk.stdout.close()

    kept = {one.serial - 899 for one in open_journal().due().tickets}

    assert kept >= set(answered)
