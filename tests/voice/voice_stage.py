"""An announcer with everything around it in the test's hand."""

from pathlib import Path

from voice_fakes import FakePlayer, FakeSpeech, Heard, SetClock, call

from common.hearing import VoiceState
from common.voice.announcer import Announcer, Manners
from common.voice.wording import built_in

READY, NO_DEVICE, NO_SPEECH = VoiceState.READY, VoiceState.NO_DEVICE, VoiceState.NO_SPEECH


class Hall:
    """An announcer with everything around it in the test's hand."""

    def __init__(self, manners: Manners | None = None) -> None:
        self.player, self.speech = FakePlayer(), FakeSpeech()
        self.clock, self.heard = SetClock(), Heard()
        self.sounding: list[bool] = []
        self.voice = Announcer(
            player=self.player,
            speech=self.speech,
            wording=built_in(),
            chime=Path("chime.wav"),
            clock=self.clock,
            manners=manners or Manners(probe_every=0.02),
            sounding=self.sounding.append,
        )

    def start(self) -> None:
        self.voice.start(self.heard.note_spoken, self.heard.note_state)

    def hold_the_player_with(self, number: int, label: str) -> None:
        """Announce a call and return when its chime sounds and does not end."""
        self.player.gate.clear()
        self.player.playing.clear()
        self.voice.announce(call(number, label))
        assert self.player.playing.wait(10)
