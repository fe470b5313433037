"""Finds services by what people type."""

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

    def find(self, typed: str, language: Language) -> tuple[Hit, ...]:
        """Return what was found, the best first, with what matched in the language's names."""
        found = self._index.find(typed, MOST_HITS)
        return tuple(Hit(each.service, each.spans[language]) for each in found)


def read_menu(store: Store, known: Finder | None) -> tuple[Menu, Finder]:
    """Read the menu and return it with the finder of its services; raises Unavailable."""
    menu = store.menu()
    return menu, known if known is not None and known.fits(menu) else Finder(menu)
