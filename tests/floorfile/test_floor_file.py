from datetime import date, time, timedelta
from pathlib import Path

import pytest
from floor_forms import Change, Form, Write, catalogue_form, words, written

from common.domain.catalogue import Catalogue
from common.domain.floor import Direction, FactKind, Opening, Role, Target
from common.domain.ids import CounterCode, OperatorCode, ServiceCode
from common.floorfile.catalogue import read_catalogue
from common.floorfile.floor import read_floor
from common.floorfile.part import BadFile

D1, D2, B1 = ServiceCode("DIN-01"), ServiceCode("DIN-02"), ServiceCode("BNK-01")


@pytest.fixture
def catalogue(tmp_path: Path) -> Catalogue:
    return read_catalogue(written(tmp_path / "catalogue.json", catalogue_form()))


def as_it_is(_form: Form) -> None:
    """Leave a form alone."""


def test_a_floor_is_read_whole(floor_file: Write, catalogue: Catalogue) -> None:
    floor = read_floor(floor_file(as_it_is), catalogue)

    assert floor.centre == "ASAN-01"
    assert floor.zone_info.key == "Asia/Baku"
    assert floor.hours[0] == Opening(time(9), time(18), time(17, 30))
    assert 1 not in floor.hours
    assert floor.closures == {date(2027, 1, 20)}
    assert floor.services[D1].series == "A"
    assert floor.counters[0].direction is Direction.AHEAD
    assert floor.counters[1].direction is Direction.LEFT
    assert floor.operators[1].role is Role.SUPERVISOR
    assert floor.kiosks[0].most_taken == (D2,)
    assert floor.displays[0].zone is None


def test_what_a_file_leaves_out_has_its_usual_value(
    floor_file: Write, catalogue: Catalogue
) -> None:
    floor = read_floor(floor_file(as_it_is), catalogue)

    assert floor.services[D1].target == Target(15, 20, 30)
    assert floor.rules.priority_ratio == 2
    assert floor.rules.no_show_gap == timedelta(seconds=30)
    assert floor.rollover == time(0)
    assert floor.printers[0].width_dots == 576


def test_a_printers_model_says_how_wide_and_dense_it_prints_where_the_file_does_not(
    floor_file: Write, catalogue: Catalogue
) -> None:
    def another(form: Form) -> None:
        first(form, "printers").update(family="epson_tm_t88")

    def narrowed(form: Form) -> None:
        first(form, "printers").update(family="epson_tm_t88", width_dots=400)

    usual = read_floor(floor_file(another), catalogue).printers[0]
    own = read_floor(floor_file(narrowed), catalogue).printers[0]

    assert (usual.width_dots, usual.dots_per_inch) == (512, 180)
    assert (own.width_dots, own.dots_per_inch) == (400, 180)


def test_the_narrowest_pattern_speaks_for_a_service(
    floor_file: Write, catalogue: Catalogue
) -> None:
    floor = read_floor(floor_file(as_it_is), catalogue)

    minutes = {
        code: handicap // timedelta(minutes=1)
        for code, handicap in floor.profiles[0].handicaps.items()
    }
    assert minutes == {B1: 5, D1: 1, D2: 0}
    assert floor.services[D1].hours is None
    assert floor.services[D2].hours is not None
    assert floor.services[D2].daily_limit == 40
    assert floor.services[B1].daily_limit is None


def test_what_is_said_of_a_service_is_each_time_the_narrowest(
    floor_file: Write, catalogue: Catalogue
) -> None:
    every = {"fee": fact("2026-11-01"), "documents": fact("2026-11-01")}
    one = {"fee": fact("2026-11-20", "12")}

    def change(form: Form) -> None:
        form["services"] = {"DIN-*": {"facts": every}, "DIN-02": {"facts": one}}

    services = read_floor(floor_file(change), catalogue).services

    assert list(services[D2].facts) == [FactKind.DOCUMENTS, FactKind.FEE]
    assert services[D2].facts[FactKind.FEE].words.ru == "12"
    assert services[D1].facts[FactKind.FEE].checked == date(2026, 11, 1)
    assert services[B1].facts == {}


def test_a_centre_switches_entities_and_services(floor_file: Write, catalogue: Catalogue) -> None:
    path = floor_file(lambda form: form.update(switches={"BNK": True, "DIN-01": False}))

    switched = read_floor(path, catalogue).catalogue

    assert all(entity.enabled for entity in switched.entities)
    assert not switched.services()[D1].enabled
    assert switched.services()[D2].enabled


def test_a_file_that_brings_its_catalogue_needs_no_other(floor_file: Write) -> None:
    path = floor_file(lambda form: form.update(catalogue=catalogue_form()))

    floor = read_floor(path, Catalogue(entities=()))

    assert set(floor.catalogue.services()) == {D1, D2, B1}


def test_an_hour_after_midnight_belongs_to_the_evening_before(
    floor_file: Write, catalogue: Catalogue
) -> None:
    night = {"opens": "18:00", "closes": "02:00", "last_ticket": "01:30"}

    def change(form: Form) -> None:
        form.update(rollover="04:00", hours={"fri": night})

    assert read_floor(floor_file(change), catalogue).hours[4].last_ticket == time(1, 30)


