"""Asks a printer how it is, and waits until a slip no longer moves."""

import logging
import time
from collections.abc import Callable
from dataclasses import dataclass

from common.ports import PrinterState
from common.printing.cables import Broken, Line, left
from common.printing.status import MAY_PRINT, Answers, Ear, Family, Form, Message, understand

POLL = 0.25
"""Seconds of silence after which the printer is asked how it is."""

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Said:
    """What a round of questions brought."""

    state: PrinterState
    answers: Answers = ()


def ask(line: Line, family: Family, until: float) -> Said:
    """Ask all real-time questions in turn; UNKNOWN unless every answer is sound and nothing else.

    What a printer may push of itself is let pass.
    """
    line.receive(0)  # what an earlier moment had to say
    talk = _Talk(line, family)
    for one in family.asks:
        trouble = line.send(one.question, until) or talk.hear(one.form, until)
        if trouble is not None:
            log.debug("the printer cannot be asked: %s", trouble.reason)
            return Said(PrinterState.NO_LINK)
        if talk.lost:
            return Said(PrinterState.UNKNOWN)
    if talk.finish(until) is not None:
        return Said(PrinterState.NO_LINK)
    if talk.lost:
        return Said(PrinterState.UNKNOWN)
    return Said(understand(family, talk.answers), talk.answers)


class _Talk:
    """Collects the answers to one round of questions."""

    def __init__(self, line: Line, family: Family) -> None:
        self._line = line
        self._ear = Ear(family)
        self._pushed = [saying.form for saying in family.pushed]
        self._waiting: list[Message] = []
        self.answers: list[bytes] = []
        self.lost = False
        """Something else came, or nothing in time."""

    def hear(self, form: Form, until: float) -> Broken | None:
        """Wait for the answer to one question."""
        wanted = len(self.answers) + 1
        while not self.lost and len(self.answers) < wanted:
            got = self._line.receive(until)
            if isinstance(got, Broken):
                return got
            self.lost = not got
            for message in self._ear.take(got):
                if message.form == form and len(self.answers) < wanted:
                    self.answers.append(message.data)
                elif message.form not in self._pushed:
                    log.info("the printer said %s, which is no answer", message.data.hex(" "))
                    self.lost = True
        return None

    def finish(self, until: float) -> Broken | None:
        """Make sure that nothing more was said than there should be."""
        got = self._line.receive(0)
        while got or self._ear.midway:
            if isinstance(got, Broken):
                return got
            messages = self._ear.take(got)
            if any(message.form not in self._pushed for message in messages):
                self.lost = True
            if not self._ear.midway:
                return None
            got = self._line.receive(until)
            if not got:
                self.lost = True
                return None
        return None


def ask_until(
    line: Line,
    family: Family,
    shows: Callable[[Answers, Answers], bool],
    before: Answers,
    until: float,
) -> PrinterState:
    """Ask until the answers show something beside those before; return what they say then.

    A trouble at once; UNKNOWN when that did not come in time.
    """
    while True:
        said = ask(line, family, until)
        # While such a family prints, the picture's bytes may make it say what is no answer.
        garbled = said.state is PrinterState.UNKNOWN and not said.answers
        if said.state not in MAY_PRINT and not (garbled and family.in_line is None):
            return said.state
        if said.answers and said.state in MAY_PRINT and shows(before, said.answers):
            return said.state
        pause = min(until, time.monotonic() + POLL)
        while left(pause):
            if isinstance(line.receive(pause), Broken):
                return PrinterState.NO_LINK
        if not left(until):
            return PrinterState.UNKNOWN
