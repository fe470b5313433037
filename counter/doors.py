"""Who is signed in goes through the doors of the rooms that are open to him."""

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from common.domain.views import Seat
from common.domain.words import Language
from counter.pieces import Look
from counter.rooms import Door, Room
from counter.state import CounterState, Page


class Doors:
    """Leads whoever is signed in through the doors: one room at a time is shown to anybody."""

    def __init__(self, doors: Sequence[Door]) -> None:
        self._doors = {door.room: door for door in doors}
        self._inside: Room | None = None
        self._shown: tuple[Seat, int, Language] | None = None

    @property
    def rooms(self) -> tuple[Room, ...]:
        """Return the rooms there are: the console, and one for each door."""
        return (Room.CONSOLE, *self._doors)

    def view(self, room: Room, look: Look) -> QWidget:
        """Build what shows a room beside the console."""
        return self._doors[room].view(look)

    def leave(self) -> None:
        """Leave the room that is shown."""
        if self._inside is not None:
            self._doors[self._inside].inside.leave()
            self._inside = self._shown = None

    def follow(self, state: CounterState) -> None:
        """Enter the room that the state shows, and leave the one before."""
        seat = None if state.desk is None else state.desk.seat
        door = self._doors.get(state.room)
        if seat is None or state.floor is None or state.page is not Page.CONSOLE:
            door = None
        room = None if door is None else door.room
        if room is not self._inside:
            self.leave()
        self._inside = room
        if door is None or seat is None or state.floor is None:
            return
        shown = (seat, state.floor.version, state.language)
        if shown != self._shown:
            self._shown = shown
            door.inside.enter(seat, state.floor, state.language)
