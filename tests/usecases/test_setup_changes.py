from collections.abc import Callable
from dataclasses import replace
from datetime import time
from zoneinfo import ZoneInfo

import pytest
from fixtures.stores import QUICK, ShiftedClock, refused, seat, take
from floors import AYSEL, ELVIN, ID_CARD, LEYLA, PASSPORT, SWITCHED_OFF, W1, W2, W3, W4, words
from setups import ADA, MIR, sound_floor

from common.domain.catalogue import Kind
from common.domain.errors import Reason, Refused
from common.domain.events import EventKind
from common.domain.floor import Floor, Operator, Role
from common.domain.ids import CounterCode, OperatorCode
from common.domain.reasons import HoldReason
from common.floorfile.floor import parse_floor
from common.ports import Store
from common.usecases.calling import call_next
from common.usecases.serving import hold, start
from common.usecases.setup import change_setup, give_pin, replace_floor
from common.usecases.shifts import sign_in, sign_out

PIN = "2468"


@pytest.fixture
def before(store: Store) -> Floor:
    """Seat ada at the third counter of a sound centre, and return its set-up."""
    replace_floor(store, sound_floor(), "import floor.json")
    seat(store, W3, ADA)
    return store.floor()


def change(store: Store, floor: Floor, what: str = "", *, at: CounterCode = W3) -> int:
    seen = store.floor().version
    return change_setup(store, at, floor, seen_version=seen, what=what)


def renamed(floor: Floor, name: str = "Palace") -> Floor:
    return replace(floor, name=words(name))


def with_role(floor: Floor, code: OperatorCode, role: Role) -> Floor:
    return replace(
        floor,
        operators=tuple(
            replace(one, role=role) if one.code == code else one for one in floor.operators
        ),
    )


def test_a_change_from_a_counter_holds_at_once_and_is_kept_with_who_and_what(
    store: Store, before: Floor
) -> None:
    services = {
        **before.services,
        ID_CARD: replace(before.services[ID_CARD], daily_limit=7, hours=dict(before.hours)),
    }
    after = replace(renamed(before), services=services)

    version = change(store, after, "Services: identity card")

    assert store.floor() == replace(after, version=version)
    newest, older, *_ = store.setup_versions()
    assert (newest.version, newest.operator, newest.what) == (
        version,
        ADA,
        "Services: identity card",
    )
    assert (older.version, older.operator, older.what) == (
        before.version,
        None,
        "import floor.json",
    )
    event = store.events(take(store).ticket.day)[-2]
    assert (event.kind, event.counter, event.operator, event.facts) == (
        EventKind.FLOOR_CHANGED,
        W3,
        ADA,
        {"version": version},
    )


def test_an_entity_may_be_of_every_kind_and_want_outcomes(store: Store, before: Floor) -> None:
    first, *others = before.catalogue.entities
    for kind in Kind:
        entities = (replace(first, kind=kind, outcome_required=True), *others)
        change(store, replace(before, catalogue=replace(before.catalogue, entities=entities)))

        assert store.floor().catalogue.entities == entities


def test_a_version_that_was_kept_is_the_way_back(store: Store, before: Floor) -> None:
    change(store, renamed(before))
    kept = store.setup_version(before.version)
    assert kept is not None

    version = change(store, parse_floor(kept, "kept", before.catalogue))

    assert store.floor() == replace(before, version=version)
    assert store.setup_version(version) == kept
    assert store.setup_version(version + 1) is None


def test_of_two_who_change_one_version_the_second_is_told_who_was_first(
    store: Store, before: Floor
) -> None:
    version = change(store, renamed(before))

    with pytest.raises(Refused) as second:
        change_setup(store, W3, renamed(before, "Hall"), seen_version=before.version, what="")

    assert second.value.reason is Reason.SETUP_CHANGED
    assert second.value.facts == {
        "version": version,
        "at": store.setup_versions()[0].at,
        "operator": ADA,
    }
    assert store.floor().name == words("Palace")


def test_a_set_up_that_no_file_could_bring_is_refused_whole_with_a_line_a_fault(
    store: Store, before: Floor
) -> None:
    first, second, *rest = before.counters
    unsound = replace(before, counters=(first, replace(second, number=first.number), *rest))

    with pytest.raises(Refused) as answer:
        change(store, unsound)

    assert answer.value.reason is Reason.SETUP_UNSOUND
    faults = answer.value.facts["faults"]
    assert isinstance(faults, list)
    assert list(map(str, faults)) == [
        "counters[1].number: 1 is already at counters[0]; choose another"
    ]
    file = answer.value.facts["file"]
    assert isinstance(file, dict)
    assert [one["code"] for one in file["counters"]][:2] == [first.code, second.code]
    with refused(Reason.SETUP_UNSOUND):
        change(store, renamed(before), "x" * 201)
    assert store.floor() == before


def without_service(floor: Floor) -> Floor:
    left = {code: rules for code, rules in floor.services.items() if code != ID_CARD}
    kiosks = tuple(replace(one, most_taken=(PASSPORT,)) for one in floor.kiosks)
    return replace(floor, services=left, kiosks=kiosks)


def without_series(floor: Floor) -> Floor:
    moved = {
        code: replace(rules, series=floor.series[-1].code)
        if rules.series == floor.series[0].code
        else rules
        for code, rules in floor.services.items()
    }
    return replace(floor, services=moved, series=floor.series[1:])


