"""Reads the page out to a visitor who asked for it, through the kiosk's headphones."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal, Slot

from kiosk.announcing import Saying
from kiosk.presenter import Presenter
from kiosk.state import AnyWish, KioskState, Wish
from kiosk.window import KioskWindow

if TYPE_CHECKING:
    # It is slow to import, and most kiosks have nothing to be heard with.
    from common.voice.reader import Reader

TURNS = {Wish.LOUDER: 1, Wish.SOFTER: -1}


class Listening(QObject):
    """Hands the reader what is new while somebody listens, and silences it when he acts."""

    audible = Signal(bool)
    """Whether anything can be heard at this kiosk."""
    _told = Signal(bool)
    _heard = Signal()

    def __init__(
        self, reader: "Reader", presenter: Presenter, window: KioskWindow, parent: QObject
    ) -> None:
        super().__init__(parent)
        self._reader, self._presenter = reader, presenter
        self._listened = False
        self._told.connect(self.audible, Qt.ConnectionType.QueuedConnection)
        self._heard.connect(self._wait_for, Qt.ConnectionType.QueuedConnection)
        self.audible.connect(presenter.hear_of_voice)
        presenter.changed.connect(self._learn)
        window.said.connect(self._hear)
        window.noticed.connect(self._hush)
        window.wished.connect(self._obey)

    def start(self) -> None:
        """Begin to look for voice and device."""
        self._reader.start(self._told.emit, self._heard.emit)

    def stop(self) -> None:
        """Fall silent for good."""
        self._reader.stop()

    @property
    def _on(self) -> bool:
        return self._presenter.state.ease.listening

    @Slot(object)
    def _learn(self, state: KioskState) -> None:
        """Fall silent when nobody listens any more; the next one begins as loud as all."""
        listened, self._listened = self._listened, state.ease.listening
        if listened and not self._listened:
            self._reader.hush()
            self._reader.be_usual()

    @Slot(object)
    def _hear(self, saying: Saying) -> None:
        """Read out what is new on the screen."""
        if self._on:
            words = (*saying.words, *saying.choices)
            self._reader.say(words, saying.language, anew=saying.anew)

    @Slot()
    def _wait_for(self) -> None:
        """Let nobody be asked whether he is there while he is being read to."""
        if self._on and self._presenter.state.seconds_left is None:
            self._presenter.notice()

    @Slot()
    def _hush(self) -> None:
        """Fall silent: somebody touched something."""
        if self._on:
            self._reader.hush()

    @Slot(object)
    def _obey(self, wish: AnyWish) -> None:
        """Repeat, or become louder or softer and say so by repeating."""
        if not self._on or not isinstance(wish, Wish):
            return
        if wish in TURNS:
            self._reader.turn(TURNS[wish])
        if wish in (Wish.REPEAT, *TURNS):
            self._reader.repeat()
