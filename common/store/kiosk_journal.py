"""A kiosk's own journal: all it needs to go on alone, and all it has to bring back."""

from collections.abc import Mapping, Sequence
from dataclasses import fields, replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any
from uuid import uuid4

from sqlalchemy import (
    JSON,
    Boolean,
    Column,
    Connection,
    Date,
    Integer,
    MetaData,
    String,
    Table,
    TypeDecorator,
    delete,
    insert,
    select,
    text,
    update,
)
from sqlalchemy.engine import Dialect

from common.domain.begun import Begun
from common.domain.ids import CentreCode, JournalId, RequestId, ServiceCode
from common.domain.outage import Due, Lease, Memory, OfflineTicket, Outcome, Replayed
from common.domain.ticket import SlipState
from common.domain.words import Language
from common.store.columns import Moment, OneOf, Span
from common.store.floor_reading import read_floor
from common.store.floor_tables import metadata as floor_metadata
from common.store.floor_tables import set_up_tables
from common.store.floor_writing import write_floor
from common.store.journals import JournalFile
from common.store.revisions import REVISIONS

KEPT_FOR = timedelta(days=7)
"""Tickets that the store has taken over are kept this long, for whoever looks for one."""


class Services(TypeDecorator[tuple[ServiceCode, ...]]):
    """Services in their order, kept as a list in JSON."""

    impl = JSON
    cache_ok = True

    def process_result_value(self, value: Any, dialect: Dialect) -> tuple[ServiceCode, ...]:  # noqa: ANN401, ARG002 - SQLAlchemy's own signature
        """Turn what the file keeps into services."""
        return tuple(map(ServiceCode, value))


_REFUSED = (Outcome.NUMBER_TAKEN, Outcome.TOO_OLD)
_tables = MetaData()
_journal = Table(
    "journal",
    _tables,
    Column("id", String, primary_key=True),
    Column("centre", String),
    Column("read_at", Moment),
    Column("ahead", Span),
    Column("taken", JSON),
    Column("evacuated_since", Moment),
)
_held = Table(
    "held",
    _tables,
    Column("day", Date, primary_key=True),
    Column("series", String, primary_key=True),
    Column("first", Integer, primary_key=True, autoincrement=False),
    Column("last", Integer, nullable=False),
    Column("used", Integer, nullable=False),
)
_papers = Table(
    "papers",
    _tables,
    Column("request", String, primary_key=True),
    Column("service", String, nullable=False),
    Column("language", OneOf(Language), nullable=False),
    Column("priority", String),
    Column("day", Date, nullable=False),
    Column("series", String, nullable=False),
    Column("serial", Integer, nullable=False),
    Column("token", String, nullable=False),
    Column("arrived_at", Moment, nullable=False),
    Column("uncertain", Boolean, nullable=False),
    Column("slip", OneOf(SlipState), nullable=False),
    Column("digest", String),
    Column("more", Services, nullable=False),
    Column("due", Boolean, nullable=False),
    Column("refused", Boolean, nullable=False),
)
_lost = Table("lost", _tables, Column("request", String, primary_key=True))
_begun = Table(
    "begun",
    _tables,
    Column("request", String, primary_key=True),
    Column("language", OneOf(Language), nullable=False),
    Column("at", Moment, nullable=False),
    Column("service", String),
    Column("priority", String),
    Column("more", Services, nullable=False),
    Column("code", String),
    Column("slip", OneOf(SlipState), nullable=False),
    Column("ticket", Integer),
    Column("label", String, nullable=False),
    Column("digest", String),
)
_PAPER = [_papers.c[part.name] for part in fields(OfflineTicket)]
_GIVEN = select(*_PAPER).order_by(_papers.c.arrived_at, _papers.c.serial)


