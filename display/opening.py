"""What a board opens at its start: how it is laid out, its pictures."""

import logging
from collections.abc import Callable
from pathlib import Path

from common.floorfile.board_layout import USUAL, BoardLayout, board_layout
from common.floorfile.part import BadFile
from common.settings import ScreenSettings
from display.media_folder import MediaFolder
from display.window import BoardWindow

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


def show_media(
    folder: Path | None, window: BoardWindow, stop: Callable[[], None]
) -> Callable[[], None]:
    """Begin to show a folder's pictures; return what ends them and then does `stop`."""
    if folder is None:
        return stop
    media = MediaFolder(folder, parent=window)
    media.shown.connect(window.show_picture)
    window.room_for_media.connect(media.fit)
    media.start()

    def end() -> None:
        media.stop()
        stop()

    return end
