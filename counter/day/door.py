"""The way from the console's window to the day's end."""

from collections.abc import Mapping

from PySide6.QtWidgets import QWidget

from common.domain.words import Language
from common.i18n import Text
from counter.day.presenter import DayPresenter
from counter.day.view import DayView
from counter.pieces import Look
from counter.rooms import Door, Room


def day_door(presenter: DayPresenter, texts: Mapping[Language, Text]) -> Door:
    """Return the way to the page on which a day is ended."""

    def build(look: Look) -> QWidget:
        view = DayView(look, texts)
        presenter.changed.connect(view.draw)
        view.settling.connect(presenter.settle)
        view.counters_closed.connect(presenter.close_counters)
        view.day_closed.connect(presenter.close_day)
        view.reopened.connect(presenter.reopen)
        view.draw(presenter.state)
        return view

    return Door(Room.DAY, presenter, build)
