"""What is known of a ticket or a service, in words; nothing is guessed."""

from common.domain.floor import Floor
from common.domain.ids import ServiceCode
from common.i18n import Text
from kiosk.offers import people, windows_of
from kiosk.widgets.facts import Fact

FEW = 3
"""So many windows are named one by one; more only as a range."""


def facts_of(floor: Floor, service: ServiceCode, ahead: int | None, text: Text) -> tuple[Fact, ...]:
    """Return how many are before the visitor, and at which windows the service is given.

    `ahead` is None where nobody knows it: then nothing is said of it.
    """
    before = people(ahead, text) if ahead else text("kiosk.nobody")
    facts = [] if ahead is None else [Fact(text("kiosk.ahead"), before)]
    return tuple(facts) + where(floor, service, text)


def where(floor: Floor, service: ServiceCode, text: Text) -> tuple[Fact, ...]:
    """Return at which windows a service is given; nothing when they would be a long list."""
    numbers = windows_of(floor, service)
    words = windows_words(numbers)
    key = "kiosk.windows" if len(numbers) > 1 else "kiosk.window"
    return (Fact(text(key), words),) if words else ()


def windows_words(numbers: tuple[int, ...]) -> str:
    """Return window numbers as people write them; empty when they would be a long list."""
    if not numbers:
        return ""
    if len(numbers) > 1 and numbers[-1] - numbers[0] == len(numbers) - 1:
        return f"{numbers[0]}–{numbers[-1]}"
    return ", ".join(map(str, numbers)) if len(numbers) <= FEW else ""
