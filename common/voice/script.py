"""What has to be recorded so that every call and notice can be joined from recordings."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from common.domain.words import Language
from common.voice.clips import Words, words_of
from common.voice.phrases import in_words, message, storey
from common.voice.timetable import Message
from common.voice.wording import Say, Wording

HUNDREDS = range(100, 1000, 100)
SMALL = (*range(1, 20), *range(20, 100, 10))
"""Whose words are not those of other numbers."""
_PLACE = re.compile(r"\{\w+\}")
_PAUSE = re.compile(r"[,.!?;:]+")


@dataclass(frozen=True, slots=True)
class Line:
    """One thing to record."""

    file: str
    """Its name in the pack's folder, without an ending."""
    words: str
    note: str = ""
    """What the speaker is to know besides."""


def script(
    wording: Wording, messages: Sequence[Message] = (), *, whole: bool = False
) -> tuple[Line, ...]:
    """Return what is to be recorded in one language, nothing twice.

    `whole` adds 21 to 99, which sound better in one breath than joined.
    """
    found: dict[Words, Line] = {}
    for line in _lines(wording, messages, whole=whole):
        found.setdefault(words_of(line.words, wording.language), line)
    return tuple(found.values())


def _lines(wording: Wording, messages: Sequence[Message], *, whole: bool) -> Iterator[Line]:
    language = wording.language
    for say in Say:
        if say is not Say.CALL_FLOOR or wording.storeys:
            yield from _parts(f"{language}/{say}", wording.texts[say])
    for letter, name in wording.letters.items():
        yield Line(f"{language}/letter-{letter}", name, f"the letter {letter}")
    for number in range(1, 100) if whole else SMALL:
        yield Line(f"{language}/number-{number:03d}", in_words(number, language), str(number))
    for number in (*HUNDREDS, 1000):
        yield from _beginnings(number, language)
    for floor in sorted({each.floor for each in wording.storeys}):
        words = storey(floor, language)
        yield Line(f"{language}/floor-{floor}", words, f"floor {floor}")
    for place, each in enumerate(messages, 1):
        said = message(each.words.of(language), language)
        yield from _parts(f"{language}/message-{place}", said)


def _parts(name: str, text: str) -> Iterator[Line]:
    """Yield the stretches of a text between its places and its pauses."""
    pieces = (piece for part in _PLACE.split(text) for piece in _PAUSE.split(part))
    said = [piece.strip(" -–—") for piece in pieces]
    for place, piece in enumerate((piece for piece in said if piece), 1):
        yield Line(f"{name}-{place}", piece)


def _beginnings(number: int, language: Language) -> Iterator[Line]:
    """Yield a round number as it is said alone and before a smaller one: "one hundred and"."""
    rest = in_words(11, language)
    before = in_words(number + 11, language).removesuffix(rest).strip()
    alone = in_words(number, language)
    yield Line(f"{language}/number-{number:03d}", alone, str(number))
    if before != alone:
        yield Line(f"{language}/number-{number:03d}-and", before, f"{number}, and more follows")
