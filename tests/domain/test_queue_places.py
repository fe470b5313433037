from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st
from queues import NINE, queues

from common.domain.order import Waiting
from common.domain.turns import QueuePlace, due_at_place

spans = st.integers(-20, 60).map(lambda minutes: timedelta(minutes=minutes))


@given(queues(kept=False), spans, spans, st.sampled_from(QueuePlace))
def test_a_place_is_before_or_behind_everybody_or_where_one_is_due(
    queue: list[Waiting], due_after: timedelta, arrived_after: timedelta, place: QueuePlace
) -> None:
    due, arrived = NINE + due_after, NINE + arrived_after
    others = [(one.due_at, one.arrived_at) for one in queue]

    placed, passed = due_at_place(place, due, arrived, others)

    order = sorted([*((*other, 0) for other in others), (placed, arrived, 1)])
    at = order.index((placed, arrived, 1))
    usual = sorted([*((*other, 0) for other in others), (due, arrived, 1)]).index((due, arrived, 1))
    if place is QueuePlace.DUE:
        assert (placed, passed) == (due, 0)
    else:
        assert at == (0 if place is QueuePlace.FIRST else len(others))
        assert passed == abs(usual - at)