class SqliteKioskJournal:
    """A kiosk's journal in a file of its own; what does not change by itself is read once."""

    def __init__(self, path: Path) -> None:
        self._file = JournalFile(path, _tables)
        with self._file.writing() as connection:
            _fit_papers(connection)
            _fit_floor_tables(connection)
            self._id = _own_id(connection)
            self._memory = _read_memory(connection)
            _forget_old_days(connection, self._memory)
            self._leases = tuple(
                Lease(**row) for row in connection.execute(select(_held)).mappings()
            )
            given = connection.execute(_GIVEN).mappings()
            self._given = {row["request"]: OfflineTicket(**row) for row in given}

    @property
    def id(self) -> JournalId:
        """Return the journal's name; a new journal has a new one."""
        return self._id

    def memory(self) -> Memory | None:
        """Return the last good reading; None before the first."""
        return self._memory

    def remember(self, memory: Memory) -> None:
        """Keep a reading in place of the one before; operators are left out."""
        known = None if self._memory is None else self._memory.floor
        memory = replace(memory, floor=replace(memory.floor, operators=()))
        values = {
            "centre": memory.floor.centre,
            "read_at": memory.at,
            "ahead": memory.ahead,
            "taken": dict(memory.taken),
            "evacuated_since": memory.evacuated_since,
        }
        with self._file.writing() as connection:
            if known is None or known.version != memory.floor.version:
                write_floor(connection, memory.floor)
            connection.execute(update(_journal).values(**values))
        self._memory = memory

    def leases(self) -> tuple[Lease, ...]:
        """Return the numbers this kiosk may give."""
        return self._leases

    def hold(self, leases: Sequence[Lease]) -> None:
        """Keep leases in place of those before."""
        rows = [{part.name: getattr(one, part.name) for part in fields(one)} for one in leases]
        with self._file.writing() as connection:
            connection.execute(delete(_held))
            if rows:
                connection.execute(insert(_held), rows)
        self._leases = tuple(leases)

    def papers(self) -> tuple[OfflineTicket, ...]:
        """Return the tickets given without the store, oldest first; those of old days are gone."""
        return tuple(self._given.values())

    def give(self, ticket: OfflineTicket) -> None:
        """Write a ticket down before it is printed."""
        with self._file.writing() as connection:
            connection.execute(insert(_papers), {**_row(ticket), "due": True, "refused": False})
            connection.execute(delete(_lost).where(_lost.c.request == ticket.request))
        self._given[ticket.request] = ticket

    def note_slip(self, request: RequestId, slip: SlipState, digest: str | None) -> None:
        """Write down how a ticket's paper ended."""
        ended = {"slip": slip, "digest": digest, "due": True}
        where = (_papers.c.request == request, _papers.c.refused.is_(False))
        with self._file.writing() as connection:
            connection.execute(update(_papers).where(*where).values(**ended))
        self._given[request] = replace(self._given[request], slip=slip, digest=digest)

    def lose(self, request: RequestId) -> None:
        """Write down a request whose answer was lost and that got no number."""
        statement = "INSERT INTO lost (request) VALUES (:request) ON CONFLICT DO NOTHING"
        with self._file.writing() as connection:
            connection.execute(text(statement), {"request": request})

    def due(self) -> Due:
        """Return what the store has not taken over yet."""
        with self._file.writing() as connection:
            papers = connection.execute(_GIVEN.where(_papers.c.due)).mappings()
            tickets = tuple(OfflineTicket(**row) for row in papers)
            lost = connection.execute(select(_lost.c.request)).scalars()
            return Due(tickets, tuple(RequestId(request) for request in lost))

    def settle(self, due: Due, replayed: Sequence[Replayed]) -> None:
        """Take note of what the store made of it; paper that ended meanwhile is due again."""
        slips = {ticket.request: ticket.slip for ticket in due.tickets}
        with self._file.writing() as connection:
            for one in replayed:
                connection.execute(
                    update(_papers)
                    .where(_papers.c.request == one.request, _papers.c.slip == slips[one.request])
                    .values(due=False, refused=one.outcome in _REFUSED)
                )
            connection.execute(delete(_lost).where(_lost.c.request.in_(due.lost)))

    def begun(self) -> tuple[Begun, ...]:
        """Return what was begun and not finished, oldest first."""
        with self._file.writing() as connection:
            found = connection.execute(select(_begun).order_by(_begun.c.at)).mappings()
            return tuple(Begun(**row) for row in found)

    def begin(self, begun: Begun) -> None:
        """Write down what is begun, or what is known of it now."""
        row = {part.name: getattr(begun, part.name) for part in fields(begun)}
        with self._file.writing() as connection:
            connection.execute(delete(_begun).where(_begun.c.request == begun.request))
            connection.execute(insert(_begun), row)

    def finish(self, request: RequestId) -> None:
        """Forget an intention: its visitor has his number, and the store knows of its paper."""
        with self._file.writing() as connection:
            connection.execute(delete(_begun).where(_begun.c.request == request))

    def close(self) -> None:
        """Let go of the file."""
        self._file.close()


def _row(ticket: OfflineTicket) -> dict[str, Any]:
    return {part.name: getattr(ticket, part.name) for part in fields(ticket)}


def _own_id(connection: Connection) -> JournalId:
    found = connection.execute(select(_journal.c.id)).scalar_one_or_none()
    if found is None:
        found = str(uuid4())
        connection.execute(insert(_journal), {"id": found})
    return JournalId(found)


def _fit_papers(connection: Connection) -> None:
    """Let a journal of an earlier program hold several services of one number, and evacuations."""
    known = connection.execute(text("SELECT name FROM pragma_table_info('papers')")).scalars()
    if _papers.c.more.name not in known:
        connection.execute(text("ALTER TABLE papers ADD COLUMN more JSON NOT NULL DEFAULT '[]'"))
    known = connection.execute(text("SELECT name FROM pragma_table_info('journal')")).scalars()
    if _journal.c.evacuated_since.name not in known:
        connection.execute(text("ALTER TABLE journal ADD COLUMN evacuated_since BIGINT"))


def _fit_floor_tables(connection: Connection) -> None:
    """Make the tables of the set-up; those of another program version are made anew, empty."""
    wanted = int(REVISIONS[-1])
    found = connection.execute(text("PRAGMA user_version")).scalar_one()
    if found == wanted:
        return
    floor_metadata.drop_all(connection, tables=set_up_tables)
    floor_metadata.create_all(connection, tables=set_up_tables)
    connection.execute(update(_journal).values(centre=None))
    connection.execute(text(f"PRAGMA user_version = {wanted}"))


def _read_memory(connection: Connection) -> Memory | None:
    row = connection.execute(select(_journal)).mappings().one()
    if row["centre"] is None:
        return None
    taken: Mapping[str, int] = row["taken"]
    return Memory(
        floor=read_floor(connection, CentreCode(row["centre"])),
        at=row["read_at"],
        ahead=row["ahead"],
        taken={ServiceCode(code): count for code, count in taken.items()},
        evacuated_since=row["evacuated_since"],
    )


def _forget_old_days(connection: Connection, memory: Memory | None) -> None:
    if memory is not None:
        oldest: date = memory.day(memory.at) - KEPT_FOR
        settled = (_papers.c.due.is_(False), _papers.c.day < oldest)
        connection.execute(delete(_papers).where(*settled))
