import inspect
from enum import StrEnum

import pytest

from common.domain import reasons
from common.domain.errors import Reason
from common.domain.notes import TicketMark
from common.domain.outcomes import ServiceOutcome
from common.domain.reasons import one_line
from common.domain.words import Language
from common.i18n import Text

EVERY = [kind for _, kind in inspect.getmembers(reasons, inspect.isclass) if kind is not StrEnum]


@pytest.mark.parametrize("language", Language)
def test_every_reason_has_its_words(language: Language) -> None:
    text = Text(language)

    assert len(EVERY) >= 3
    assert all(text(f"reason.{reason.value}") for kind in EVERY for reason in kind)
    assert all(text(f"mark.{mark.value}") for mark in TicketMark)
    assert all(text(f"outcome.{outcome.value}") for outcome in ServiceOutcome)
    assert all(text(f"refused.{reason.value}") for reason in Reason)


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("  bir \t iki\r\nüç ", "bir iki üç"),
        ("a\x1b[2Jb\x07", "a [2Jb"),
        ("\u202eabc\u200b", "abc"),
        ("", ""),
    ],
)
def test_what_is_pasted_becomes_one_line(written: str, kept: str) -> None:
    assert one_line(written) == kept
