"""What a board asks the store."""

import logging
from dataclasses import dataclass

from common.domain.board import Board
from common.domain.floor import Floor
from common.domain.ids import DeviceCode, ZoneCode
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
    board = store.board(zone_of(floor, device))
    if board.floor_version != floor.version:
        floor = _learned(store, device)
        board = store.board(zone_of(floor, device))
    return Reading(floor, board)


def zone_of(floor: Floor, device: DeviceCode) -> ZoneCode | None:
    """Return which zone a display shows; None is the whole hall."""
    for display in floor.displays:
        if display.code == device:
            return display.zone
    return None


def _learned(store: Store, device: DeviceCode) -> Floor:
    floor = store.floor()
    if all(display.code != device for display in floor.displays):
        shown = f"no display {device}" if device else "been given no display's code"
        log.warning(
            "the board has %s; it shows %s", shown, "nothing" if device else "the whole hall"
        )
    return floor
