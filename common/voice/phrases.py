"""What the hall hears: one call as a sentence in words."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from num2words import num2words

from common.domain.numbers import split_label
from common.domain.words import Language


@dataclass(frozen=True, slots=True)
class Wording:
    """The texts and the letter names of one language."""

    text: Callable[..., str]
    letters: Mapping[str, str]
    """Spelled so that the synthesiser says the name: to it an English "A" is the article."""


def sentence(label: str, window: int, language: Language, times: int, wording: Wording) -> str:
    """Return the call of a ticket to a window; from the second time on it is said as a recall.

    Raises ValueError when the label is no ticket number or has a letter without a name.
    """
    letters, serial = split_label(label)
    return wording.text(
        "voice.recall" if times > 1 else "voice.call",
        letter=spell(letters, wording),
        number=in_words(serial, language),
        window=_placed(in_words(window, language), language),
    )


def spell(letters: str, wording: Wording) -> str:
    """Return the names of letters one after another."""
    nameless = [letter for letter in letters if letter not in wording.letters]
    if nameless:
        msg = f"no spoken name for {nameless[0]!r} of {letters!r}"
        raise ValueError(msg)
    return " ".join(wording.letters[letter] for letter in letters)


def in_words(number: int, language: Language) -> str:
    """Return a whole number in words; leading zeros are not said."""
    words: str = num2words(number, lang=language.value)
    # "one thousand, one hundred" would be said with a pause, like two numbers.
    return words.replace(",", "")


def _placed(window: str, language: Language) -> str:
    # The Azerbaijani sentence begins with the window.
    return window[0].upper().replace("I", "İ") + window[1:] if language is Language.AZ else window
