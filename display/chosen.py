"""Which display of the set-up a screen is: by the settings, or chosen once on the screen."""

import logging
import re
from dataclasses import dataclass
from pathlib import Path

from common.domain.errors import Unavailable
from common.domain.ids import DeviceCode
from common.settings import Settings

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Chosen:
    """A file of this screen with the code that was chosen; empty inside is the whole hall."""

    file: Path

    def read(self) -> DeviceCode | None:
        """Return what was chosen; None where nobody has chosen yet, or it cannot be read."""
        try:
            kept = self.file.read_text(encoding="utf-8")
        except (OSError, UnicodeDecodeError):
            return None
        # A cut of the power may leave nothing, or zeros: that is not the line of the whole hall.
        return DeviceCode(kept.strip()) if kept.strip("\0") else None

    def write(self, code: DeviceCode) -> None:
        """Keep what was chosen. Raises Unavailable."""
        try:
            self.file.parent.mkdir(parents=True, exist_ok=True)
            self.file.write_text(f"{code}\n", encoding="utf-8")
        except OSError as error:
            reason = error.strerror or str(error)
            raise Unavailable(f"{self.file} cannot be written ({reason})") from error


class Place:
    """Which display a screen is; asks until somebody has said, where the settings do not."""

    def __init__(self, code: DeviceCode, chosen: Chosen | None = None) -> None:
        self._chosen = None if code else chosen
        known = None if self._chosen is None else self._chosen.read()
        self.code = known or code
        self.asks = self._chosen is not None and known is None

    def choose(self, code: DeviceCode) -> None:
        """Be this display from now on, also after a restart where that can be kept."""
        self.code, self.asks = code, False
        if self._chosen is None:
            return
        try:
            self._chosen.write(code)
        except Unavailable as error:
            log.warning("what this screen shows is not kept: %s", error)


def place_of(settings: Settings) -> Place:
    """Return the place of the settings' screen: a computer may have several."""
    screen = re.sub(r"[^A-Za-z0-9-]", "_", settings.screen.name) or "first"
    file = settings.device.folder / f"display-{settings.store.centre}-{screen}.txt"
    return Place(DeviceCode(settings.device.code), Chosen(file))
