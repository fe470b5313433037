"""The operator looks at his own day, and goes on."""

from counter_stage import CARD, Stage
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QTableView

from counter.rows import spaced


def serve(console: Stage) -> None:
    console.press(Qt.Key.Key_F2)
    console.press(Qt.Key.Key_F4)
    console.second(240)
    console.press(Qt.Key.Key_F5)
    console.until(lambda: console.desk.current is None)


def lines(console: Stage) -> list[tuple[str, ...]]:
    table = console.seen("my_day:table")
    assert isinstance(table, QTableView)
    model = table.model()
    return [
        tuple(str(model.index(row, column).data()) for column in (0, 3, 5))
        for row in range(model.rowCount())
    ]


def test_the_day_stands_in_the_queues_place_until_it_is_left(console: Stage) -> None:
    console.queue(CARD, CARD)
    console.press(Qt.Key.Key_F1)
    assert console.seen("my_day")
    assert not console.seen("queue")

    serve(console)
    assert console.seen("my_day"), "the moves work beside it"
    console.until(lambda: console.seen("my_day:table") is not None)
    assert lines(console) == [(spaced("A001"), "04:00", "Xidmət göstərilib")]

    console.press(Qt.Key.Key_Escape)
    assert console.seen("queue")
    console.press(Qt.Key.Key_F12)
    console.pick("deed:my_day")
    assert console.seen("my_day")
    console.press(Qt.Key.Key_F12)
    assert not console.seen("my_day"), "a question comes before it"
