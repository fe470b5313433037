"""The way from the console's window to the floor."""

from collections.abc import Mapping

from PySide6.QtWidgets import QWidget

from common.domain.floor import Floor
from common.domain.views import Seat
from common.domain.words import Language
from common.i18n import Text
from counter.floor.presenter import FloorPresenter
from counter.floor.view import FloorView
from counter.pieces import Look
from counter.rooms import Room


class FloorDoor:
    """Leads to the live picture of the hall."""

    def __init__(self, presenter: FloorPresenter, texts: Mapping[Language, Text]) -> None:
        self._presenter, self._texts = presenter, texts

    @property
    def room(self) -> Room:
        """Which room it leads to."""
        return Room.FLOOR

    def view(self, look: Look) -> QWidget:
        """Build what shows the hall, following the presenter."""
        view, presenter = FloorView(look, self._texts), self._presenter
        presenter.changed.connect(view.draw)
        view.marked.connect(presenter.mark)
        view.opened.connect(presenter.open_counter)
        view.chosen.connect(presenter.open)
        view.act_chosen.connect(presenter.begin)
        view.service_chosen.connect(presenter.choose_service)
        view.answered.connect(presenter.answer)
        view.left.connect(presenter.close_side)
        view.draw(presenter.state)
        return view

    def enter(self, seat: Seat, floor: Floor, language: Language) -> None:
        """Show the hall to who sits at the counter."""
        self._presenter.enter(seat, floor, language)

    def leave(self) -> None:
        """Show nothing any more."""
        self._presenter.leave()
