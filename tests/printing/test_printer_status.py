import pytest

from common.ports import PrinterState
from common.printing.status import FAMILIES, GENERIC_ESCPOS, understand

FINE = (0x12, 0x12, 0x12, 0x12)


def said(*answers: int) -> PrinterState:
    return understand(GENERIC_ESCPOS, [bytes((answer,)) for answer in answers])


@pytest.mark.parametrize(
    ("answers", "state"),
    [
        (FINE, PrinterState.READY),
        ((0x16, 0x12, 0x12, 0x12), PrinterState.READY),  # a drawer's pin says nothing
        ((0x12, 0x12, 0x12, 0x1E), PrinterState.NEAR_END),
        ((0x12, 0x12, 0x12, 0x16), PrinterState.NEAR_END),
        ((0x1A, 0x32, 0x12, 0x12), PrinterState.OUT_OF_PAPER),
        ((0x12, 0x12, 0x12, 0x72), PrinterState.OUT_OF_PAPER),
        ((0x12, 0x12, 0x12, 0x7E), PrinterState.OUT_OF_PAPER),
        ((0x1A, 0x16, 0x12, 0x12), PrinterState.COVER_OPEN),
        ((0x1A, 0x36, 0x12, 0x72), PrinterState.COVER_OPEN),
        ((0x1A, 0x52, 0x1A, 0x12), PrinterState.CUTTER),
        ((0x1A, 0x52, 0x16, 0x12), PrinterState.JAM),
        ((0x1A, 0x52, 0x52, 0x12), PrinterState.HOT),
        ((0x1A, 0x52, 0x32, 0x12), PrinterState.OFFLINE),
        ((0x12, 0x52, 0x12, 0x12), PrinterState.OFFLINE),
        ((0x1A, 0x12, 0x12, 0x12), PrinterState.OFFLINE),
    ],
    ids=str,
)
def test_status_bytes_are_read_as_the_manuals_say(
    answers: tuple[int, ...], state: PrinterState
) -> None:
    assert said(*answers) is state


@pytest.mark.parametrize(
    "answers",
    [
        [],
        [b"\x12", b"\x12", b"\x12"],
        [b"\x12", b"\x12", b"\x12", b""],
        [b"\x12", b"\x12", b"\x12", b"\x12\x12"],
        [b"\x12", b"\x12", b"\x12", b"\xff"],
        [b"\x12", b"\x12", b"\x12", b"\x00"],
        [b"\x10\x00", b"\x12", b"\x12", b"\x12"],
        [b"\x10", b"\x00", b"\x00", b"\x00"],  # a pushed status, not answers
    ],
    ids=str,
)
def test_what_is_no_answer_is_never_taken_for_one(answers: list[bytes]) -> None:
    assert understand(GENERIC_ESCPOS, answers) is PrinterState.UNKNOWN


@pytest.mark.parametrize(
    ("answer", "state"),
    [
        (0x00, PrinterState.READY),
        (0x60, PrinterState.READY),  # reserved bits
        (0x03, PrinterState.NEAR_END),
        (0x0C, PrinterState.OUT_OF_PAPER),
        (0x0F, PrinterState.OUT_OF_PAPER),
        (0x12, PrinterState.UNKNOWN),  # an answer to another question
        (0xFF, PrinterState.UNKNOWN),
    ],
    ids=str,
)
def test_the_answer_behind_the_slip_is_read_as_the_manuals_say(
    answer: int, state: PrinterState
) -> None:
    assert GENERIC_ESCPOS.confirms(answer) is state


def test_every_family_looks_at_answers_that_it_asked_for() -> None:
    families = [family for family in FAMILIES.values() if family is not None]
    assert families
    for family in families:
        for sign in family.signs:
            assert sign.byte < family.asks[sign.ask].length
