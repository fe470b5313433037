"""What a board opens at its start: how it is laid out."""

import logging

from common.floorfile.board_layout import USUAL, BoardLayout, board_layout
from common.floorfile.part import BadFile
from common.settings import ScreenSettings

log = logging.getLogger(__name__)


def layout_of(settings: ScreenSettings) -> BoardLayout:
    """Return the layout of the settings, or the usual one where that cannot be used."""
    try:
        return board_layout(settings.layout)
    except BadFile as error:
        faults = error.faults
    for fault in faults:
        log.error("the board is laid out in the usual way: %s", fault)
    return board_layout(USUAL)
