"""A centre's own pictures on its boards."""

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QObject, QSize, Signal
from PySide6.QtGui import QColor, QImage
from pytestqt.qtbot import QtBot
from test_window import board, parts, show

from common.domain.errors import Unavailable
from common.i18n import texts
from display.media_folder import LARGEST_SIDE, NO_FILMS, MediaFolder, next_picture
from display.window import BoardWindow

ROOM = QSize(600, 342)
RED, GREEN = "#ff0000", "#00ff00"


def save(file: Path, size: tuple[int, int] = (1200, 900), colour: str = RED) -> Path:
    picture = QImage(QSize(*size), QImage.Format.Format_RGB32)
    picture.fill(QColor(colour))
    assert picture.save(str(file))
    return file


def test_pictures_come_one_after_another_by_their_names(tmp_path: Path) -> None:
    for name in ("b.png", "a.JPG", "c.webp", "notes.txt", ".hidden"):
        save(tmp_path / name) if "." in name[1:] and "txt" not in name else (
            tmp_path / name
        ).write_text("x")
    shown = []
    last = ""
    for _ in range(4):
        looked = next_picture(tmp_path, last, ROOM)
        last = looked.name
        shown.append(last)
        assert looked.bad == frozenset()
    assert shown == ["a.JPG", "b.png", "c.webp", "a.JPG"]


@pytest.mark.parametrize(
    ("size", "fits"),
    [((1200, 900), (456, 342)), ((900, 1200), (256, 342)), ((300, 200), (300, 200))],
)
def test_a_picture_is_made_to_fit_never_distorted_nor_enlarged(
    tmp_path: Path, size: tuple[int, int], fits: tuple[int, int]
) -> None:
    save(tmp_path / "a.png", size)
    picture = next_picture(tmp_path, "", ROOM).picture
    assert picture is not None
    assert abs(picture.width() - fits[0]) <= 1
    assert abs(picture.height() - fits[1]) <= 1


def test_what_is_no_picture_is_named_and_passed_over(tmp_path: Path) -> None:
    (tmp_path / "a.png").write_bytes(b"no picture")
    (tmp_path / "b.png").write_bytes(b"")
    half = save(tmp_path / "c.png").read_bytes()
    (tmp_path / "c.png").write_bytes(half[:40])
    (tmp_path / "d.png").mkdir()
    save(tmp_path / "e.png", (LARGEST_SIDE + 1, 1))
    save(tmp_path / "f.png")
    looked = next_picture(tmp_path, "", ROOM)
    assert looked.name == "f.png"
    assert sorted(name for name, _ in looked.bad) == ["a.png", "b.png", "c.png", "d.png", "e.png"]


def test_an_empty_folder_has_no_picture_and_a_missing_one_is_said(tmp_path: Path) -> None:
    assert next_picture(tmp_path, "", ROOM).picture is None
    with pytest.raises(Unavailable, match="cannot be read"):
        next_picture(tmp_path / "nowhere", "", ROOM)


class HandFilm(QObject):
    """A projector that the test holds in its hands."""

    shown = Signal(object)
    ended = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.played: list[str] = []
        self.stopped = False

    def play(self, file: Path) -> None:
        self.played.append(file.name)

    def fit(self, room: QSize) -> None:
        self.room = room

    def hush(self, *, sounds: bool) -> None:
        self.still = sounds

    def rest(self, *, seen: bool) -> None:
        self.seen = seen

    def stop(self) -> None:
        self.stopped = True


@pytest.fixture
def media(tmp_path: Path, qtbot: QtBot) -> Iterator[Callable[[], MediaFolder]]:
    made: list[MediaFolder] = []

    def start() -> MediaFolder:
        folder = MediaFolder(tmp_path / "media", stays_ms=20)
        folder.fit(ROOM)
        made.append(folder)
        return folder

    yield start
    for folder in made:
        folder.stop()
    assert qtbot is not None


def test_what_is_put_in_or_taken_out_counts_at_once(
    media: Callable[[], MediaFolder], tmp_path: Path, qtbot: QtBot, caplog: pytest.LogCaptureFixture
) -> None:
    folder = media()
    seen: list[QImage | None] = []
    folder.shown.connect(seen.append)
    folder.start()
    qtbot.waitUntil(lambda: seen[-1:] == [None])
    assert "no pictures are shown" in caplog.text
    caplog.clear()

    (tmp_path / "media").mkdir()
    file = save(tmp_path / "media" / "a.png")
    qtbot.waitUntil(lambda: seen[-1] is not None)
    (tmp_path / "media" / "b.png").write_bytes(b"no picture")
    qtbot.waitUntil(lambda: "b.png is not shown" in caplog.text)
    file.unlink()
    qtbot.waitUntil(lambda: seen[-1] is None)
    assert caplog.text.count("b.png is not shown") == 1
    caplog.clear()


