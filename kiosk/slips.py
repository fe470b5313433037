"""What the slip of a ticket says."""

from datetime import datetime

from common.domain import slip
from common.domain.ids import DeviceCode
from common.domain.slip import Slip
from common.domain.views import Issued, Menu
from common.domain.words import Language
from kiosk.facts import expected_of


def trial_slip(menu: Menu, kiosk: DeviceCode, language: Language, now: datetime) -> Slip:
    """Return a slip that shows how a kiosk prints, and that nobody is ever called by."""
    floor = menu.floor
    return Slip(
        centre=floor.name.of(language),
        label="TEST",
        service=str(kiosk),
        entity="TEST",
        ahead=0,
        issued_at=now.astimezone(floor.zone_info),
        language=language,
        qr="TEST",
        copy=True,
    )


def slip_of(issued: Issued, menu: Menu) -> Slip:
    """Return the slip of a ticket, in the ticket's language and the centre's time."""
    return slip.slip_of(issued, menu.floor, expected_of(issued, menu))
