"""How a slip is laid out: its lines, from top to bottom."""

from dataclasses import dataclass
from enum import StrEnum

from common.domain.words import Words


class Show(StrEnum):
    """What a line of the slip shows; what there is nothing to say of takes no room."""

    SPACE = "space"
    RULE = "rule"
    LOGO = "logo"
    TEXT = "text"
    CENTRE = "centre"
    NUMBER = "number"
    MARKS = "marks"
    """Reserve, priority, copy."""
    SERVICE = "service"
    ENTITY = "entity"
    ONWARD = "onward"
    APPOINTMENT = "appointment"
    AHEAD = "ahead"
    EXPECTED = "expected"
    DIRECTION = "direction"
    """Where to look; of a reserve number, how it is called."""
    CODE = "code"
    ISSUED = "issued"
    VALID = "valid"


@dataclass(frozen=True, slots=True)
class Line:
    """One line; lengths in eighths of a millimetre."""

    show: Show
    size: int = 28
    """Em of the letters; side of the code; height of a space or the logo."""
    fact: int = 32
    """Em of what stands at the right."""
    weight: int = 600
    leading: float = 1.3
    centred: bool = False
    above: int = 0
    below: int = 0
    words: Words | None = None
    """Of a text, in each language."""
