"""The door to the set-up: its presenter, and the views that follow it."""

from PySide6.QtWidgets import QWidget

from common.domain.floor import Floor
from common.domain.views import Seat
from common.domain.words import Language
from counter.pieces import Look
from counter.rooms import Room
from counter.setup.presenter import SetupPresenter
from counter.setup.view import SetupView


class SetupDoor:
    """Leads whoever may set the centre up to the page where he does."""

    room = Room.SETUP

    def __init__(self, presenter: SetupPresenter) -> None:
        self.presenter = presenter

    def view(self, look: Look) -> QWidget:
        """Build what shows the room, following its presenter."""
        view = SetupView(look)
        presenter = self.presenter
        presenter.changed.connect(view.draw)
        view.section_chosen.connect(presenter.choose_section)
        view.searched.connect(presenter.search)
        view.row_chosen.connect(presenter.choose)
        view.row_opened.connect(presenter.open)
        view.added.connect(presenter.add)
        view.typed.connect(presenter.type)
        view.saved.connect(presenter.save)
        view.cancelled.connect(presenter.cancel)
        view.removed.connect(presenter.remove)
        view.applied.connect(presenter.apply)
        view.file_wanted.connect(presenter.read_file)
        view.file_given.connect(presenter.write_file)
        view.draw(presenter.state)
        return view

    def enter(self, seat: Seat, floor: Floor, language: Language) -> None:
        """Show the set-up to who sits at the counter."""
        self.presenter.enter(seat, floor, language)

    def leave(self) -> None:
        """Show nobody anything more."""
        self.presenter.leave()
