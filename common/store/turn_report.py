"""What was out of turn on a day, read from the log."""

from datetime import date

from sqlalchemy import (
    BigInteger,
    Date,
    RowMapping,
    Select,
    String,
    Table,
    bindparam,
    column,
    func,
    select,
    text,
    union_all,
)

from common.domain.events import EventKind
from common.domain.ids import CounterCode
from common.domain.permissions import Permission
from common.domain.reasons import OutOfTurnReason
from common.domain.turns import OutOfTurn, TurnMove
from common.rules.steps import permitted_at
from common.store.columns import Facts, Moment
from common.store.history_tables import history_events, history_tickets
from common.store.records import CentreRecords
from common.store.tables import events, tickets


def _of(log: Table) -> Select[tuple[object, ...]]:
    label = func.coalesce(
        *(
            select(table.c.label).where(table.c.id == log.c.ticket).scalar_subquery()
            for table in (tickets, history_tickets)
        )
    )
    names = ("id", "at", "operator", "counter", "ticket", "facts")
    return select(*(log.c[name] for name in names), label.label("label")).where(
        log.c.centre == bindparam("centre"),
        log.c.day == bindparam("day", type_=Date),
        log.c.kind == EventKind.OUT_OF_TURN,
    )


_REPORT = union_all(_of(events), _of(history_events)).order_by("id")
# A counter's login sees no other counter's log.
_REPORT_THERE = (
    text("SELECT * FROM out_of_turn(:centre, :counter, :day)")
    .bindparams(bindparam("day", type_=Date), bindparam("counter", type_=String))
    .columns(
        column("id", BigInteger),
        column("at", Moment),
        column("operator", String),
        column("counter", String),
        column("ticket", BigInteger),
        column("label", String),
        column("facts", Facts),
    )
)


def out_of_turn(
    records: CentreRecords, day: date, counter: CounterCode | None
) -> tuple[OutOfTurn, ...]:
    """Return what was out of turn on a day, to whoever may audit it at a counter.

    Refused(UNKNOWN_COUNTER | NOT_SIGNED_IN | NOT_PERMITTED).
    """
    entity = None
    if counter is not None:
        entity = permitted_at(records, counter, Permission.AUDIT).operator.entity
    values = {"centre": records.centre, "day": day, "counter": counter}
    statement = _REPORT_THERE if records.is_postgres else _REPORT
    rows = [_line(row) for row in records.connection.execute(statement, values).mappings()]
    own = {one.code for one in records.floor().operators if one.entity == entity}
    return tuple(line for line in rows if entity is None or line.operator in own)


def _line(row: RowMapping) -> OutOfTurn:
    facts = row["facts"]
    return OutOfTurn(
        at=row["at"],
        move=TurnMove(facts["move"]),
        operator=row["operator"],
        counter=row["counter"],
        ticket=row["ticket"],
        label=row["label"] or "",
        reason=OutOfTurnReason(facts["reason"]),
        passed=facts["passed"],
        words=facts.get("words", ""),
    )
