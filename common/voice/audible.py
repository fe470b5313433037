"""Whether the hall can hear: of the device and of speech, what was last known."""

from collections.abc import Callable

from common.hearing import VoiceState


class Audible:
    """Reports each change of the state, once something is known."""

    def __init__(self) -> None:
        self.heard: bool | None = None
        self.speaks: bool | None = None
        self.report: Callable[[VoiceState], None] = lambda _: None
        self._state: VoiceState | None = None

    def tell(self, *, heard: bool | None = None, speaks: bool | None = None) -> None:
        """Take over what is known now; None changes nothing."""
        self.heard = self.heard if heard is None else heard
        self.speaks = self.speaks if speaks is None else speaks
        state = self._state
        if self.heard is False:
            state = VoiceState.NO_DEVICE
        elif self.speaks is not None:
            state = VoiceState.READY if self.speaks else VoiceState.NO_SPEECH
        if state is not None and state is not self._state:
            self._state = state
            self.report(state)

    def fall_silent(self) -> None:
        """Report nothing more."""
        self.report = lambda _: None
