"""A kiosk that is killed between touch and paper, as a process of its own."""

import os
import sqlite3
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


def test_a_kiosk_killed_at_any_step_gives_one_ticket_and_prints_it_once(
    start: Callable[[], Driven], store: Path, printer: VirtualPrinter
) -> None:
    kiosk = start()
    kiosk.wait_and_touch(f"service:{ID_CARD}", LONG)
    with closing(sqlite3.connect(store)) as writer:
        writer.execute("BEGIN IMMEDIATE")
        kiosk.wait_and_touch("take")
        kiosk.wait(lambda seen: not seen.can("take"), "the question")
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
