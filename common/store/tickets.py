"""Queries of tickets and their numbers."""

from datetime import date

from sqlalchemy import Date, bindparam, insert, select, text, update

from common.domain.change import Change
from common.domain.errors import Reason, Refused
from common.domain.ids import RequestId, SeriesCode, ServiceCode, TicketId
from common.domain.ticket import Leg, SlipState, Ticket
from common.store.tables import legs, tickets
from common.store.transaction import Transaction, columns_of

TICKET = columns_of(tickets, Ticket)
LEG = columns_of(legs, Leg)

_TICKET = select(*TICKET).where(
    tickets.c.id == bindparam("ticket"), tickets.c.centre == bindparam("centre")
)
_OF_REQUEST = select(*TICKET).where(
    tickets.c.centre == bindparam("centre"), tickets.c.request == bindparam("request")
)
_OF_TOKEN = select(*TICKET).where(
    tickets.c.centre == bindparam("centre"),
    tickets.c.day == bindparam("day"),
    tickets.c.token == bindparam("token"),
)
_FIRST_LEG = select(*LEG).where(legs.c.ticket == bindparam("ticket")).order_by(legs.c.id).limit(1)
_ADD = insert(tickets).returning(tickets.c.id)
_SET_SLIP = (
    update(tickets)
    .where(tickets.c.id == bindparam("ticket"), tickets.c.centre == bindparam("of_centre"))
    .values(slip=bindparam("slip"))
)
_COUNT_SERIES = text(
    "INSERT INTO series_counts (centre, day, series, count) VALUES (:centre, :day, :series, 1)"
    " ON CONFLICT (centre, day, series) DO UPDATE SET count = series_counts.count + 1"
    " RETURNING count"
).bindparams(bindparam("day", type_=Date))
_COUNT_SERVICE = text(
    "INSERT INTO service_counts (centre, day, service, count) VALUES (:centre, :day, :service, 1)"
    " ON CONFLICT (centre, day, service) DO UPDATE SET count = service_counts.count + 1"
    " RETURNING count"
).bindparams(bindparam("day", type_=Date))
_SERVICES = select(legs.c.service).where(
    legs.c.ticket == bindparam("ticket"), legs.c.centre == bindparam("centre")
)
_TROUBLE = frozenset({SlipState.FAILED, SlipState.UNKNOWN})


class TicketQueries(Transaction):
    """Tickets: found, numbered, added, and what is known of their paper."""

    def ticket_of_request(self, request: RequestId) -> tuple[Ticket, Leg] | None:
        """Return the ticket (with its first leg) that an earlier try of this intention got."""
        found = self.first(_OF_REQUEST, request=request)
        if found is None:
            return None
        ticket = Ticket(**found)
        leg = self.connection.execute(_FIRST_LEG, {"ticket": ticket.id})
        return ticket, Leg(**leg.mappings().one())

    def take_number(self, day: date, series: SeriesCode) -> int:
        """Count the series up and return the day's next count, from 1."""
        values = {"centre": self.centre, "day": day, "series": series}
        count: int = self.connection.execute(_COUNT_SERIES, values).scalar_one()
        return count

    def count_service(self, day: date, service: ServiceCode) -> int:
        """Count one more ticket of a service today and return the new count, locked."""
        values = {"centre": self.centre, "day": day, "service": service}
        count: int = self.connection.execute(_COUNT_SERVICE, values).scalar_one()
        return count

    def add_ticket(self, ticket: Ticket) -> Ticket:
        """Add a ticket (its id is ignored) and return it with its id."""
        values = {name: getattr(ticket, name) for name in _FIELDS if name != "id"}
        added = self.connection.execute(_ADD, {**values, "centre": self.centre}).scalar_one()
        return Ticket(id=added, **values)

    def ticket(self, ticket: TicketId) -> Ticket:
        """Return a ticket; Refused(TICKET_GONE) when there is none."""
        found = self.first(_TICKET, ticket=ticket)
        if found is None:
            raise Refused(Reason.TICKET_GONE)
        return Ticket(**found)

    def ticket_of_token(self, day: date, token: str) -> Ticket | None:
        """Return the ticket of a day whose slip has a token."""
        found = self.first(_OF_TOKEN, day=day, token=token)
        return None if found is None else Ticket(**found)

    def set_slip(self, ticket: TicketId, slip: SlipState) -> None:
        """Set what is known of a ticket's paper."""
        values = {"ticket": ticket, "of_centre": self.centre, "slip": slip}
        if self.connection.execute(_SET_SLIP, values).rowcount == 0:
            raise Refused(Reason.TICKET_GONE)
        if slip in _TROUBLE:
            queues = {"ticket": ticket, "centre": self.centre}
            self.change |= Change(services=frozenset(self.connection.scalars(_SERVICES, queues)))


_FIELDS = tuple(column.name for column in TICKET)
