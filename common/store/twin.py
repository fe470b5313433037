"""A rule as Postgres has it: one statement that calls a function of its own."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import ARRAY, Boolean, RowMapping, String, Table, TextualSelect, text

from common.domain.board import Call
from common.domain.errors import Reason, Refused
from common.domain.floor import Floor
from common.domain.ticket import Leg, Ticket
from common.domain.views import Issued, Seat
from common.store.calls import CALL
from common.store.seats import seat_of_row
from common.store.tables import tickets
from common.store.tickets import LEG, TICKET

Rows = Sequence[RowMapping]
Known = Callable[[], Floor]
"""Gives the set-up, which some answers name things of."""


@dataclass(frozen=True, slots=True)
class Twin:
    """A rule as Postgres has it."""

    statement: TextualSelect
    values: Callable[..., Mapping[str, object]]
    """The rule's own arguments as the statement's; the centre is added to them."""
    answer: Callable[[Rows, Known], object]


AS_SEEN = "as_seen(:centre, :seen_at, :seen_by, CAST(:seen_leg AS bigint))"
"""The centre, once a counter was found as it was seen; for functions a counter may call."""
AS_SEEN_BY = "as_seen_by(:centre, :seen_at, :seen_by)"
"""The same for what is about the hall and not about the counter's own visitor: locks nothing."""


def statement(call: str, *tables: Table, **more: Any) -> TextualSelect:  # noqa: ANN401 - a column type
    """Return the call of a function whose answer has the columns of tables, and `more`."""
    columns = {column.name: column.type for table in tables for column in table.columns}
    return text(f"SELECT * FROM {call}").columns(**columns, **more)  # noqa: S608 - names of ours


def issuing(call: str, **more: Any) -> TextualSelect:  # noqa: ANN401 - a column type
    """Return the call of a function that answers a ticket with the leg that counts, and `more`."""
    return statement(call, tickets, again=Boolean, more=ARRAY(String), **more)


def as_given(**values: object) -> Mapping[str, object]:
    """Take a rule's own arguments as they are."""
    return values


def nothing(_rows: Rows, _known: Known) -> None:
    """Answer nothing."""
    return


def refusal(rows: Rows, _known: Known) -> Refused | None:
    """Answer a refusal that is an answer, so that what it brought about is kept."""
    reason = rows[0]["reason"]
    return None if reason is None else Refused(Reason(reason), **(rows[0]["facts"] or {}))


def issued(rows: Rows, _known: Known) -> Issued:
    """Answer a ticket with the leg that counts."""
    row = rows[0]
    ticket = Ticket(**{column.name: row[column.name] for column in TICKET})
    more = tuple(row["more"])
    return Issued(ticket, row["leg_service"], row["ahead"], again=row["again"], more=more)


def called(rows: Rows, _known: Known) -> Call | None:
    """Answer a call; None where nobody was called."""
    return Call(**{column.name: rows[0][column.name] for column in CALL}) if rows else None


def moved(rows: Rows, _known: Known) -> Leg:
    """Answer a leg as it stands after a move."""
    return Leg(**{column.name: rows[0][column.name] for column in LEG})


def ticketed(rows: Rows, _known: Known) -> Ticket:
    """Answer a ticket as it stands after a change."""
    return Ticket(**{column.name: rows[0][column.name] for column in TICKET})


def checked_in(rows: Rows, known: Known) -> Issued:
    """Answer the same, with what was promised to its visitor."""
    return replace(issued(rows, known), appointment=rows[0]["appointment"])


def seated(rows: Rows, known: Known) -> Seat:
    """Answer who sits at a counter, and how."""
    counter = known().counter(rows[0]["counter"])
    operator = known().operator(rows[0]["operator"])
    if counter is None or operator is None:
        raise AssertionError("the store seats nobody whom its set-up does not know")
    return seat_of_row(rows[0], counter, operator)
