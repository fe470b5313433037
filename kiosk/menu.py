"""What one kiosk offers, read off the thread of its window."""

from common.domain.ids import DeviceCode
from common.domain.views import Menu
from common.ports import Store
from kiosk.finder import Finder


def read_own_menu(store: Store, kiosk: DeviceCode, known: Finder | None) -> tuple[Menu, Finder]:
    """Read what a kiosk offers and return it with the finder of its services.

    `known` is taken where it still fits. Raises Unavailable.
    """
    menu = store.menu().of(kiosk)
    return menu, known if known is not None and known.fits(menu) else Finder(menu)
