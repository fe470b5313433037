from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

import pytest
from floors import BIRTH, ID_CARD, PASSPORT, PAYMENT, small_floor
from hypothesis import given
from hypothesis import strategies as st

from common.domain.day import Closed
from common.domain.floor import Floor, Opening
from common.domain.ids import RequestId, SeriesCode, ServiceCode
from common.domain.outage import (
    LARGEST_LEASE,
    Kept,
    Lease,
    Memory,
    OfflineTicket,
    lease_size,
    next_reserve,
)
from common.domain.words import Language

TEN = datetime(2026, 3, 11, 6, 0, tzinfo=UTC)
"""Ten in the morning in Baku."""
TODAY = date(2026, 3, 11)
A = SeriesCode("A")


def paper(serial: int, service: ServiceCode = ID_CARD, day: date = TODAY) -> OfflineTicket:
    return OfflineTicket(
        request=RequestId(f"{day} {serial}"),
        service=service,
        language=Language.AZ,
        priority=None,
        day=day,
        series=A,
        serial=serial,
        token="",
        arrived_at=TEN,
    )


def kept(floor: Floor | None = None, **changes: object) -> Kept:
    leases = tuple(Lease(TODAY, SeriesCode(letter), 900, 901) for letter in "ABD")
    return replace(Kept(Memory(floor or small_floor(), TEN), leases), **changes)


def closed(what: Kept, now: datetime) -> dict[ServiceCode, Closed | None]:
    return {code: one.admission.closed for code, one in what.menu(now).services.items()}


@given(st.integers(1, 100))
def test_all_kiosks_together_never_hold_more_than_the_reserve(kiosks: int) -> None:
    assert 1 <= lease_size(kiosks) <= LARGEST_LEASE
    assert kiosks * lease_size(kiosks) <= 100


def test_the_lowest_number_that_is_left_comes_next() -> None:
    leases = [Lease(TODAY, A, 920, 921), Lease(TODAY, A, 900, 901), Lease(TODAY, A, 940, 940)]

    assert next_reserve(leases, {(TODAY, A, 900)}, TODAY, A) == 901
    assert next_reserve(leases, {(TODAY, A, n) for n in (900, 901, 920)}, TODAY, A) == 921
    assert next_reserve(leases, set(), TODAY, SeriesCode("B")) is None
    assert next_reserve(leases, set(), TODAY + timedelta(days=1), A) is None


def test_a_number_of_another_day_is_not_in_the_way() -> None:
    given_yesterday = {(TODAY - timedelta(days=1), A, 900)}

    assert next_reserve([Lease(TODAY, A, 900, 901)], given_yesterday, TODAY, A) == 900


def test_a_menu_alone_offers_what_there_are_numbers_for() -> None:
    used = kept(papers=(paper(900), paper(901, PASSPORT)))

    found = closed(used, TEN)

    assert found[ID_CARD] is found[PASSPORT] is Closed.RESERVE
    assert found[BIRTH] is found[PAYMENT] is None
    assert not used.menu(TEN).live


def test_a_menu_alone_keeps_to_the_hours() -> None:
    nine_to_five = dict.fromkeys(range(7), Opening(time(9), time(17), time(16, 30)))
    what = kept(replace(small_floor(), hours=nine_to_five))

    assert closed(what, TEN)[ID_CARD] is None
    assert closed(what, TEN - timedelta(hours=2))[ID_CARD] is Closed.NOT_YET
    assert closed(what, TEN + timedelta(hours=7))[ID_CARD] is Closed.LAST_TICKET


@pytest.mark.parametrize(("papers", "is_closed"), [((), None), ((paper(900),), Closed.LIMIT)])
def test_a_menu_alone_counts_what_the_store_had_given_and_what_it_gave_itself(
    papers: tuple[OfflineTicket, ...], is_closed: Closed | None
) -> None:
    floor = small_floor()
    limited = replace(floor.services[ID_CARD], daily_limit=3)
    floor = replace(floor, services={**floor.services, ID_CARD: limited})
    what = kept(memory=Memory(floor, TEN, taken={ID_CARD: 2}), papers=papers)

    assert closed(what, TEN)[ID_CARD] is is_closed


def test_a_limit_of_yesterday_does_not_close_today() -> None:
    floor = small_floor()
    limited = replace(floor.services[ID_CARD], daily_limit=2)
    floor = replace(floor, services={**floor.services, ID_CARD: limited})
    yesterday = Memory(floor, TEN - timedelta(days=1), taken={ID_CARD: 2})

    assert closed(kept(memory=yesterday), TEN)[ID_CARD] is None


def test_after_the_roll_over_only_numbers_of_the_new_day_are_given() -> None:
    what = kept()

    assert closed(what, TEN + timedelta(days=1))[ID_CARD] is Closed.RESERVE


def test_the_store_s_time_is_this_computer_s_and_the_difference() -> None:
    memory = Memory(small_floor(), TEN, ahead=timedelta(minutes=-7))

    assert memory.store_time(TEN + timedelta(hours=1)) == TEN + timedelta(minutes=53)


def test_a_clock_lost_with_the_power_never_goes_back_behind_what_was_seen() -> None:
    last = replace(paper(900), arrived_at=TEN + timedelta(minutes=20))

    assert kept(papers=(last,)).store_time(datetime(2010, 1, 1, tzinfo=UTC)) == last.arrived_at
    assert kept().store_time(datetime(2010, 1, 1, tzinfo=UTC)) == TEN
