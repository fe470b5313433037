"""Visitors served by hand while the store is away, from the operator's chair."""

import logging

import pytest
from counter_stage import CARD, DUTY, PASSPORT, Stage
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QTableView

from common.domain.ids import DeviceCode, JournalId, RequestId, SeriesCode
from common.domain.outage import OfflineTicket, ServedByHand
from common.domain.ticket import LegState, SlipState
from common.domain.views import Visit
from common.domain.words import Language
from common.store.counter_journal import SqliteCounterJournal
from common.usecases.outage import lease_numbers, replay_offline
from counter.queue_model import Column


@pytest.fixture(autouse=True)
def _alarms(caplog: pytest.LogCaptureFixture) -> None:
    """Let the console warn: without its store it does."""
    caplog.set_level(logging.CRITICAL, "counter")


def find(stage: Stage) -> None:
    stage.cable.cut = False
    stage.feed.state(True)  # noqa: FBT003 - the feed's own call
    stage.until(lambda: stage.state.lost_since is None)


def rows(stage: Stage) -> list[tuple[str, str]]:
    """Return the numbers in the list and what stands at their ends."""
    table = stage.seen("queue")
    assert isinstance(table, QTableView)
    model = table.model()
    return [
        (
            str(model.index(row, Column.NUMBER).data()).replace("\u2009", ""),
            str(model.index(row, Column.LEVEL).data()),
        )
        for row in range(model.rowCount())
    ]


def press(stage: Stage, label: str) -> None:
    """Press the row of a visitor."""
    table = stage.seen("queue")
    assert isinstance(table, QTableView)
    place = [number for number, _ in rows(stage)].index(label)
    spot = table.visualRect(table.model().index(place, Column.LEVEL)).center()
    QTest.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=spot)


def type_number(stage: Stage, number: str) -> None:
    field = stage.seen("number_by_hand")
    assert isinstance(field, QLineEdit)
    QTest.keyClicks(field, number)
    QTest.keyClick(field, Qt.Key.Key_Return)


def visit(stage: Stage, label: str) -> Visit:
    found = stage.store.find(label)
    assert found is not None
    return found


def replay(stage: Stage, serial: int) -> None:
    """Let a kiosk bring back a number that it gave on its own."""
    kiosk, journal = DeviceCode("K1"), JournalId("kiosk")
    lease = lease_numbers(stage.store, kiosk, journal)[0]
    paper = OfflineTicket(
        request=RequestId(f"{serial}"),
        service=CARD,
        language=Language.AZ,
        priority=None,
        day=lease.day,
        series=SeriesCode("A"),
        serial=serial,
        token="token",  # noqa: S106 - no password
        arrived_at=stage.store.now(),
        slip=SlipState.PRINTED,
    )
    replay_offline(stage.store, kiosk, journal, [paper])


def test_what_to_do_stands_over_the_queue_of_then(console: Stage) -> None:
    console.queue(CARD)
    assert console.seen("by_hand") is None

    console.lose_store()

    assert console.seen("by_hand") is not None
    assert rows(console) == [("A001", "Qeyd et")]


def test_a_dead_program_that_still_holds_the_journal_is_waited_for(
    stage: Stage, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.ERROR, "counter.ticked_off")
    dead = SqliteCounterJournal(stage.journal)
    stage.sign_in()
    stage.until(lambda: "cannot be used: database is locked" in caplog.text)
    assert not stage.by_hand.ready

    dead.close()

    stage.until(lambda: stage.by_hand.ready)
    caplog.clear()


def test_who_was_served_by_hand_is_done_when_the_store_is_back(console: Stage) -> None:
    console.queue(CARD, PASSPORT)
    console.lose_store()
    console.second(300)

    press(console, "A001")
    console.until(lambda: rows(console)[0] == ("A001", "Əl ilə 10:47"))
    console.second(300)
    find(console)

    console.until(lambda: len(console.desk.queue) == 1 and console.state.ticks == ())
    leg = visit(console, "A001").leg
    assert leg.state is LegState.DONE
    assert leg.ended_at is not None
    assert leg.ended_at.strftime("%H:%M") == "06:47"
    assert console.words("message") == ""


