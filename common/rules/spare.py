"""A slip that failed at one kiosk and is printed by another (the twins: functions/58_spare.sql)."""

from dataclasses import replace

from common.domain.errors import Reason, Refused
from common.domain.events import EventKind
from common.domain.ids import DeviceCode, PrinterCode, TicketId
from common.domain.spare import LOST_AFTER, OF_SLIP, THERE, Spare, SpareState
from common.domain.ticket import SlipState, leg_that_counts
from common.domain.views import Issued
from common.ports import Records
from common.rules.paper import issued_once_more, printer_of
from common.rules.tickets import report_slip


def ask_spare(
    records: Records, *, kiosk: DeviceCode, ticket: TicketId, printer: PrinterCode
) -> None:
    """Wish that another kiosk prints a slip that is known not to have come out here.

    Refused(UNKNOWN_PRINTER) for one that the kiosk's set-up does not name, TICKET_GONE for another
    kiosk's ticket, NOT_LAWFUL where its paper may be out already.
    """
    placed = records.floor().kiosk(kiosk)
    if placed is None or printer not in {one.printer for one in placed.spares}:
        raise Refused(Reason.UNKNOWN_PRINTER, printer=printer)
    given = records.ticket(ticket)
    if given.kiosk != kiosk:
        raise Refused(Reason.TICKET_GONE)
    if given.slip is not SlipState.FAILED:
        raise Refused(Reason.NOT_LAWFUL, label=given.label, state=given.slip.value)
    records.put_spare(Spare(ticket, kiosk, printer, SpareState.ASKED, records.now))


def take_spare(records: Records, *, kiosk: DeviceCode) -> Issued | None:
    """Take the slip that has been waiting longest for this kiosk's printer; None where none is.

    Only a kiosk at which nobody stands asks: so what it took before and said no more of is lost.
    """
    printer = printer_of(records, kiosk)
    for lost in records.spares_at(printer, SpareState.TAKEN):
        if lost.by == kiosk:
            _end(records, lost, SlipState.UNKNOWN, kiosk, None)
    asked = records.spares_at(printer, SpareState.ASKED)
    if not asked:
        return None
    records.put_spare(replace(asked[0], state=SpareState.TAKEN, changed_at=records.now, by=kiosk))
    ticket = records.ticket(asked[0].ticket)
    records.set_slip(ticket.id, SlipState.PRINTING)
    facts = {"slip": SlipState.PRINTING.value, "printer": printer}
    records.log(EventKind.SLIP, ticket=ticket.id, device=kiosk, facts=facts)
    return issued_once_more(records, ticket, leg_that_counts(records.legs_of(ticket.id)))


def end_spare(
    records: Records,
    *,
    kiosk: DeviceCode,
    ticket: TicketId,
    slip: SlipState,
    digest: str | None,
) -> None:
    """Write down how the paper ended that a kiosk took. Refused(TICKET_GONE) where it took none."""
    spare = records.spare(ticket)
    if spare is None or spare.by != kiosk or spare.state is not SpareState.TAKEN:
        raise Refused(Reason.TICKET_GONE)
    _end(records, spare, slip, kiosk, digest)


def collect_spare(records: Records, *, kiosk: DeviceCode, ticket: TicketId) -> None:
    """Write down that the visitor has taken the paper; said once more it changes nothing."""
    spare = records.spare(ticket)
    if spare is not None and spare.by == kiosk and spare.state in THERE:
        records.put_spare(replace(spare, state=SpareState.COLLECTED, changed_at=records.now))


def look_at_spare(
    records: Records, *, kiosk: DeviceCode, ticket: TicketId, leave: bool
) -> SpareState:
    """Return how far another kiosk is with this one's slip; `leave` waits for it no longer.

    Then one that nobody took is withdrawn, and one that was taken long ago is lost.
    Refused(TICKET_GONE) where it was never asked for.
    """
    spare = records.spare(ticket)
    if spare is None or spare.kiosk != kiosk:
        raise Refused(Reason.TICKET_GONE)
    if not leave:
        return spare.state
    if spare.state is SpareState.ASKED:
        spare = replace(spare, state=SpareState.WITHDRAWN, changed_at=records.now)
        records.put_spare(spare)
    elif spare.state is SpareState.TAKEN and records.now - spare.changed_at >= LOST_AFTER:
        return _end(records, spare, SlipState.UNKNOWN, kiosk, None)
    return spare.state


def _end(
    records: Records, spare: Spare, slip: SlipState, device: DeviceCode, digest: str | None
) -> SpareState:
    state = OF_SLIP[slip]
    records.put_spare(replace(spare, state=state, changed_at=records.now))
    report_slip(records, spare.ticket, slip, device, digest)
    return state
