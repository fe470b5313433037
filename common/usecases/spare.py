"""What kiosks do when one prints what another could not."""

from common.domain.ids import DeviceCode, PrinterCode, TicketId
from common.domain.spare import SpareState
from common.domain.ticket import SlipState
from common.domain.views import Issued
from common.ports import Store
from common.rules import spare as rules


def ask_spare(store: Store, *, kiosk: DeviceCode, ticket: TicketId, printer: PrinterCode) -> None:
    """Wish that another kiosk prints a slip that is known not to have come out here.

    Refused(UNKNOWN_PRINTER) for one that the kiosk's set-up does not name, TICKET_GONE for another
    kiosk's ticket, NOT_LAWFUL where its paper may be out already.
    """
    store.perform(rules.ask_spare, kiosk=kiosk, ticket=ticket, printer=printer)


def take_spare(store: Store, *, kiosk: DeviceCode) -> Issued | None:
    """Take the slip that has been waiting longest for this kiosk's printer; None where none is.

    Only a kiosk at which nobody stands asks: so what it took before and said no more of is lost.
    """
    return store.perform(rules.take_spare, kiosk=kiosk)


def end_spare(
    store: Store, *, kiosk: DeviceCode, ticket: TicketId, slip: SlipState, digest: str | None
) -> None:
    """Write down how the paper ended that a kiosk took. Refused(TICKET_GONE) where it took none."""
    store.perform(rules.end_spare, kiosk=kiosk, ticket=ticket, slip=slip, digest=digest)


def collect_spare(store: Store, *, kiosk: DeviceCode, ticket: TicketId) -> None:
    """Write down that the visitor has taken the paper; said once more it changes nothing."""
    store.perform(rules.collect_spare, kiosk=kiosk, ticket=ticket)


def look_at_spare(
    store: Store, *, kiosk: DeviceCode, ticket: TicketId, leave: bool = False
) -> SpareState:
    """Return how far another kiosk is with this one's slip; `leave` waits for it no longer.

    Then one that nobody took is withdrawn, and one that was taken long ago is lost.
    Refused(TICKET_GONE) where it was never asked for.
    """
    return store.perform(rules.look_at_spare, kiosk=kiosk, ticket=ticket, leave=leave)
