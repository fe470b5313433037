"""What is known of a ticket or a service, in words; nothing is guessed."""

from common.domain.floor import Floor
from common.domain.ids import GroupCode, ServiceCode
from common.domain.ticket import Lane
from common.domain.views import Issued, Menu
from common.domain.waits import WaitSpan
from common.i18n import Text, clock, wait_words
from kiosk.offers import people, windows_of
from kiosk.widgets.facts import Fact

FEW = 3
"""So many windows are named one by one; more only as a range."""


def facts_before(
    menu: Menu, service: ServiceCode, group: GroupCode | None, text: Text
) -> tuple[Fact, ...]:
    """Return what is known of a service before its ticket is taken."""
    now = menu.services[service]
    if not menu.live:
        return _facts(menu.floor, service, None, None, text)
    ahead = now.ahead(Lane.ORDINARY if group is None else Lane.PRIORITY)
    expected = now.expected if group is None and ahead else None
    return _facts(menu.floor, service, ahead, expected, text)


def facts_after(issued: Issued, menu: Menu, text: Text) -> tuple[Fact, ...]:
    """Return what is known of a ticket that was just given."""
    ahead = None if issued.reserve else issued.ahead
    facts = _facts(menu.floor, issued.service, ahead, expected_of(issued, menu), text)
    if issued.appointment is None:
        return facts
    promised = issued.appointment.astimezone(menu.floor.zone_info)
    return (Fact(text("appointment.time"), clock(promised)), *facts[1:])


def expected_of(issued: Issued, menu: Menu) -> WaitSpan | None:
    """Return what the holder of a ticket may expect to wait; None where nobody can say.

    The waits that are known are those of ordinary visitors, and of those who found others before
    them: who is first, goes first, or has an appointment is told nothing of them.
    """
    first = issued.ticket.priority is not None or not issued.ahead
    if first or issued.reserve or issued.appointment is not None:
        return None
    now = menu.services.get(issued.service)
    return None if now is None else now.expected


def _facts(
    floor: Floor, service: ServiceCode, ahead: int | None, expected: WaitSpan | None, text: Text
) -> tuple[Fact, ...]:
    """Return how many are before the visitor, and how long he waits or else at which windows.

    `ahead` is None where nobody knows it: then nothing is said of it.
    """
    before = people(ahead, text) if ahead else text("kiosk.nobody")
    facts = [] if ahead is None else [Fact(text("kiosk.ahead"), before)]
    if expected is not None:
        facts.append(Fact(text("wait.expected"), wait_words(expected, text)))
        return tuple(facts)
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
