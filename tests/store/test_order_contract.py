"""Both databases choose whom `order.choose` chooses."""

from contextlib import suppress
from datetime import date

from hypothesis import HealthCheck, given, settings
from queues import at_work, callers, queues

from common.domain.ids import CounterCode, OperatorCode, RequestId, SeriesCode, TicketId
from common.domain.order import Caller, Waiting, choose
from common.domain.ticket import NewLeg, SlipState, Ticket
from common.domain.words import Language
from common.ports import Records, Store
from common.rules.steps import waiting_as

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


@given(queues(), callers(), at_work)
@settings(max_examples=100, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_the_store_chooses_whom_the_rules_choose(
    store: Store,
    queue: list[Waiting],
    caller: Caller,
    seated: set[tuple[CounterCode, OperatorCode]],
) -> None:
    with suppress(Undone), store.records() as records:
        placed = put(records, queue, seated)

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
