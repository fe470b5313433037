"""Which bits mean what, per family of printers, as their manuals say.

tests/printing/printer_bytes.json names manual and page of each. A bit that no manual names makes
a message unsound: what it means is not known.
"""

from collections.abc import Mapping
from dataclasses import replace

from common.ports import PrinterState
from common.printing.status import Answers, Ask, Family, Form, Saying, Sign

DLE_EOT = Form(((0x93, 0x12),))
"""The answer to DLE EOT n: 0xx1xx10."""
GS_R = Form(((0x90, 0x00),))
"""The answer to GS r: bits 4 and 7 are 0."""
PUSHED = Form(((0x93, 0x10), (0x90, 0), (0x90, 0), (0x90, 0)))
"""What GS a lets a printer push: four bytes, the first 0xx1xx00, never taken for DLE EOT's."""
PRINTER, CAUSE, ERROR, PAPER, DETAILS, MORE_DETAILS = range(6)


def _dle_eot(n: int, form: Form = DLE_EOT) -> Ask:
    return Ask(bytes((0x10, 0x04, n)), form)


def _pushed(*paper: Sign) -> Saying:
    """Return how pushed status is read; of the paper each family has its own signs."""
    return Saying(
        PUSHED,
        (
            Sign(0, 0x20, PrinterState.COVER_OPEN),
            paper[0],
            Sign(0, 0x08, PrinterState.CUTTER, byte=1),
            Sign(0, 0x04, PrinterState.JAM, byte=1),
            Sign(0, 0x40, PrinterState.HOT, byte=1),
            Sign(0, 0x20, PrinterState.OFFLINE, byte=1),
            Sign(0, 0x08, PrinterState.OFFLINE),
            *paper[1:],
        ),
    )


_GS_R_PAPER = (
    Sign(0, 0x08, PrinterState.OUT_OF_PAPER),
    Sign(0, 0x04, PrinterState.OUT_OF_PAPER),
    Sign(0, 0x02, PrinterState.NEAR_END),
    Sign(0, 0x01, PrinterState.NEAR_END),
)
_ERRORS = (
    Sign(ERROR, 0x08, PrinterState.CUTTER),
    Sign(ERROR, 0x04, PrinterState.JAM),
    Sign(ERROR, 0x40, PrinterState.HOT),
    Sign(ERROR, 0x20, PrinterState.OFFLINE),
)
_NO_NAMED_CAUSE = (
    Sign(CAUSE, 0x40, PrinterState.OFFLINE),
    Sign(PRINTER, 0x08, PrinterState.OFFLINE),
)
_NEAR_END = (
    Sign(PAPER, 0x04, PrinterState.NEAR_END),
    Sign(PAPER, 0x08, PrinterState.NEAR_END),
)

GENERIC_ESCPOS = Family(
    asks=(_dle_eot(1), _dle_eot(2), _dle_eot(3), _dle_eot(4)),
    signs=(
        Sign(CAUSE, 0x04, PrinterState.COVER_OPEN),
        Sign(PAPER, 0x40, PrinterState.OUT_OF_PAPER),
        Sign(PAPER, 0x20, PrinterState.OUT_OF_PAPER),
        Sign(CAUSE, 0x20, PrinterState.OUT_OF_PAPER),
        *_ERRORS,
        *_NO_NAMED_CAUSE,
        *_NEAR_END,
    ),
    confirm=b"\x1dr\x01",
    in_line=Saying(GS_R, _GS_R_PAPER),
    pushed=(
        _pushed(
            Sign(0, 0x0C, PrinterState.OUT_OF_PAPER, byte=2),
            Sign(0, 0x03, PrinterState.NEAR_END, byte=2),
        ),
    ),
)

