"""Two kiosks as processes: what fails at one comes out at the other."""

import os
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path

import pytest
from fixtures.stores import put_small_centre
from floors import CENTRE, EAST, ID_CARD, KIOSK, small_floor, words

from common.demo.driven import Driven
from common.demo.printer_faults import Fault, Trouble
from common.demo.virtual_printer import VirtualPrinter
from common.domain.floor import Kiosk, SparePlace
from common.domain.ids import DeviceCode, PrinterCode
from common.store.opening import open_store
from common.usecases.setup import replace_floor

K2, P2 = DeviceCode("K2"), PrinterCode("P2")
LONG = 30.0

pytestmark = pytest.mark.long


@pytest.fixture
def printers(tmp_path: Path) -> Iterator[tuple[VirtualPrinter, VirtualPrinter]]:
    with (
        VirtualPrinter(tmp_path / "here") as here,
        VirtualPrinter(tmp_path / "there") as there,
    ):
        yield here, there


@pytest.fixture
def kiosks(
    tmp_path: Path, printers: tuple[VirtualPrinter, VirtualPrinter]
) -> Iterator[tuple[Driven, Driven]]:
    url = f"sqlite:///{tmp_path / 'centre.db'}"
    put_small_centre(url)
    floor = small_floor()
    first, setup = floor.kiosks[0], floor.printers[0]
    here = replace(first, spares=(SparePlace(P2, words("at the door")),))
    store = open_store(url, CENTRE)
    replace_floor(
        store,
        replace(
            floor,
            kiosks=(here, Kiosk(K2, EAST, P2)),
            printers=(setup, replace(setup, code=P2)),
        ),
    )
    store.close()
    with ExitStack() as opened:
        started = []
        for code, printer in zip((KIOSK, K2), printers, strict=True):
            folder = tmp_path / code
            folder.mkdir()
            settings = folder / "kiosk.toml"
            settings.write_text(
                f'[store]\nurl = "{url}"\ncentre = "{CENTRE}"\n'
                f'[device]\ncode = "{code}"\nfolder = "{folder}"\n'
                f'[logs]\nfolder = "{folder}"\n[printer]\naddress = "127.0.0.1:{printer.port}"\n'
            )
            started.append(Driven("kiosk", settings, folder / "out.log", os.environ))
            opened.callback(started[-1].stop)
            started[-1].ready()
        yield started[0], started[1]


def test_a_slip_comes_out_at_the_kiosk_next_to_it(
    kiosks: tuple[Driven, Driven],
    printers: tuple[VirtualPrinter, VirtualPrinter],
    tmp_path: Path,
) -> None:
    here, there = kiosks
    there.wait(lambda seen: seen.has("page:welcome"), "the first page", LONG)
    printers[0].fail(Fault(Trouble.PAPER_OUT))
    here.wait(lambda seen: K2 in seen.words.get("paper", ""), "the other kiosk", LONG)
    here.wait_and_touch(f"service:{ID_CARD}", LONG)
    here.wait_and_touch("take", LONG)

    there.wait(lambda seen: seen.can("taken"), "the other's number", LONG)
    here.wait(lambda seen: "çıxdı" in seen.words.get("remember", ""), "the way", LONG)
    here.grab(tmp_path / "here.png")
    there.grab(tmp_path / "there.png")
    assert here.look().words["number"] == there.look().words["number"] == "A001"
    assert [len(printer.jobs) for printer in printers] == [0, 1]

    there.touch("taken")
    here.wait(lambda seen: seen.has("page:welcome"), "the first page again", LONG)
    there.wait(lambda seen: seen.has("page:welcome"), "the first page again", LONG)