def test_a_day_may_last_to_its_very_end(floor_file: Write, catalogue: Catalogue) -> None:
    day = {"opens": "00:00", "closes": "24:00", "last_ticket": "24:00"}
    path = floor_file(lambda form: form.update(hours={"mon": day}))

    assert read_floor(path, catalogue).hours[0].last_ticket == time.max


def test_a_person_and_a_counter_share_the_work_the_file_gives(
    floor_file: Write, catalogue: Catalogue
) -> None:
    floor = read_floor(floor_file(as_it_is), catalogue)
    counter = floor.counter(CounterCode("W1"))
    mammadova = floor.operator(OperatorCode("a.mammadova"))
    assert counter is not None
    assert mammadova is not None

    assert set(floor.work_of(counter, mammadova)) == {D1, D2}


def opening(form: Form) -> Form:
    found: Form = form["hours"]["mon"]
    return found


def spare(printer: str) -> Form:
    return {"printer": printer, "where": words("left")}


def fact(checked: str, text: str = "10") -> Form:
    return {**words(text), "source": "gov.az", "checked": checked}


def first(form: Form, name: str) -> Form:
    found: Form = form[name][0]
    return found


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (lambda form: form.update(colour="red"), 'the key "colour" is not known'),
        (lambda form: form.pop("counters"), '"counters" is missing; add it'),
        (lambda form: form.update(schema=2), "schema: 2 is out of range; write a number from 1"),
        (lambda form: form.update(time_zone="Baku"), 'time_zone: "Baku" is no time zone'),
        (lambda form: form.update(time_zone="../x"), "is no time zone"),
        (lambda form: form.update(rollover="25:00"), 'rollover: "25:00" is no time of day'),
        (lambda form: form.update(closures=["2027-02-30"]), '"2027-02-30" is no date'),
        (lambda form: form["hours"].update(monday={}), 'the key "monday" is not known; did you me'),
        (
            lambda form: opening(form).update(last_ticket="18:30"),
            "hours.mon: the last ticket is later than the close",
        ),
        (lambda form: opening(form).update(closes="09:00"), "opens and closes at the same time"),
        (lambda form: opening(form).update(closes="01:00"), "closes after the business day chang"),
        (lambda form: form.update(rollover="10:00"), "opens before the business day changes"),
        (lambda form: form.update(rules={"no_show_cals": 3}), 'did you mean "no_show_calls"?'),
        (lambda form: form.update(rules={"priority_ratio": 0}), "rules.priority_ratio: 0 is out"),
        (
            lambda form: form.update(target={"green": 20, "amber": 15, "red": 30}),
            "target: green, amber and red have to grow",
        ),
        (lambda form: form.update(switches={"XYZ": True}), 'no entity or service "XYZ"'),
        (
            lambda form: first(form, "series").update(services=["DIN-*", "DIN-02"]),
            "series[0].services[1]: DIN-02 is already in series A",
        ),
        (
            lambda form: form["series"][1].update(services=["DIN-01"]),
            "series[1].services[0]: DIN-01 is already in series A; keep it in one",
        ),
        (
            lambda form: first(form, "series").update(services=["DIN-09"]),
            'the catalogue has no service "DIN-09"; did you mean',
        ),
        (lambda form: first(form, "series").update(code="I"), '"I" is not such a code'),
        (lambda form: form["series"][1].update(code="A"), "series A is already at series[0]"),
        (lambda form: form["services"].update({"ABC-*": {}}), 'has no service "ABC-*"'),
        (
            lambda form: form["services"]["DIN-*"].update(daily_limit=-1),
            "services.DIN-*.daily_limit: -1 is out of range",
        ),
        (
            lambda form: first(form, "profiles")["services"].update({"DIN-*": -1}),
            "profiles[0].services.DIN-*: -1 is out of range",
        ),
        (lambda form: form["counters"][1].update(number=1), "counters[1].number: 1 is already at"),
        (lambda form: form["counters"][1].update(code="W1"), "counters[1].code: W1 is already at"),
        (
            lambda form: first(form, "counters").update(zone="B"),
            'counters[0].zone: there is no "B"; known are: A',
        ),
        (lambda form: first(form, "counters").update(profile="X"), 'there is no "X"; known are: A'),
        (lambda form: first(form, "counters").update(direction="up"), "write one of left, ahead"),
        (lambda form: first(form, "operators").update(entity="XYZ"), 'no entity "XYZ"'),
        (
            lambda form: first(form, "operators").update(skills=["BNK-01"]),
            "operators[0].skills[0]: BNK-01 is not a service of DIN",
        ),
        (lambda form: first(form, "operators").update(role="boss"), "write one of operator, super"),
        (lambda form: first(form, "operators").update(pin="1234"), 'the key "pin" is not known'),
        (lambda form: first(form, "operators").update(code="İlham"), "is not such a code"),
        (lambda form: first(form, "operators").update(name="Aytәn"), "CYRILLIC SMALL LETTER SCHWA"),
        (
            lambda form: first(form, "printers").update(address="10.0.0.21"),
            "is no address of a net",
        ),
        (lambda form: first(form, "printers").update(address="h:70000"), "is no address of a netw"),
        (lambda form: first(form, "printers").update(dots_per_inch=600), "too narrow for a slip"),
        (lambda form: first(form, "printers").update(cable="usb"), "write one like 04b8:0e15"),
        (lambda form: first(form, "kiosks").update(printer="P2"), "kiosks[0].printer: there is no"),
        (
            lambda form: first(form, "kiosks").update(most_taken=["DIN-02", "DIN-*"]),
            "DIN-02 stands here twice",
        ),
        (
            lambda form: (form["series"].pop(), first(form, "kiosks").update(most_taken=["BNK-*"])),
            "kiosks[0].most_taken: BNK-01 is in no series",
        ),
        (
            lambda form: form["services"].update({"DIN-02": {"facts": {"fee": words("10")}}}),
            'services.DIN-02.facts.fee: "source" is missing',
        ),
        (
            lambda form: form["services"].update({"DIN-02": {"facts": {"price": {}}}}),
            'services.DIN-02.facts: the key "price" is not known',
        ),
        (
            lambda form: form["services"].update({"DIN-02": {"facts": {"fee": fact("")}}}),
            "services.DIN-02.facts.fee.checked: is empty",
        ),
        (
            lambda form: first(form, "kiosks").update(menu=["BNK-*"]),
            "kiosks[0].most_taken: DIN-02 is not on this kiosk's menu",
        ),
        (
            lambda form: (
                form["series"].pop(),
                first(form, "kiosks").update(menu=["BNK-01"], most_taken=[]),
            ),
            "kiosks[0].menu: no service on it is in a series",
        ),
        (
            lambda form: form.update(name=words("Mərkəz\u202e")),
            "holds a character that cannot be shown",
        ),
        (
            lambda form: first(form, "kiosks").update(spares=[spare("P9")]),
            'kiosks[0].spares[0].printer: there is no "P9"',
        ),
        (
            lambda form: first(form, "kiosks").update(spares=[spare("P1")]),
            "kiosks[0].spares[0].printer: P1 is this kiosk's own",
        ),
        (
            lambda form: first(form, "kiosks").update(spares=[spare("P9"), spare("P9")]),
            "P9 stands here twice",
        ),
        (
            lambda form: first(form, "kiosks").update(spares=[{"printer": "P9"}]),
            'kiosks[0].spares[0]: "where" is missing',
        ),
        (lambda form: first(form, "displays").update(code="K1"), "K1 is a kiosk already"),
        (
            lambda form: first(form, "displays").update(zone="Z"),
            'displays[0].zone: there is no "Z"',
        ),
        (
            lambda form: first(form, "displays").update(sign="W9"),
            'displays[0].sign: there is no "W9"',
        ),
        (
            lambda form: first(form, "displays").update(counters=["W1", "W9"]),
            'displays[0].counters[1]: there is no "W9"',
        ),
        (
            lambda form: form.update(roles={"boss": []}),
            'roles: the key "boss" is not known',
        ),
        (
            lambda form: form.update(roles={"manager": ["fly"]}),
            'roles.manager[0]: "fly" is no permission',
        ),
        (
            lambda form: form.update(roles={"manager": ["audit", "audit"]}),
            "roles.manager[1]: audit stands here twice",
        ),
        (
            lambda form: first(form, "displays").update(entities=["XXX"]),
            'displays[0].entities[0]: there is no "XXX"',
        ),
        (
            lambda form: first(form, "displays").update(counters=["W1", "W1"]),
            "W1 stands here twice",
        ),
        (
            lambda form: first(form, "displays").update(sign="W1", zone="A"),
            'a sign shows one counter; leave "zone" out',
        ),
        (lambda form: first(form, "displays").update(theme="dark"), "write one of night, light"),
        (lambda form: form.update(catalogue={"schema": 1}), 'catalogue: "entities" is missing'),
        (lambda form: form.update(zones=words("x")), "zones: {"),
    ],
)
def test_each_fault_is_one_line_with_its_place(
    floor_file: Write, catalogue: Catalogue, change: Change, said: str
) -> None:
    path = floor_file(change)

    with pytest.raises(BadFile) as caught:
        read_floor(path, catalogue)

    faults = caught.value.faults
    assert any(said in fault for fault in faults), faults
    assert all(fault.startswith(f"{path}: ") and "\n" not in fault for fault in faults)


def test_a_fault_of_a_pattern_is_told_once_not_for_each_service(
    floor_file: Write, catalogue: Catalogue
) -> None:
    path = floor_file(lambda form: form["services"].update({"DIN-*": {"daily_limit": "many"}}))

    with pytest.raises(BadFile) as caught:
        read_floor(path, catalogue)

    assert len(caught.value.faults) == 1
