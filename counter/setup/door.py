"""The door to the set-up: its presenter, and the views that follow it."""

from PySide6.QtWidgets import QWidget

from counter.pieces import Look
from counter.rooms import Door, Room
from counter.setup.presenter import SetupPresenter
from counter.setup.view import SetupView


def setup_door(presenter: SetupPresenter) -> Door:
    """Return the way to the set-up, for whoever may change it."""

    def build(look: Look) -> QWidget:
        view = SetupView(look)
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
        view.file_typed.connect(presenter.find_files)
        view.draw(presenter.state)
        return view

    return Door(Room.SETUP, presenter, build)
