"""Tickets that people at counters give."""

from common.domain.ids import CounterCode, GroupCode, PrinterCode, RequestId, ServiceCode
from common.domain.reasons import OutOfTurnReason, one_line
from common.domain.views import Issued
from common.domain.words import Language
from common.ports import Store
from common.rules import walk_ins as rules
from common.usecases.refusals import noting


def walk_in(  # noqa: PLR0913 - as wide as what a visitor may wish for
    store: Store,
    counter: CounterCode,
    *,
    service: ServiceCode,
    language: Language,
    request: RequestId,
    priority: GroupCode | None = None,
    printer: PrinterCode | None = None,
    call_at_once: bool = False,
    reason: OutOfTurnReason | None = None,
    words: str = "",
) -> Issued:
    """Give a ticket at a counter; the same request gets the same ticket, and nothing else happens.

    The kiosk of `printer` is asked to print its slip, for ten seconds; how that ended says the
    ticket's slip. `call_at_once` calls him to this counter. Refused as `issue_ticket` is;
    UNKNOWN_COUNTER, NOT_SIGNED_IN, NOT_PERMITTED without RECEPTION for a service that is not this
    counter's, NOT_SERVED_HERE for another entity's, UNKNOWN_PRINTER for one at no kiosk; with
    `priority` also as `grant_priority` is, called at once as `call_this` is.
    """
    with noting(store, counter):
        return store.perform(
            rules.walk_in,
            counter=counter,
            service=service,
            language=language,
            request=request,
            priority=priority,
            printer=printer,
            call_at_once=call_at_once,
            reason=reason,
            words=one_line(words),
        )


def given_at(store: Store, counter: CounterCode, request: RequestId) -> Issued | None:
    """Return the ticket that an intention got here whose answer was lost; None where it got none.

    One that is still under way is waited for. Refused(UNKNOWN_COUNTER | NOT_SIGNED_IN).
    """
    return store.perform(rules.given_at, counter=counter, request=request)
