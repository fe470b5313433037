"""A kiosk that is killed between touch and paper, as a process of its own."""

import os
import shutil
import sqlite3
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing
from pathlib import Path

import pytest
from fixtures.stores import put_small_centre
from floors import CENTRE, ID_CARD, KIOSK

from common.demo.driven import Driven
from common.demo.printer_faults import Fault, Trouble
from common.demo.virtual_printer import VirtualPrinter

LONG = 30.0


@pytest.fixture
def printer(tmp_path: Path) -> Iterator[VirtualPrinter]:
    with VirtualPrinter(tmp_path / "paper") as machine:
        yield machine


@pytest.fixture
def store(tmp_path: Path) -> Path:
    file = tmp_path / "centre.db"
    put_small_centre(f"sqlite:///{file}")
    return file


@pytest.fixture
def start(tmp_path: Path, printer: VirtualPrinter, store: Path) -> Iterator[Callable[[], Driven]]:
    """Start the same kiosk again and again."""
    settings = tmp_path / "kiosk.toml"
    settings.write_text(
        f'[store]\nurl = "sqlite:///{store}"\ncentre = "{CENTRE}"\n'
        f'[device]\ncode = "{KIOSK}"\nfolder = "{tmp_path}"\n'
        f'[logs]\nfolder = "{tmp_path}"\n[printer]\naddress = "127.0.0.1:{printer.port}"\n'
        "timeout_seconds = 20\n"
    )
    with ExitStack() as opened:

        def one() -> Driven:
            kiosk = Driven("kiosk", settings, tmp_path / "kiosk.log", os.environ)
            opened.callback(kiosk.stop)
            kiosk.ready()
            return kiosk

        yield one


def issued(store: Path) -> int:
    with closing(sqlite3.connect(store)) as connection:
        (count,) = connection.execute("SELECT count(*) FROM tickets").fetchone()
        return int(count)


def wait_for_intention(folder: Path, copy: Path) -> None:
    """Wait until a kiosk has on its disk what its visitor touched."""
    until = time.monotonic() + LONG
    while not begun(folder, copy):
        assert time.monotonic() < until, "the intention was not written down"
        time.sleep(0.02)


def begun(folder: Path, copy: Path) -> int:
    """Count the intentions in a copy of the journal: the kiosk alone has the file itself."""
    shutil.rmtree(copy, ignore_errors=True)
    copy.mkdir()
    for part in folder.glob("kiosk-*.db*"):
        shutil.copy(part, copy)
    try:
        with closing(sqlite3.connect(copy / f"kiosk-{CENTRE}-{KIOSK}.db")) as connection:
            (count,) = connection.execute("SELECT count(*) FROM begun").fetchone()
            return int(count)
    except sqlite3.DatabaseError:
        return 0  # It was copied in the middle of a change, or before it was made.


def test_a_kiosk_killed_at_any_step_gives_one_ticket_and_prints_it_once(
    start: Callable[[], Driven], store: Path, printer: VirtualPrinter
) -> None:
    kiosk = start()
    kiosk.wait_and_touch(f"service:{ID_CARD}", LONG)
    with closing(sqlite3.connect(store)) as writer:
        writer.execute("BEGIN IMMEDIATE")
        kiosk.wait_and_touch("take")
        kiosk.wait(lambda seen: not seen.can("take"), "the question")
        wait_for_intention(store.parent, store.parent / "copy")
        os.kill(kiosk.pid, 9)
    assert issued(store) == 0

    printer.fail(Fault(Trouble.SILENT, after=100))
    again = start()
    seen = again.wait(lambda seen: bool(seen.words.get("number")), "the number", LONG)
    assert printer.wait_for_jobs(1, LONG)
    os.kill(again.pid, 9)
    printer.mend()

    last = start()
    shown = last.wait(lambda seen: bool(seen.words.get("number")), "the number", LONG)
    last.wait(lambda seen: seen.can("done"), "the end of the paper", LONG)

    assert seen.words["number"] == shown.words["number"] == "A001"
    assert "yadda saxlayın" in last.look().words["paper"]
    assert issued(store) == 1
    assert len(printer.jobs) == 1
