"""A move that Postgres has made while its answer never came: repeating it does no harm."""

import pytest
from fixtures.stores import refused, seat, take
from fixtures.wire import Wire
from floors import AYSEL, CENTRE, W1

from common.domain.errors import Reason, Unavailable
from common.domain.events import EventKind
from common.domain.ticket import LegState
from common.store.opening import open_store
from common.usecases.calling import call_next, finish_and_call_next
from common.usecases.serving import finish, start

MOVES = (
    (call_next, Reason.ALREADY_SERVING),
    (start, Reason.NOT_LAWFUL),
    (finish_and_call_next, Reason.NOT_LAWFUL),
    (start, Reason.NOT_LAWFUL),
    (finish, Reason.NOBODY_AT_COUNTER),
)
"""Each move, and what the same one is told when it is asked for once more."""


def test_a_move_whose_answer_is_lost_is_made_once_however_often_it_is_asked_for(
    postgres_url: str,
) -> None:
    with Wire(postgres_url) as wire:
        near = open_store(postgres_url, CENTRE)
        far = open_store(wire.url, CENTRE, timeout=1.0)
        seat(near, W1, AYSEL)
        visits = [take(near).ticket for _ in range(3)]
        far.now()

        for move, told in MOVES:
            wire.lose_answers()
            with pytest.raises(Unavailable):
                move(far, W1)
            wire.mend()
            with refused(told):
                move(far, W1)

        events = near.events(visits[0].day)
        ends = [visit.leg.state for ticket in visits if (visit := near.find(ticket.label))]
        far.close()
        near.close()
    moves = (EventKind.CALLED, EventKind.STARTED, EventKind.FINISHED)
    made = [(event.kind, event.ticket) for event in events if event.kind in moves]
    assert made == [(kind, ticket.id) for ticket in visits[:2] for kind in moves]
    assert ends == [LegState.DONE, LegState.DONE, LegState.WAITING]
