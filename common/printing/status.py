"""What a printer's status bytes mean, per family of printers."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from common.ports import PrinterState


@dataclass(frozen=True, slots=True)
class Ask:
    """A real-time question, which passes the print data, and the length of its answer."""

    question: bytes
    fits: Callable[[bytes], bool]
    """Whether bytes of the right length have the fixed bits of an answer."""
    length: int = 1


@dataclass(frozen=True, slots=True)
class Sign:
    """Bits in the answer to one question that mean a state, when all of them are set."""

    ask: int
    """Place of the question in the family's `asks`, from 0."""
    bits: int
    state: PrinterState
    byte: int = 0
    """Place in the answer, from 0."""


@dataclass(frozen=True, slots=True)
class Family:
    """How one family of printers is asked, and what its answers mean."""

    asks: tuple[Ask, ...]
    signs: tuple[Sign, ...]
    """The worst first."""
    confirm: bytes
    """The question that waits in line behind the print data; one byte answers it."""
    confirms: Callable[[int], PrinterState]
    """What the answer to `confirm` says; UNKNOWN when it is no answer."""


def understand(family: Family, answers: Sequence[bytes]) -> PrinterState:
    """Return the worst that the answers to all `asks` say; UNKNOWN unless each is sound."""
    if len(answers) != len(family.asks):
        return PrinterState.UNKNOWN
    for ask, answer in zip(family.asks, answers, strict=True):
        if len(answer) != ask.length or not ask.fits(answer):
            return PrinterState.UNKNOWN
    for sign in family.signs:
        if answers[sign.ask][sign.byte] & sign.bits == sign.bits:
            return sign.state
    return PrinterState.READY


FIXED, FIXED_VALUE = 0x93, 0x12
"""Bits 0, 1, 4 and 7 of an answer to DLE EOT, and what they always are (0xx1xx10)."""


def _fits_dle_eot(answer: bytes) -> bool:
    return answer[0] & FIXED == FIXED_VALUE


def _dle_eot(n: int) -> Ask:
    return Ask(bytes((0x10, 0x04, n)), _fits_dle_eot)


def _gs_r_paper(answer: int) -> PrinterState:
    """Read the paper sensors in an answer to GS r 1 (bits 4 and 7 are 0)."""
    if answer & 0x90:
        return PrinterState.UNKNOWN
    if answer & 0x0C:
        return PrinterState.OUT_OF_PAPER
    return PrinterState.NEAR_END if answer & 0x03 else PrinterState.READY


PRINTER, CAUSE, ERROR, PAPER = range(4)

# DLE EOT 1-4 as in the manuals of Epson TM, Citizen CT-S, SNBC, Bixolon SRP and Ithaca.
GENERIC_ESCPOS = Family(
    asks=(_dle_eot(1), _dle_eot(2), _dle_eot(3), _dle_eot(4)),
    signs=(
        Sign(CAUSE, 0x04, PrinterState.COVER_OPEN),
        Sign(PAPER, 0x40, PrinterState.OUT_OF_PAPER),
        Sign(PAPER, 0x20, PrinterState.OUT_OF_PAPER),
        Sign(CAUSE, 0x20, PrinterState.OUT_OF_PAPER),
        Sign(ERROR, 0x08, PrinterState.CUTTER),
        Sign(ERROR, 0x04, PrinterState.JAM),
        Sign(ERROR, 0x40, PrinterState.HOT),
        Sign(ERROR, 0x20, PrinterState.OFFLINE),
        Sign(CAUSE, 0x40, PrinterState.OFFLINE),
        Sign(PRINTER, 0x08, PrinterState.OFFLINE),
        Sign(PAPER, 0x04, PrinterState.NEAR_END),
        Sign(PAPER, 0x08, PrinterState.NEAR_END),
    ),
    confirm=b"\x1dr\x01",
    confirms=_gs_r_paper,
)

FAMILIES: Mapping[str, Family | None] = {
    "generic_escpos": GENERIC_ESCPOS,
    "one_way": None,
}
"""Families by the name that a printer's set-up gives; None never answers."""
