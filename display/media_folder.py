"""Shows the pictures and films of a folder one after another, read off the window's thread."""

import logging
import shutil
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QObject, QSize, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QImage, QImageReader

from common.domain.errors import Unavailable
from common.ui.tasks import Expected, TaskLane
from display.film import Film

PICTURES = frozenset({".png", ".jpg", ".jpeg", ".webp", ".gif"})
FILMS = frozenset({".mp4", ".m4v", ".webm", ".mkv", ".mov"})
NO_FILMS = "films need the extra: pip install asan-novbe[video]"
STAYS_MS = 12_000
SETTLED_MS = 200
"""A window that is made larger goes through many sizes."""
LARGEST_FILE = 64 * 1024 * 1024
LARGEST_FILM = 1024 * 1024 * 1024
LARGEST_SIDE = 16_384
"""A picture that is larger is a mistake, and would take the memory of the whole board."""

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Looked:
    """One look into the folder: the picture or film whose turn it is, and what was passed over."""

    picture: QImage | None = None
    film: Path | None = None
    name: str = ""
    bad: frozenset[tuple[str, str]] = frozenset()
    """File names, each with why."""


class MediaFolder(QObject):
    """Reads the folder anew for every picture: what is put in or taken out counts at once.

    What cannot be shown is named in the log once and passed over. Without a picture there is None.
    """

    shown = Signal(object)
    """The next QImage, or None."""

    def __init__(
        self,
        folder: Path,
        stays_ms: int = STAYS_MS,
        film: Film | None = None,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._folder, self._film = folder, film
        if film is not None:
            film.shown.connect(self.shown)
            film.ended.connect(self._end_film)
        self._lane = TaskLane("media", self)
        self._copies = tempfile.TemporaryDirectory(prefix="film-", ignore_cleanup_errors=True)
        self._stopped = False
        self._room = QSize(1920, 1080)
        self._last = self._before = ""
        """The picture that stands, and the one that stood before it."""
        self._named: frozenset[tuple[str, str]] = frozenset()
        self._broken: dict[str, str] = {}
        """Films that could not be played, and why: not tried again before a new start."""
        self._turn = QTimer(self, interval=stays_ms)
        self._turn.timeout.connect(self._look)
        self._settled = QTimer(self, singleShot=True, interval=SETTLED_MS)
        self._settled.timeout.connect(self._look_again)
        self._asking = False

    @Slot(QSize)
    def fit(self, room: QSize) -> None:
        """Make pictures no larger than this from now on, the one that stands at once."""
        if room != self._room and not room.isEmpty():
            self._room = room
            if self._film is not None:
                self._film.fit(room)
            if self._turn.isActive():
                self._settled.start()

    def start(self) -> None:
        """Begin with the first picture."""
        self._turn.start()
        self._look()

    def stop(self) -> None:
        """End after the picture at hand."""
        if self._film is not None:
            self._film.stop()
        self._turn.stop()
        self._settled.stop()
        self._stopped = True
        self._lane.stop()
        self._copies.cleanup()

    @Slot()
    def _look(self) -> None:
        if self._asking:
            return
        self._asking = True
        folder, last, room = self._folder, self._last, self._room
        bad = dict(self._broken)
        copies = Path(self._copies.name) if self._film is not None else None
        self._lane.run(
            lambda: next_picture(folder, last, room, bad, copies), self._take, self._failed
        )

    @Slot()
    def _look_again(self) -> None:
        """Read the picture that stands once more, for another room."""
        self._last = self._before
        self._look()

    def _take(self, looked: Looked) -> None:
        self._asking = False
        if self._stopped:
            return
        for name, why in sorted(looked.bad - self._named):
            log.warning("%s is not shown: %s", self._folder / name, why)
        self._named = looked.bad
        self._before, self._last = self._last, looked.name
        if looked.film is not None and self._film is not None:
            self._turn.stop()
            self._settled.stop()
            self._film.play(looked.film)
        else:
            self.shown.emit(looked.picture)

    @Slot(str)
    def _end_film(self, why: str) -> None:
        if why:
            self._broken[self._last] = why
        self._turn.start()
        self._look()

    def _failed(self, error: Expected) -> None:
        self._asking = False
        trouble = frozenset({("", str(error))})
        if trouble != self._named:
            log.warning("no pictures are shown: %s", error)
        self._named = trouble
        self.shown.emit(None)


def next_picture(
    folder: Path,
    last: str,
    room: QSize,
    broken: Mapping[str, str] | None = None,
    copies: Path | None = None,
) -> Looked:
    """Return the picture or film that follows another by its name, the first one after the last.

    A film is copied into `copies`: a share that hangs while it plays would hold up the whole
    board. Without that folder films are named and passed over, and so are those that are
    `broken`. Raises Unavailable where the folder cannot be read.
    """
    endings = PICTURES | FILMS
    try:
        names = sorted(one.name for one in folder.iterdir() if one.suffix.lower() in endings)
    except OSError as error:
        reason = error.strerror or str(error)
        raise Unavailable(f"{folder} cannot be read ({reason})") from error
    later = [name for name in names if name > last]
    bad: set[tuple[str, str]] = set()
    for name in [*later, *(name for name in names if name <= last)]:
        file = folder / name
        if file.suffix.lower() in FILMS:
            film = NO_FILMS if copies is None else (broken or {}).get(name) or _copy(file, copies)
            if isinstance(film, Path):
                return Looked(film=film, name=name, bad=frozenset(bad))
            why = film
        else:
            picture = _read(file, room)
            if isinstance(picture, QImage):
                return Looked(picture, name=name, bad=frozenset(bad))
            why = picture
        bad.add((name, why))
    return Looked(bad=frozenset(bad))


def _copy(file: Path, folder: Path) -> Path | str:
    """Return a film's copy on this computer, in place of the one before; or why there is none."""
    copy = folder / f"film{file.suffix.lower()}"
    try:
        if not file.is_file():
            return "it is no file"
        if file.stat().st_size > LARGEST_FILM:
            return "it is too large"
        for old in folder.iterdir():
            old.unlink()
        shutil.copyfile(file, copy)
    except OSError as error:
        return error.strerror or str(error)
    return copy


def _read(file: Path, room: QSize) -> QImage | str:
    """Return a picture scaled into a room, never distorted nor enlarged; or why it is none."""
    reader = QImageReader(str(file))
    reader.setAutoTransform(True)
    try:
        large = file.stat().st_size > LARGEST_FILE
    except OSError as error:
        return error.strerror or str(error)
    size = reader.size()
    if not size.isValid():
        return "it is no picture that can be read"
    if large or max(size.width(), size.height()) > LARGEST_SIDE:
        return "it is too large"
    picture = reader.read()
    if picture.isNull():
        return reader.errorString()
    kept, smooth = Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation
    fits = picture.width() <= room.width() and picture.height() <= room.height()
    return picture if fits else picture.scaled(room, kept, smooth)
