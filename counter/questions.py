"""What the panel asks, and what there is to choose."""

from collections.abc import Callable, Iterable

from common.domain.ids import ServiceCode
from common.domain.search import SHORTEST, Index
from common.domain.views import Desk
from common.domain.words import Language
from common.i18n import Text
from counter.choice_panel import Question
from counter.offers import resumable
from counter.option_list import Option
from counter.rows import Names, spaced
from counter.state import Panel

SERVICE = "service:"
HELD = "held:"
MOST = 60


def question_of(
    panel: Panel, desk: Desk, names: Names, index: Index, text: Text
) -> Question | None:
    """Return what a panel asks; None when there is nobody any more to ask about."""
    if panel is Panel.HELD:
        return Question(text("counter.resume_whom"), "", lambda _: _held(desk, names), typed=False)
    if desk.current is None:
        return None
    label = spaced(desk.current.ticket.label)
    key = "counter.transfer_where" if panel is Panel.TRANSFER else "counter.send_where"
    hint = text("counter.send_hint") if panel is Panel.SEND else ""
    find = _finder(desk.current.leg.service, names, index, text.language)
    return Question(text(key, label=label), hint, find, typed=True)


def _finder(
    current: ServiceCode, names: Names, index: Index, language: Language
) -> Callable[[str], tuple[Option, ...]]:
    def find(typed: str) -> tuple[Option, ...]:
        found: Iterable[ServiceCode] = names.given()
        if len(typed.strip()) >= SHORTEST:
            found = (one.service for one in index.find(typed, language, MOST))
        return tuple(
            Option(f"{SERVICE}{code}", names.service(code), names.entity_of(code))
            for code in found
            if code != current
        )

    return find


def _held(desk: Desk, names: Names) -> tuple[Option, ...]:
    return tuple(
        Option(
            f"{HELD}{visit.ticket.label}",
            spaced(visit.ticket.label),
            names.service(visit.leg.service),
        )
        for visit in resumable(desk)
    )
