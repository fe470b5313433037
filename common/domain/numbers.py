"""Ticket numbers as people see them."""

from common.domain.ids import SeriesCode

FIRST_RESERVE = 900
"""900-999 of each series are leased to kiosks for the time the store is out of reach."""
RESERVE_SIZE = 100


def main_serial(count: int) -> int:
    """Return the serial of the day's n-th ticket of a series: 1-899, then 1000, 1001 ..."""
    if count < 1:
        msg = f"the first ticket of a series has count 1, not {count}"
        raise ValueError(msg)
    return count if count < FIRST_RESERVE else count + RESERVE_SIZE


def label(series: SeriesCode, serial: int) -> str:
    """Return the number on the slip, the board and in the voice: A015, A1000, AB047."""
    return f"{series}{serial:03d}"


def split_label(text: str) -> tuple[str, int]:
    """Return the letters and the serial of a label; ValueError when it is none."""
    letters = text.rstrip("0123456789")
    if not letters or letters == text or not letters.isalpha():
        msg = f"not a ticket number: {text!r}"
        raise ValueError(msg)
    return letters, int(text[len(letters) :])
