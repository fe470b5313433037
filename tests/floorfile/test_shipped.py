"""What ships with the program: the catalogue and the demonstration floor."""

import json
from datetime import UTC, datetime, timedelta
from importlib.resources import files
from pathlib import Path

import pytest

from common.domain.catalogue import Catalogue
from common.domain.day import admission
from common.domain.floor import Floor
from common.domain.ids import CounterCode, ServiceCode
from common.domain.permissions import Permission, Role
from common.domain.search import Index
from common.domain.words import Language
from common.floorfile.catalogue import read_catalogue
from common.floorfile.floor import parse_floor, read_floor
from common.floorfile.writing import write_floor

ASSETS = Path(str(files("assets")))
CATALOGUE = ASSETS / "catalogue" / "catalogue.json"
DEMO = ASSETS / "floors" / "demo.json"
AT_WORK = ("W1", "W2", "W5", "W9", "W12", "W15", "W19", "W22")


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    return read_catalogue(CATALOGUE)


@pytest.fixture(scope="module")
def demo(catalogue: Catalogue) -> Floor:
    return read_floor(DEMO, catalogue)


@pytest.fixture(scope="module")
def index(catalogue: Catalogue) -> Index:
    return Index(catalogue)


def test_the_catalogue_has_all_entities_and_services(catalogue: Catalogue) -> None:
    assert len(catalogue.entities) == 29
    assert len(catalogue.services()) == 181
    assert "not an official catalogue" in json.loads(CATALOGUE.read_text("utf-8"))["note"]


def test_only_social_protection_ships_off(catalogue: Catalogue) -> None:
    off = {entity.code for entity in catalogue.entities if not entity.enabled}

    assert off == {"ESM"}
    assert all(service.enabled for service in catalogue.services().values())


def test_every_icon_is_there(catalogue: Catalogue) -> None:
    there = {icon.stem for icon in (ASSETS / "icons").glob("*.svg")}
    named = {entity.icon for entity in catalogue.entities}
    named |= {service.icon for service in catalogue.services().values()}

    assert named - there == set()
    assert None not in named


def test_names_are_short_enough_for_a_button(catalogue: Catalogue) -> None:
    for service in catalogue.services().values():
        for language in Language:
            assert len(service.name.of(language)) <= 67
            if service.short is not None:
                assert len(service.short.of(language)) <= len(service.name.of(language))


def test_every_enabled_service_has_a_number_and_somebody_at_work(demo: Floor) -> None:
    counters = [demo.counter(CounterCode(code)) for code in AT_WORK]
    profiles = {profile.code: profile for profile in demo.profiles}
    called = {
        code for counter in counters if counter for code in profiles[counter.profile].handicaps
    }
    enabled = {
        service.code
        for entity in demo.catalogue.entities
        if entity.enabled
        for service in entity.services
    }

    assert set(demo.services) == enabled
    assert called == enabled


def test_the_demonstration_gives_tickets_at_every_moment_of_the_week(demo: Floor) -> None:
    start = datetime(2026, 11, 23, 20, 0, tzinfo=UTC)
    moments = [start + timedelta(minutes=minute) for minute in range(0, 7 * 24 * 60, 59)]
    moments.append(datetime(2026, 11, 24, 19, 59, 59, 999_998, tzinfo=UTC))

    for moment in moments:
        assert admission(demo, ServiceCode("DIN-02"), moment, 0).closed is None


def test_the_demonstration_has_a_whole_hall(demo: Floor) -> None:
    assert len(demo.counters) == 24
    assert [zone.code for zone in demo.zones] == ["A", "B"]
    assert [kiosk.code for kiosk in demo.kiosks] == ["K1"]
    assert len(demo.kiosks[0].most_taken) == 8
    assert demo.displays[0].zone is None
    assert {counter.direction for counter in demo.counters} == {"left", "ahead", "right"}
    assert {operator.role for operator in demo.operators} == set(Role)
    assert all(
        any(demo.work_of(counter, operator) for counter in demo.counters)
        for operator in demo.operators
        if Permission.SERVE in demo.permissions_of(operator)
    )


