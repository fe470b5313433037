"""A console follows its own window at once, its own services soon, and nothing else."""

import pytest
from counter_stage import BANK, CARD, DUTY, WINDOW, Stage

from common.domain.change import EVERYTHING, Change, Concern
from common.domain.ids import CounterCode, ServiceCode
from counter.attention import concern


def services(*codes: ServiceCode) -> Change:
    return Change(services=frozenset(codes))


def counters(*codes: CounterCode) -> Change:
    return Change(counters=frozenset(codes))


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        (counters(WINDOW), Concern.AT_ONCE),
        (counters(BANK, WINDOW) | services(DUTY), Concern.AT_ONCE),
        (services(DUTY, CARD), Concern.SOON),
        (EVERYTHING, Concern.SOON),
        (counters(BANK), Concern.NONE),
        (services(DUTY), Concern.NONE),
        (Change(calls=True), Concern.NONE),
    ],
)
def test_a_console_at_work_follows_its_own(stage: Stage, change: Change, expected: Concern) -> None:
    stage.sign_in()

    assert concern(change, stage.state) is expected


def test_a_console_nobody_sits_at_follows_the_set_up_only(stage: Stage) -> None:
    stage.open()

    assert concern(EVERYTHING, stage.state) is Concern.SOON
    assert concern(counters(WINDOW) | services(CARD), stage.state) is Concern.NONE


def test_a_console_that_cannot_hear_looks_every_second(console: Stage) -> None:
    console.feed.state(False)  # noqa: FBT003 - the port's callback has no name for it
    console.until(lambda: console.state.lost_since is not None)
    console.second(1)
    console.until(lambda: console.state.lost_since is None)

    console.issue()
    console.second(1)

    console.until(lambda: len(console.desk.queue) == 1)
