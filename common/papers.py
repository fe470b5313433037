"""What a store and its transactions know of printers and of paper."""

from collections.abc import Mapping
from datetime import datetime
from typing import Protocol

from common.domain.ids import CounterCode, DeviceCode, PrinterCode, TicketId
from common.domain.printers import MissingSlip, PrinterNow
from common.domain.spare import Spare, SpareState


class PaperRecords(Protocol):
    """The part of one transaction's records that is about printers."""

    def printer(self, printer: PrinterCode) -> PrinterNow | None:
        """Return what is known of a printer; None where no kiosk ever spoke of it."""

    def put_printer(self, now: PrinterNow) -> None:
        """Write down what is known of a printer."""

    def spare(self, ticket: TicketId) -> Spare | None:
        """Return what became of a ticket's slip elsewhere; None where nobody asked."""

    def spares_at(self, printer: PrinterCode, state: SpareState) -> tuple[Spare, ...]:
        """Return a printer's slips in a state, the oldest first; of those asked for, fresh ones."""

    def put_spare(self, spare: Spare) -> None:
        """Write down how far a slip is elsewhere."""


class PaperStore(Protocol):
    """The part of a store that tells of printers; every method may raise Unavailable."""

    def printers(self) -> tuple[PrinterNow, ...]:
        """Return what kiosks say of their printers, in the order of the set-up."""

    def printed_lately(self) -> Mapping[DeviceCode, tuple[datetime, ...]]:
        """Return when each kiosk gave the slips of the last two hours, oldest first."""

    def missing_slips(self, counter: CounterCode) -> tuple[MissingSlip, ...]:
        """Return who waits today and may have no paper, the first to come first.

        Nobody where whoever sits at the counter may not see the floor.
        """
