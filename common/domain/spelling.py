"""How people spell: words reduced to what different spellings of them have in common.

Two keys are made of each word. The plain key only drops what many keyboards lack: şəxsiyyət is
sexsiyyet, and Russian letters become Latin ones. The loose key also joins what people write for
one another: sh and w for ş, a for ə, g for q, j for c, single letters for double ones.
"""

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

_PLAIN = {
    "ə": "e", "ı": "i", "I": "i", "İ": "i", "ş": "s", "ç": "c", "ğ": "g", "ö": "o", "ü": "u",
    "а": "a", "б": "b", "в": "v", "г": "g", "д": "d", "е": "e", "ё": "e", "ж": "j", "з": "z",
    "и": "i", "й": "y", "к": "k", "л": "l", "м": "m", "н": "n", "о": "o", "п": "p", "р": "r",
    "с": "s", "т": "t", "у": "u", "ф": "f", "х": "x", "ц": "ts", "ч": "ch", "ш": "sh", "щ": "sh",
    "ъ": "", "ы": "i", "ь": "", "э": "e", "ю": "yu", "я": "ya",
}  # fmt: skip
_LOOSE = {"e": "a", "w": "s", "q": "g", "x": "h", "y": "i", "j": "c"}
_SEVERAL = {
    "shch": "s", "sch": "s", "dzh": "c",
    "sh": "s", "ch": "c", "zh": "c", "dj": "c", "gh": "g", "kh": "h", "ts": "s",
}  # fmt: skip
_LONGEST = max(map(len, _SEVERAL))
_SEVERAL_BEGIN = {letters[0] for letters in _SEVERAL}
_AS_SIA = ["c", "i", "a"]
"""Spoken sia: konsultaciya, konsultasiya and консультация."""

_CASE = "(?:[nd]?in|[nd]?un|[nsi]?i|[nsi]?u|[nsi]?a|n?da|n?dan|t[au]|i?la|ila)"
_OWN = "(?:i?miz|i?niz|u?muz|u?nuz|[iu]?m|[iu]?n|s?i|s?u|s?in|s?un)"
_VERB = (
    "(?:mag|mak|maga|maka|maia|mali|ma|miram|maliiam|malidir|iram|uram|ir|ur|di|du|dim|dum|dig"
    "|mis|misam|mus|musam|iacag|acag|acam|im|irsan|inmasi|ilmasi|dirmag|dirmak)"
)
_RUSSIAN = (
    "(?:a|i|u|o|ov|av|am|ami|ah|oi|om|ogo|omu|ai|ia|ii|iu|iah|iam|ia|ait|it|t|ti|at|ati|iti|il|al"
    "|an|ani|ania|anii|ania|ia|iti|irovati)"
)
_ENGLISH = "(?:s|as|ad|ing|d)"
_ENDING = re.compile(f"(?:(?:l[a]r)?{_OWN}?{_CASE}?|{_VERB}|{_RUSSIAN}|{_ENGLISH})")
"""Endings of three languages as the loose key has them."""

SHORTEST_SWAPPED = 4
"""Letters below which no slip is looked past: too much is one letter away."""

_KEPT = 8192
"""Words whose keys are remembered: names and synonyms share most of theirs."""
_SHORTEST_STEM = 4
_SHORTEST_MISTYPED = 5
_SHORTEST_BEGUN_WRONG = 6
"""Letters that say enough to look past a slip at the very first one."""
_LONGEST_ENDING = 3
"""Letters that may be left where the very first one is wrong."""
_SHORTEST_UNFINISHED = 6
"""Letters that say enough to look past a slip in a word that goes on."""


@dataclass(frozen=True, slots=True)
class Key:
    """A reduced word; `ends[n]` is where in the word its first n + 1 letters end."""

    letters: str
    ends: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Word:
    """A word of a text with its two keys."""

    start: int
    plain: Key
    loose: Key


