"""Both databases choose whom `order.choose` chooses."""

from contextlib import suppress
from dataclasses import replace
from datetime import date, timedelta

import pytest
from fixtures.stores import SharedStore
from hypothesis import HealthCheck, given, settings
from queues import at_work, callers, queues
from sqlalchemy import text

from common.domain.ids import CounterCode, OperatorCode, RequestId, SeriesCode, TicketId
from common.domain.order import Caller, Waiting, choose, choose_this, in_call_order
from common.domain.ticket import NewLeg, SlipState, Ticket
from common.domain.words import Language
from common.ports import Records, Store
from common.rules.steps import waiting_as
from common.store.records import CentreRecords

DAY = date(2026, 3, 11)


class Undone(Exception):
    """The example is over; nothing of it stays."""


def put(
    records: Records, queue: list[Waiting], seated: set[tuple[CounterCode, OperatorCode]]
) -> list[Waiting]:
    """Put people and a queue into the store; return the queue with the ids it got."""
    for counter, operator in seated:
        records.open_seat(counter, operator)
    legs = [records.add_leg(_leg(_ticket(records, one), one)) for one in queue]
    return [waiting_as(leg, seated) for leg in legs]


def undoing(caller: Caller, placed: list[Waiting]) -> Caller:
    """Return a caller whose undone call is that of a leg as the store numbered it."""
    known = {place: one.leg for place, one in enumerate(placed, 1)}
    return replace(caller, undone=known.get(caller.undone or 0))


def _ticket(records: Records, waiting: Waiting) -> TicketId:
    ticket = Ticket(
        id=TicketId(0),
        day=DAY,
        label=f"A{waiting.leg:03d}",
        series=SeriesCode("A"),
        serial=waiting.leg,
        language=Language.AZ,
        priority=None,
        request=RequestId(str(waiting.leg)),
        token="token",  # noqa: S106 - no secret
        issued_at=waiting.arrived_at,
        slip=SlipState.WAITING,
    )
    return records.add_ticket(ticket).id


def _leg(ticket: TicketId, waiting: Waiting) -> NewLeg:
    return NewLeg(
        ticket=ticket,
        service=waiting.service,
        lane=waiting.lane,
        arrived_at=waiting.arrived_at,
        due_at=waiting.due_at,
        for_counter=waiting.for_counter,
        for_operator=waiting.for_operator,
    )


@given(queues(), callers(undone=True), at_work)
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_the_store_chooses_whom_the_rules_choose(
    store: Store,
    queue: list[Waiting],
    caller: Caller,
    seated: set[tuple[CounterCode, OperatorCode]],
) -> None:
    with suppress(Undone), store.records() as records:
        placed = put(records, queue, seated)
        caller = undoing(caller, placed)

        claimed = records.claim_next(caller, DAY)

        choice = None if claimed is None else claimed[1]
        assert choice == choose(placed, caller)
        raise Undone


@given(queues(), callers(), at_work)
@settings(max_examples=20, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_the_leg_claimed_is_the_one_chosen(
    store: Store,
    queue: list[Waiting],
    caller: Caller,
    seated: set[tuple[CounterCode, OperatorCode]],
) -> None:
    with suppress(Undone), store.records() as records:
        put(records, queue, seated)

        claimed = records.claim_next(caller, DAY)

        if claimed is not None:
            leg, choice = claimed
            assert records.leg(choice.leg) == leg
        raise Undone


_PASSED = text(
    """
    SELECT l.id, passed_by(
        jsonb_populate_record(c, jsonb_build_object('priority_ratio', CAST(:ratio AS integer))),
        jsonb_populate_record(NULL::seats, jsonb_build_object(
            'centre', c.centre, 'counter', CAST(:counter AS text),
            'operator', CAST(:operator AS text)
        )),
        l, :day, CAST(:services AS text[]), CAST(:handicaps AS bigint[])
    )
    FROM legs l, centres c
    """
)


@pytest.mark.usefixtures("postgres_url")
@given(queues(), callers(undone=True), at_work)
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_both_count_the_same_whom_a_call_out_of_turn_passes(
    shared_postgres: SharedStore,
    queue: list[Waiting],
    caller: Caller,
    seated: set[tuple[CounterCode, OperatorCode]],
) -> None:
    with suppress(Undone), shared_postgres.store.records() as records:
        assert isinstance(records, CentreRecords)
        placed = put(records, queue, seated)
        caller = undoing(caller, placed)
        records.set_priority_run(caller.counter, caller.priority_run)
        records.set_undone(caller.counter, caller.undone)
        values = {
            "ratio": caller.ratio,
            "counter": caller.counter,
            "operator": caller.operator,
            "day": DAY,
            "services": list(caller.work),
            "handicaps": [one // timedelta(microseconds=1) for one in caller.work.values()],
        }

        counted = {row[0]: row[1] for row in records.connection.execute(_PASSED, values)}

        for one in placed:
            chosen = choose_this(placed, one.leg, caller)
            assert counted[one.leg] == (None if chosen is None else chosen[1])
        raise Undone


@given(queues(), callers(undone=True))
def test_whoever_is_first_in_the_order_is_the_one_who_is_chosen(
    queue: list[Waiting], caller: Caller
) -> None:
    choice = choose(queue, caller)

    assert ([choice.leg] if choice else []) == list(in_call_order(queue, caller)[:1])
