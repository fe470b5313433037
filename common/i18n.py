"""Texts for people: one typed door for screens, slips and voice."""

import json
from datetime import date, datetime
from importlib.resources import files

from common.domain.errors import Refused, Unavailable
from common.domain.waits import WaitSpan
from common.domain.words import Language

MINUS = "\u2212"


class Text:
    """Gives every text in one language; a key that is missing is a bug and raises KeyError.

    Making it raises Unavailable where the texts cannot be read.
    """

    def __init__(self, language: Language) -> None:
        self.language = language
        name = f"{language.value}.json"
        source = files("assets").joinpath("locale", name)
        try:
            self._texts: dict[str, str] = json.loads(source.read_text(encoding="utf-8"))
        except (OSError, ValueError) as error:
            words = f"the texts assets/locale/{name} cannot be read: install the program again"
            raise Unavailable(words) from error

    def __call__(self, key: str, /, **values: object) -> str:
        """Return a text with its {places} filled in."""
        text = self._texts[key]
        return text.format(**values) if values else text

    def day_in_words(self, day: date) -> str:
        """Return a date in words: 9 mart 2026."""
        month = self(f"cal.month.{day.month}")
        return self("cal.date", day=day.day, month=month, year=day.year)

    def weekday(self, day: date) -> str:
        """Return the name of a date's weekday."""
        return self(f"cal.weekday.{day.weekday()}")

    def day_with_weekday(self, day: date) -> str:
        """Return a date with its weekday: 9 mart 2026, bazar ertəsi."""
        return self("cal.date_weekday", date=self.day_in_words(day), weekday=self.weekday(day))

    def tenths(self, value: float) -> str:
        """Return a number with its sign and one place: +3,4; only English has a point."""
        said = f"{value:+.1f}".replace("-", MINUS)
        return said if self.language is Language.EN else said.replace(".", ",")

    def refusal(self, refused: Refused) -> str:
        """Return the words for what the rules said."""
        return self(f"refused.{refused.reason.value}", **refused.facts)


def texts() -> dict[Language, Text]:
    """Return the texts of all languages."""
    return {language: Text(language) for language in Language}


def wait_words(span: WaitSpan, text: Text, *, short: bool = False) -> str:
    """Return an expected wait in words: 15-25 minutes, or up to 5."""
    key = "_short" if short else ""
    if span.low == 0:
        return text(f"wait.up_to{key}", n=span.high)
    return text(f"wait.span{key}", a=span.low, b=span.high)


def clock(moment: datetime) -> str:
    """Return hours and minutes of a moment that is already in the centre's time zone."""
    return f"{moment:%H:%M}"
