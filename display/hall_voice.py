"""The voice of the hall as the presenter sees it: on this thread, and never in the way."""

from collections.abc import Iterable
from datetime import datetime

from PySide6.QtCore import QObject, Qt, Signal, Slot

from common.domain.board import Board, Call
from common.domain.day import centre_closes
from common.domain.floor import Floor
from common.domain.ids import CallId
from common.domain.words import Words
from common.hearing import Announcement, Notice, NoticeKind, Voice, VoiceState


class HallVoice(QObject):
    """Announces calls, remembers which are still to be spoken, and drops what is too late."""

    spoken = Signal(object, object)
    """An Announcement and when, by this computer's clock."""
    troubled = Signal(bool)
    _said = Signal(object, object)
    _told = Signal(object)

    def __init__(self, voice: Voice, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._voice = voice
        self._evacuated_since: datetime | None = None
        self._messages: tuple[Words, ...] | None = None
        self._due: dict[CallId, int] = {}
        """Calls announced and not yet spoken, with how many times they were called."""
        self._said.connect(self._note_spoken, Qt.ConnectionType.QueuedConnection)
        self._told.connect(self._note_state, Qt.ConnectionType.QueuedConnection)

    def start(self) -> None:
        """Begin to listen to the voice."""
        self._voice.start(self._said.emit, self._told.emit)

    def stop(self) -> None:
        """Fall silent for good."""
        self._voice.stop()

    def announce(self, calls: Iterable[Call]) -> None:
        """Queue calls in their order."""
        for call in calls:
            self._due[call.id] = call.times
            self._voice.announce(
                Announcement(
                    call=call.id,
                    label=call.label,
                    window=call.window,
                    language=call.language,
                    times=call.times,
                    called_at=call.called_at,
                    direction=call.direction,
                )
            )

    def say(self, notice: Notice) -> None:
        """Say something to everybody, in all languages; an evacuation until it is lifted."""
        self._voice.say(notice)

    def lift(self) -> None:
        """End an evacuation."""
        self._voice.lift()

    def learn_evacuation(self, since: datetime | None) -> None:
        """Take over whether the building has to be left: said until it is lifted."""
        if (since is None) == (self._evacuated_since is None):
            return
        self._evacuated_since = since
        if since is None:
            self.lift()
        else:
            self.say(Notice(NoticeKind.EVACUATION, since))

    def learn(self, floor: Floor, board: Board) -> None:
        """Take over when the centre closes, and what is told to everybody: what is new is said.

        What was there before this board was started is not.
        """
        self._voice.close_at(centre_closes(floor, board.at))
        known = board.messages if self._messages is None else self._messages
        for words in board.messages:
            if words not in known:
                self.say(Notice(NoticeKind.MESSAGE, board.at, words=words))
        self._messages = board.messages

    def keep_only(self, still_open: Iterable[CallId]) -> None:
        """Forget every announcement of a call that is not open any more."""
        for call in self._due.keys() - set(still_open):
            self._forget(call)

    def fall_silent(self) -> frozenset[CallId]:
        """Forget all that is still to be spoken; return which calls that were."""
        cut = frozenset(self._due)
        for call in cut:
            self._forget(call)
        return cut

    def _forget(self, call: CallId) -> None:
        del self._due[call]
        self._voice.forget(call)

    @Slot(object, object)
    def _note_spoken(self, announcement: Announcement, at: datetime) -> None:
        if self._due.get(announcement.call) == announcement.times:
            del self._due[announcement.call]
        self.spoken.emit(announcement, at)

    @Slot(object)
    def _note_state(self, state: VoiceState) -> None:
        self.troubled.emit(state in (VoiceState.NO_DEVICE, VoiceState.NO_SPEECH))
