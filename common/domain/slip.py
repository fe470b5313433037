"""What a slip says; how it looks is the template's and the painter's work."""

from dataclasses import dataclass
from datetime import date, datetime

from common.domain.floor import Floor
from common.domain.ids import CentreCode
from common.domain.views import Issued
from common.domain.waits import WaitSpan
from common.domain.words import Language

_FIRST = "AN1"
_BEGINS = f"{_FIRST}:"


@dataclass(frozen=True, slots=True)
class Slip:
    """The content of one paper ticket, in the visitor's language; no personal data."""

    centre: str
    label: str
    service: str
    entity: str
    ahead: int | None
    issued_at: datetime
    """In the centre's time zone."""
    language: Language
    qr: str
    priority: bool = False
    copy: bool = False
    reserve: bool = False
    """A number given without the store: nobody knows how many are ahead."""
    onward: tuple[str, ...] = ()
    """The names of the services to which the number leads afterwards."""
    expected: WaitSpan | None = None
    """None where nobody can say how long it takes: then the slip says nothing of it."""
    appointment: datetime | None = None
    """In the centre's time zone; None for a ticket without an appointment."""


@dataclass(frozen=True, slots=True)
class Code:
    """What the QR code of a slip says."""

    centre: CentreCode
    day: date
    token: str


def qr_text(centre: str, day: date, token: str) -> str:
    """Return what the slip's QR code says: AN1:centre:day:token."""
    return f"{_FIRST}:{centre}:{day:%Y%m%d}:{token}"


def read_qr(text: str) -> Code | None:
    """Return what a slip's QR code says; None where it is none of ours."""
    first, _, rest = text.strip().partition(":")
    centre, _, rest = rest.partition(":")
    day, _, token = rest.partition(":")
    if first != _FIRST or not centre or not token:
        return None
    try:
        return Code(CentreCode(centre), datetime.strptime(day, "%Y%m%d").date(), token)  # noqa: DTZ007 - a day has no zone
    except ValueError:
        return None


def begins_qr(text: str) -> bool:
    """Say whether a text may be the beginning of what a slip's QR code says."""
    return text.startswith(_BEGINS) or _BEGINS.startswith(text)


def slip_of(issued: Issued, floor: Floor, expected: WaitSpan | None, *, copy: bool = False) -> Slip:
    """Return the slip of a ticket, in the ticket's language and the centre's time."""
    ticket, promised = issued.ticket, issued.appointment
    language = ticket.language
    return Slip(
        centre=floor.name.of(language),
        label=ticket.label,
        service=floor.catalogue.services()[issued.service].name.of(language),
        entity=floor.catalogue.entity_of(issued.service).name.of(language),
        ahead=issued.ahead,
        expected=expected,
        issued_at=ticket.issued_at.astimezone(floor.zone_info),
        language=language,
        qr=qr_text(floor.centre, ticket.day, ticket.token),
        priority=ticket.priority is not None,
        copy=copy,
        reserve=issued.reserve,
        onward=onward(issued, floor, language),
        appointment=None if promised is None else promised.astimezone(floor.zone_info),
    )


def onward(issued: Issued, floor: Floor, language: Language) -> tuple[str, ...]:
    """Return the names of the services to which a number leads afterwards."""
    services = floor.catalogue.services()
    return tuple(services[code].name.of(language) for code in issued.more if code in services)
