"""The rooms of the console's window: the counter itself, and what supervisors have beside it."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol, runtime_checkable

from PySide6.QtWidgets import QWidget

from common.domain.floor import Floor
from common.domain.permissions import Permission
from common.domain.views import Seat
from common.domain.words import Language
from counter.pieces import Look


class Room(StrEnum):
    """A room; the value is part of its word's key (`room.*`). They stand in this order."""

    CONSOLE = "console"
    FLOOR = "floor"
    AUDIT = "audit"
    DAY = "day"
    SETUP = "setup"


NEEDS: Mapping[Room, frozenset[Permission]] = {
    Room.CONSOLE: frozenset({Permission.SERVE, Permission.RECEPTION}),
    Room.FLOOR: frozenset({Permission.FLOOR}),
    Room.AUDIT: frozenset({Permission.AUDIT}),
    Room.DAY: frozenset({Permission.END_DAY}),
    Room.SETUP: frozenset({Permission.SET_UP, Permission.PEOPLE}),
}
"""Of what whoever enters a room must be permitted one at least."""


def rooms_for(
    permitted: Collection[Permission], built: Collection[Room], *, serving: bool = False
) -> tuple[Room, ...]:
    """Return the rooms that are open to somebody; the console where nothing else is.

    Who is `serving` a visitor keeps it until he has gone, whatever is permitted by then.
    """
    rooms = tuple(
        room
        for room in Room
        if (room in built and not NEEDS[room].isdisjoint(permitted))
        or (serving and room is Room.CONSOLE)
    )
    return rooms or (Room.CONSOLE,)


def first_of(rooms: Collection[Room], permitted: Collection[Permission]) -> Room:
    """Return where somebody begins: who runs the floor and serves nobody begins there."""
    runs = Permission.FLOOR_ACTS in permitted and Permission.SERVE not in permitted
    first = Room.FLOOR if runs and Room.FLOOR in rooms else Room.CONSOLE
    return first if first in rooms else next(iter(rooms))


@runtime_checkable
class Searched(Protocol):
    """A view in which something can be looked for."""

    def look_for(self) -> None:
        """Go to where it is typed."""


class Inside(Protocol):
    """The presenter of a room beside the console."""

    def enter(self, seat: Seat, floor: Floor, language: Language) -> None:
        """Show the room to who sits at the counter; called again when the language changes."""

    def leave(self) -> None:
        """Show nobody anything more, and keep nothing of what was shown."""


@dataclass(frozen=True, slots=True)
class Door:
    """A room beside the console, as the window opens it."""

    room: Room
    inside: Inside
    view: Callable[[Look], QWidget]
    """Builds what shows the room, following its presenter; built anew when the window grows."""
