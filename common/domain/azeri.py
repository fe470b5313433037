"""Azerbaijani letters: case, order and clean text, without any locale of the computer."""

import unicodedata

ALPHABET = "abcçdeəfgğhxıijkqlmnoöprsştuüvyz"

_TO_UPPER = str.maketrans({"i": "İ", "ı": "I"})
_TO_LOWER = str.maketrans({"İ": "i", "I": "ı"})
_RANK = {letter: rank for rank, letter in enumerate(ALPHABET)}

# Pasted text brings these along: nobody sees them, and search and sorting stumble over them.
_INVISIBLE = dict.fromkeys(map(ord, "\u00ad\u200b\u200c\u200d\u2060\ufeff"))

# These turn the direction of what stands behind them.
_TURNING = frozenset("\u200e\u200f\u061c\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
_NO_LETTERS = ("Cc", "Cs", "Co", "Cn")
_PICTURES = 0x1F000
"""From here on there are pictures of things and faces: no slip and no board has them."""

_LOOK_ALIKE = dict(
    zip("АВЕКМНОРСТУХІЈЅҺӘаеорсухіјѕһә", "ABEKMHOPCTYXIJSHƏaeopcyxijshə", strict=True)
)
"""Cyrillic letters to the Latin ones they are taken for."""


def az_upper(text: str) -> str:
    """Return Azerbaijani text in capitals: i becomes İ, and ı becomes I.

    Not for English or Russian words, codes or brands.
    """
    return text.translate(_TO_UPPER).upper()


def az_lower(text: str) -> str:
    """Return Azerbaijani text in small letters: İ becomes i, and I becomes ı."""
    return unicodedata.normalize("NFC", text).translate(_TO_LOWER).lower()


def az_sort_key(text: str) -> tuple[tuple[int, int, str], ...]:
    """Return what Azerbaijani text is sorted by: the order of its own alphabet.

    Signs come before digits, digits before letters, and letters the alphabet lacks (w, Russian
    ones) after it. Capitals count as small letters.
    """
    return tuple(_place(letter) for letter in az_lower(text))


def _place(letter: str) -> tuple[int, int, str]:
    if letter in _RANK:
        return (2, _RANK[letter], "")
    if letter.isalpha():
        return (3, 0, letter)
    return (1 if letter.isdigit() else 0, 0, letter)


def clean(text: str) -> str:
    """Return text composed (NFC), without invisible signs, with single spaces inside."""
    return " ".join(unicodedata.normalize("NFC", text).translate(_INVISIBLE).split())


def can_be_shown(text: str) -> bool:
    """Say whether every sign of a text is one that slips, boards and pages have."""
    return not any(
        sign in _TURNING or ord(sign) >= _PICTURES or unicodedata.category(sign) in _NO_LETTERS
        for sign in text
    )


def foreign_letter(text: str) -> int | None:
    """Return where the first letter stands that is not Latin; None when there is none."""
    return next(
        (at for at, letter in enumerate(text) if letter.isalpha() and not _is_latin(letter)), None
    )


def mixed_letter(text: str) -> int | None:
    """Return where the first word changes from one script to another; None when none does."""
    script: bool | None = None
    for at, letter in enumerate(text):
        if not letter.isalpha():
            script = None
        elif script is None:
            script = _is_latin(letter)
        elif script is not _is_latin(letter):
            return at
    return None


def look_alike(letter: str) -> str | None:
    """Return the Latin letter a Cyrillic one is taken for; None when there is none."""
    return _LOOK_ALIKE.get(letter)


def _is_latin(letter: str) -> bool:
    return unicodedata.name(letter, "").startswith(("LATIN", "MODIFIER LETTER"))