def on_another_day(floor: Floor) -> Floor:
    return replace(floor, zone_info=ZoneInfo("Pacific/Kiritimati"), rollover=time(0, 0))


def refused_both_ways(store: Store, floor: Floor) -> tuple[Reason, dict[str, object]]:
    """Return why neither a counter nor a file may bring a set-up: for one reason."""
    with pytest.raises(Refused) as at_counter:
        change(store, floor)
    with pytest.raises(Refused) as by_file:
        replace_floor(store, floor)
    assert (at_counter.value.reason, at_counter.value.facts) == (
        by_file.value.reason,
        by_file.value.facts,
    )
    return by_file.value.reason, dict(by_file.value.facts)


def test_a_counter_where_somebody_is_on_hold_stays(store: Store, before: Floor) -> None:
    take(store, ID_CARD)
    seat(store, W1, AYSEL)
    call_next(store, W1)
    start(store, W1)
    hold(store, W1, HoldReason.DOCUMENTS)
    sign_out(store, W1, leaves_held=True)

    without = replace(before, counters=tuple(one for one in before.counters if one.code != W1))
    facts = {"kind": "counter", "code": W1, "count": 1}
    assert refused_both_ways(store, without) == (Reason.SETUP_IN_USE, facts)


@pytest.mark.parametrize(
    ("lacking", "facts"),
    [
        (without_service, {"kind": "service", "code": ID_CARD, "count": 1}),
        (without_series, {"kind": "series", "code": "A"}),
        (on_another_day, {"kind": "day"}),
    ],
)
def test_what_today_still_needs_stays(
    store: Store,
    before: Floor,
    clock: ShiftedClock,
    lacking: Callable[[Floor], Floor],
    facts: dict[str, object],
) -> None:
    clock.set(store.now().replace(hour=14))
    take(store, ID_CARD)

    assert refused_both_ways(store, lacking(before)) == (Reason.SETUP_IN_USE, facts)
    assert store.floor() == before


def test_who_is_at_work_stays(store: Store, before: Floor) -> None:
    seat(store, W1, AYSEL)

    fewer_counters = replace(before, counters=before.counters[1:])
    assert refused_both_ways(store, fewer_counters)[0] is Reason.COUNTER_TAKEN
    fewer_people = replace(before, operators=before.operators[1:])
    assert refused_both_ways(store, fewer_people)[0] is Reason.OPERATOR_ELSEWHERE
    assert store.floor() == before


def test_what_nobody_needs_today_can_go(store: Store, before: Floor) -> None:
    take(store, ID_CARD)
    fewer = {code: one for code, one in before.services.items() if code != SWITCHED_OFF}

    change(store, replace(before, services=fewer, series=before.series[:-1]))

    assert SWITCHED_OFF not in store.floor().services


def test_who_may_look_after_people_changes_these_and_nothing_else(
    store: Store, before: Floor
) -> None:
    seat(store, W4, MIR)
    newcomer = Operator(OperatorCode("nur"), "Nur", None, Role.SUPERVISOR)

    change(store, replace(before, operators=(newcomer, *before.operators)), at=W4)
    now = store.floor()

    assert now.operators[0] == newcomer
    for more_than_he_is in (
        renamed(now),
        with_role(now, MIR, Role.ADMINISTRATOR),
        with_role(now, ADA, Role.OPERATOR),
        replace(now, roles={**now.roles, Role.MANAGER: now.roles[Role.ADMINISTRATOR]}),
    ):
        with refused(Reason.NOT_PERMITTED):
            change(store, more_than_he_is, at=W4)
    assert store.floor() == now


@pytest.mark.parametrize("operator", [AYSEL, LEYLA])
def test_who_may_not_set_up_is_refused_and_it_is_written_down(
    store: Store, before: Floor, operator: OperatorCode
) -> None:
    seat(store, W2, operator)

    for wish in (renamed(before), with_role(before, operator, Role.ADMINISTRATOR)):
        with refused(Reason.NOT_PERMITTED):
            change(store, wish, at=W2)
    with refused(Reason.NOT_SIGNED_IN):
        change(store, renamed(before), at=W1)

    assert store.floor() == before
    tried = [
        (one.operator, one.facts["what"])
        for one in store.events(take(store).ticket.day)
        if one.kind is EventKind.NOT_PERMITTED
    ]
    assert tried == [(operator, "set_up"), (operator, "people")]


@pytest.mark.usefixtures("before")
def test_a_first_pin_comes_from_a_counter_and_has_to_be_changed(store: Store) -> None:
    seat(store, W4, MIR)

    give_pin(store, W4, ELVIN, PIN, cost=QUICK)

    assert ELVIN not in store.without_pin()
    with store.records() as records:
        pin = records.pin(ELVIN)
    assert pin is not None
    assert pin.must_change
    seat(store, W2, LEYLA)
    with refused(Reason.PIN_MUST_CHANGE):
        sign_in(store, W1, ELVIN, PIN)
    with refused(Reason.PIN_UNFIT):
        give_pin(store, W4, ELVIN, "1234", cost=QUICK)
    with refused(Reason.NOT_PERMITTED):
        give_pin(store, W4, ADA, PIN, cost=QUICK)
    with refused(Reason.NOT_PERMITTED):
        give_pin(store, W2, AYSEL, PIN, cost=QUICK)
    with refused(Reason.NOT_PERMITTED):
        give_pin(store, W4, OperatorCode("nobody"), PIN, cost=QUICK)