def test_a_tick_can_be_taken_back(console: Stage) -> None:
    console.queue(CARD)
    console.lose_store()
    press(console, "A001")
    console.until(lambda: len(console.state.ticks) == 1)

    press(console, "A001")

    console.until(lambda: rows(console) == [("A001", "Qeyd et")])


def test_the_visitor_at_the_window_can_be_ticked_off(console: Stage) -> None:
    console.queue(CARD, CARD)
    console.press(Qt.Key.Key_F2)
    console.until(lambda: console.desk.current is not None)
    console.lose_store()

    assert [label for label, _ in rows(console)] == ["A001", "A002"]
    queue = console.seen("queue").model()
    at_window = [queue.index(0, column).data() for column in (Column.WAITED, Column.DUE)]
    assert at_window == ["", "Pəncərədə"]
    assert queue.headerData(Column.LEVEL, Qt.Orientation.Horizontal) == ""
    press(console, "A001")
    console.until(lambda: len(console.state.ticks) == 1)
    find(console)

    console.until(lambda: console.desk.current is None)
    assert visit(console, "A001").leg.state is LegState.DONE


def test_a_reserve_number_is_typed_and_done_once_its_kiosk_is_back(console: Stage) -> None:
    console.lose_store()
    type_number(console, "a 905")
    console.until(lambda: rows(console) == [("A905", "Əl ilə 10:42")])
    find(console)
    console.until(lambda: "A905" in console.words("message"))
    assert len(console.state.ticks) == 1

    replay(console, 905)
    console.second(6)
    console.wake(lambda: console.state.ticks == ())

    assert visit(console, "A905").leg.state is LegState.DONE


def test_what_is_no_number_cannot_be_given(console: Stage) -> None:
    console.lose_store()

    type_number(console, "905")

    assert console.state.ticks == ()


def test_whom_others_moved_meanwhile_is_named_and_left_alone(console: Stage) -> None:
    console.queue(CARD)
    console.lose_store()
    press(console, "A001")
    console.until(lambda: len(console.state.ticks) == 1)
    leg = visit(console, "A001").leg
    with console.store.records() as records:
        records.move(leg, leg)

    find(console)

    console.until(lambda: console.words("message").startswith("A001: bu nömrə ilə artıq başqası"))
    assert visit(console, "A001").leg.state is LegState.WAITING
    console.until(lambda: console.state.ticks == ())


def test_a_service_of_another_window_is_named_too(console: Stage) -> None:
    label = console.issue(DUTY).ticket.label
    console.lose_store()
    type_number(console, label)
    console.until(lambda: len(console.state.ticks) == 1)

    find(console)

    console.until(lambda: "sizin pəncərədə göstərilmir" in console.words("message"))


def test_ticks_outlive_the_console(stage: Stage) -> None:
    stage.issue(CARD)
    leg = visit(stage, "A001").leg
    before = SqliteCounterJournal(stage.journal)
    before.tick(ServedByHand("A001", stage.clock.now(), leg.id, leg.version))
    before.close()

    stage.sign_in()

    stage.until(lambda: visit(stage, "A001").leg.state is LegState.DONE)
    stage.until(lambda: stage.state.ticks == ())


def test_without_a_journal_the_operator_is_told_to_write_on_paper(stage: Stage) -> None:
    stage.journal.mkdir()
    stage.sign_in()
    stage.queue(CARD)
    stage.lose_store()

    assert stage.seen("by_hand") is not None
    assert stage.seen("number_by_hand") is None
    press(stage, "A001")

    assert stage.state.ticks == ()


def test_a_kiosk_that_was_alone_is_seen_by_its_numbers_in_the_queue(console: Stage) -> None:
    console.queue(CARD)
    assert console.seen("status:reserve") is None

    replay(console, 905)
    console.wake(lambda: len(console.desk.queue) == 2)

    assert console.words("status:reserve") == "Növbədə ehtiyat nömrə: 1"