# Citizen's presenter sensor sits on a bit of paper end of the others.
CITIZEN_PPU = Family(
    asks=tuple(_dle_eot(n) for n in range(1, 7)),
    signs=(
        Sign(CAUSE, 0x04, PrinterState.COVER_OPEN),
        Sign(DETAILS, 0x04, PrinterState.COVER_OPEN),
        Sign(PAPER, 0x20, PrinterState.OUT_OF_PAPER),
        Sign(CAUSE, 0x20, PrinterState.OUT_OF_PAPER),
        *_ERRORS[:2],
        Sign(MORE_DETAILS, 0x20, PrinterState.JAM),
        *_ERRORS[2:],
        Sign(DETAILS, 0x08, PrinterState.HOT),
        *(Sign(DETAILS, voltage, PrinterState.OFFLINE) for voltage in (0x20, 0x40)),
        *(Sign(MORE_DETAILS, broken, PrinterState.OFFLINE) for broken in (0x04, 0x08, 0x40)),
        *_NO_NAMED_CAUSE,
        *_NEAR_END,
        Sign(PAPER, 0x40, PrinterState.NOT_TAKEN),
    ),
    confirm=b"\x1dr\x01",
    in_line=Saying(GS_R, (*_GS_R_PAPER[1:], Sign(0, 0x08, PrinterState.NOT_TAKEN))),
    pushed=(
        _pushed(
            Sign(0, 0x04, PrinterState.OUT_OF_PAPER, byte=2),
            Sign(0, 0x02, PrinterState.NEAR_END, byte=2),
            Sign(0, 0x01, PrinterState.NEAR_END, byte=2),
            Sign(0, 0x08, PrinterState.NOT_TAKEN, byte=2),
        ),
    ),
)

FULL_STATUS = Form(((0xFF, 0x10), (0xFF, 0x0F), (0x1A, 0), (0x90, 0), (0x14, 0), (0xF0, 0)))
"""Custom's answer to DLE EOT 20: two fixed bytes, paper, user, recoverable, unrecoverable."""
FULL = 1
ROLL, USER, RECOVERABLE, UNRECOVERABLE = range(2, 6)
MOVING = 0x0C
"""Spooling, and the drag motor on."""


def _stands_still(_before: Answers, now: Answers) -> bool:
    """Say whether the motor has stopped; some of Custom's printers answer in line before."""
    return not now[FULL][USER] & MOVING


def _alone(sign: Sign) -> Sign:
    """Return a sign of an answer as one of a message that nobody asked for."""
    return replace(sign, ask=0)


_FULL_STATUS = (
    Sign(FULL, 0x02, PrinterState.COVER_OPEN, byte=USER),
    Sign(FULL, 0x01, PrinterState.COVER_OPEN, byte=USER),
    Sign(FULL, 0x02, PrinterState.COVER_OPEN, byte=UNRECOVERABLE),
    Sign(FULL, 0x01, PrinterState.OUT_OF_PAPER, byte=ROLL),
    Sign(FULL, 0x01, PrinterState.CUTTER, byte=UNRECOVERABLE),
    Sign(FULL, 0x40, PrinterState.JAM, byte=RECOVERABLE),
    Sign(FULL, 0x01, PrinterState.HOT, byte=RECOVERABLE),
    *(Sign(FULL, broken, PrinterState.OFFLINE, byte=UNRECOVERABLE) for broken in (0x04, 0x08)),
    *(Sign(FULL, error, PrinterState.OFFLINE, byte=RECOVERABLE) for error in (0x02, 0x08, 0x80)),
    Sign(PRINTER, 0x08, PrinterState.OFFLINE),
    # A command that it did not take: nobody knows what it printed.
    Sign(FULL, 0x20, PrinterState.UNKNOWN, byte=RECOVERABLE),
    *(Sign(FULL, sensor, PrinterState.NEAR_END, byte=ROLL) for sensor in (0x04, 0x40)),
    Sign(FULL, 0x20, PrinterState.NOT_TAKEN, byte=ROLL),
)
CUSTOM = Family(
    asks=(_dle_eot(1), _dle_eot(20, FULL_STATUS)),
    signs=_FULL_STATUS,
    confirm=b"\x1dr\x01",
    in_line=Saying(GS_R, _GS_R_PAPER),
    pushed=(Saying(FULL_STATUS, tuple(_alone(sign) for sign in _FULL_STATUS if sign.ask)),),
    done=_stands_still,
)

