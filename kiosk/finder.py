"""Finds services by what people type."""

from collections.abc import Mapping

from common.domain.ids import DeviceCode, ServiceCode
from common.domain.search import Index
from common.domain.views import Menu
from common.domain.words import Language
from common.ports import Store
from kiosk.state import Hit

MOST_HITS = 24


class Finder:
    """Finds the services of one menu's set-up.

    Making one takes too long for the thread of the window.
    """

    def __init__(self, menu: Menu) -> None:
        self._version = menu.floor.version
        self._index = Index(menu.floor.catalogue, frozenset(menu.services))

    def fits(self, menu: Menu) -> bool:
        """Say whether this finder knows the words of a menu."""
        return self._version == menu.floor.version

    def find(
        self, typed: str, language: Language, uses: Mapping[ServiceCode, int]
    ) -> tuple[Hit, ...]:
        """Return what was found, the best first, with what matched in the language's names."""
        found = self._index.find(typed, language, MOST_HITS, uses)
        return tuple(Hit(each.service, each.spans) for each in found)


def uses_of(menu: Menu, kiosk: DeviceCode) -> dict[ServiceCode, int]:
    """Return how much each service is used: its tickets of today.

    Those the set-up puts on the kiosk's first page have a start of a few, so that the morning's
    first visitors find what is taken most on other days.
    """
    mine = next((each for each in menu.floor.kiosks if each.code == kiosk), None)
    listed = mine.most_taken if mine is not None else ()
    start = {code: len(listed) - at for at, code in enumerate(listed)}
    return {code: now.taken + start.get(code, 0) for code, now in menu.services.items()}


def read_menu(store: Store, known: Finder | None) -> tuple[Menu, Finder]:
    """Read the menu and return it with the finder of its services; raises Unavailable."""
    menu = store.menu()
    return menu, known if known is not None and known.fits(menu) else Finder(menu)
