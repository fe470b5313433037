"""A real film, played by Qt's own player: only where the extra `video` is installed."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QSize
from PySide6.QtGui import QImage
from pytestqt.qtbot import QtBot

from display.film import QtFilm

# Qt's player warns of what it has not here: sound, hardware to decode with.
pytestmark = pytest.mark.qt_log_level_fail("CRITICAL")
FILM = Path(__file__).with_name("film.mp4")
"""One second, 160 x 90: first red, then dark; made for this test."""


@pytest.fixture
def film(qtbot: QtBot) -> Iterator[QtFilm]:
    pytest.importorskip("PySide6.QtMultimedia", reason="see installer/video.lock")
    assert qtbot is not None
    made = QtFilm()
    made.fit(QSize(80, 80))
    yield made
    made.stop()


def test_a_film_is_shown_to_its_end_in_the_room_there_is(film: QtFilm, qtbot: QtBot) -> None:
    seen: list[QImage] = []
    film.shown.connect(seen.append)
    film.rest(seen=True)
    with qtbot.waitSignal(film.ended, timeout=30_000) as ended:
        film.play(FILM)
    assert ended.args == [""]
    assert (seen[0].width(), seen[0].height()) == (80, 45)
    assert seen[0].pixelColor(40, 20).red() > seen[-1].pixelColor(40, 20).red() + 100


def test_a_film_that_nobody_can_see_waits(film: QtFilm, qtbot: QtBot) -> None:
    ended: list[str] = []
    film.ended.connect(ended.append)
    film.play(FILM)
    qtbot.wait(1_500)
    assert ended == []

    film.rest(seen=True)
    qtbot.waitUntil(lambda: ended == [""], timeout=30_000)


def test_what_is_no_film_is_said(film: QtFilm, qtbot: QtBot, tmp_path: Path) -> None:
    (tmp_path / "a.mp4").write_bytes(b"no film" * 100)
    film.rest(seen=True)
    with qtbot.waitSignal(film.ended, timeout=30_000) as ended:
        film.play(tmp_path / "a.mp4")
    assert ended.args is not None
    assert ended.args[0]


def test_a_film_is_still_while_the_voice_sounds_and_a_moment_longer(
    film: QtFilm, qtbot: QtBot
) -> None:
    film.hush(sounds=True)
    assert film.muted
    film.hush(sounds=False)
    assert film.muted
    qtbot.waitUntil(lambda: not film.muted, timeout=30_000)
