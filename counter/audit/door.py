"""The way from the console's window to the audit."""

from collections.abc import Mapping

from PySide6.QtWidgets import QWidget

from common.domain.floor import Floor
from common.domain.views import Seat
from common.domain.words import Language
from common.i18n import Text
from counter.audit.presenter import AuditPresenter
from counter.audit.view import AuditView
from counter.pieces import Look
from counter.rooms import Room


class AuditDoor:
    """Leads whoever may audit to the log."""

    def __init__(self, presenter: AuditPresenter, texts: Mapping[Language, Text]) -> None:
        self._presenter, self._texts = presenter, texts

    @property
    def room(self) -> Room:
        """Which room it leads to."""
        return Room.AUDIT

    def view(self, look: Look) -> QWidget:
        """Build what shows the log, following the presenter."""
        view, presenter = AuditView(look, self._texts), self._presenter
        presenter.changed.connect(view.draw)
        view.page_chosen.connect(presenter.choose_page)
        view.read_wanted.connect(presenter.refresh)
        view.export_wanted.connect(presenter.export)
        view.log.day_typed.connect(presenter.choose_day)
        view.log.day_stepped.connect(presenter.step_day)
        view.log.narrowed.connect(presenter.narrow)
        view.log.chosen.connect(presenter.choose)
        view.log.more_wanted.connect(presenter.read_more)
        for page in (view.log, view.operators, view.changes):
            page.searched.connect(presenter.search)
        view.operators.period_typed.connect(presenter.choose_period)
        view.operators.person_chosen.connect(presenter.choose_person)
        view.operators.act_chosen.connect(presenter.choose_act)
        view.operators.chosen.connect(presenter.choose)
        view.chain.day_typed.connect(presenter.choose_day)
        view.chain.day_stepped.connect(presenter.step_day)
        view.chain.check_wanted.connect(presenter.check)
        view.changes.chosen.connect(presenter.choose_version)
        view.draw(presenter.state)
        return view

    def enter(self, seat: Seat, floor: Floor, language: Language) -> None:
        """Show the log to who sits at the counter."""
        self._presenter.enter(seat, floor, language)

    def leave(self) -> None:
        """Show nothing any more."""
        self._presenter.leave()
