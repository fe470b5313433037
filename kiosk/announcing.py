"""What is new on the screen, for those who do not see it."""

from dataclasses import dataclass

from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtWidgets import QWidget

from common.domain.words import Language
from kiosk.rooms import Rooms
from kiosk.spoken import texts_of
from kiosk.state import KioskState


@dataclass(frozen=True, slots=True)
class Saying:
    """Sentences in one language; `anew` ends whatever was being said before."""

    words: tuple[str, ...]
    language: Language
    anew: bool


class News:
    """Knows what was said of a page, and says the rest."""

    def __init__(self) -> None:
        self._texts: tuple[str, ...] = ()
        self._warned = False

    def of(self, before: KioskState | None, state: KioskState, rooms: Rooms) -> Saying | None:
        """Return all of another page, what has changed on the same one, or the warning."""
        told, self._texts = self._texts, texts_of(rooms.page)
        warned, self._warned = self._warned, state.seconds_left is not None
        if self._warned:
            words = () if warned else texts_of(rooms.still_there)
            return Saying(words, state.language, anew=True) if words else None
        other = before is None or type(before.page) is not type(state.page)
        anew = other or warned or before is None or before.language is not state.language
        words = self._texts if anew else tuple(each for each in self._texts if each not in told)
        return Saying(words, state.language, anew) if words else None


def announce(saying: Saying, window: QWidget) -> None:
    """Let a screen reader of the system say it."""
    if not QAccessible.isActive():
        return
    event = QAccessibleAnnouncementEvent(window, ". ".join(saying.words))
    if saying.anew:
        event.setPoliteness(QAccessible.AnnouncementPoliteness.Assertive)
    QAccessible.updateAccessibility(event)