def words_of(text: str) -> tuple[Word, ...]:
    """Return the words of a composed (NFC) text; signs part words and are no part of them."""
    found = re.finditer(r"[^\W_]+", text)
    return tuple(Word(match.start(), *_keys(match.group())) for match in found)


def letters_of(*texts: str) -> tuple[str, ...]:
    """Return the words of texts as a search in a list compares them, one after another."""
    return tuple(word.plain.letters for text in texts for word in words_of(text))


def stems(letters: str) -> tuple[str, ...]:
    """Return what is left of a loose key without an ending, the longest first."""
    return tuple(
        letters[:at]
        for at in range(len(letters) - 1, _SHORTEST_STEM - 1, -1)
        # One letter alone is often no ending but a part of another word.
        if (at > _SHORTEST_STEM or at < len(letters) - 1) and _ENDING.fullmatch(letters, at)
    )


def mistyped(typed: str, letters: str) -> bool:
    """Say whether `letters` begin with what was typed but for one slip of the finger.

    A slip is one letter wrong, missing or too many, or two letters in each other's place.
    """
    if len(typed) < _SHORTEST_MISTYPED:
        return len(typed) == SHORTEST_SWAPPED and typed in _swapped(letters)
    at = next((n for n, (a, b) in enumerate(zip(typed, letters, strict=False)) if a != b), None)
    if at is None:
        return len(typed) - len(letters) == 1
    more, rest = len(letters) - len(typed), typed[at + 1 :]
    if at == 0 and (len(typed) < _SHORTEST_BEGUN_WRONG or more > _LONGEST_ENDING):
        return False
    if more > 0 and not rest:
        # Wrong at its end and unfinished says too little; whole but for a letter does not.
        return letters[at + 1 :] == typed[at]
    if more > 1 and len(typed) < _SHORTEST_UNFINISHED:
        return False
    return (
        letters.startswith(rest, at + 1)
        or letters.startswith(rest, at)
        or letters.startswith(typed[at:], at + 1)
        or (
            letters.startswith(typed[at + 1 : at + 2] + typed[at], at)
            and letters.startswith(typed[at + 2 :], at + 2)
        )
    )


def _swapped(letters: str) -> tuple[str, ...]:
    """Return a short word with any two neighbours in each other's place."""
    return tuple(
        letters[:at] + letters[at + 1] + letters[at] + letters[at + 2 :]
        for at in range(len(letters) - 1)
    )


@lru_cache(_KEPT)
def _keys(word: str) -> tuple[Key, Key]:
    letters = [(letter, at + 1) for at, sign in enumerate(word) for letter in _plain(sign)]
    return _key(letters), _key(_loose(letters))


def _plain(sign: str) -> str:
    if sign in _PLAIN:
        return _PLAIN[sign]
    small = sign.lower()
    if small in _PLAIN:
        return _PLAIN[small]
    bare = unicodedata.normalize("NFD", small)
    return "".join(letter for letter in bare if not unicodedata.combining(letter))


def _loose(letters: list[tuple[str, int]]) -> list[tuple[str, int]]:
    text = "".join(letter for letter, _ in letters)
    found: list[tuple[str, int]] = []
    at = 0
    while at < len(text):
        step, letter = _one_sound(text, at)
        if found and found[-1][0] == letter:
            found.pop()
        found.append((letter, letters[at + step - 1][1]))
        at += step
        if letter == "a" and [letter for letter, _ in found[-3:]] == _AS_SIA:
            found[-3] = ("s", found[-3][1])
    return found


def _one_sound(text: str, at: int) -> tuple[int, str]:
    """Return how many letters are one sound from there, and what it is written as."""
    if text[at] in _SEVERAL_BEGIN:
        for end in range(at + _LONGEST, at + 1, -1):
            letters = text[at:end]
            if letters in _SEVERAL:
                return len(letters), _SEVERAL[letters]
    return 1, _LOOSE.get(text[at], text[at])


def _key(letters: list[tuple[str, int]]) -> Key:
    return Key("".join(letter for letter, _ in letters), tuple(end for _, end in letters))
