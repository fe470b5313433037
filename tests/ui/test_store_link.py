"""A presenter is woken for what concerns it, in its own time, and never too late."""

from collections.abc import Callable, Iterator
from types import SimpleNamespace

import pytest
from pytestqt.qtbot import QtBot

from common.domain.change import EVERYTHING, Change, Concern
from common.domain.ids import CounterCode, ServiceCode
from common.ui.store_link import StoreLink

NOBODYS = Change(services=frozenset({ServiceCode("BNK-01")}))
MINE = Change(services=frozenset({ServiceCode("DIN-02")}))
MY_WINDOW = Change(counters=frozenset({CounterCode("W12")}))
CONCERNS = {NOBODYS: Concern.NONE, MINE: Concern.SOON, MY_WINDOW: Concern.AT_ONCE}


class HeldFeed:
    """A feed that says what the test says."""

    def start(self, wake: Callable[[Change], None], state: Callable[[bool], None]) -> None:
        self.wake, self.state = wake, state

    def stop(self) -> None:
        """No thread runs."""


class Followed:
    """A link to a store that is always there, and how often it woke."""

    def __init__(self, qtbot: QtBot, pause_ms: int) -> None:
        self.wakes = 0
        self._qtbot = qtbot
        self.feed = HeldFeed()
        store = SimpleNamespace(close=lambda: None)
        self.link = StoreLink(lambda: (store, self.feed), pause_ms=pause_ms)
        self.link.follow(CONCERNS.__getitem__)
        self.link.woken.connect(self._count)
        self.link.start()
        self.reach(1)

    def reach(self, wakes: int) -> None:
        """Wait until it woke so often."""
        self._qtbot.waitUntil(lambda: self.wakes == wakes, timeout=30_000)

    def settle(self) -> None:
        """Wait until all that was said has been dealt with."""
        answers: list[object] = []
        self.link.ask(lambda _: None, answers.append, answers.append)
        self._qtbot.waitUntil(lambda: bool(answers), timeout=30_000)

    def _count(self) -> None:
        self.wakes += 1


@pytest.fixture
def follow(qtbot: QtBot) -> Iterator[Callable[[int], Followed]]:
    """Return what makes links that are let go of at the end."""
    made: list[Followed] = []

    def make(pause_ms: int) -> Followed:
        made.append(Followed(qtbot, pause_ms))
        return made[-1]

    yield make
    for one in made:
        one.link.stop()


def test_many_changes_at_once_are_one_reading_at_the_end(
    follow: Callable[[int], Followed],
) -> None:
    followed = follow(60)

    for _ in range(100):
        followed.feed.wake(MINE)
    followed.settle()
    assert followed.wakes == 1

    followed.reach(2)


def test_what_concerns_another_wakes_nobody(follow: Callable[[int], Followed]) -> None:
    followed = follow(1)

    followed.feed.wake(NOBODYS)
    followed.settle()
    followed.feed.wake(MINE)
    followed.reach(2)
    followed.feed.wake(EVERYTHING)
    followed.reach(3)


def test_the_own_window_does_not_wait_for_the_calm_pace(
    follow: Callable[[int], Followed],
) -> None:
    followed = follow(3_600_000)

    followed.feed.wake(MINE)
    followed.settle()
    assert followed.wakes == 1
    followed.feed.wake(MY_WINDOW)

    followed.reach(2)


def test_nothing_wakes_after_the_end(follow: Callable[[int], Followed], qtbot: QtBot) -> None:
    followed = follow(1)
    wake = followed.feed.wake

    followed.link.stop()
    wake(EVERYTHING)
    qtbot.waitUntil(lambda: True)

    assert followed.wakes == 1


def test_changes_that_come_faster_than_they_are_looked_at_add_up(
    follow: Callable[[int], Followed],
) -> None:
    looked: list[Change] = []

    def concern(change: Change) -> Concern:
        looked.append(change)
        return Concern.NONE

    followed = follow(1)
    followed.settle()
    followed.link.follow(concern)
    for change in (NOBODYS, MINE, MY_WINDOW):
        followed.feed.wake(change)
    followed.settle()
    followed.feed.wake(MINE)
    followed.settle()
    assert looked == [NOBODYS | MINE | MY_WINDOW, MINE]

    for number in range(2_000):
        followed.feed.wake(Change(services=frozenset({ServiceCode(f"X{number}")})))

    followed.reach(2)
    assert len(looked) == 2
