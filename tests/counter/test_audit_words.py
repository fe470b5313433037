"""What auditors read has words, and what they write to a file runs nothing."""

import csv
import io
from datetime import date

import pytest

from common.domain.audits import Act, LogGroup, kinds_of
from common.domain.events import EventKind
from common.domain.permissions import Permission
from common.domain.ticket import SlipState
from common.domain.turns import TurnMove
from common.i18n import Text, texts
from counter.audit.days import is_period, read_day
from counter.audit.spreadsheet import as_csv, file_of
from counter.audit.state import AuditPage

TODAY = date(2026, 11, 24)


@pytest.mark.parametrize("text", texts().values(), ids=lambda text: text.language)
def test_everything_that_is_logged_has_words(text: Text) -> None:
    for group, values in (
        ("event", EventKind),
        ("turn", TurnMove),
        ("paper_state", SlipState),
        ("permission", Permission),
        ("audit.page", AuditPage),
        ("audit.group", LogGroup),
        ("audit.act", Act),
    ):
        for value in values:
            assert text(f"{group}.{value.value}")


def test_each_kind_of_event_is_in_one_group() -> None:
    grouped = [kind for group in LogGroup for kind in kinds_of(group)]

    assert sorted(grouped) == sorted(EventKind)


def test_no_cell_is_taken_for_a_formula_and_all_are_read_back() -> None:
    cells = ("=HYPERLINK(1)", "+1", "-1", "@SUM(A1)", "\t=1", "a;b", 'say "x"', "two\nlines", "–")

    content = as_csv(("Nə",), [(cell,) for cell in cells])

    rows = list(csv.reader(io.StringIO(content.removeprefix("\ufeff"), newline=""), delimiter=";"))
    assert content[0] == "\ufeff"
    assert rows[0] == ["Nə"]
    assert [row[0] for row in rows[1:]] == [
        *(f"'{cell}" for cell in cells[:5]),
        *cells[5:],
    ]


def test_days_are_read_as_people_type_them_and_none_is_to_come() -> None:
    typed = ("23.11.2026", " 23.11.26 ", "2026-11-23", "23/11/2026")

    assert {read_day(one, TODAY) for one in typed} == {date(2026, 11, 23)}
    assert [read_day(one, TODAY) for one in ("", "x", "25.11.2026", "31.02.2026")] == [None] * 4
    assert is_period(date(2026, 10, 25), TODAY)
    assert not is_period(date(2026, 10, 24), TODAY)
    assert not is_period(TODAY, date(2026, 11, 23))


@pytest.mark.parametrize("path", ["", "x.txt", "a\0.csv", "~nobody-of-that-name/x.csv"])
def test_what_is_no_new_spreadsheet_is_no_file(path: str) -> None:
    assert file_of(path) is None
