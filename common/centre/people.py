"""Gives operators their PINs."""

import secrets
import sys
from difflib import get_close_matches
from getpass import getpass

from common.centre.records import opened
from common.centre.saying import say
from common.domain.floor import Floor
from common.domain.ids import OperatorCode
from common.domain.pins import LONGEST, SHORTEST, PinFault, fault_of
from common.settings import Settings
from common.usecases.shifts import set_pin

MADE = 6
"""Digits of a PIN that the program makes."""
UNFIT = {
    PinFault.SHORT: f"a PIN has {SHORTEST} to {LONGEST} digits or letters",
    PinFault.LONG: f"a PIN has {SHORTEST} to {LONGEST} digits or letters",
    PinFault.PLAIN: "that PIN is the first that anybody would try",
    PinFault.NAME: "that PIN is the operator's own code, which everybody knows",
}


class Mistyped(Exception):
    """What was typed cannot be used; the message says what can."""


def give_pin(settings: Settings, operator: OperatorCode, *, made: bool) -> int:
    """Store a first PIN for an operator: read from the terminal, or made and shown once.

    It opens nothing until he has chosen one of his own in its place.
    """
    with opened(settings) as store:
        _check_known(store.floor(), operator)
        pin = _make_pin(operator) if made else _read_pin(operator)
        set_pin(store, operator, pin, must_change=True)
    say(f"the first PIN of {operator} is {pin}" if made else f"{operator} has a first PIN")
    return 0


def _check_known(floor: Floor, operator: OperatorCode) -> None:
    if floor.operator(operator) is None:
        known = [one.code for one in floor.operators]
        near = get_close_matches(operator, known, 1)
        hint = f"did you mean {near[0]}?" if near else f"known are: {', '.join(known)}"
        raise Mistyped(f"the set-up has no operator {operator}; {hint}")


def _make_pin(operator: OperatorCode) -> str:
    while True:
        pin = f"{secrets.randbelow(10**MADE):0{MADE}d}"
        if fault_of(pin, operator) is None:
            return pin


def _read_pin(operator: OperatorCode) -> str:
    if sys.stdin is None:  # closed by whoever started this
        pin = ""
    elif sys.stdin.isatty():
        pin = getpass("PIN: ")
        if pin != getpass("PIN again: "):
            raise Mistyped("the two PINs differ; nothing was changed, please try again")
    else:
        pin = sys.stdin.readline().rstrip("\r\n")
    fault = fault_of(pin, operator)
    if fault is not None:
        raise Mistyped(f"{UNFIT[fault]}; nothing was changed")
    return pin
