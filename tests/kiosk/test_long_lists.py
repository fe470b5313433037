"""A catalogue twice as large: everything is found by touch, by page and by letter."""

from collections.abc import Iterator
from dataclasses import replace
from itertools import product

import pytest
from kiosk_pages import NOW, OPENING, SCREENS
from kiosk_stage import KIOSK, demonstration_floor
from pytestqt.qtbot import QtBot
from test_fit import look

from common.domain.catalogue import Entity
from common.domain.day import Admission
from common.domain.day import Closed as Why
from common.domain.floor import Floor
from common.domain.ids import EntityCode, RequestId, ServiceCode
from common.domain.letters import initial
from common.domain.views import Menu, ServiceNow
from common.domain.words import Language
from common.ui.fonts import load_fonts
from common.ui.icons import Icons
from kiosk.state import Ease, KioskState, Welcome
from kiosk.way import Guide, after
from kiosk.widgets.touchable import Touchable
from kiosk.window import KioskWindow

MOST = ("DIN-02", "DIN-08", "ASN-02", "DIN-10", "DIN-11", "VVA-01", "NOT-01", "BNK-01")
TWELVE = tuple(map(ServiceCode, (*MOST, "DIN-03", "DIN-04", "VVA-02", "DMX-01")))
PLACES = [name for name in SCREENS if name != "tile"]
NOBODY_SEARCHES = Guide(lambda: RequestId("r"), lambda _typed, _language: ())


def twice(floor: Floor) -> Floor:
    """Return a floor with every entity once more, and twelve services on the first page."""
    entities = [*floor.catalogue.entities, *map(_again, floor.catalogue.entities)]
    every = replace(
        floor.catalogue, entities=tuple(replace(each, enabled=True) for each in entities)
    )
    rules = next(iter(floor.services.values()))
    kiosks = tuple(replace(kiosk, most_taken=TWELVE) for kiosk in floor.kiosks)
    given = {code: replace(rules, service=code) for code in every.services()}
    return replace(floor, catalogue=every, services=given, kiosks=kiosks)


def _again(entity: Entity) -> Entity:
    code = EntityCode(f"{entity.code}B")
    services = tuple(
        replace(one, code=ServiceCode(one.code.replace("-", "B-")), entity=code)
        for one in entity.services
    )
    return replace(entity, code=code, services=services)


@pytest.fixture(scope="module")
def menu() -> Menu:
    """Return 58 entities and 362 services; of each entity at most every second one is closed."""
    floor = twice(demonstration_floor())
    closed = [reason for why in Why for reason in (why, None)]
    now = {
        code: ServiceNow(Admission(closed[number % len(closed)], OPENING), number % 113)
        for number, code in enumerate(floor.services)
    }
    assert (len(floor.catalogue.entities), len(now)) == (58, 362)
    return Menu(NOW, floor, OPENING, now)


class Visitor:
    """Touches what is alive on one screen and follows where it leads."""

    def __init__(self, window: KioskWindow, menu: Menu, language: Language) -> None:
        self.window = window
        self.state = KioskState(
            now=NOW, device=KIOSK, language=language, page=Welcome(), menu=menu, reachable=True
        )
        self.touches = 0
        self.find(self.state)

    def find(self, state: KioskState) -> None:
        """Stand before a page; nothing on it is cut, covered or too small to touch."""
        self.state = state
        self.window.show_state(state)
        look(self.window, f"{state.page} in {state.language}")
        self._seen = {
            each.objectName(): each
            for each in self.window.findChildren(Touchable)
            if each.isVisible()
        }

    def offered(self, prefix: str) -> list[str]:
        """Return what is seen here, in its order on the screen, the dead things too."""
        return [name for name in self._seen if name.startswith(prefix)]

    def alive(self, name: str) -> bool:
        """Say whether something is seen and can be touched."""
        return name in self._seen and self._seen[name].isEnabled()

    def words(self, name: str) -> str:
        """Return what something says."""
        return self._seen[name].accessibleName()

    def touch(self, name: str) -> None:
        """Touch something and stand before what follows."""
        wish = self._seen[name].wish
        assert self.alive(name), f"{name} is dead"
        assert wish is not None
        self.touches += 1
        self.find(after(self.state, wish, NOBODY_SEARCHES))

    def leaves(self) -> Iterator[KioskState]:
        """Turn the list at hand from its first leaf to its last."""
        yield self.state
        while self.alive("next_page"):
            self.touch("next_page")
            yield self.state


