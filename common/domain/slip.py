"""What a slip says; how it looks is the template's and the painter's work."""

from dataclasses import dataclass
from datetime import date, datetime

from common.domain.waits import WaitSpan
from common.domain.words import Language


@dataclass(frozen=True, slots=True)
class Slip:
    """The content of one paper ticket, in the visitor's language; no personal data."""

    centre: str
    label: str
    service: str
    entity: str
    ahead: int
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


def qr_text(centre: str, day: date, token: str) -> str:
    """Return what the slip's QR code says: AN1:centre:day:token."""
    return f"AN1:{centre}:{day:%Y%m%d}:{token}"
