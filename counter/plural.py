"""Counting words."""

from common.domain.words import Language
from common.i18n import Text


def times(count: int, text: Text) -> str:
    """Return how many times: 1 dəfə, twice as "2 times", 5 раз."""
    return counted("counter.times", count, text)


def counted(key: str, count: int, text: Text) -> str:
    """Return what there is so many of, in the form that goes with the number."""
    return text(f"{key}.{_form(count, text.language)}", n=count)


def _form(count: int, language: Language) -> str:
    if language is Language.AZ:
        return "one"
    if language is Language.EN:
        return "one" if count == 1 else "many"
    # Russian counts by the last digit, except that the teens are all many.
    if count % 10 in (2, 3, 4) and count % 100 not in (12, 13, 14):
        return "few"
    return "many"
