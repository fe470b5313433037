"""A ticket that was given, and what is known of its paper."""

from dataclasses import dataclass
from enum import StrEnum

from common.domain.ticket import SlipState
from common.domain.views import Issued
from common.domain.words import Words
from common.ports import PrinterState


class Paper(StrEnum):
    """What is known of the paper of the ticket on the screen."""

    PRINTING = "printing"
    PRINTED = "printed"
    UNSURE = "unsure"
    """Sent or unknown: it may come out, and nobody confirmed it."""


@dataclass(frozen=True, slots=True)
class Ticket:
    """A ticket that was just given; `stays_ms` is how long it stays once that is known."""

    issued: Issued
    paper: Paper
    stays_ms: int | None = None


ON_PAPER = {
    SlipState.PRINTED: Paper.PRINTED,
    SlipState.SENT: Paper.UNSURE,
    SlipState.UNKNOWN: Paper.UNSURE,
}
"""What is said of the paper; any other state of a slip is trouble."""


class Found(StrEnum):
    """How far another printer is with a slip that did not come out here."""

    TRYING = "trying"
    THERE = "there"
    MAYBE = "maybe"
    """It may have come out there, and nobody confirmed it."""


@dataclass(frozen=True, slots=True)
class SpareAt:
    """Another printer that prints the slip; `where` says how to get there."""

    where: Words
    found: Found


@dataclass(frozen=True, slots=True)
class Trouble:
    """A ticket that stands although its paper failed."""

    issued: Issued
    printer: PrinterState
    spare: SpareAt | None = None


@dataclass(frozen=True, slots=True)
class ForOther:
    """A ticket of another kiosk's visitor, whose paper comes out here."""

    issued: Issued
    paper: Paper
    stays_ms: int | None = None
