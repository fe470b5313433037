"""The way from the console's window to the floor."""

from collections.abc import Mapping

from PySide6.QtWidgets import QWidget

from common.domain.words import Language
from common.i18n import Text
from counter.floor.presenter import FloorPresenter
from counter.floor.view import FloorView
from counter.pieces import Look
from counter.rooms import Door, Room


def floor_door(presenter: FloorPresenter, texts: Mapping[Language, Text]) -> Door:
    """Return the way to the live picture of the hall."""

    def build(look: Look) -> QWidget:
        view = FloorView(look, texts)
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

    return Door(Room.FLOOR, presenter, build)
