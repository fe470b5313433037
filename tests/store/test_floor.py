from contextlib import suppress
from dataclasses import replace
from datetime import date, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from fixtures.stores import refused, seat, today
from floors import AYSEL, CENTRE, EAST, ELVIN, ID_CARD, PASSPORT, W1, W2, small_floor, words

from common.domain.errors import Reason, Unavailable
from common.domain.events import EventKind
from common.domain.floor import (
    Display,
    FactKind,
    Floor,
    FloorRules,
    Opening,
    ServiceFact,
    SparePlace,
    Target,
    Theme,
)
from common.domain.ids import CentreCode, DeviceCode, EntityCode, PrinterCode
from common.domain.slip_layout import Line, Show
from common.ports import Store
from common.store.opening import open_store
from common.usecases.setup import replace_floor


def full_floor() -> Floor:
    """Return a set-up in which nothing is left as it comes."""
    floor = small_floor()
    fee = ServiceFact(words("Ten"), "gov.az", date(2026, 11, 20))
    facts = {FactKind.DOCUMENTS: fee, FactKind.FEE: fee}
    own = {5: Opening(time(9, 0, 0, 250), time(17), time(16, 30))}
    return replace(
        floor,
        zone_info=ZoneInfo("Europe/Istanbul"),
        rollover=time(3, 30),
        slip=(
            Line(Show.NUMBER),
            Line(Show.TEXT, 40, weight=700, leading=1.5, centred=True, words=words("Hello")),
            Line(Show.CODE, 240, above=4, below=8),
        ),
        closures=frozenset({date(2026, 1, 1), date(2026, 3, 20)}),
        rules=FloorRules(3, 4, timedelta(seconds=45), timedelta(hours=1), timedelta(seconds=25)),
        services={
            **floor.services,
            ID_CARD: replace(floor.services[ID_CARD], hours={}, daily_limit=7, facts=facts),
            PASSPORT: replace(floor.services[PASSPORT], hours=own, target=Target(1, 2, 3)),
        },
        kiosks=tuple(
            replace(
                kiosk,
                menu=frozenset({ID_CARD, PASSPORT}),
                spares=tuple(SparePlace(PrinterCode(code), words(code)) for code in ("S2", "S1")),
            )
            for kiosk in floor.kiosks
        ),
        displays=(
            Display(DeviceCode("D1"), EAST, (W2, W1), (EntityCode("DIN"),), theme=Theme.LIGHT),
            Display(DeviceCode("D2"), sign=W1, theme=Theme.CONTRAST),
        ),
    )


@pytest.mark.parametrize("floor", [small_floor(), full_floor()])
def test_a_set_up_is_read_as_it_was_written(store: Store, floor: Floor) -> None:
    version = replace_floor(store, floor)

    read = store.floor()

    assert read == replace(floor, version=version)
    assert list(read.services) == list(floor.services)
    assert [list(profile.handicaps) for profile in read.profiles] == [
        list(profile.handicaps) for profile in floor.profiles
    ]


def test_every_change_of_the_set_up_has_a_version(store: Store) -> None:
    before = store.floor().version

    versions = [replace_floor(store, small_floor()) for _ in range(2)]

    assert versions == [before + 1, before + 2]
    assert store.board(None).floor_version == before + 2


def test_a_change_reaches_a_program_that_knew_the_one_before(store_url: str, store: Store) -> None:
    other = open_store(store_url, CENTRE)
    assert other.floor().name == words("Centre")

    replace_floor(store, replace(small_floor(), name=words("Palace")))

    assert other.floor().name == words("Palace")
    other.close()


def test_a_set_up_that_failed_half_way_leaves_the_one_before(
    store: Store, caplog: pytest.LogCaptureFixture
) -> None:
    before = store.floor()
    twice = replace(small_floor(), zones=small_floor().zones * 2)

    with pytest.raises(Exception, match="zones"):
        replace_floor(store, twice)

    assert store.floor() == before
    caplog.clear()  # psycopg says that it left the rest out


def test_a_set_up_keeps_the_counters_and_operators_at_work(store: Store) -> None:
    seat(store, W1, AYSEL)
    floor = small_floor()
    fewer_counters = tuple(counter for counter in floor.counters if counter.code != W1)
    fewer_operators = tuple(one for one in floor.operators if one.code != AYSEL)

    with refused(Reason.COUNTER_TAKEN):
        replace_floor(store, replace(floor, counters=fewer_counters))
    with refused(Reason.OPERATOR_ELSEWHERE):
        replace_floor(store, replace(floor, operators=fewer_operators))

    without_others = replace(
        floor,
        counters=tuple(counter for counter in floor.counters if counter.code != W2),
        operators=tuple(one for one in floor.operators if one.code != ELVIN),
    )
    replace_floor(store, without_others)
    assert store.floor().counter(W2) is None


def test_the_catalogue_alone_can_be_replaced(store: Store) -> None:
    floor = store.floor()
    fewer = replace(floor.catalogue, entities=floor.catalogue.entities[:1])

    with store.records() as records:
        version = records.put_catalogue(fewer)
        assert records.floor().catalogue == fewer

    assert store.floor() == replace(floor, catalogue=fewer, version=version)


def test_a_set_up_of_another_moment_is_not_remembered_when_it_was_not_kept(store: Store) -> None:
    before = store.floor()

    with suppress(LookupError), store.records() as records:
        records.put_floor(replace(small_floor(), name=words("Palace")))
        raise LookupError

    replace_floor(store, before)
    assert store.floor().name == words("Centre")


def test_a_change_of_the_set_up_is_logged(store: Store) -> None:
    version = replace_floor(store, small_floor())

    event = store.events(today(store))[-1]
    assert (event.kind, event.facts) == (EventKind.FLOOR_CHANGED, {"version": version})


def test_a_centre_without_a_set_up_says_what_to_do(store_url: str, store: Store) -> None:
    other = open_store(store_url, CentreCode("T9"))

    with pytest.raises(Unavailable, match="asan-centre import-floor"):
        other.board(None)
    other.close()
    assert store.floor().centre == CENTRE
