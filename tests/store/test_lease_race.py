"""Eight kiosks ask for numbers at the same moment, on both databases: no number twice."""

import multiprocessing
from dataclasses import replace
from multiprocessing.queues import Queue
from multiprocessing.synchronize import Barrier

from floors import CENTRE, EAST, small_floor

from common.domain.floor import Kiosk
from common.domain.ids import DeviceCode, JournalId
from common.domain.numbers import FIRST_RESERVE
from common.domain.outage import LAST_RESERVE
from common.ports import Store
from common.store.opening import open_store
from common.usecases.outage import lease_numbers
from common.usecases.setup import replace_floor

KIOSKS = 8
JOURNALS = 3
"""Each kiosk loses its disk twice, so that together they want more than there is."""
PATIENCE = 60.0

Numbers = list[tuple[str, str, int]]


def lease_all(url: str, number: int, ready: Barrier, results: "Queue[Numbers]") -> None:
    """Lease for one kiosk after another; report every number got."""
    store = open_store(url, CENTRE, timeout=20.0)
    ready.wait(PATIENCE)
    got: Numbers = []
    for disk in range(JOURNALS):
        journal = JournalId(f"K{number} disk {disk}")
        for lease in lease_numbers(store, DeviceCode(f"K{number}"), journal):
            serials = range(lease.first, lease.last + 1)
            got += [(lease.day.isoformat(), lease.series, serial) for serial in serials]
    store.close()
    results.put(got)


def test_kiosks_that_lease_at_once_never_hold_one_number_twice(
    store: Store, store_url: str
) -> None:
    kiosks = tuple(Kiosk(DeviceCode(f"K{n}"), EAST, None) for n in range(KIOSKS))
    replace_floor(store, replace(small_floor(), kiosks=kiosks))
    context = multiprocessing.get_context("spawn")
    ready, results = context.Barrier(KIOSKS), context.Queue()
    racers = [
        context.Process(target=lease_all, args=(store_url, number, ready, results))
        for number in range(KIOSKS)
    ]
    for racer in racers:
        racer.start()
    got = [number for _ in racers for number in results.get(timeout=PATIENCE)]
    for racer in racers:
        racer.join(PATIENCE)
        racer.close()
    results.close()

    assert len(got) == len(set(got))
    a_series = {serial for day, series, serial in got if (day, series) == (got[0][0], "A")}
    assert a_series == set(range(FIRST_RESERVE, LAST_RESERVE + 1))
