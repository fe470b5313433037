"""How people spell: words reduced to what different spellings of them have in common.

Two keys are made of each word. The plain key only drops what many keyboards lack: şəxsiyyət is
sexsiyyet, and Russian letters become Latin ones. The loose key also joins what people write for
one another: sh and w for ş, a for ə, g for q, single letters for double ones.
"""

import re
import unicodedata
from dataclasses import dataclass

_PLAIN = {
    "ə": "e", "ı": "i", "I": "i", "İ": "i", "ş": "s", "ç": "c", "ğ": "g", "ö": "o", "ü": "u",
    "а": "a", "б": "b", "в": "v", "г": "g", "д": "d", "е": "e", "ё": "e", "ж": "j", "з": "z",
    "и": "i", "й": "y", "к": "k", "л": "l", "м": "m", "н": "n", "о": "o", "п": "p", "р": "r",
    "с": "s", "т": "t", "у": "u", "ф": "f", "х": "x", "ц": "ts", "ч": "ch", "ш": "sh", "щ": "sh",
    "ъ": "", "ы": "i", "ь": "", "э": "e", "ю": "yu", "я": "ya",
}  # fmt: skip
_LOOSE = {"e": "a", "w": "s", "q": "g", "x": "h", "y": "i"}
_TWO = {"sh": "s", "ch": "c", "zh": "j", "gh": "g", "kh": "h"}

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

_SHORTEST_STEM = 4
_SHORTEST_MISTYPED = 5
_SHORTEST_UNFINISHED = 6
"""Letters that say enough to look past a slip in a word that goes on."""


@dataclass(frozen=True, slots=True)
class Key:
    """A reduced word; `ends[n]` is where in the text its first n + 1 letters end."""

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
    return tuple(_word(match.group(), match.start()) for match in re.finditer(r"[^\W_]+", text))


def joined(first: Word, second: Word) -> Word:
    """Return two neighbours as people write them in one."""
    return Word(first.start, _joined(first.plain, second.plain), _joined(first.loose, second.loose))


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
    if len(typed) < _SHORTEST_MISTYPED or typed[0] != letters[0]:
        return False
    at = next((n for n, (a, b) in enumerate(zip(typed, letters, strict=False)) if a != b), None)
    if at is None:
        return len(typed) - len(letters) == 1
    more = len(letters) - len(typed)
    if (more > 1 and len(typed) < _SHORTEST_UNFINISHED) or (more > 0 and at == len(typed) - 1):
        return False
    rest = typed[at + 1 :]
    return (
        letters.startswith(rest, at + 1)
        or letters.startswith(rest, at)
        or letters.startswith(typed[at:], at + 1)
        or (
            letters.startswith(typed[at + 1 : at + 2] + typed[at], at)
            and letters.startswith(typed[at + 2 :], at + 2)
        )
    )


def _word(text: str, start: int) -> Word:
    letters = [(letter, start + at + 1) for at, sign in enumerate(text) for letter in _plain(sign)]
    return Word(start, _key(letters), _key(_loose(letters)))


def _plain(sign: str) -> str:
    if sign in _PLAIN:
        return _PLAIN[sign]
    small = sign.lower()
    if small in _PLAIN:
        return _PLAIN[small]
    bare = unicodedata.normalize("NFD", small)
    return "".join(letter for letter in bare if not unicodedata.combining(letter))


def _loose(letters: list[tuple[str, int]]) -> list[tuple[str, int]]:
    found: list[tuple[str, int]] = []
    at = 0
    while at < len(letters):
        pair = "".join(letter for letter, _ in letters[at : at + 2])
        step = 2 if pair in _TWO else 1
        letter = _TWO.get(pair) or _LOOSE.get(letters[at][0], letters[at][0])
        end = letters[at + step - 1][1]
        if found and found[-1][0] == letter:
            found.pop()
        found.append((letter, end))
        at += step
    return found


def _key(letters: list[tuple[str, int]]) -> Key:
    return Key("".join(letter for letter, _ in letters), tuple(end for _, end in letters))


def _joined(first: Key, second: Key) -> Key:
    return Key(first.letters + second.letters, first.ends + second.ends)
