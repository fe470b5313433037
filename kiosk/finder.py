"""Finds services by what people type."""

from common.domain.azeri import az_lower
from common.domain.views import Menu
from common.domain.words import Language
from kiosk.state import Hit


class Finder:
    """Finds the services this centre gives, by their names."""

    def __init__(self) -> None:
        self._menu: Menu | None = None

    def learn(self, menu: Menu) -> None:
        """Find in this menu from now on."""
        self._menu = menu

    def find(self, typed: str, language: Language) -> tuple[Hit, ...]:
        """Return what was found, the best first."""
        if self._menu is None:
            return ()
        hits = []
        for code, service in self._menu.floor.catalogue.services().items():
            at = az_lower(service.name.of(language)).find(az_lower(typed.strip()))
            if code in self._menu.services and at >= 0:
                hits.append(Hit(code, ((at, at + len(typed.strip())),)))
        return tuple(hits)
