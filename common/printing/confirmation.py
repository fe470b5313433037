"""Waits for the answer that comes when a slip is on paper, and notices when it cannot come."""

import time

from common.ports import PrinterState
from common.printing.cables import Broken, Line, left
from common.printing.status import Family, understand

POLL = 0.25
"""Seconds of silence after which the printer is asked how it is."""
MAY_PRINT = frozenset({PrinterState.READY, PrinterState.NEAR_END, PrinterState.NOT_TAKEN})


def await_confirmation(line: Line, family: Family, data: bytes, until: float) -> PrinterState:
    """Return what the answer behind the data says.

    UNKNOWN when none came in time or it was none, NO_LINK when the cable broke, or else the
    trouble that keeps the printer from coming to it.
    """
    hearing = _Hearing(family, data)
    while True:
        got = line.receive(min(until, time.monotonic() + POLL))
        if isinstance(got, Broken):
            return PrinterState.NO_LINK
        if not got and not left(until):
            return PrinterState.UNKNOWN
        hearing.take(got)
        if (verdict := hearing.verdict()) is not None:
            return verdict
        if not got and hearing.may_ask() and line.send(hearing.questions(), until) is not None:
            return PrinterState.NO_LINK


class _Hearing:
    """Sorts what a printer says while it prints."""

    def __init__(self, family: Family, data: bytes) -> None:
        self._family = family
        # A printer also answers real-time questions that the picture's bytes happen to spell
        # (Epson's note on DLE EOT).
        self._strays = sum(data.count(ask.question) * ask.length for ask in family.asks)
        self._one_byte = all(ask.length == 1 for ask in family.asks)
        self._awaited = 0
        self._said: list[bytes] = []
        self._answer = b""

    def take(self, got: bytes) -> None:
        """Sort bytes into answers to real-time questions and the answer that counts."""
        for byte in got:
            letter = bytes((byte,))
            if not any(ask.fits(letter) for ask in self._family.asks if ask.length == 1):
                self._answer += letter
            elif self._awaited:
                self._awaited -= 1
                self._said.append(letter)
            elif self._strays:
                self._strays -= 1
            else:
                self._answer += letter

    def verdict(self) -> PrinterState | None:
        """Return what is known now; None while there is more to wait for."""
        if self._awaited:
            return None
        if self._answer:
            single = len(self._answer) == 1
            return self._family.confirms(self._answer[0]) if single else PrinterState.UNKNOWN
        if not self._said:
            return None
        state = understand(self._family, self._said)
        self._said = []
        return None if state in MAY_PRINT else state

    def may_ask(self) -> bool:
        """Say whether an answer could be told from what the picture may bring about."""
        return self._one_byte and not self._strays and not self._awaited

    def questions(self) -> bytes:
        """Return the real-time questions and await their answers."""
        self._awaited = len(self._family.asks)
        return b"".join(ask.question for ask in self._family.asks)
