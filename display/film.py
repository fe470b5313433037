"""A film of the centre's own on its boards, by Qt's own player where that is installed."""

from pathlib import Path
from typing import Protocol

from PySide6.QtCore import QObject, QSize, Qt, QTimer, QUrl, Signal, SignalInstance, Slot
from PySide6.QtGui import QImage

from common.domain.errors import Unavailable

STALLED_MS = 5_000
"""A film that does not go on for so long is passed over."""
PAUSED_MS = 800
"""Between two sentences the sound does not come back."""


class Film(Protocol):
    """What plays one film at a time."""

    @property
    def shown(self) -> SignalInstance:
        """Return the signal with the next picture, a QImage."""

    @property
    def ended(self) -> SignalInstance:
        """Return the signal of the end: why the film could not be shown, or nothing."""

    def play(self, file: Path) -> None:
        """Begin a film; `ended` follows once, unless it is stopped."""

    def fit(self, room: QSize) -> None:
        """Make pictures no larger than this."""

    def hush(self, *, sounds: bool) -> None:
        """Be still while the voice sounds."""

    def rest(self, *, seen: bool) -> None:
        """Stand still while nobody can see it."""

    def stop(self) -> None:
        """End it at once."""


class QtFilm(QObject):
    """Plays with QtMultimedia, of the extra `video`."""

    shown = Signal(object)
    ended = Signal(str)

    def __init__(self, parent: QObject | None = None) -> None:
        """Make the player. Raises Unavailable where the extra is not installed."""
        super().__init__(parent)
        try:
            from PySide6.QtMultimedia import (  # noqa: PLC0415 - 400 MB that few boards need
                QAudioOutput,
                QMediaPlayer,
                QVideoSink,
            )
        except ImportError as error:
            words = f"films need the extra: pip install asan-novbe[video] ({error})"
            raise Unavailable(words) from error
        self._sound, self._sink = QAudioOutput(self), QVideoSink(self)
        self._player = QMediaPlayer(self)
        self._player.setAudioOutput(self._sound)
        self._player.setVideoSink(self._sink)
        self._over = QMediaPlayer.MediaStatus.EndOfMedia
        self._sink.videoFrameChanged.connect(self._show)
        self._player.positionChanged.connect(self._go_on)
        self._player.mediaStatusChanged.connect(self._see)
        self._player.errorOccurred.connect(self._fail)
        self._room = QSize()
        self._playing = self._seen = False
        self._stalled = QTimer(self, singleShot=True, interval=STALLED_MS)
        self._stalled.timeout.connect(self._stall)
        self._aloud = QTimer(self, singleShot=True, interval=PAUSED_MS)
        self._aloud.timeout.connect(self._sound_again)

    def play(self, file: Path) -> None:
        """Begin a film, once it can be seen."""
        self._playing = True
        self._player.setSource(QUrl.fromLocalFile(str(file.absolute())))
        self.rest(seen=self._seen)

    def fit(self, room: QSize) -> None:
        """Make pictures no larger than this."""
        self._room = room

    def hush(self, *, sounds: bool) -> None:
        """Be still while the voice sounds, and a moment longer."""
        if sounds:
            self._aloud.stop()
            self._sound.setMuted(True)
        else:
            self._aloud.start()

    @property
    def muted(self) -> bool:
        """Say whether its own sound is off."""
        return bool(self._sound.isMuted())

    def rest(self, *, seen: bool) -> None:
        """Stand still while nobody can see it."""
        self._seen = seen
        if not self._playing:
            return
        if seen:
            self._player.play()
            self._stalled.start()
        else:
            self._stalled.stop()
            self._player.pause()

    def stop(self) -> None:
        """End it at once."""
        self._playing = False
        self._stalled.stop()
        self._player.stop()

    @Slot(object)
    def _show(self, frame: object) -> None:
        image = getattr(frame, "toImage", QImage)()
        if not self._playing or image.isNull():
            return
        if not self._room.isEmpty() and (
            image.width() > self._room.width() or image.height() > self._room.height()
        ):
            image = image.scaled(self._room, Qt.AspectRatioMode.KeepAspectRatio)
        self.shown.emit(image)

    @Slot()
    def _go_on(self) -> None:
        if self._playing and self._seen:
            self._stalled.start()

    @Slot(object)
    def _see(self, status: object) -> None:
        if status == self._over:
            self._end("")

    @Slot()
    def _fail(self) -> None:
        self._end(self._player.errorString() or "it cannot be played")

    @Slot()
    def _stall(self) -> None:
        self._end("it does not go on")

    @Slot()
    def _sound_again(self) -> None:
        self._sound.setMuted(False)

    def _end(self, why: str) -> None:
        if self._playing:
            self.stop()
            self.ended.emit(why)


def open_film(parent: QObject | None = None) -> Film | None:
    """Return what plays films; None where the extra is not installed."""
    try:
        return QtFilm(parent)
    except Unavailable:
        return None
