"""A slip scanned at a counter: where its visit stands, and printed once more."""

from datetime import datetime

from common.domain.errors import Reason, Refused
from common.domain.found_slip import FoundSlip
from common.domain.ids import CounterCode, PrinterCode, TicketId
from common.domain.slip import read_qr
from common.ports import Store
from common.rules import found_slip as rules
from common.usecases.refusals import noting


def find_slip(store: Store, counter: CounterCode, scanned: str) -> FoundSlip:
    """Return the visit of a slip whose code was scanned, and what is lawful with it here.

    `lawful` says whether `call_this`, `resume` and `reinstate` are, `may_copy` whether
    `copy_slip_at` is. Refused(UNKNOWN_COUNTER | NOT_SIGNED_IN), UNKNOWN_SLIP for what is no slip of
    this centre, OLD_SLIP for one of another day, NOT_SERVED_HERE with its `service` for a visit
    that is neither this counter's nor of its services, unless one may RECEPTION.
    """
    code = read_qr(scanned)
    if code is None:
        raise Refused(Reason.UNKNOWN_SLIP)
    with noting(store, counter):
        return store.perform(
            rules.find_slip, counter=counter, of_centre=code.centre, day=code.day, token=code.token
        )


def copy_slip_at(
    store: Store, counter: CounterCode, ticket: TicketId, printer: PrinterCode
) -> datetime | None:
    """Ask the kiosk of a printer to print a visitor's slip once more, for ten seconds.

    Asked again meanwhile, or within a minute after it came out, it changes nothing: then since when
    the slip is printed is returned, else None. Refused(UNKNOWN_COUNTER | NOT_SIGNED_IN |
    TICKET_GONE | NOT_SERVED_HERE), UNKNOWN_PRINTER for one at no kiosk, NOT_LAWFUL for a visit
    that is over.
    """
    with noting(store, counter):
        return store.perform(rules.copy_slip_at, counter=counter, ticket=ticket, printer=printer)
