"""Queries of what goes on without the store: numbers leased, and papers that come back."""

from datetime import date, datetime

from sqlalchemy import Date, bindparam, func, insert, select, update

from common.domain.change import EVERYTHING
from common.domain.ids import DeviceCode, JournalId, SeriesCode, TicketId
from common.domain.numbers import FIRST_RESERVE
from common.domain.outage import LAST_RESERVE, Lease
from common.domain.ticket import Leg, Ticket
from common.store.tables import calls, leases, legs, tickets
from common.store.tickets import LEG, TICKET
from common.store.transaction import Transaction, columns_of

_LEASE = columns_of(leases, Lease)
_MINE = (
    leases.c.centre == bindparam("centre"),
    leases.c.kiosk == bindparam("kiosk"),
    leases.c.journal == bindparam("journal"),
)
_LEASES = (
    select(*_LEASE)
    .where(*_MINE, leases.c.day >= bindparam("since", type_=Date))
    .order_by(leases.c.day, leases.c.series, leases.c.first)
)
_OF_SERIES = (
    leases.c.centre == bindparam("centre"),
    leases.c.day == bindparam("day", type_=Date),
    leases.c.series == bindparam("series"),
)
_TOP = select(func.max(leases.c.last)).where(*_OF_SERIES)
_ADD = insert(leases).returning(*_LEASE)
_USE = (
    update(leases)
    .where(
        leases.c.centre == bindparam("of_centre"),
        leases.c.kiosk == bindparam("of_kiosk"),
        leases.c.journal == bindparam("of_journal"),
        leases.c.day == bindparam("of_day", type_=Date),
        leases.c.series == bindparam("of_series"),
        leases.c.first <= bindparam("serial"),
        leases.c.last >= bindparam("serial"),
    )
    .values(used=leases.c.used + 1)
    .returning(leases.c.leased_at)
)
_OF_NUMBER = select(*TICKET).where(
    tickets.c.centre == bindparam("centre"),
    tickets.c.day == bindparam("day", type_=Date),
    tickets.c.series == bindparam("series"),
    tickets.c.serial == bindparam("serial"),
)
_LEGS = (
    select(*LEG)
    .where(legs.c.centre == bindparam("centre"), legs.c.ticket == bindparam("ticket"))
    .order_by(legs.c.id)
)
_RENUMBERED = ("label", "series", "serial", "token", "issued_at")
_RENUMBER = (
    update(tickets)
    .where(tickets.c.centre == bindparam("of_centre"), tickets.c.id == bindparam("of_id"))
    .values({name: bindparam(name, type_=tickets.c[name].type) for name in _RENUMBERED})
)
_RENAME_CALLS = (
    update(calls)
    .where(
        calls.c.centre == bindparam("of_centre"),
        calls.c.leg.in_(select(legs.c.id).where(legs.c.ticket == bindparam("of_ticket"))),
    )
    .values(label=bindparam("new_label"))
)
# All leases of a centre are given one after another: two kiosks never see the same top.
_ONE_AT_A_TIME = select(func.pg_advisory_xact_lock(func.hashtextextended(bindparam("what"), 0)))


class OutageQueries(Transaction):
    """Leases, and tickets by the number on their paper."""

    def leases(self, kiosk: DeviceCode, journal: JournalId, since: date) -> tuple[Lease, ...]:
        """Return what one journal of a kiosk was leased for a day and the days after it."""
        if self.is_postgres:
            what = {"what": f"leases of {self.centre}"}
            self.connection.execute(_ONE_AT_A_TIME, what)
        values = {"centre": self.centre, "kiosk": kiosk, "journal": journal, "since": since}
        rows = self.connection.execute(_LEASES, values).mappings()
        return tuple(Lease(**row) for row in rows)

    def lease(
        self, kiosk: DeviceCode, journal: JournalId, day: date, series: SeriesCode, size: int
    ) -> Lease | None:
        """Lease the next numbers of a reserve, fewer where it ends; None when it is used up."""
        of = {"centre": self.centre, "day": day, "series": series}
        top = self.connection.execute(_TOP, of).scalar_one()
        first = FIRST_RESERVE if top is None else top + 1
        if first > LAST_RESERVE:
            return None
        values = {
            **of,
            "first": first,
            "last": min(first + size - 1, LAST_RESERVE),
            "kiosk": kiosk,
            "journal": journal,
            "leased_at": self.now,
            "used": 0,
        }
        return Lease(**self.connection.execute(_ADD, values).mappings().one())

    def use_lease(
        self, kiosk: DeviceCode, journal: JournalId, day: date, series: SeriesCode, serial: int
    ) -> datetime | None:
        """Count a leased number as used; return when it was leased, None where it was not."""
        values = {
            "of_centre": self.centre,
            "of_kiosk": kiosk,
            "of_journal": journal,
            "of_day": day,
            "of_series": series,
            "serial": serial,
        }
        leased: datetime | None = self.connection.execute(_USE, values).scalar_one_or_none()
        return leased

    def ticket_of_number(self, day: date, series: SeriesCode, serial: int) -> Ticket | None:
        """Return the ticket that has a number of a day."""
        found = self.first(_OF_NUMBER, day=day, series=series, serial=serial)
        return None if found is None else Ticket(**found)

    def legs_of(self, ticket: TicketId) -> tuple[Leg, ...]:
        """Return all legs of a ticket, the first one first."""
        values = {"centre": self.centre, "ticket": ticket}
        return tuple(Leg(**row) for row in self.connection.execute(_LEGS, values).mappings())

    def renumber(self, ticket: Ticket) -> None:
        """Give a ticket, and its calls with it, the number, token and moment it now has."""
        values = {name: getattr(ticket, name) for name in _RENUMBERED}
        of = {"of_centre": self.centre}
        self.connection.execute(_RENUMBER, {**values, **of, "of_id": ticket.id})
        renamed = {"of_ticket": ticket.id, "new_label": ticket.label}
        self.connection.execute(_RENAME_CALLS, {**renamed, **of})
        self.change |= EVERYTHING
