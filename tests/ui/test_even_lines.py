"""Words in lines of about one length, and rows divided among what stands in them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtWidgets import QApplication

from common.ui.fonts import load_fonts
from common.ui.widgets.lines import LINE_BREAK, Lines, Style
from kiosk.widgets.shares import shares

STYLE = Style(39)
words = st.text("abcdefg  ", max_size=60)


@pytest.fixture(scope="module", autouse=True)
def _fonts(qapp: QApplication) -> None:  # noqa: ARG001 - fonts need one
    load_fonts()


def test_no_word_is_left_alone_on_the_last_line() -> None:
    said = "Вас ждут, пройдите к окну 12, пожалуйста."
    lines = Lines(said, STYLE, Lines(said, STYLE).width - 1)
    assert said[lines.starts()[1] :] == "пожалуйста."

    lines.even()

    assert said[lines.starts()[1] :] == "к окну 12, пожалуйста."


def test_a_sentence_begins_on_a_line_of_its_own_where_there_is_room() -> None:
    said = "Out of paper. The ticket was not printed."
    lines = Lines(said, STYLE, Lines(said, STYLE).width - 1)

    lines.even()

    assert said[lines.starts()[1] :] == "The ticket was not printed."


def test_a_number_stays_with_what_it_names() -> None:
    said = "Window 12 is waiting for you."
    lines = Lines(said, STYLE, Lines(said, STYLE).width - 1)

    lines.even()

    assert said[lines.starts()[1] :] == "for you."


def test_no_word_is_left_alone_on_the_first_line_where_more_of_them_find_room() -> None:
    said = "Replacement of a lost identity card"
    lines = Lines(said, STYLE, Lines(said, STYLE).width * 0.7)

    lines.even()

    assert said[lines.starts()[1] :] == "identity card"


def test_each_paragraph_is_even_by_itself() -> None:
    first, second = "Bu gün: 09:00-19:00, fasiləsiz xidmət göstərilir", "Növbəti qəbul sabah"
    said = f"{first}{LINE_BREAK}{second}"
    lines = Lines(said, STYLE, Lines(second, STYLE).width - 1)

    lines.even()

    assert said[lines.starts()[-1] :] == "qəbul sabah"


def test_no_line_ends_with_a_number_or_the_shortest_of_words() -> None:
    for said, short in (("Növbənizə 30 dəqiqədən", "30"), ("bir iki və ya məlumat", "və ya")):
        lines = Lines(said, STYLE, Lines(said, STYLE).width - 1)

        lines.even()

        assert said[lines.starts()[1] :].startswith(short)


@given(words, st.integers(60, 900))
def test_even_lines_are_as_many_and_no_wider(text: str, width: int) -> None:
    lines = Lines(text, STYLE, width)
    count = lines.count

    lines.even()

    assert lines.count == count
    if lines.whole:
        assert lines.width <= width + 0.5


@given(st.lists(st.floats(40, 400), min_size=1, max_size=5), st.floats(200, 2000))
def test_a_row_is_divided_whole_and_gives_what_is_needed(needs: list[float], room: float) -> None:
    parts = shares(needs, room, 30)

    assert sum(parts) == pytest.approx(room)
    if sum(needs) <= room:
        assert all(part >= need - 0.01 for part, need in zip(parts, needs, strict=True))
