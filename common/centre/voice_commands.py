"""The commands about the voice: try it."""

import argparse
from collections.abc import Callable, Mapping
from importlib.resources import as_file, files

from common.centre.saying import say
from common.clock import SystemClock
from common.domain.errors import Unavailable
from common.domain.words import Language
from common.hearing import Notice, NoticeKind
from common.settings import Settings
from common.voice.opening import open_outlet, open_speech, wordings
from common.voice.phrases import notice_words

VOICE = "voice"
TEST = "test"

VOICE_HELP: Mapping[str, str] = {VOICE: "try the voice of this computer"}


def add_voice_arguments(made: Mapping[str, argparse.ArgumentParser]) -> None:
    """Say what may be typed after the command."""
    whats = made[VOICE].add_subparsers(dest="what", required=True, metavar="WHAT")
    test = whats.add_parser(TEST, help="play chime and a sentence on the board's sound device")
    test.add_argument("--language", type=Language, choices=list(Language), help="else all three")


def see_to_voice(settings: Settings, asked: argparse.Namespace) -> int:
    """Do what was asked; 0 only when it is known to be well."""
    tongues = [asked.language] if asked.language else list(Language)
    return _test(settings, tongues)


def _test(settings: Settings, tongues: list[Language]) -> int:
    voice = settings.voice
    if voice.player == "none":
        raise Unavailable("there is no voice here: voice.player is none")
    clock = SystemClock()
    speech = open_speech(voice)
    with as_file(files("assets").joinpath("sounds", "chime.wav")) as chime:
        player = open_outlet(voice, chime)
        try:
            asked = clock.monotonic()
            ago = player.play(chime, TEST)
            say(f"chime: first sound after {clock.monotonic() - ago - asked:.2f} s")
            for language in tongues:
                notice = Notice(NoticeKind.TEST, clock.now())
                words = notice_words(notice, wordings(voice)[language])
                begun = clock.monotonic()
                wav = speech.make(words, language)
                say(f"{language}: made in {clock.monotonic() - begun:.2f} s: {words}")
                player.play(wav, TEST)
            player.finish()
        finally:
            player.stop()
            speech.stop()
    say("all of it was played; whether it is loud enough only the hall can tell")
    return 0


VOICE_COMMANDS: Mapping[str, Callable[[Settings, argparse.Namespace], int]] = {VOICE: see_to_voice}
