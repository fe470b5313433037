"""The alphabets of the three languages: how lists are sorted, and which letters lead into them."""

from string import ascii_lowercase

from common.domain import azeri
from common.domain.words import Language

DIGITS = "0–9"
LATIN = "A–Z"
"""Where Latin names stand in a Russian list."""

_ALPHABETS = {
    Language.AZ: azeri.ALPHABET,
    Language.EN: ascii_lowercase,
    Language.RU: "абвгдежзийклмнопрстуфхцчшщъыьэюя",
}
_RANKS = {
    language: {letter: rank for rank, letter in enumerate(alphabet)}
    for language, alphabet in _ALPHABETS.items()
}


def sort_key(name: str, language: Language) -> tuple[tuple[int, int, str], ...]:
    """Return what a name is sorted by in a language's own alphabet.

    Signs before the first letter do not count. Digits come before letters, and letters that the
    alphabet lacks after it. Capitals count as small letters, the Russian yo as ye.
    """
    lowered = _lower(_from_first(name), language)
    return tuple(_place(letter, _RANKS[language]) for letter in lowered)


def initial(name: str, language: Language) -> str:
    """Return the letter under which a name is looked for; DIGITS and LATIN stand for many."""
    first = _lower(_from_first(name), language)[:1]
    if first.isdigit():
        return DIGITS
    if first not in _RANKS[language] and first in _RANKS[Language.EN]:
        return LATIN if language is Language.RU else first.upper()
    return azeri.az_upper(first) if language is Language.AZ else first.upper()


def _from_first(name: str) -> str:
    """Return a name from its first letter or digit on; all of it where it has none."""
    start = next((at for at, sign in enumerate(name) if sign.isalnum()), 0)
    return name[start:]


def _lower(text: str, language: Language) -> str:
    if language is Language.AZ:
        return azeri.az_lower(text)
    return text.lower().replace("ё", "е") if language is Language.RU else text.lower()


def _place(letter: str, ranks: dict[str, int]) -> tuple[int, int, str]:
    if letter in ranks:
        return (2, ranks[letter], "")
    if letter.isalpha():
        return (3 if letter in ascii_lowercase else 4, 0, letter)
    return (1 if letter.isdigit() else 0, 0, letter)
