import pytest
from hypothesis import given
from hypothesis import strategies as st

from common.domain.ids import SeriesCode
from common.domain.numbers import label, main_serial, split_label

counts = st.integers(1, 20_000)


@given(counts, counts)
def test_two_counts_never_get_one_number(first: int, second: int) -> None:
    assert (main_serial(first) == main_serial(second)) == (first == second)


@given(counts)
def test_the_main_range_grows_and_leaves_the_reserve_alone(count: int) -> None:
    serial = main_serial(count)

    assert serial not in range(900, 1000)
    assert main_serial(count + 1) > serial


def test_the_main_range_goes_on_after_the_reserve() -> None:
    assert [main_serial(count) for count in (1, 899, 900, 901)] == [1, 899, 1000, 1001]


@given(st.integers(max_value=0))
def test_there_is_no_ticket_before_the_first(count: int) -> None:
    with pytest.raises(ValueError, match="count 1"):
        main_serial(count)


@given(st.text("ABDLMNRTVZ", min_size=1, max_size=2), st.integers(1, 9999))
def test_a_label_is_read_back(series: str, serial: int) -> None:
    assert split_label(label(SeriesCode(series), serial)) == (series, serial)


def test_labels_have_three_digits_or_more() -> None:
    assert label(SeriesCode("A"), 15) == "A015"
    assert label(SeriesCode("AB"), 1000) == "AB1000"


@pytest.mark.parametrize("text", ["", "A", "015", "A-15", "A 15", "15A"])
def test_what_is_no_label_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="not a ticket number"):
        split_label(text)
