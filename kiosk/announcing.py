"""What is new on the screen, for those who do not see it."""

from dataclasses import dataclass

from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtWidgets import QWidget

from common.domain.words import Language
from common.i18n import Text
from kiosk.rooms import Rooms
from kiosk.spoken import choices_of, texts_of
from kiosk.state import KioskState


@dataclass(frozen=True, slots=True)
class Saying:
    """Sentences in one language; `anew` ends whatever was being said before."""

    words: tuple[str, ...]
    language: Language
    anew: bool
    choices: tuple[str, ...] = ()
    """What can be chosen on the page, and last what has the focus: for those who only listen."""


class News:
    """Knows what was said of a page, and says the rest."""

    def __init__(self) -> None:
        self._texts: tuple[str, ...] = ()
        self._warned = False

    def of(
        self, before: KioskState | None, state: KioskState, rooms: Rooms, text: Text
    ) -> Saying | None:
        """Return all of another page, what has changed on the same one, or the warning."""
        told, self._texts = self._texts, texts_of(rooms.page)
        warned, self._warned = self._warned, state.seconds_left is not None
        if self._warned:
            words = () if warned else texts_of(rooms.still_there)
            return Saying(words, state.language, anew=True) if words else None
        if warned or _is_other(before, state):
            choices = choices_of(rooms.choices(), text)
            return Saying(self._texts, state.language, anew=True, choices=choices)
        words = tuple(each for each in self._texts if each not in told)
        return Saying(words, state.language, anew=False) if words else None


def _is_other(before: KioskState | None, state: KioskState) -> bool:
    """Say whether a visitor has to be told everything."""
    return (
        before is None
        or type(before.page) is not type(state.page)
        or before.language is not state.language
        or before.ease.listening is not state.ease.listening
    )


def announce(saying: Saying, window: QWidget) -> None:
    """Let a screen reader of the system say it."""
    if not QAccessible.isActive():
        return
    event = QAccessibleAnnouncementEvent(window, ". ".join(saying.words))
    if saying.anew:
        event.setPoliteness(QAccessible.AnnouncementPoliteness.Assertive)
    QAccessible.updateAccessibility(event)
