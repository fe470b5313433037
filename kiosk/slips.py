"""What the slip of a ticket says."""

from datetime import datetime

from common.domain.ids import DeviceCode
from common.domain.slip import Slip, qr_text
from common.domain.views import Issued, Menu
from common.domain.words import Language
from kiosk.facts import expected_of, onward


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
    ticket, floor = issued.ticket, menu.floor
    language, promised = ticket.language, issued.appointment
    if promised is not None:
        promised = promised.astimezone(floor.zone_info)
    entity = floor.catalogue.entity_of(issued.service)
    return Slip(
        centre=floor.name.of(language),
        label=ticket.label,
        service=floor.catalogue.services()[issued.service].name.of(language),
        entity=entity.name.of(language),
        ahead=issued.ahead,
        expected=expected_of(issued, menu),
        issued_at=ticket.issued_at.astimezone(floor.zone_info),
        language=language,
        qr=qr_text(floor.centre, ticket.day, ticket.token),
        priority=ticket.priority is not None,
        reserve=issued.reserve,
        onward=onward(issued, floor, language),
        appointment=promised,
    )
