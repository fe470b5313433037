"""Queries of appointments."""

from dataclasses import fields
from datetime import date, datetime, timedelta

from sqlalchemy import Date, bindparam, exists, select, text, update
from sqlalchemy.dialects import postgresql, sqlite

from common.domain.appointments import Appointment, AppointmentState
from common.domain.change import EVERYTHING
from common.domain.floor import Floor
from common.domain.ids import AppointmentCode, TicketId
from common.store.columns import Moment
from common.store.tables import appointments
from common.store.transaction import Transaction, columns_of

_FIELDS = columns_of(appointments, Appointment)
_HERE = appointments.c.centre == bindparam("centre")
_APPOINTMENT = select(*_FIELDS).where(_HERE, appointments.c.code == bindparam("code"))
_PROMISED = select(appointments.c.at).where(_HERE, appointments.c.ticket == bindparam("ticket"))
_FREE = (
    update(appointments)
    .where(
        appointments.c.centre == bindparam("of_centre"),
        appointments.c.ticket == bindparam("of_ticket"),
    )
    .values(state=AppointmentState.BOOKED, ticket=None)
)
_ANY = select(
    exists().where(
        _HERE,
        appointments.c.at >= bindparam("first", type_=Moment),
        appointments.c.at < bindparam("last", type_=Moment),
    )
)
# Kiosks may know whether there are any, but never list them.
_ANY_BY_HEART = text("SELECT has_appointments(:centre, :day)").bindparams(
    bindparam("day", type_=Date)
)


class AppointmentQueries(Transaction):
    """Appointments: found by their codes, taken over, used."""

    def appointment(self, code: AppointmentCode) -> Appointment | None:
        """Return an appointment, kept from others while this transaction writes."""
        found = self.first(self.locked(_APPOINTMENT), code=code)
        return None if found is None else Appointment(**found)

    def put_appointment(self, appointment: Appointment) -> None:
        """Add an appointment, or put it in place of the one with its code."""
        make = postgresql.insert if self.is_postgres else sqlite.insert
        values = {part.name: getattr(appointment, part.name) for part in fields(appointment)}
        changed = {name: value for name, value in values.items() if name != "code"}
        self.connection.execute(
            make(appointments)
            .values(centre=self.centre, **values)
            .on_conflict_do_update(index_elements=["centre", "code"], set_=changed)
        )
        self.change |= EVERYTHING

    def promised_to(self, ticket: TicketId) -> datetime | None:
        """Return the moment that was promised to the visitor of a ticket."""
        values = {"centre": self.centre, "ticket": ticket}
        found: datetime | None = self.connection.execute(_PROMISED, values).scalar_one_or_none()
        return found

    def free_appointment(self, ticket: TicketId) -> None:
        """Let the code that a ticket was given for be used again, where there was one."""
        self.connection.execute(_FREE, {"of_centre": self.centre, "of_ticket": ticket})

    def has_appointments(self) -> bool:
        """Say whether anybody has an appointment on this business day."""
        values: dict[str, object] = {"centre": self.centre, "day": self.day}
        if self.is_postgres:
            return bool(self.connection.execute(_ANY_BY_HEART, values).scalar_one())
        last = begins(self.floor(), self.day + timedelta(days=1))
        bounds = {"centre": self.centre, "first": begins(self.floor(), self.day), "last": last}
        return bool(self.connection.execute(_ANY, bounds).scalar_one())


def begins(floor: Floor, day: date) -> datetime:
    """Return when a business day begins by the clock of its zone."""
    return datetime.combine(day, floor.rollover, floor.zone_info)
