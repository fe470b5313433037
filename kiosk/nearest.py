"""Where else a visitor gets a paper ticket: only a printer that is known to work now counts."""

from datetime import datetime

from common.domain.floor import Kiosk
from common.domain.ids import DeviceCode
from common.domain.printers import WORKING
from common.domain.views import Menu
from common.i18n import Text


def nearest_with_paper(menu: Menu, device: DeviceCode, now: datetime) -> Kiosk | None:
    """Return another kiosk whose printer works: one of the same zone first, else in their order."""
    working = {one.printer for one in menu.printers if one.stands(now) in WORKING}
    here = menu.floor.kiosk(device)
    others = [one for one in menu.floor.kiosks if one.code != device and one.printer in working]
    zone = None if here is None else here.zone
    return min(others, key=lambda one: one.zone != zone, default=None)


def where_paper_is(menu: Menu, device: DeviceCode, now: datetime, text: Text) -> str:
    """Return where a visitor gets a paper ticket, with the zone where it is another one."""
    kiosk, here = nearest_with_paper(menu, device, now), menu.floor.kiosk(device)
    if kiosk is None:
        return ""
    if here is None or kiosk.zone == here.zone:
        return text("kiosk.paper_at", kiosk=kiosk.code)
    zone = next(one.name for one in menu.floor.zones if one.code == kiosk.zone)
    return text("kiosk.paper_at_zone", kiosk=kiosk.code, zone=zone.of(text.language))
