"""What a board opens at its start: how it is laid out, its pictures and films."""

import logging
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from common.floorfile.board_layout import USUAL, BoardLayout, board_layout
from common.floorfile.part import BadFile
from common.settings import ScreenSettings
from display.film import open_film
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


class Hush(QObject):
    """Carries from the voice's thread whether it sounds."""

    sounds = Signal(bool)


def show_media(
    folder: Path | None, window: BoardWindow, hush: Hush, stop: Callable[[], None]
) -> Callable[[], None]:
    """Begin to show a folder's pictures and films; return what ends them and then does `stop`."""
    if folder is None:
        return stop
    film = open_film(window)
    media = MediaFolder(folder, film=film, parent=window)
    media.shown.connect(window.show_picture)
    window.room_for_media.connect(media.fit)
    if film is not None:
        hush.sounds.connect(lambda sounds: film.hush(sounds=sounds))
        window.media_seen.connect(lambda seen: film.rest(seen=seen))
    media.start()

    def end() -> None:
        media.stop()
        stop()

    return end
