"""The kiosk's figures: pages, slips, search, touch to paper, memory after many tickets."""

import os
from typing import Any

from tests.bench.figures import Count, Tell, figure
from tests.bench.itself import measure_itself
from tests.bench.measure import centre_at, touch_to_first_byte
from tests.bench.searching import searching

TICKETS = 5_000


def measure_kiosk(tell: Tell, tickets: int = TICKETS) -> None:
    """Measure a kiosk, telling each figure; how loaded the machine is comes first and last."""
    tell(_load("before"))
    tell(touch_to_first_byte("", "SQLite"))
    for each in searching():
        tell(each)
    told = _at_work(tickets)
    tell(figure("page change, from the wish to painted", "ms", told["pages"]))
    tell(figure("slip with its QR code drawn, and its bytes made", "ms", _column(told, 0)))
    tell(figure("bytes of a slip", "kB", [size / 1000 for size in _column(told, 1)]))
    for number, megabytes in told["memory"]:
        tell(Count(f"resident memory after {number:,} tickets", "MB", round(megabytes, 1)))
    tell(Count("tickets a minute while so many were taken", "", _pace(tickets, told["seconds"])))
    tell(_load("after"))


def _load(when: str) -> Count:
    """Return how many processes wanted the processor in the last minute."""
    return Count(f"load of the machine {when}", "", round(os.getloadavg()[0], 1))


def _column(told: dict[str, Any], number: int) -> list[float]:
    return [each[number] for each in told["slips"]]


def _pace(tickets: int, seconds: float) -> float:
    return round(tickets * 60 / seconds, 1)


def _at_work(tickets: int) -> dict[str, Any]:
    with centre_at("") as (centre, folder):
        where = (centre.url, centre.floor.centre, str(folder))
        return measure_itself("tests.bench.kiosk_at_work", folder, *where, str(tickets))
