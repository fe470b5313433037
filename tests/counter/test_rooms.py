"""The rooms beside the console: who sees their doors, and what goes on behind them."""

from dataclasses import replace

import pytest
from counter_stage import OPERATOR, PIN, WINDOW, Stage
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from common.domain.floor import Floor
from common.domain.permissions import USUAL, Permission, Role
from common.domain.views import Seat
from common.domain.words import Language
from counter.doors import Doors
from counter.rooms import Door, Room, rooms_for


class Glass:
    """A room that only remembers who came and went."""

    def __init__(self) -> None:
        self.seen: list[str] = []

    def enter(self, seat: Seat, _floor: Floor, language: Language) -> None:
        self.seen.append(f"{seat.operator.code} {language.value}")

    def leave(self) -> None:
        self.seen.append("left")


@pytest.mark.parametrize(
    ("role", "rooms"),
    [
        (Role.OPERATOR, (Room.CONSOLE,)),
        (Role.SUPERVISOR, (Room.CONSOLE, Room.FLOOR, Room.AUDIT)),
        (Role.AUDITOR, (Room.FLOOR, Room.AUDIT)),
        (Role.RECEPTION, (Room.CONSOLE, Room.FLOOR)),
        (Role.MANAGER, tuple(Room)),
        (Role.ADMINISTRATOR, tuple(Room)),
    ],
)
def test_each_role_has_its_rooms(role: Role, rooms: tuple[Room, ...]) -> None:
    assert rooms_for(USUAL[role], tuple(Room)) == rooms


def test_who_may_nothing_still_sees_why_at_the_console() -> None:
    assert rooms_for(frozenset({Permission.TRAINING}), tuple(Room)) == (Room.CONSOLE,)


def test_a_room_is_entered_once_and_left_when_another_is_shown(stage: Stage) -> None:
    glass = Glass()
    doors = Doors((Door(Room.FLOOR, glass, lambda _look: QWidget()),))
    stage.sign_in()
    inside = replace(stage.state, room=Room.FLOOR)

    doors.follow(inside)
    doors.follow(inside)
    doors.follow(stage.state)

    assert glass.seen == [f"{OPERATOR} az", "left"]


def test_a_number_key_opens_only_a_room_that_is_permitted(stage: Stage) -> None:
    stage.open()
    stage.presenter.sign_in(OPERATOR, PIN, WINDOW)
    stage.until(lambda: stage.state.desk is not None and not stage.state.pending)

    QTest.keyClick(stage.window, Qt.Key.Key_2, Qt.KeyboardModifier.ControlModifier)

    assert stage.state.room is Room.CONSOLE
    assert stage.seen("room:floor") is None
