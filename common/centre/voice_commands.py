"""The commands about the voice: try it, say what is to be recorded, and what is missing."""

import argparse
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from importlib.resources import as_file, files
from pathlib import Path
from tempfile import TemporaryDirectory

from common.centre.people import Mistyped
from common.centre.saying import say
from common.clock import SystemClock
from common.domain.errors import Unavailable
from common.domain.words import Language
from common.hearing import Notice, NoticeKind
from common.settings import Settings, VoiceSettings
from common.voice.announcer import Outlet
from common.voice.clips import words_of
from common.voice.opening import open_outlet, open_speech, scripts, wordings
from common.voice.pack import MANIFEST, Pack, manifest, read_pack
from common.voice.phrases import notice_words
from common.voice.script import Line
from common.voice.worker import Worker, command_of

VOICE = "voice"
TEST, SCRIPT, CHECK = "test", "script", "check"
MOST_NAMED = 40
LONGEST = 10.0
"""Seconds one recording may take to be read."""

VOICE_HELP: Mapping[str, str] = {
    VOICE: "try the voice, print what is to be recorded for it, check the recordings",
}


def add_voice_arguments(made: Mapping[str, argparse.ArgumentParser]) -> None:
    """Say what may be typed after the command."""
    whats = made[VOICE].add_subparsers(dest="what", required=True, metavar="WHAT")
    test = whats.add_parser(TEST, help="play chime and a sentence on the board's sound device")
    script = whats.add_parser(SCRIPT, help="print what is to be recorded, a line a recording")
    script.add_argument("--whole", action="store_true", help="21 to 99 too, each in one breath")
    script.add_argument("--folder", type=Path, help="begin a pack there: write its manifest")
    check = whats.add_parser(CHECK, help="say which recordings are missing or of no use")
    check.add_argument("--pack", type=Path, metavar="FOLDER", help="else voice.pack")
    check.add_argument("--play", action="store_true", help="and play all that are there")
    for each in (test, script, check):
        words = "only this one; else all three"
        each.add_argument("--language", type=Language, choices=list(Language), help=words)


def see_to_voice(settings: Settings, asked: argparse.Namespace) -> int:
    """Do what was asked; 0 only when it is known to be well."""
    voice = settings.voice
    tongues = [asked.language] if asked.language else list(Language)
    if asked.what == TEST:
        return _test(voice, tongues)
    lines = {language: scripts(voice, whole=False)[language] for language in tongues}
    if asked.what == CHECK:
        folder = asked.pack or voice.pack
        if folder is None:
            raise Mistyped("there are no recordings to check: name their folder with --pack")
        return _check(voice, folder, lines, play=asked.play)
    whole = {language: scripts(voice, whole=asked.whole)[language] for language in tongues}
    return _script(whole, asked.folder)


def _test(voice: VoiceSettings, tongues: Sequence[Language]) -> int:
    clock, words = SystemClock(), wordings(voice)
    speech = open_speech(voice)
    try:
        with _outlet(voice) as (player, chime):
            # A board has its device open all the time; what that takes is not a call's.
            if not player.available():
                raise Unavailable("there is no sound device; connect one, or set voice.device")
            player.finish()
            asked = clock.monotonic()
            ago = player.play(chime, TEST)
            say(f"chime: first sound after {clock.monotonic() - ago - asked:.2f} s")
            for language in tongues:
                said = notice_words(Notice(NoticeKind.TEST, clock.now()), words[language])
                begun = clock.monotonic()
                wav = speech.make(said, language)
                say(f"{language}: made in {clock.monotonic() - begun:.2f} s: {said}")
                player.play(wav, TEST)
            player.finish()
    finally:
        speech.stop()
    say("all of it was played; whether it is loud enough only the hall can tell")
    return 0


@contextmanager
def _outlet(voice: VoiceSettings) -> Iterator[tuple[Outlet, Path]]:
    """Give the player of the settings, and the chime."""
    if voice.player == "none":
        raise Unavailable("there is no voice here: voice.player is none")
    with as_file(files("assets").joinpath("sounds", "chime.wav")) as chime:
        player = open_outlet(voice, chime)
        try:
            yield player, chime
        finally:
            player.stop()


def _script(lines: Mapping[Language, tuple[Line, ...]], folder: Path | None) -> int:
    for those in lines.values():
        for line in those:
            say(f"{line.file}.wav\t{line.words}\t{line.note}".rstrip())
    if folder is not None:
        _begin(folder, manifest(lines))
    return 0


def _begin(folder: Path, words: str) -> None:
    file = folder / MANIFEST
    if file.exists():
        raise Mistyped(f"{file} is there already; name another folder")
    try:
        folder.mkdir(parents=True, exist_ok=True)
        file.write_text(words, "utf-8")
    except OSError as error:
        raise Unavailable(f"{file} cannot be written: {error.strerror}") from error


def _check(
    voice: VoiceSettings,
    folder: Path,
    lines: Mapping[Language, tuple[Line, ...]],
    *,
    play: bool,
) -> int:
    pack = read_pack(folder)
    wrong = 0
    for language, those in lines.items():
        missing = pack.missing(language, those)
        say(f"{language}: {len(those) - len(missing)} of {len(those)} recorded")
        for line in missing[:MOST_NAMED]:
            say(f"  missing: {line.file}.wav: {line.words}")
        if len(missing) > MOST_NAMED:
            say(f"  and {len(missing) - MOST_NAMED} more")
        wrong += len(missing) + _look_at(pack, language)
    if play:
        _play(voice, pack, lines)
    return 1 if wrong else 0


def _look_at(pack: Pack, language: Language) -> int:
    """Name the recordings of no use; return how many they are."""
    wrong = 0
    with _joining() as worker:
        for file in pack.clips[language].values():
            try:
                worker.ask({"clip": str(file.absolute())}, LONGEST)
            except Unavailable as error:
                wrong += 1
                say(f"  of no use: {error}")
    return wrong


@contextmanager
def _joining() -> Iterator[Worker]:
    """Give the process that reads recordings."""
    worker = Worker(command_of("common.voice.joining"))
    try:
        yield worker
    finally:
        worker.stop()


def _play(voice: VoiceSettings, pack: Pack, lines: Mapping[Language, tuple[Line, ...]]) -> None:
    """Play each recording as it will be heard in a sentence; those of no use were named."""
    there = [
        (line, pack.clips[language][words])
        for language, those in lines.items()
        for line in those
        if (words := words_of(line.words, language)) in pack.clips[language]
    ]
    with _joining() as worker, TemporaryDirectory() as folder, _outlet(voice) as (player, _):
        wav = Path(folder) / "clip.wav"
        for line, file in there:
            wav.unlink(missing_ok=True)
            with suppress(Unavailable):
                worker.ask(
                    {"clips": [str(file.absolute())], "gaps": [0], "file": str(wav)}, LONGEST
                )
            if wav.exists():
                say(f"{line.file}.wav: {line.words}")
                player.play(wav, CHECK)
        player.finish()


VOICE_COMMANDS: Mapping[str, Callable[[Settings, argparse.Namespace], int]] = {VOICE: see_to_voice}
