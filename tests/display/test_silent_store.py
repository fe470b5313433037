"""A board says that its store has fallen silent, and is true again when it speaks."""

from collections.abc import Iterator

import pytest
from fixtures.stores import seat, take
from fixtures.wire import Wire
from floors import AYSEL, BOARD, CENTRE, W1
from hall_fakes import FakeVoice
from pytestqt.qtbot import QtBot

from common.clock import SystemClock
from common.store.opening import open_feed, open_store
from common.ui.store_link import StoreLink
from common.usecases.calling import call_next
from display.chosen import Place
from display.presenter import Presenter
from display.state import Link

PATIENCE_MS = 20_000


@pytest.fixture
def wire(postgres_url: str) -> Iterator[Wire]:
    """Return a cable to the store."""
    with Wire(postgres_url) as wire:
        yield wire


def test_a_cut_cable_is_said_on_the_board_and_made_good(
    wire: Wire,
    postgres_url: str,
    qtbot: QtBot,
) -> None:
    link = StoreLink(
        lambda: (open_store(wire.url, CENTRE), open_feed(wire.url, CENTRE)), pause_ms=1
    )
    voice = FakeVoice()
    board = Presenter(link, voice, SystemClock(), Place(BOARD))
    board.start()
    qtbot.waitUntil(lambda: board.state.link is Link.HEARD, timeout=PATIENCE_MS)

    wire.cut()
    qtbot.waitUntil(lambda: board.state.link is Link.LOST, timeout=PATIENCE_MS)
    assert board.state.since is not None
    store = open_store(postgres_url, CENTRE)
    take(store)
    seat(store, W1, AYSEL)
    call_next(store, W1)
    store.close()
    wire.mend()

    qtbot.waitUntil(lambda: board.state.link is Link.HEARD, timeout=PATIENCE_MS)
    assert [row.serial for row in board.state.rows] == ["001"]
    assert voice.labels == ["A001"]
    board.stop()
