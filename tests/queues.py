"""Queues and callers drawn at random."""

from datetime import UTC, datetime, timedelta

from hypothesis import strategies as st

from common.domain.ids import CounterCode, LegId, OperatorCode, ServiceCode
from common.domain.order import Caller, Waiting
from common.domain.ticket import Lane

NINE = datetime(2026, 3, 11, 5, 0, tzinfo=UTC)
SERVICES = [ServiceCode(code) for code in ("S1", "S2", "S3")]
COUNTERS = [CounterCode("W1"), CounterCode("W2")]
OPERATORS = [OperatorCode("aysel"), OperatorCode("elvin")]
TARGETS = {
    code: timedelta(minutes=minutes) for code, minutes in zip(SERVICES, (5, 15, 30), strict=True)
}

minutes = st.integers(0, 9).map(lambda count: timedelta(minutes=count))
handicaps = st.sampled_from([timedelta(minutes=count) for count in (0, 3, 10, 45)])
works = st.fixed_dictionaries(
    {SERVICES[0]: handicaps}, optional=dict.fromkeys(SERVICES[1:], handicaps)
)


at_work = st.sets(st.sampled_from(list(zip(COUNTERS, OPERATORS, strict=True))))


@st.composite
def queues(draw: st.DrawFn, *, kept: bool = True) -> list[Waiting]:
    """Draw visitors in the order of their arrival, each due by his service's target."""
    queue = []
    arrived = NINE
    for number in range(draw(st.integers(0, 14))):
        arrived += draw(minutes)
        service = draw(st.sampled_from(SERVICES))
        queue.append(
            Waiting(
                leg=LegId(number + 1),
                service=service,
                lane=draw(st.sampled_from(Lane)),
                due_at=arrived + TARGETS[service],
                arrived_at=arrived,
                for_counter=draw(st.sampled_from([None, None, *COUNTERS])) if kept else None,
                for_operator=draw(st.sampled_from([None, None, *OPERATORS])) if kept else None,
            )
        )
    return queue


@st.composite
def callers(draw: st.DrawFn, *, undone: bool = False) -> Caller:
    """Draw a counter with its operator and work, and whose call it may have taken back."""
    return Caller(
        counter=draw(st.sampled_from(COUNTERS)),
        operator=draw(st.sampled_from(OPERATORS)),
        work=draw(works),
        priority_run=draw(st.integers(0, 4)),
        ratio=draw(st.integers(1, 3)),
        undone=draw(st.none() | st.integers(1, 14).map(LegId)) if undone else None,
    )
