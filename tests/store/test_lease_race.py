"""Eight kiosks ask for numbers at the same moment, on both databases: no number twice."""

from dataclasses import replace
from itertools import chain

from fixtures.racers import run_race
from floors import CENTRE, EAST, small_floor

from common.domain.floor import Kiosk
from common.domain.ids import DeviceCode, JournalId
from common.domain.numbers import FIRST_RESERVE
from common.domain.outage import LAST_RESERVE
from common.ports import Store
from common.usecases.outage import lease_numbers
from common.usecases.setup import replace_floor

KIOSKS = 8
JOURNALS = 3
"""Each kiosk loses its disk twice, so that together they want more than there is."""

Numbers = list[tuple[str, str, int]]


def lease_all(store: Store, number: int) -> Numbers:
    """Lease for one kiosk with one journal after another; report every number got."""
    got: Numbers = []
    for disk in range(JOURNALS):
        journal = JournalId(f"K{number} disk {disk}")
        for lease in lease_numbers(store, DeviceCode(f"K{number}"), journal):
            serials = range(lease.first, lease.last + 1)
            got += [(lease.day.isoformat(), lease.series, serial) for serial in serials]
    return got


def test_kiosks_that_lease_at_once_never_hold_one_number_twice(
    store: Store, store_url: str
) -> None:
    kiosks = tuple(Kiosk(DeviceCode(f"K{n}"), EAST, None) for n in range(KIOSKS))
    replace_floor(store, replace(small_floor(), kiosks=kiosks))

    got = list(chain.from_iterable(run_race(store_url, CENTRE, lease_all, KIOSKS)))

    assert len(got) == len(set(got))
    a_series = {serial for day, series, serial in got if (day, series) == (got[0][0], "A")}
    assert a_series == set(range(FIRST_RESERVE, LAST_RESERVE + 1))
