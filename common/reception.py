"""What a transaction knows of visitors who come with something in their hands."""

from datetime import date, datetime
from typing import Protocol

from common.domain.appointments import Appointment
from common.domain.ids import AppointmentCode, TicketId
from common.domain.ticket import Ticket


class Reception(Protocol):
    """The part of one transaction's records that codes lead to."""

    def appointment(self, code: AppointmentCode) -> Appointment | None:
        """Return an appointment, kept from others while this transaction writes."""

    def put_appointment(self, appointment: Appointment) -> None:
        """Add an appointment, or put it in place of the one with its code."""

    def promised_to(self, ticket: TicketId) -> datetime | None:
        """Return the moment that was promised to the visitor of a ticket."""

    def ticket_of_token(self, day: date, token: str) -> Ticket | None:
        """Return the ticket of a day whose slip has a token."""

    def free_appointment(self, ticket: TicketId) -> None:
        """Let the code that a ticket was given for be used again, where there was one."""
