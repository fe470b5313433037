from threading import Event

from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from counter.setup.file_lane import FileLane


def test_a_folder_that_does_not_answer_is_told_and_what_it_says_later_is_let_go_by(
    qtbot: QtBot, qapp: QApplication
) -> None:
    lane, silence, told = FileLane(), Event(), list[str]()
    lane.run(lambda: silence.wait(10), lambda _: told.append("late"), lambda _: told.append("no"))

    lane.give_up()
    lane.run(lambda: 1, lambda _: told.append("next"), lambda _: told.append("no"))
    silence.set()

    qtbot.waitUntil(lambda: "next" in told)
    qapp.processEvents()
    assert told == ["no", "next"]
    lane.leave()
