"""The way from the console's window to the day's end."""

from collections.abc import Mapping

from PySide6.QtWidgets import QWidget

from common.domain.floor import Floor
from common.domain.views import Seat
from common.domain.words import Language
from common.i18n import Text
from counter.day.presenter import DayPresenter
from counter.day.view import DayView
from counter.pieces import Look
from counter.rooms import Room


class DayDoor:
    """Leads to the page on which a day is ended."""

    def __init__(self, presenter: DayPresenter, texts: Mapping[Language, Text]) -> None:
        self._presenter, self._texts = presenter, texts

    @property
    def room(self) -> Room:
        """Which room it leads to."""
        return Room.DAY

    def view(self, look: Look) -> QWidget:
        """Build what shows the day, following the presenter."""
        view, presenter = DayView(look, self._texts), self._presenter
        presenter.changed.connect(view.draw)
        view.settling.connect(presenter.settle)
        view.counters_closed.connect(presenter.close_counters)
        view.day_closed.connect(presenter.close_day)
        view.reopened.connect(presenter.reopen)
        view.draw(presenter.state)
        return view

    def enter(self, seat: Seat, floor: Floor, language: Language) -> None:
        """Show the day to who sits at the counter."""
        self._presenter.enter(seat, floor, language)

    def leave(self) -> None:
        """Show nothing any more."""
        self._presenter.leave()
