"""The way from the console's window to the audit."""

from collections.abc import Mapping

from PySide6.QtWidgets import QWidget

from common.domain.words import Language
from common.i18n import Text
from counter.audit.presenter import AuditPresenter
from counter.audit.view import AuditView
from counter.pieces import Look
from counter.rooms import Door, Room


def audit_door(presenter: AuditPresenter, texts: Mapping[Language, Text]) -> Door:
    """Return the way to the log, for whoever may audit."""

    def build(look: Look) -> QWidget:
        view = AuditView(look, texts)
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

    return Door(Room.AUDIT, presenter, build)
