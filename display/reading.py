"""What a board asks the store."""

import logging
from dataclasses import dataclass

from common.domain.board import Board
from common.domain.floor import Display, Floor
from common.domain.ids import DeviceCode
from common.ports import Store

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Reading:
    """A board and the set-up it belongs to."""

    floor: Floor
    board: Board


def read_hall(store: Store, device: DeviceCode, known: Floor | None) -> Reading:
    """Read a display's board, and the floor again where it is not known or has changed.

    Raises Unavailable.
    """
    floor = _learned(store, device) if known is None else known
    board = store.board(display_of(floor, device))
    if board.floor_version != floor.version:
        floor = _learned(store, device)
        board = store.board(display_of(floor, device))
    return Reading(floor, board)


def display_of(floor: Floor, device: DeviceCode) -> Display | None:
    """Return a display's set-up; None where it has none and shows the whole hall."""
    return next((display for display in floor.displays if display.code == device), None)


def _learned(store: Store, device: DeviceCode) -> Floor:
    floor = store.floor()
    if all(display.code != device for display in floor.displays):
        shown = f"no display {device}" if device else "been given no display's code"
        log.warning(
            "the board has %s; it shows %s", shown, "nothing" if device else "the whole hall"
        )
    return floor