def found_by_touch(visitor: Visitor) -> set[str]:
    """Go through every kind, entity and leaf; return the services that can be chosen there."""
    found: set[str] = set()
    welcome = visitor.state
    for kind in visitor.offered("kind:"):
        visitor.find(welcome)
        visitor.touch(kind)
        for entities in visitor.leaves():
            for entity in visitor.offered("entity:"):
                visitor.find(entities)
                visitor.touch(entity)
                for _ in visitor.leaves():
                    found.update(visitor.offered("service:"))
            visitor.find(entities)
    return found


@pytest.fixture
def window(request: pytest.FixtureRequest, qtbot: QtBot) -> Iterator[KioskWindow]:
    """Return a window on one of the screens."""
    load_fonts()
    width, height, diagonal = SCREENS[request.param]
    made = KioskWindow(KIOSK, diagonal, Icons())
    qtbot.addWidget(made)
    made.resize(width, height)
    made.show()
    yield made
    made.hide()


@pytest.mark.parametrize(
    ("window", "language"),
    [
        ("square", Language.RU),
        *(
            pytest.param(*pair, marks=pytest.mark.long)
            for pair in [
                *product(["portrait", "small"], Language),
                ("wide", Language.RU),
            ]
        ),
    ],
    indirect=["window"],
)
def test_every_service_of_a_double_catalogue_is_found_by_touch(
    window: KioskWindow, menu: Menu, language: Language
) -> None:
    visitor = Visitor(window, menu, language)

    assert found_by_touch(visitor) == {f"service:{code}" for code in menu.services}


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize("window", PLACES, indirect=True)
def test_a_letter_leads_to_the_first_leaf_with_its_names(
    window: KioskWindow, menu: Menu, language: Language
) -> None:
    visitor = Visitor(window, menu, language)
    visitor.touch("kind:public")
    letters = [name.removeprefix("letter:") for name in visitor.offered("letter:")]
    seen: list[str] = []
    for letter in letters:
        visitor.touch(f"letter:{letter}")
        names = [visitor.words(name) for name in visitor.offered("entity:")]
        initials = [initial(name, language) for name in names]
        assert letter in initials
        seen += initials

    assert set(seen) == set(letters)
    assert len(letters) > 3


@pytest.mark.parametrize("window", ["portrait"], indirect=True)
def test_a_list_of_two_leaves_has_no_letters(window: KioskWindow, menu: Menu) -> None:
    visitor = Visitor(window, menu, Language.AZ)
    visitor.touch("kind:utility")

    assert visitor.offered("letter:") == []


@pytest.mark.parametrize("window", PLACES, indirect=True)
def test_any_open_service_costs_four_touches_to_paper_and_a_letter(
    window: KioskWindow, menu: Menu
) -> None:
    visitor = Visitor(window, menu, Language.AZ)
    visitor.touch("kind:public")
    visitor.touch("letter:R")
    visitor.touch("entity:RINB")
    service = next(name for name in visitor.offered("service:") if visitor.alive(name))
    visitor.touch(service)
    assert visitor.alive("take")

    assert visitor.touches + len(["take"]) == 4 + len(["letter:R"])


@pytest.mark.parametrize("large", [False, True])
@pytest.mark.parametrize("window", PLACES, indirect=True)
def test_all_services_taken_most_are_on_the_first_page_leaf_by_leaf(
    window: KioskWindow, menu: Menu, *, large: bool
) -> None:
    visitor = Visitor(window, menu, Language.RU)
    visitor.find(replace(visitor.state, ease=Ease(large_text=large)))
    seen = visitor.offered("service:")
    while visitor.alive("more") and len(seen) < len(TWELVE):
        visitor.touch("more")
        seen += visitor.offered("service:")

    assert seen == [f"service:{code}" for code in TWELVE]
    assert large or visitor.touches <= 2


@pytest.mark.parametrize("window", ["portrait"], indirect=True)
def test_a_service_taken_most_costs_at_most_three_touches_to_paper(
    window: KioskWindow, menu: Menu
) -> None:
    visitor = Visitor(window, menu, Language.AZ)
    visitor.touch("more")
    last = next(name for name in reversed(visitor.offered("service:")) if visitor.alive(name))
    visitor.touch(last)
    assert visitor.alive("take")

    assert visitor.touches + len(["take"]) == 3
