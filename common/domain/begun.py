"""What a kiosk began for a visitor, so that a restart leaves nobody without his number."""

from dataclasses import dataclass
from datetime import datetime, timedelta, tzinfo

from common.domain.ids import GroupCode, RequestId, SeriesCode, ServiceCode, TicketId
from common.domain.numbers import split_label
from common.domain.ticket import SlipState, Ticket
from common.domain.views import Issued
from common.domain.words import Language

STILL_THERE = timedelta(minutes=2)
"""So long a visitor waits before a kiosk that went dark under his hand."""
SURELY_THERE = timedelta(seconds=30)
"""Within this nobody else has come in his place."""
ENDED = frozenset({SlipState.PRINTED, SlipState.SENT, SlipState.UNKNOWN, SlipState.FAILED})
"""What a kiosk says of a paper in the end."""


@dataclass(frozen=True, slots=True)
class Begun:
    """One intention, and what is known of its paper.

    `slip` is WAITING while nothing was sent to the printer, PRINTING once something may have been,
    and then how it ended, until the store has been told.
    """

    request: RequestId
    language: Language
    at: datetime
    """The store's time as the kiosk knew it."""
    service: ServiceCode | None = None
    """None where a code leads to it."""
    priority: GroupCode | None = None
    more: tuple[ServiceCode, ...] = ()
    code: str | None = None
    """The code of an appointment."""
    slip: SlipState = SlipState.WAITING
    ticket: TicketId | None = None
    """None before it is known, and for a number of the reserve."""
    label: str = ""
    digest: str | None = None

    @property
    def ended(self) -> bool:
        """Say whether only the store has to be told how the paper ended."""
        return self.slip in ENDED

    def may_be_awaited(self, now: datetime) -> bool:
        """Say whether its visitor may still stand before the kiosk."""
        return not self.ended and now - self.at <= STILL_THERE


def issued_of(begun: Begun, zone: tzinfo) -> Issued | None:
    """Return the ticket that was given, as far as the intention tells; None before it was.

    Without the store this is what its visitor is shown. It has no token, and no slip of it can be
    printed: something of it may be on paper already.
    """
    if begun.ticket is None or begun.service is None:
        return None
    series, serial = split_label(begun.label)
    ticket = Ticket(
        id=begun.ticket,
        day=begun.at.astimezone(zone).date(),
        label=begun.label,
        series=SeriesCode(series),
        serial=serial,
        language=begun.language,
        priority=begun.priority,
        request=begun.request,
        token="",
        issued_at=begun.at,
        slip=begun.slip,
    )
    return Issued(ticket, begun.service, None, again=True, more=begun.more)


def begun_of(issued: Issued) -> Begun:
    """Return the intention that a ticket answers, as far as the ticket tells."""
    ticket = issued.ticket
    return Begun(
        request=ticket.request,
        language=ticket.language,
        at=ticket.issued_at,
        service=issued.service,
        priority=ticket.priority,
        more=issued.more,
        ticket=None if issued.reserve else ticket.id,
        label=ticket.label,
    )
