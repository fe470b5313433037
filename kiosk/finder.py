"""Finds services by what people type."""

from common.domain.search import Index
from common.domain.views import Menu
from common.domain.words import Language
from kiosk.state import Hit

MOST_HITS = 24


class Finder:
    """Finds the services this centre gives; learns a menu's words once a set-up."""

    def __init__(self) -> None:
        self._index: Index | None = None
        self._version: int | None = None

    def learn(self, menu: Menu) -> None:
        """Find in this menu from now on."""
        if self._index is None or menu.floor.version != self._version:
            self._index = Index(menu.floor.catalogue, frozenset(menu.services))
            self._version = menu.floor.version

    def find(self, typed: str, language: Language) -> tuple[Hit, ...]:
        """Return what was found, the best first, with what matched in the language's names."""
        if self._index is None:
            return ()
        found = self._index.find(typed, MOST_HITS)
        return tuple(Hit(each.service, each.spans[language]) for each in found)
