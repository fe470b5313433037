from collections import Counter
from dataclasses import replace
from datetime import timedelta

from fixtures.stores import ShiftedClock, take
from floors import EAST, KIOSK, small_floor
from outages import JOURNAL, paper, replay

from common.domain.events import EventKind
from common.domain.floor import Floor, Kiosk
from common.domain.ids import DeviceCode, JournalId
from common.domain.outage import LARGEST_LEASE, Lease, lease_size
from common.ports import Store
from common.usecases.outage import lease_numbers
from common.usecases.setup import replace_floor


def with_kiosks(count: int) -> Floor:
    kiosks = tuple(Kiosk(DeviceCode(f"K{n}"), EAST, None) for n in range(1, count + 1))
    return replace(small_floor(), kiosks=kiosks)


def of_today(leases: tuple[Lease, ...], series: str = "A") -> list[tuple[int, int]]:
    today = min(one.day for one in leases)
    return [(one.first, one.last) for one in leases if (one.day, one.series) == (today, series)]


def test_a_kiosk_gets_numbers_of_each_series_for_today_and_tomorrow(store: Store) -> None:
    leases = lease_numbers(store, KIOSK, JOURNAL)

    days = sorted({one.day for one in leases})
    assert days[1] - days[0] == timedelta(days=1)
    assert Counter(one.day for one in leases) == dict.fromkeys(days, 3)
    assert {one.series for one in leases} == {"A", "B", "D"}
    assert of_today(leases) == [(900, 900 + LARGEST_LEASE - 1)]


def test_who_asks_again_gets_the_same_numbers(store: Store) -> None:
    first = lease_numbers(store, KIOSK, JOURNAL)

    again = lease_numbers(store, KIOSK, JOURNAL)

    assert again == first


def test_two_kiosks_never_hold_the_same_number(store: Store) -> None:
    replace_floor(store, with_kiosks(2))

    mine = of_today(lease_numbers(store, KIOSK, JOURNAL))
    other = of_today(lease_numbers(store, DeviceCode("K2"), JournalId("another")))

    assert mine == [(900, 919)]
    assert other == [(920, 939)]


def test_many_kiosks_share_the_reserve(store: Store) -> None:
    replace_floor(store, with_kiosks(30))
    held = [
        lease_numbers(store, DeviceCode(f"K{n}"), JournalId(f"journal {n}")) for n in range(1, 31)
    ]

    sizes = {last - first + 1 for leases in held for first, last in of_today(leases)}

    assert sizes == {lease_size(30)} == {3}
    assert max(last for leases in held for _, last in of_today(leases)) == 989


def test_a_journal_that_was_lost_does_not_get_its_numbers_again(store: Store) -> None:
    lease_numbers(store, KIOSK, JOURNAL)

    new = lease_numbers(store, KIOSK, JournalId("a new disk"))

    assert of_today(new) == [(920, 939)]


def test_a_reserve_that_is_used_up_gives_nothing(store: Store) -> None:
    for disk in range(5):
        lease_numbers(store, KIOSK, JournalId(f"disk {disk}"))

    assert lease_numbers(store, KIOSK, JournalId("disk 5")) == ()


def test_what_was_used_is_filled_up(store: Store) -> None:
    replay(store, paper(store, 900), paper(store, 901))

    leases = lease_numbers(store, KIOSK, JOURNAL)

    assert of_today(leases) == [(900, 919), (920, 921)]
    assert sum(one.free for one in leases if one.day == leases[0].day and one.series == "A") == 20


def test_a_new_day_brings_its_own_numbers(store: Store, clock: ShiftedClock) -> None:
    before = lease_numbers(store, KIOSK, JOURNAL)
    clock.forward(days=1)

    after = lease_numbers(store, KIOSK, JOURNAL)

    tomorrow = [one for one in before if one.day != before[0].day]
    assert list(after[: len(tomorrow)]) == tomorrow
    assert len(after) == len(before)


def test_the_main_range_never_reaches_into_the_reserve(store: Store) -> None:
    lease_numbers(store, KIOSK, JOURNAL)

    assert take(store).ticket.label == "A001"


def test_a_lease_is_an_event_of_the_kiosk(store: Store) -> None:
    leases = lease_numbers(store, KIOSK, JOURNAL)

    events = [one for one in store.events(leases[0].day) if one.kind is EventKind.LEASED]
    assert [one.device for one in events] == [KIOSK]
    assert f"{leases[0].day} A900-919" in events[0].facts["leased"]
