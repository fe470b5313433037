"""Queries of slips that one kiosk prints for another."""

from dataclasses import asdict
from datetime import timedelta

from sqlalchemy import bindparam, delete, insert, or_, select

from common.domain.change import EVERYTHING
from common.domain.ids import PrinterCode, TicketId
from common.domain.spare import ASKED_FOR, Spare, SpareState
from common.store.columns import Moment
from common.store.tables import spares
from common.store.transaction import Transaction, columns_of

KEPT = timedelta(days=1)

_SPARE = columns_of(spares, Spare)
_ONE = select(*_SPARE).where(
    spares.c.centre == bindparam("centre"), spares.c.ticket == bindparam("ticket")
)
_AT = (
    select(*_SPARE)
    .where(
        spares.c.centre == bindparam("centre"),
        spares.c.printer == bindparam("printer"),
        spares.c.state == bindparam("state"),
        spares.c.changed_at > bindparam("since", type_=Moment),
    )
    .order_by(spares.c.changed_at, spares.c.ticket)
)
_FORGET = delete(spares).where(
    spares.c.centre == bindparam("of_centre"),
    or_(
        spares.c.ticket == bindparam("of_ticket"),
        spares.c.changed_at < bindparam("before", type_=Moment),
    ),
)


class SpareQueries(Transaction):
    """Which slips of a centre wait for another printer, or came out there."""

    def spare(self, ticket: TicketId) -> Spare | None:
        """Return what became of a ticket's slip elsewhere; None where nobody asked."""
        row = self.first(self.locked(_ONE), ticket=ticket)
        return None if row is None else Spare(**row)

    def spares_at(self, printer: PrinterCode, state: SpareState) -> tuple[Spare, ...]:
        """Return a printer's slips in a state, the oldest first; of those asked for, fresh ones."""
        since = self.now - (ASKED_FOR if state is SpareState.ASKED else KEPT)
        values = {"centre": self.centre, "printer": printer, "state": state, "since": since}
        rows = self.connection.execute(self.locked(_AT), values).mappings()
        return tuple(Spare(**row) for row in rows)

    def put_spare(self, spare: Spare) -> None:
        """Write down how far a slip is elsewhere; a new wish concerns whoever may fulfil it."""
        values = {"of_centre": self.centre, "of_ticket": spare.ticket, "before": self.now - KEPT}
        self.connection.execute(_FORGET, values)
        self.connection.execute(insert(spares), {"centre": self.centre, **asdict(spare)})
        self.change |= EVERYTHING
