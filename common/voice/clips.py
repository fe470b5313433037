"""Which recordings make up a sentence: words are matched, not meanings.

A recording is known by the words that were recorded. So a sentence may be composed whenever all
its words were, whatever it says; a wording that changes needs only what it says anew.
"""

import re
import unicodedata
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from common.domain import azeri
from common.domain.words import Language

Words = tuple[str, ...]

GAPS_MS = {"": 45, ",": 140, ".": 280}
"""Silence after a word by what is written there: nothing, a comma, the end of a sentence."""
_WORD = re.compile(r"([^\W_]+)([^\w]*)")
_STOPS = ".!?;:"
_STRESS = "\u0301"


@dataclass(frozen=True, slots=True)
class Heard:
    """One word as it is said, and the silence after it in milliseconds."""

    word: str
    gap_ms: int


@dataclass(frozen=True, slots=True)
class Stretch:
    """Words recorded together, and the silence after them in milliseconds."""

    words: Words
    gap_ms: int


def heard(text: str, language: Language) -> tuple[Heard, ...]:
    """Return a text word by word, as it sounds: case, hyphens and stress marks do not count."""
    plain = unicodedata.normalize("NFC", text).replace(_STRESS, "")
    lowered = azeri.az_lower(plain) if language is Language.AZ else plain.lower()
    return tuple(Heard(word, GAPS_MS[_mark(rest)]) for word, rest in _WORD.findall(lowered))


def words_of(text: str, language: Language) -> Words:
    """Return the words by which a recording of a text is known."""
    return tuple(each.word for each in heard(text, language))


def compose(sentence: Sequence[Heard], known: Collection[Words]) -> tuple[Stretch, ...] | None:
    """Return the fewest recordings that make up a sentence; None when words are missing.

    No recording goes over a pause. The last silence is left out.
    """
    longest = max(map(len, known), default=0)
    best: list[tuple[Stretch, ...] | None] = [()]
    for end in range(1, len(sentence) + 1):
        found = [
            (*before, stretch)
            for start in range(max(0, end - longest), end)
            if (before := best[start]) is not None
            and (stretch := _stretch(sentence[start:end])) is not None
            and stretch.words in known
        ]
        best.append(min(found, key=len, default=None))
    whole = best[-1]
    return (*whole[:-1], Stretch(whole[-1].words, 0)) if whole else None


def _stretch(part: Sequence[Heard]) -> Stretch | None:
    if any(each.gap_ms > GAPS_MS[""] for each in part[:-1]):
        return None
    return Stretch(tuple(each.word for each in part), part[-1].gap_ms)


def _mark(rest: str) -> str:
    marks: Iterator[str] = (sign for sign in rest if sign in "," + _STOPS)
    first = next(marks, "")
    return "." if first and first in _STOPS else first