def test_the_demonstration_reads_back_from_its_own_export(demo: Floor) -> None:
    text = write_floor(demo)
    elsewhere = Catalogue(entities=())

    assert parse_floor(text, "export", elsewhere) == demo
    assert write_floor(parse_floor(text, "export", elsewhere)) == text


def test_an_export_says_nothing_about_pins_or_the_store_it_came_from(demo: Floor) -> None:
    form = json.loads(write_floor(demo))

    assert "version" not in form
    for operator in form["operators"]:
        assert operator.keys() <= {"code", "name", "role", "entity", "skills"}


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("sexsiyyet vesiqesi", "DIN-01"),
        ("shaxsiyyat vasigasini dayishmak", "DIN-02"),
        ("kimlik", "DIN-02"),
        ("udostoverenie", "DIN-02"),
        ("id kart", "DIN-02"),
        ("uşaq vəsiqəsi", "DIN-03"),
        ("vesiqemi itirmisem", "DIN-04"),
        ("xarici pasport", "DIN-05"),
        ("zaqranpasport", "DIN-05"),
        ("загранпаспорт", "DIN-05"),
        ("uşaq pasportu", "DIN-06"),
        ("prava", "DIN-08"),
        ("замена прав", "DIN-08"),
        ("driving licence", "DIN-08"),
        ("sudimost", "DIN-10"),
        ("справку о несудимости", "DIN-10"),
        ("criminal record", "DIN-10"),
        ("propiska", "DIN-11"),
        ("прописка", "DIN-11"),
        ("yashayish yeri", "DIN-11"),
        ("cerime", "DIN-14"),
        ("штраф", "DIN-14"),
        ("dogum", "VVA-01"),
        ("birth certificate", "VVA-01"),
        ("evlenme", "VVA-03"),
        ("kəbin", "VVA-03"),
        ("boshanma", "VVA-04"),
        ("развод", "VVA-04"),
        ("familiya", "VVA-07"),
        ("doverennost", "NOT-01"),
        ("vəkalətnamə", "NOT-01"),
        ("mashin etibarnamesi", "NOT-02"),
        ("kvartira", "NOT-03"),
        ("miras", "NOT-09"),
        ("notarius", "NOT-01"),
        ("вид на жительство", "DMX-01"),
        ("work permit", "DMX-04"),
        ("voen", "DVX-01"),
        ("ИНН", "DVX-01"),
        ("asanimza", "DVX-07"),
        ("taksi", "DVX-10"),
        ("kupça", "EMX-01"),
        ("chixarish", "EMX-01"),
        ("apostil", "XIN-01"),
        ("diplom", "ETN-01"),
        ("işıq", "AIS-01"),
        ("свет", "AIS-01"),
        ("qaz", "AQZ-01"),
        ("su", "ASU-01"),
        ("odeniw", "BNK-01"),
        ("kocurme", "BNK-06"),
        ("kredit goturmek", "BNK-07"),
        ("straxovka", "SIG-01"),
        ("simka", "MOB-01"),
        ("poçt", "POC-01"),
        ("vekil", "HUQ-01"),
        ("tercume", "TER-01"),
        ("şəkil", "FOT-01"),
        ("ксерокс", "FOT-02"),
        ("wifi", "INT-01"),
        ("pasprt", "DIN-05"),
    ],
)
def test_what_people_type_is_among_the_first_rows(index: Index, typed: str, meant: str) -> None:
    assert meant in [found.service for found in index.find(typed, Language.AZ, limit=6)]


def test_a_service_with_all_the_words_in_some_form_comes_before_others(index: Index) -> None:
    found = index.find("shaxsiyyat vasigasini dayishmak", Language.AZ)

    assert [one.service for one in found] == ["DIN-02"]


@pytest.mark.parametrize(
    "typed",
    [
        *("asdfgh", "qwerty", "zzzz", "blabla", "12345", "avtobus", "hello world", "televizor"),
        *("pizza", "kompüter", "самовар", "salam", "молоко", "кот", "weather", "banana", "futbol"),
    ],
)
def test_nonsense_finds_nothing(index: Index, typed: str) -> None:
    assert index.find(typed, Language.AZ) == ()
