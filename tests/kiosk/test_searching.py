"""What a visitor meets on the search page beside what he finds."""

from dataclasses import replace
from datetime import UTC, datetime, time

from kiosk_stage import KIOSK, Stage, demonstration_floor

from common.domain.day import Admission
from common.domain.floor import Floor, Opening
from common.domain.ids import ServiceCode
from common.domain.views import Menu, ServiceNow
from common.domain.words import Language
from common.usecases.setup import replace_floor
from kiosk.finder import Finder, uses_of
from kiosk.offers import information_desk
from kiosk.state import Search
from kiosk.widgets.label import Label

OPENING = Opening(time(9), time(19), time(18, 30))


def menu_of(floor: Floor, **taken: int) -> Menu:
    """Return the menu of an open centre; `DIN_02=7` are the tickets of a service today."""
    counts = {ServiceCode(name.replace("_", "-")): count for name, count in taken.items()}
    now = {
        code: ServiceNow(Admission(None, OPENING), 0, taken=counts.get(code, 0))
        for code in floor.services
    }
    return Menu(datetime(2026, 11, 23, 6, 41, tzinfo=UTC), floor, OPENING, now)


def without_desk(floor: Floor) -> Floor:
    """Return a floor whose catalogue does not say which service is the information desk."""
    entities = (
        replace(each, services=tuple(replace(one, information=False) for one in each.services))
        for each in floor.catalogue.entities
    )
    return replace(floor, catalogue=replace(floor.catalogue, entities=tuple(entities)))


def typed(kiosk: Stage) -> str:
    page = kiosk.state.page
    assert isinstance(page, Search)
    return page.typed


def said(kiosk: Stage) -> list[str]:
    labels = kiosk.window.findChildren(Label)
    return [label.accessibleName() for label in labels if label.isVisible()]


def test_a_key_turns_to_the_other_alphabet_and_a_language_brings_its_own(kiosk: Stage) -> None:
    kiosk.touch("search")
    kiosk.touch("key:alphabet")
    kiosk.type("паспорт")

    assert kiosk.seen("service:DIN-05") is not None
    kiosk.touch("key:alphabet")
    kiosk.touch("key:ə")
    kiosk.touch("language:ru")
    kiosk.touch("key:ы")
    kiosk.touch("key:alphabet")
    kiosk.touch("key:ş")
    kiosk.touch("language:en")
    kiosk.touch("key:w")
    assert typed(kiosk) == "паспортəыşw"


def test_digits_lead_back_to_the_alphabet_they_came_from(kiosk: Stage) -> None:
    kiosk.touch("search")
    kiosk.touch("key:alphabet")
    kiosk.touch("key:switch")
    kiosk.touch("key:3")
    kiosk.touch("key:switch")
    kiosk.touch("key:х")

    assert typed(kiosk) == "3х"


def test_a_search_that_finds_nothing_offers_the_information_desk(kiosk: Stage) -> None:
    kiosk.touch("search")
    kiosk.type("x")
    assert kiosk.seen("service:ASN-01") is None

    kiosk.type("xqq")

    desk = kiosk.words("service:ASN-01")
    assert desk.startswith("Məlumat və istiqamətləndirmə, Pəncərələr 1, 24")
    kiosk.touch("service:ASN-01")
    kiosk.reach("confirm")


def test_a_search_that_finds_nothing_has_words_where_no_service_is_the_desk(kiosk: Stage) -> None:
    replace_floor(kiosk.store, without_desk(kiosk.store.floor()))
    kiosk.feed.wake()
    kiosk.until(lambda: kiosk.state.menu is not None and not information_desk(kiosk.state.menu))
    kiosk.touch("search")
    kiosk.type("xxqq")

    assert kiosk.seen("service:ASN-01") is None
    assert "Heç nə tapılmadı. Məlumat masasına yaxınlaşın." in said(kiosk)


def test_a_desk_that_the_centre_does_not_give_is_not_offered() -> None:
    floor = demonstration_floor()
    menu = menu_of(floor)
    others = {code: now for code, now in menu.services.items() if code != "ASN-01"}

    assert information_desk(menu) == "ASN-01"
    assert information_desk(replace(menu, services=others)) is None


def test_the_days_tickets_decide_among_services_that_fit_alike() -> None:
    floor = demonstration_floor()
    finder = Finder(menu_of(floor))

    def first(**taken: int) -> str:
        uses = uses_of(menu_of(floor, **taken), KIOSK)
        return finder.find("vəsiqə", Language.AZ, uses)[0].service

    assert first(DIN_02=3, DIN_01=200) == "DIN-01"
    assert first(DIN_02=200, DIN_01=3) == "DIN-02"


def test_before_the_first_ticket_the_set_ups_most_taken_come_first() -> None:
    floor = demonstration_floor()
    menu = menu_of(floor)

    assert Finder(menu).find("kimlik", Language.AZ, {})[0].service == "DIN-01"
    assert Finder(menu).find("kimlik", Language.AZ, uses_of(menu, KIOSK))[0].service == "DIN-02"
