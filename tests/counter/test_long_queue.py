"""A queue of thousands stays where the operator looks at it."""

from dataclasses import replace

import pytest
from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QPaintEvent
from PySide6.QtTest import QSignalSpy
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from common.domain.ids import LegId
from common.domain.words import Language
from common.i18n import texts
from common.ui.fonts import load_fonts
from common.ui.icons import Icons
from counter.pieces import Look
from counter.queue_model import ROW_ROLE, QueueModel
from counter.queue_table import QueueTable
from counter.rows import Level, QueueRow

TEXT = texts()[Language.AZ]
MANY = 5_000
SETTLES_MS = 30
"""Qt lays rows out in a moment of its own."""


def row(number: int) -> QueueRow:
    return QueueRow(
        label=f"A{number:04d}",
        priority=False,
        service="Pasport",
        minutes=3,
        due="10:30",
        level=Level.ON_TIME,
        comes_next=False,
        leg=LegId(number),
    )


ROWS = tuple(row(number) for number in range(MANY))


def labels(model: QueueModel) -> list[str]:
    return [model.index(at, 0).data(ROW_ROLE).label for at in range(model.rowCount())]


@pytest.mark.usefixtures("qapp")
def test_one_who_leaves_and_one_who_comes_are_all_that_is_told() -> None:
    model = QueueModel()
    model.put(ROWS, TEXT, stale=False)
    resets, gone, come = (
        QSignalSpy(signal) for signal in (model.modelReset, model.rowsRemoved, model.rowsInserted)
    )

    model.put(ROWS[1:], TEXT, stale=False)
    model.put((*ROWS[1:], row(MANY)), TEXT, stale=False)

    assert resets.count() == 0
    assert [gone.at(0)[1:], come.at(0)[1:]] == [[0, 0], [MANY - 1, MANY - 1]]


@pytest.mark.usefixtures("qapp")
def test_whatever_changes_the_model_has_the_rows_that_it_was_given() -> None:
    model = QueueModel()
    few = ROWS[:6]
    for rows in (
        few,
        few[3:],
        (),
        few[:2],
        (few[1], few[0]),
        (few[0], few[4], few[2], few[5]),
        few,
        (few[0], replace(few[1], level=Level.LATE), *few[2:]),
    ):
        model.put(rows, TEXT, stale=False)

        assert labels(model) == [one.label for one in rows]
        assert [model.row_of(one.label) for one in rows] == list(range(len(rows)))


@pytest.fixture
def model() -> QueueModel:
    return QueueModel()


@pytest.fixture
def table(qtbot: QtBot, model: QueueModel) -> QueueTable:
    load_fonts()
    shown = QueueTable(Look(Icons()), model)
    qtbot.addWidget(shown)
    shown.resize(656, 400)
    shown.show()
    shown.speak(TEXT, tickable=False)
    return shown


def test_the_rows_in_sight_and_the_mark_stay_when_the_first_one_is_called(
    model: QueueModel, table: QueueTable
) -> None:
    model.put(ROWS, TEXT, stale=False)
    table.step(1)
    table.step(4_000)
    marked = table.property("marked")
    at = table.rowAt(20)

    model.put(ROWS[1:], TEXT, stale=False)
    table.keep_mark("")

    assert table.property("marked") == marked - 1
    assert at > 3_900
    assert abs(table.rowAt(20) - at) <= 1


def test_only_rows_that_changed_are_drawn_anew(
    qtbot: QtBot, model: QueueModel, table: QueueTable
) -> None:
    later = (*ROWS[:3], replace(ROWS[3], minutes=4), *ROWS[4:])
    drawn = Drawn(table.viewport())
    model.put(ROWS, TEXT, stale=False)
    table.keep_mark("")
    drawn.settle(qtbot)
    drawn.heights.clear()

    model.put(tuple(replace(one) for one in ROWS), TEXT, stale=False)
    table.keep_mark("")
    qtbot.wait(SETTLES_MS)
    nothing = list(drawn.heights)
    model.put(later, TEXT, stale=False)
    table.keep_mark("")
    qtbot.wait(SETTLES_MS)

    assert nothing == []
    assert drawn.heights == [pytest.approx(table.rowHeight(3), abs=1)]

    model.put(later, TEXT, stale=True)
    qtbot.wait(SETTLES_MS)
    assert drawn.heights[-1] == table.viewport().height()


class Drawn(QObject):
    """Notes how high each part of a view was that was drawn anew."""

    def __init__(self, view: QWidget) -> None:
        super().__init__(view)
        self.heights: list[int] = []
        view.installEventFilter(self)

    def settle(self, qtbot: QtBot) -> None:
        """Wait until it was drawn, and then no more."""
        seen = 0
        while not self.heights or len(self.heights) > seen:
            seen = len(self.heights)
            qtbot.wait(SETTLES_MS)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QPaintEvent):
            self.heights.append(event.region().boundingRect().height())
        return super().eventFilter(watched, event)
