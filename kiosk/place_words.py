"""Where a visitor stands, in words; nothing is guessed."""

from datetime import datetime

from common.domain.ids import CounterCode
from common.domain.place import Place
from common.domain.ticket import LegState
from common.domain.views import Menu
from common.domain.waits import left_of_wait
from common.i18n import Text, clock, wait_words
from kiosk.facts import where
from kiosk.offers import people
from kiosk.widgets.facts import Fact

_ENDS = {LegState.NO_SHOW: "place.over_missed", LegState.CANCELLED: "place.over_cancelled"}


def said_of(place: Place, menu: Menu, text: Text) -> tuple[str, str]:
    """Return in one line how it stands, and what to do."""
    window = window_of(place.counter, menu)
    if place.state is LegState.CALLED:
        return text("place.called", n=window), text("place.called_hint", n=window)
    if place.state is LegState.SERVING:
        return text("place.serving", n=window), ""
    if place.state is LegState.HELD:
        return text("place.held", n=window), text("place.held_hint")
    if place.state in (LegState.WAITING, LegState.AWAY):
        return text("place.waiting"), _while_waiting(place, menu, text)
    hint = "place.over_missed_hint" if place.state is LegState.NO_SHOW else "place.over_hint"
    return text(_ENDS.get(place.state, "place.over")), text(hint)


def _while_waiting(place: Place, menu: Menu, text: Text) -> str:
    if place.back_to is not None:
        return text("place.back_at", n=window_of(place.back_to, menu))
    if place.counter is not None:
        return text("place.for_window", n=window_of(place.counter, menu))
    return text("ticket.watch_board")


def facts_of(place: Place, menu: Menu, now: datetime, text: Text) -> tuple[Fact, ...]:
    """Return how many are before the visitor, and what is left of his wait where that is known."""
    if place.state is not LegState.WAITING:
        return ()
    before = people(place.ahead, text) if place.ahead else text("kiosk.nobody")
    ahead = Fact(text("kiosk.ahead"), before)
    if place.appointment is not None:
        promised = place.appointment.astimezone(menu.floor.zone_info)
        return (Fact(text("appointment.time"), clock(promised)), ahead)
    service = menu.services.get(place.service)
    if place.ahead and place.waits_since is not None and service and service.expected:
        left = left_of_wait(service.expected, now - place.waits_since)
        if left is not None:
            return (ahead, Fact(text("place.expected_left"), wait_words(left, text)))
    return (
        ahead,
        *(() if place.counter or place.back_to else where(menu.floor, place.service, text)),
    )


def window_of(code: CounterCode | None, menu: Menu) -> str:
    """Return the number of a window; its code where the set-up has it no more."""
    counter = None if code is None else menu.floor.counter(code)
    return str(code or "") if counter is None else str(counter.number)
