"""What happens at a kiosk: a ticket is taken, its paper comes out or does not."""

from collections.abc import Sequence

from common.domain.ids import DeviceCode, GroupCode, RequestId, ServiceCode, TicketId
from common.domain.ticket import SlipState
from common.domain.views import Issued
from common.domain.words import Language
from common.ports import Store
from common.rules import tickets as rules


def issue_ticket(  # noqa: PLR0913 - as wide as what a visitor may wish for
    store: Store,
    *,
    service: ServiceCode,
    language: Language,
    request: RequestId,
    kiosk: DeviceCode | None = None,
    priority: GroupCode | None = None,
    more: Sequence[ServiceCode] = (),
) -> Issued:
    """Give a ticket for a service; the same request gets the same ticket, whenever it asks.

    `more` are services on the same number, whose turns come one after another.
    Refused(UNKNOWN_SERVICE | SERVICE_OFF | CLOSED_NOW | NO_MORE_TODAY | LIMIT_REACHED) where
    one of them cannot be had, SAME_SERVICE for one that is named twice, and NOT_PERMITTED for
    too many of them or a priority group that the catalogue does not know.
    """
    return store.perform(
        rules.issue_ticket,
        service=service,
        language=language,
        request=request,
        kiosk=kiosk,
        priority=priority,
        more=more,
    )


def report_slip(
    store: Store,
    ticket: TicketId,
    slip: SlipState,
    device: DeviceCode | None = None,
    digest: str | None = None,
) -> None:
    """Write down what is known of a ticket's paper. Refused(TICKET_GONE).

    `digest` names the bytes that were sent, so that a printer's own log can be matched.
    """
    store.perform(rules.report_slip, ticket, slip, device, digest)