def test_the_picture_that_stands_fits_when_its_room_changes(tmp_path: Path, qtbot: QtBot) -> None:
    for name in ("a.png", "b.png"):
        save(tmp_path / name)
    folder = MediaFolder(tmp_path, stays_ms=60_000)
    seen: list[QImage] = []
    folder.shown.connect(seen.append)
    folder.start()
    qtbot.waitUntil(lambda: len(seen) == 1)
    folder.fit(QSize(120, 90))
    qtbot.waitUntil(lambda: len(seen) == 2)
    folder.stop()
    assert (seen[0].width(), seen[1].width()) == (1200, 120)


def test_a_picture_stands_in_the_place_for_media_and_gives_it_back(
    qtbot: QtBot, window: BoardWindow
) -> None:
    rooms: list[QSize] = []
    window.room_for_media.connect(rooms.append)
    show(qtbot, window, board(2), (1920, 1080))
    slide = parts(window)["slide"]
    assert rooms[-1] == slide.size()

    picture = QImage(QSize(300, 342), QImage.Format.Format_RGB32)
    picture.fill(QColor(GREEN))
    window.show_picture(picture)
    seen = slide.grab().toImage()
    middle, edge = seen.pixelColor(slide.width() // 2, 100), seen.pixelColor(20, 100)
    assert (middle.name(), edge.name() == GREEN) == (GREEN, False)

    window.show_picture(None)
    assert slide.grab().toImage().pixelColor(slide.width() // 2, 40).name() != GREEN


def projected(path: Path, qtbot: QtBot) -> tuple[MediaFolder, HandFilm, list[QImage | None]]:
    """Return a folder whose first film has begun, its projector, and what is shown of both."""
    film, seen = HandFilm(), list[QImage | None]()
    folder = MediaFolder(path, stays_ms=20, film=film)
    folder.shown.connect(seen.append)
    folder.start()
    qtbot.waitUntil(lambda: len(film.played) == 1)
    return folder, film, seen


def test_a_film_is_played_to_its_end_and_then_comes_the_next(tmp_path: Path, qtbot: QtBot) -> None:
    save(tmp_path / "a.png")
    (tmp_path / "b.mp4").write_bytes(b"a film")
    folder, film, seen = projected(tmp_path, qtbot)
    before = len(seen)

    qtbot.wait(60)
    film.shown.emit(QImage(4, 4, QImage.Format.Format_RGB32))
    assert len(film.played) == 1
    assert len(seen) == before + 1

    film.ended.emit("")
    qtbot.waitUntil(lambda: len(film.played) == 2)
    assert len(seen) > before + 1
    folder.stop()
    assert film.stopped


def test_a_film_that_cannot_be_played_is_named_and_passed_over(
    tmp_path: Path, qtbot: QtBot, caplog: pytest.LogCaptureFixture
) -> None:
    (tmp_path / "a.mp4").write_bytes(b"no film")
    folder, film, seen = projected(tmp_path, qtbot)

    film.ended.emit("it is no film")

    qtbot.waitUntil(lambda: seen[-1:] == [None])
    qtbot.wait(60)
    assert len(film.played) == 1
    assert caplog.text.count("a.mp4 is not shown: it is no film") == 1
    caplog.clear()
    folder.stop()


def test_what_is_no_file_is_no_film_and_holds_nobody_up(tmp_path: Path) -> None:
    folder, copies = tmp_path / "media", tmp_path / "copies"
    folder.mkdir()
    copies.mkdir()
    (folder / "a.mp4").mkdir()
    (folder / "b.mp4").write_bytes(b"a film")
    looked = next_picture(folder, "", ROOM, {}, copies)
    assert looked.bad == {("a.mp4", "it is no file")}
    assert looked.film is not None
    assert looked.film.parent == copies
    assert looked.film.read_bytes() == b"a film"


def test_without_the_extra_films_are_named_and_pictures_come(tmp_path: Path) -> None:
    (tmp_path / "a.webm").write_bytes(b"a film")
    save(tmp_path / "b.png")
    looked = next_picture(tmp_path, "", ROOM)
    assert looked.name == "b.png"
    assert looked.bad == {("a.webm", NO_FILMS)}


def test_the_place_for_media_says_when_it_cannot_be_seen(qtbot: QtBot) -> None:
    window = BoardWindow(texts())
    qtbot.addWidget(window)
    seen: list[bool] = []
    window.media_seen.connect(seen.append)
    show(qtbot, window, board(2), (1280, 720))
    show(qtbot, window, board(9, full=True), (1280, 720))
    show(qtbot, window, board(2), (1280, 720))
    show(qtbot, window, replace(board(2), evacuated=True), (1280, 720))
    assert seen == [True, False, True, False]


def test_the_films_of_the_extra_are_of_the_same_qt() -> None:
    locks = [
        Path(name).read_text("utf-8") for name in ("requirements.lock", "installer/video.lock")
    ]
    essentials, addons = (
        re.findall(rf"(?m)^pyside6-{part}==(\S+)", lock)
        for part, lock in zip(("essentials", "addons"), locks, strict=True)
    )
    assert essentials == addons