SHORTEST, LONGEST = 7, 15
STATUS, STAR_ERROR, STAR_JAM, STAR_PAPER, STAR_PRESENTER, COUNTER, POSITION = range(2, 9)
"""Places of Star's bytes behind the two headers."""
ETB_DONE = 0x02


def _star_length(beginning: bytes) -> int:
    """Read the length from header 1 (bits 1-3 and 5); header 2 tells of two bytes more."""
    length = beginning[0] >> 1 & 0x07 | beginning[0] >> 2 & 0x08
    if not SHORTEST <= length <= LONGEST:
        return 0
    return length + 2 if len(beginning) > 1 and beginning[1] & 0x80 else length


STAR_STATUS = Form(((0x91, 0x01), (0x11, 0), (0x91, 0), (0x93, 0), (0x91, 0)), _star_length)
"""Star's automatic status, asked for or not; only its first byte has bit 0."""


def _counted(status: bytes) -> int | None:
    """Return how often an ETB was executed, modulo 32; None in the oldest version."""
    if len(status) <= SHORTEST:
        return None
    bits = status[COUNTER]
    return bits >> 1 & 0x07 | bits >> 2 & 0x18


def _since(before: Answers, now: Answers) -> int | None:
    """Return how many ETBs were come to since, modulo 32; None in the oldest version."""
    counted, counts = _counted(before[0]), _counted(now[0])
    return None if counted is None or counts is None else (counts - counted) % 32


def _next_counted(before: Answers, now: Answers) -> bool:
    """Only the ETB behind the slip counts: one more than before it."""
    since = _since(before, now)
    return bool(now[0][STATUS] & ETB_DONE) if since is None else since == 1


def _any_counted(before: Answers, now: Answers) -> bool:
    """Any ETB was come to since."""
    since = _since(before, now)
    return bool(now[0][STATUS] & ETB_DONE) if since is None else since > 0


_STAR_SIGNS = (
    Sign(0, 0x20, PrinterState.COVER_OPEN, byte=STATUS),
    Sign(0, 0x02, PrinterState.COVER_OPEN, byte=STAR_JAM),
    Sign(0, 0x08, PrinterState.OUT_OF_PAPER, byte=STAR_PAPER),
    Sign(0, 0x08, PrinterState.CUTTER, byte=STAR_ERROR),
    Sign(0, 0x04, PrinterState.JAM, byte=STAR_ERROR),
    Sign(0, 0x04, PrinterState.JAM, byte=STAR_JAM),
    Sign(0, 0x40, PrinterState.HOT, byte=STAR_ERROR),
    Sign(0, 0x20, PrinterState.OFFLINE, byte=STAR_ERROR),
    Sign(0, 0x08, PrinterState.OFFLINE, byte=STAR_JAM),
    *(Sign(0, off, PrinterState.OFFLINE, byte=STATUS) for off in (0x08, 0x40)),
    # Bytes it lost, a command it did not take: nobody knows what it printed.
    *(Sign(0, lost, PrinterState.UNKNOWN, byte=STAR_JAM) for lost in (0x40, 0x20)),
    *(Sign(0, sensor, PrinterState.NEAR_END, byte=STAR_PAPER) for sensor in (0x04, 0x02)),
    Sign(0, 0x02, PrinterState.NOT_TAKEN, byte=STAR_PRESENTER),
    *(Sign(0, 0x0E, PrinterState.NOT_TAKEN, byte=POSITION, value=at) for at in (0x02, 0x06)),
)
STAR_LINE = Family(
    asks=(Ask(b"\x1b\x06\x01", STAR_STATUS),),
    signs=_STAR_SIGNS,
    confirm=b"\x17",
    in_line=None,
    pushed=(Saying(STAR_STATUS, _STAR_SIGNS),),
    done=_next_counted,
    came=_any_counted,
)

FAMILIES: Mapping[str, Family] = {
    "generic_escpos": GENERIC_ESCPOS,
    "custom": CUSTOM,
    "citizen_ppu": CITIZEN_PPU,
    "star_line": STAR_LINE,
}
"""Families by the name that a model's data gives."""
