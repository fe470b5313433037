"""The queue as rows, and the words around it."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from counter_stage import CARD, PASSPORT, Stage
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QLineEdit, QTableView
from pytestqt.qtbot import QtBot

from common.domain.words import Language
from common.i18n import Text
from common.ui.fonts import load_fonts
from common.ui.icons import Icons
from counter.clamped import Clamped
from counter.fading import Fading
from counter.floor.tile_painter import TilePainter
from counter.option_list import ROW, SECOND, Option, OptionList, OptionRow
from counter.pieces import Look, Sign
from counter.plural import times
from counter.queue_model import ROW_ROLE, Column
from counter.queue_view import QueueView
from counter.rows import Level, QueueRow, level_of, minutes_and_seconds, spaced

DUE = datetime(2026, 11, 24, 7, 0, tzinfo=UTC)


def table(stage: Stage) -> QTableView:
    found = stage.window.findChild(QTableView, "queue")
    assert found is not None
    return found


def rows(stage: Stage) -> list[QueueRow]:
    model = table(stage).model()
    return [model.index(at, 0).data(ROW_ROLE) for at in range(model.rowCount())]


def waiting(count: int) -> tuple[QueueRow, ...]:
    return tuple(
        QueueRow(
            label=f"A{at:03d}",
            priority=False,
            service="Xidmət",
            minutes=at,
            due="10:00",
            level=Level.ON_TIME,
            comes_next=at == 1,
        )
        for at in range(1, count + 1)
    )


@pytest.mark.parametrize(
    ("before_due", "level"),
    [
        (timedelta(minutes=2, seconds=1), Level.ON_TIME),
        (timedelta(minutes=2), Level.SOON),
        (timedelta(), Level.SOON),
        (timedelta(seconds=-1), Level.LATE),
    ],
)
def test_the_last_two_minutes_are_soon(before_due: timedelta, level: Level) -> None:
    assert level_of(DUE, DUE - before_due) is level


def test_numbers_stand_apart_from_their_letters() -> None:
    assert spaced("AB047") == "AB\u2009047"


@pytest.mark.parametrize(
    ("seconds", "words"), [(-3, "00:00"), (444, "07:24"), (3599, "59:59"), (4044, "1:07:24")]
)
def test_spans_are_minutes_and_seconds(seconds: int, words: str) -> None:
    assert minutes_and_seconds(timedelta(seconds=seconds)) == words


@pytest.mark.parametrize(
    ("language", "count", "words"),
    [
        (Language.AZ, 3, "3 dəfə"),
        (Language.EN, 1, "once"),
        (Language.EN, 2, "2 times"),
        (Language.RU, 1, "1 раз"),
        (Language.RU, 3, "3 раза"),
        (Language.RU, 5, "5 раз"),
        (Language.RU, 12, "12 раз"),
        (Language.RU, 22, "22 раза"),
    ],
)
def test_how_often_is_counted_as_people_do(language: Language, count: int, words: str) -> None:
    assert times(count, Text(language)) == words


def test_the_queue_is_drawn_in_the_order_of_the_calls(console: Stage) -> None:
    console.queue(CARD, PASSPORT)
    group = console.floor.catalogue.groups[0].code

    console.issue(CARD, priority=group)

    console.wake(lambda: len(rows(console)) == 3)
    assert [row.label for row in rows(console)] == ["A003", "A001", "A002"]
    assert [row.priority for row in rows(console)] == [True, False, False]
    assert [row.comes_next for row in rows(console)] == [True, False, False]


def test_waiting_minutes_grow_without_a_reading(console: Stage) -> None:
    console.queue(CARD)

    console.second(125)

    assert rows(console)[0].minutes == 2


@pytest.mark.qt_log_ignore("This plugin does not support")
def test_a_queue_of_500_keeps_its_place_when_it_changes(qtbot: QtBot) -> None:
    load_fonts()
    view = QueueView(Look(Icons()))
    qtbot.addWidget(view)
    view.resize(656, 600)
    view.show()
    view.draw(waiting(500), Text(Language.AZ), "")
    bar = view.findChild(QTableView).verticalScrollBar()
    qtbot.waitUntil(lambda: bar.maximum() > 0)
    bar.setValue(bar.maximum() // 2)
    place = bar.value()

    view.draw(waiting(501), Text(Language.AZ), "")

    assert view.findChild(QTableView).model().rowCount() == 501
    assert place > 0
    assert bar.value() == place
    fading = view.findChild(Fading)
    bar.setValue(1)
    assert fading.isVisible()
    bar.setValue(bar.maximum())
    assert not fading.isVisible()


@pytest.mark.usefixtures("qapp")
def test_the_numbers_of_all_tiles_are_written_alike_so_that_the_longest_has_room() -> None:
    load_fonts()
    tiles = TilePainter(Look(Icons()), 62, 46)

    assert not tiles.suit([spaced("A001"), ""])
    assert tiles.suit([spaced("A001"), spaced("WW001")])
    assert not tiles.suit([spaced("WW002")])
    assert tiles.suit([spaced("A002")])
    assert tiles.suit_people(["A. Əli", "M. Məmmədovazadə-Hüseynova"])
    assert not tiles.suit_people(["M. Məmmədovazadə-Hüseynova"])
    assert tiles.suit_people(["A. Əli"])


@pytest.mark.qt_log_ignore("This plugin does not support")
def test_what_has_no_room_among_what_is_to_be_known_says_so(qtbot: QtBot) -> None:
    load_fonts()
    known = Clamped(Look(Icons()), 15, "#000000")
    qtbot.addWidget(known)
    known.resize(200, 40)
    known.write_lines("Tərcüməçi lazımdır", "Sənədlər: şəxsiyyət vəsiqəsi", "Vaxtı birinci çatıb")

    with qtbot.waitSignal(known.crowded):
        known.show()


def test_a_long_option_takes_two_lines_and_those_below_it_make_room(qtbot: QtBot) -> None:
    load_fonts()
    options = OptionList(Look(Icons()))
    qtbot.addWidget(options)
    options.resize(430, 100)
    long = Option("long", "Жалобы, предложения и благодарности посетителей центра", "")

    options.put((long, Option("short", "Справка", "")), first=False)

    rows = {one.objectName(): one.geometry() for one in options.findChildren(OptionRow)}
    assert (rows["long"].height(), rows["short"].height()) == (ROW + SECOND, ROW)
    assert rows["short"].top() == rows["long"].bottom() + 1
    assert options.height() == rows["short"].bottom() + 1


def test_who_is_at_the_window_is_not_counted_among_who_waits(qtbot: QtBot) -> None:
    load_fonts()
    view = QueueView(Look(Icons()))
    qtbot.addWidget(view)

    at_window, *others = waiting(3)
    view.draw((replace(at_window, waits=False), *others), Text(Language.AZ), "10:42")

    assert [one.accessibleName() for one in view.findChildren(Sign)][-1] == "Vaxtında 2"
    view.look_for()
    view.findChild(QLineEdit, "queue_search").setText(others[0].label)
    titles = [one.text() for one in view.findChildren(QLabel) if one.text().startswith("Göz")]
    assert titles == ["Gözləyənlər: 1 (cəmi 2) · 10:42"]


def test_heads_follow_the_language(console: Stage) -> None:
    console.presenter.speak(Language.EN)

    model = table(console).model()

    heads = [model.headerData(column, Qt.Orientation.Horizontal) for column in Column]
    assert heads == ["Number", "", "Service", "Wait", "Due", "State"]
