"""What the hall hears: calls and messages as sentences in words."""

import re

from num2words import num2words

from common.domain import azeri
from common.domain.floor import Direction
from common.domain.numbers import split_label
from common.domain.words import Language
from common.hearing import Announcement, Notice, NoticeKind
from common.voice.wording import Say, Wording

_SIDES = {Direction.LEFT: Say.LEFT, Direction.RIGHT: Say.RIGHT}
_TIME = re.compile(r"\b([01]?\d|2[0-3]):([0-5]\d)\b")
_NUMBER = re.compile(r"\d{1,6}")
_DIGIT = re.compile(r"\d")
_BEGINNING = re.compile(r"(^|[.!?]\s+)(\w)")


def sentence(said: Announcement, wording: Wording, *, short: bool = False) -> str:
    """Return the call of a ticket to a window; from the second time on it is said as a recall.

    The short form leaves out courtesy and direction, never letter, number, floor or window.
    Raises ValueError when the label is no ticket number or has a letter without a name.
    """
    letters, serial = split_label(said.label)
    floor = wording.floor_of(said.window)
    call = Say.CALL_FLOOR if floor is not None else Say.SHORT if short else Say.CALL
    places = {
        "letter": spell(letters, wording),
        "number": in_words(serial, wording.language),
        "window": in_words(said.window, wording.language),
        "floor": "" if floor is None else storey(floor, wording.language),
    }
    parts = [wording.say(Say.AGAIN)] if said.times > 1 else []
    parts.append(wording.say(call, **places))
    if said.direction in _SIDES and floor is None and not short:
        parts.append(wording.say(_SIDES[said.direction]))
    return _with_capitals(" ".join(part for part in parts if part), wording.language)


def notice_words(notice: Notice, wording: Wording) -> str:
    """Return what is said to everybody, in one language."""
    match notice.kind:
        case NoticeKind.CLOSING:
            return closing(notice.minutes, wording)
        case NoticeKind.EVACUATION:
            return wording.say(Say.EVACUATION)
        case NoticeKind.TEST:
            return wording.say(Say.TEST)
    words = "" if notice.words is None else notice.words.of(wording.language)
    return message(words, wording.language)


def closing(minutes: int, wording: Wording) -> str:
    """Return what is said when the centre closes in so many minutes; 0 is now."""
    if minutes == 0:
        return wording.say(Say.CLOSED)
    return wording.say(Say.CLOSING, n=in_words(minutes, wording.language))


def message(text: str, language: Language) -> str:
    """Return a message typed by a person as it is said: its numbers and times as words."""

    def at(found: re.Match[str]) -> str:
        hour, minute = (in_words(int(part), language) for part in found.groups())
        return hour if found[2] == "00" else f"{hour} {minute}"

    timed = _TIME.sub(at, azeri.clean(text))
    counted = _NUMBER.sub(lambda found: in_words(int(found[0]), language), timed)
    # What is left are numbers too long to be one; digit by digit they can be written down.
    return _DIGIT.sub(lambda found: f"{in_words(int(found[0]), language)} ", counted)


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


def storey(number: int, language: Language) -> str:
    """Return a floor's number as it stands in a sentence: "ikinci", "two", "второй"."""
    if language is Language.EN:
        return in_words(number, language)
    words: str = num2words(number, lang=language.value, to="ordinal")
    return words


def _with_capitals(text: str, language: Language) -> str:
    """Return text whose sentences begin with capitals; what begins one may have been filled in."""
    upper = azeri.az_upper if language is Language.AZ else str.upper
    return _BEGINNING.sub(lambda found: found[1] + upper(found[2]), text)
