"""Waits for the answer that comes when a slip is on paper, and notices when it cannot come."""

import time

from common.ports import PrinterState
from common.printing.asking import POLL
from common.printing.cables import Broken, Line, left
from common.printing.status import MAY_PRINT, Ear, Family, Form, Saying, understand


def await_confirmation(line: Line, family: Family, data: bytes, until: float) -> PrinterState:
    """Return what the answer behind the data says; READY where the family has none in line.

    UNKNOWN when none came in time or it was none, NO_LINK when the cable broke, or else the
    trouble that keeps the printer from coming to it.
    """
    if family.in_line is None:
        return PrinterState.READY
    hearing = _Hearing(family, family.in_line, data)
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

    def __init__(self, family: Family, in_line: Saying, data: bytes) -> None:
        self._family = family
        self._in_line = in_line
        self._ear = Ear(family)
        # A printer also answers real-time questions that the picture's bytes happen to spell
        # (Epson's note on DLE EOT).
        self._strays = [ask.form for ask in family.asks for _ in range(data.count(ask.question))]
        self._awaited: list[Form] = []
        self._said: list[bytes] = []
        self._answers: list[bytes] = []
        self._pushed = PrinterState.READY
        self._lost = False

    def take(self, got: bytes) -> None:
        """Sort messages into answers to real-time questions and the answer that counts."""
        pushed = {saying.form: saying for saying in self._family.pushed}
        for message in self._ear.take(got):
            form = message.form
            if form == self._in_line.form:
                self._answers.append(message.data)
            elif form in self._awaited:
                self._awaited.remove(form)
                self._said.append(message.data)
            elif form in self._strays:
                self._strays.remove(form)
            elif form in pushed:
                self._pushed = pushed[form].read(message.data)
            else:
                self._lost = True

    def verdict(self) -> PrinterState | None:
        """Return what is known now; None while there is more to wait for."""
        if self._awaited:
            return None
        if self._lost or len(self._answers) > 1:
            return PrinterState.UNKNOWN
        if self._answers:
            return self._in_line.read(self._answers[0])
        state = understand(self._family, self._said) if self._said else self._pushed
        self._said = []
        return None if state in MAY_PRINT else state

    def may_ask(self) -> bool:
        """Say whether an answer could be told from what the picture may bring about."""
        return not self._strays and not self._awaited

    def questions(self) -> bytes:
        """Return the real-time questions and await their answers."""
        self._awaited = [ask.form for ask in self._family.asks]
        return b"".join(ask.question for ask in self._family.asks)
