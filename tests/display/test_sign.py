"""The sign over one counter, and the colours of any display."""

from dataclasses import replace
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from colours import ratio
from hall_fakes import BOARD, Hall, floor
from pytestqt.qtbot import QtBot
from test_window import MIDDAY, board, parts, show

from common.domain.board import WindowNow, WindowState
from common.domain.change import EVERYTHING, Change, Concern
from common.domain.floor import Counter, Display, Floor, Theme
from common.domain.ids import CounterCode, ProfileCode, ServiceCode, ZoneCode
from common.ui.tokens import BOARD_CONTRAST, BOARD_LIGHT, BoardPalette
from display.state import BoardState, Link, Sign
from display.window import PALETTES, BoardWindow

W12 = CounterCode("W12")
CALLED = Sign(12, WindowState.CALLED, "A", "045")


def over_counter(version: int = 2) -> Floor:
    plain = floor(version)
    counter = Counter(W12, 12, ZoneCode("A"), ProfileCode("P"))
    return replace(plain, counters=(counter,), displays=(Display(BOARD, sign=W12),))


@pytest.fixture
def sign(closed_hall: Hall) -> Hall:
    """Return a sign that has been read once, over a closed counter."""
    closed_hall.store.set_up = over_counter()
    closed_hall.store.window = WindowNow(W12, WindowState.CLOSED)
    closed_hall.open()
    return closed_hall


def test_a_sign_says_what_goes_on_at_its_counter(sign: Hall) -> None:
    assert sign.presenter.state.sign == Sign(12, WindowState.CLOSED)

    sign.store.window = WindowNow(W12, WindowState.CALLED, "A045")
    sign.wake()

    assert sign.presenter.state.sign == CALLED
    assert sign.presenter.state.rows == ()


def test_a_sign_of_a_lost_store_stays_and_says_since_when(sign: Hall) -> None:
    sign.lose()
    state = sign.presenter.state
    assert (state.link, state.sign) == (Link.LOST, Sign(12, WindowState.CLOSED))
    assert state.since is not None


def test_a_sign_is_woken_for_its_own_counter_only(sign: Hall) -> None:
    concern = sign.presenter.concern

    assert concern(Change(counters=frozenset({W12}))) is Concern.AT_ONCE
    assert concern(EVERYTHING) is Concern.AT_ONCE
    assert concern(Change(counters=frozenset({CounterCode("W1")}))) is Concern.NONE
    assert concern(Change(calls=True)) is Concern.NONE


def test_a_board_is_woken_for_calls_and_queues(hall: Hall) -> None:
    concern = hall.presenter.concern

    assert concern(Change(calls=True)) is Concern.AT_ONCE
    assert concern(Change(services=frozenset({ServiceCode("DIN-01")}))) is Concern.AT_ONCE
    assert concern(Change(counters=frozenset({W12}))) is Concern.NONE


def test_the_colours_of_a_display_change_live(hall: Hall) -> None:
    assert hall.presenter.state.theme is Theme.NIGHT
    plain = floor(version=2)
    hall.store.set_up = replace(plain, displays=(Display(BOARD, theme=Theme.CONTRAST),))
    hall.wake()
    assert hall.presenter.state.theme is Theme.CONTRAST


@pytest.mark.parametrize("size", [(640, 240), (640, 360), (360, 640)])
@pytest.mark.parametrize(
    ("over", "said"),
    [
        (CALLED, "Pəncərə 12; İndi çağırılır; A045"),
        (replace(CALLED, state=WindowState.SERVING), "Pəncərə 12; Xidmət göstərilir; A045"),
        (Sign(200, WindowState.FREE), "Pəncərə 200; Açıqdır"),
        (Sign(7, WindowState.CLOSED), "Pəncərə 7; Bağlıdır"),
        (Sign(9, WindowState.BREAK), "Pəncərə 9; Fasilə"),
    ],
)
def test_a_sign_has_the_screen_for_itself(
    qtbot: QtBot, window: BoardWindow, size: tuple[int, int], over: Sign, said: str
) -> None:
    show(qtbot, window, BoardState(now=MIDDAY, link=Link.HEARD, sign=over), size)
    found = parts(window)

    assert set(found) == {"sign"}
    assert found["sign"].accessibleName() == said
    assert found["sign"].geometry() == window.rect()


def test_a_lost_sign_says_since_when(qtbot: QtBot, window: BoardWindow) -> None:
    since = datetime(2026, 11, 24, 10, 41, tzinfo=ZoneInfo("Asia/Baku"))
    state = BoardState(now=MIDDAY, link=Link.LOST, since=since, sign=CALLED)
    show(qtbot, window, state, (640, 240))

    assert parts(window)["sign"].accessibleName() == ("Pəncərə 12; Əlaqə bərpa olunur… 10:41; A045")


@pytest.mark.parametrize("theme", Theme)
def test_every_part_takes_on_the_colours(qtbot: QtBot, window: BoardWindow, theme: Theme) -> None:
    show(qtbot, window, replace(board(2), theme=theme), (640, 360))
    ground = PALETTES[theme].ground.lower()

    corner = window.grab().toImage().pixelColor(2, 2).name()
    assert corner == ground
    assert all(part.look.palette is PALETTES[theme] for part in parts(window).values())


@pytest.mark.parametrize(
    ("palette", "text", "large"),
    [(BoardPalette(), 4.5, 3.0), (BOARD_LIGHT, 4.5, 3.0), (BOARD_CONTRAST, 7.0, 7.0)],
)
def test_words_stand_out_from_what_is_behind_them(
    palette: BoardPalette, text: float, large: float
) -> None:
    for ground in (palette.ground, palette.panel, palette.foot):
        for words in (palette.text, palette.second, palette.alarm):
            assert ratio(words, ground) >= text, (words, ground)
        for words in (palette.row, palette.row_way, palette.stale):
            assert ratio(words, ground) >= large, (words, ground)
    for words in (palette.on_plate, palette.plate_way):
        assert ratio(words, palette.plate) >= text, words
