from datetime import date, timedelta

import pytest

from common.domain.slip import Code, qr_text, read_qr
from common.domain.waits import WaitSpan, left_of_wait

MINUTE = timedelta(minutes=1)


def test_what_stands_on_a_slip_is_read_back() -> None:
    day = date(2026, 11, 28)

    assert read_qr(qr_text("ASAN-01", day, "a_B-9c")) == Code("ASAN-01", day, "a_B-9c")  # type: ignore[arg-type] # a code


@pytest.mark.parametrize(
    "text",
    [
        "",
        "AB12CD",
        "AN1",
        "AN1:X:20261128",
        "AN1:X:20261128:",
        "AN1::20261128:t",
        "AN2:X:20261128:t",
        "AN1:X:20261328:t",
        "AN1:X:today:t",
    ],
)
def test_what_is_no_slip_of_ours_is_none(text: str) -> None:
    assert read_qr(text) is None


@pytest.mark.parametrize(
    ("waited", "left"),
    [
        (0, WaitSpan(10, 20)),
        (3, WaitSpan(5, 20)),
        (12, WaitSpan(0, 10)),
        (19, WaitSpan(0, 5)),
        (20, None),
        (45, None),
    ],
)
def test_what_is_left_of_a_wait_shrinks_and_is_not_guessed_once_it_is_over(
    waited: int, left: WaitSpan | None
) -> None:
    assert left_of_wait(WaitSpan(10, 20), waited * MINUTE) == left
