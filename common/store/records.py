"""All queries of one transaction together."""

from common.store.appointments import AppointmentQueries
from common.store.asks import AskQueries
from common.store.calls import CallQueries
from common.store.day_end import DayQueries
from common.store.floor import FloorQueries
from common.store.messages import MessageQueries
from common.store.notes import NoteQueries
from common.store.outage import OutageQueries
from common.store.printers import PrinterQueries
from common.store.seats import SeatQueries
from common.store.spares import SpareQueries
from common.store.tickets import TicketQueries
from common.store.today import TodayQueries
from common.store.turns import TurnQueries


class CentreRecords(
    TicketQueries,
    NoteQueries,
    AskQueries,
    AppointmentQueries,
    CallQueries,
    SeatQueries,
    DayQueries,
    OutageQueries,
    PrinterQueries,
    SpareQueries,
    MessageQueries,
    TodayQueries,
    TurnQueries,
    FloorQueries,
):
    """One transaction of the store, as the use cases know it."""
