"""Queries of printers and of the paper they printed."""

from collections.abc import Mapping
from dataclasses import asdict
from datetime import datetime
from itertools import groupby
from operator import itemgetter

from sqlalchemy import (
    Date,
    String,
    and_,
    bindparam,
    column,
    delete,
    exists,
    insert,
    or_,
    select,
    text,
)

from common.domain.change import EVERYTHING
from common.domain.ids import CounterCode, DeviceCode, PrinterCode
from common.domain.paper import RATE_WINDOW
from common.domain.permissions import Permission
from common.domain.printers import UNSAID, MissingSlip, PrinterNow
from common.domain.ticket import LegState, SlipState
from common.store.columns import Moment, OneOf
from common.store.rights import sitter_may
from common.store.tables import legs, printer_states, seats, spares, tickets
from common.store.transaction import Transaction, columns_of

_PRINTER = columns_of(printer_states, PrinterNow)
_ALL = select(*_PRINTER).where(printer_states.c.centre == bindparam("centre"))
_ONE = _ALL.where(printer_states.c.printer == bindparam("printer"))
_FORGET = delete(printer_states).where(
    printer_states.c.centre == bindparam("of_centre"),
    printer_states.c.printer == bindparam("of_printer"),
)
_LATELY = (
    select(tickets.c.kiosk, tickets.c.issued_at)
    .where(
        tickets.c.centre == bindparam("centre"),
        tickets.c.day == bindparam("day", type_=Date),
        tickets.c.issued_at > bindparam("since", type_=Moment),
        tickets.c.kiosk.is_not(None),
        tickets.c.slip.in_([SlipState.PRINTED, SlipState.SENT, SlipState.UNKNOWN]),
    )
    .order_by(tickets.c.kiosk, tickets.c.issued_at)
)
# How often each kiosk gives a slip is no secret; who got one is.
_LATELY_THERE = text("SELECT kiosk, at FROM printed_lately(:centre, :day, :since)").bindparams(
    bindparam("day", type_=Date), bindparam("since", type_=Moment)
)

# Who was given a number by a person, and asked for no paper, has none to miss.
_TO_PRINT = and_(
    tickets.c.slip == SlipState.WAITING,
    or_(tickets.c.kiosk.is_not(None), exists().where(spares.c.ticket == tickets.c.id)),
)
_MISSING = (
    select(tickets.c.label, tickets.c.kiosk, tickets.c.slip, tickets.c.issued_at.label("at"))
    .where(
        tickets.c.centre == bindparam("centre"),
        tickets.c.day == bindparam("day", type_=Date),
        or_(
            tickets.c.slip.in_([SlipState.FAILED, SlipState.UNKNOWN]),
            and_(
                tickets.c.issued_at < bindparam("unsaid_since", type_=Moment),
                or_(tickets.c.slip == SlipState.PRINTING, _TO_PRINT),
            ),
        ),
        exists().where(legs.c.ticket == tickets.c.id, legs.c.state == LegState.WAITING),
        exists().where(
            seats.c.centre == tickets.c.centre,
            seats.c.counter == bindparam("counter"),
            sitter_may(Permission.FLOOR),
        ),
    )
    .order_by(tickets.c.issued_at)
)
_MISSING_THERE = (
    text("SELECT label, kiosk, slip, at FROM missing_slips(:centre, :day, :counter, :unsaid_since)")
    .bindparams(bindparam("day", type_=Date), bindparam("unsaid_since", type_=Moment))
    .columns(
        column("label", String),
        column("kiosk", String),
        column("slip", OneOf(SlipState)),
        column("at", Moment),
    )
)


class PrinterQueries(Transaction):
    """What is known of a centre's printers."""

    def printer(self, printer: PrinterCode) -> PrinterNow | None:
        """Return what is known of a printer; None where no kiosk ever spoke of it."""
        row = self.first(self.locked(_ONE), printer=printer)
        return None if row is None else PrinterNow(**row)

    def put_printer(self, now: PrinterNow) -> None:
        """Write down what is known of a printer; a new state concerns everybody."""
        before = self.printer(now.printer)
        self.connection.execute(_FORGET, {"of_centre": self.centre, "of_printer": now.printer})
        self.connection.execute(insert(printer_states), {"centre": self.centre, **asdict(now)})
        if before is None or (before.state, before.changed_at) != (now.state, now.changed_at):
            self.change |= EVERYTHING

    def printers(self) -> tuple[PrinterNow, ...]:
        """Return what kiosks say of their printers, in the order of the set-up."""
        found = self.connection.execute(_ALL, {"centre": self.centre}).mappings()
        known = {row["printer"]: PrinterNow(**row) for row in found}
        return tuple(known[one.code] for one in self.floor().printers if one.code in known)

    def printed_lately(self) -> Mapping[DeviceCode, tuple[datetime, ...]]:
        """Return when each kiosk gave the slips of the last two hours, oldest first."""
        statement = _LATELY_THERE if self.is_postgres else _LATELY
        values = {"centre": self.centre, "day": self.day, "since": self.now - RATE_WINDOW}
        rows = self.connection.execute(statement, values).all()
        return {
            DeviceCode(kiosk): tuple(at for _, at in given)
            for kiosk, given in groupby(rows, key=itemgetter(0))
        }

    def missing_slips(self, counter: CounterCode) -> tuple[MissingSlip, ...]:
        """Return who waits today and may have no paper; only for one who may see the floor."""
        statement = _MISSING_THERE if self.is_postgres else _MISSING
        here = {"centre": self.centre, "day": self.day, "counter": counter}
        values = {**here, "unsaid_since": self.now - UNSAID}
        rows = self.connection.execute(statement, values).mappings()
        return tuple(MissingSlip(**row) for row in rows)
