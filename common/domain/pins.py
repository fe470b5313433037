"""Which PINs are good enough; a PIN may also be a longer password, of any letters."""

import unicodedata
from enum import StrEnum
from itertools import pairwise

from common.domain.ids import OperatorCode

SHORTEST, LONGEST = 4, 64


class PinFault(StrEnum):
    """Why a PIN is not taken; each has its words in every language (`pin.fault.*`)."""

    SHORT = "short"
    LONG = "long"
    PLAIN = "plain"
    """One sign over and over, or signs in their order: 0000, 1234, dcba."""
    NAME = "name"
    """The operator's code, which everybody knows."""
    OLD = "old"
    """The PIN that it is to replace."""
    TWICE = "twice"
    """It was typed in two ways; only whoever asks for it twice can tell."""


def normal_pin(pin: str) -> str:
    """Return a PIN so that every keyboard's way of writing a letter is the same."""
    return unicodedata.normalize("NFC", pin)


def fault_of(pin: str, operator: OperatorCode, old: str | None = None) -> PinFault | None:
    """Say what is wrong with a PIN that an operator is to have, in place of an old one if any."""
    pin = normal_pin(pin)
    if len(pin) < SHORTEST:
        return PinFault.SHORT
    if len(pin) > LONGEST:
        return PinFault.LONG
    if old is not None and pin == normal_pin(old):
        return PinFault.OLD
    steps = {ord(after) - ord(before) for before, after in pairwise(pin)}
    if steps in ({-1}, {0}, {1}):
        return PinFault.PLAIN
    return PinFault.NAME if pin.casefold() == operator.casefold() else None
