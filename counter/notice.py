"""Why something did not happen, as a calm line in the page."""

from collections.abc import Sequence
from enum import Enum

from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from common.domain.errors import Refused, Unavailable
from common.domain.outage import ByHand, Reconciled
from common.i18n import Text
from common.ui.tokens import LIGHT
from counter.lost_answer import LostAnswer
from counter.pieces import Look, Picture, row_of, words
from counter.rows import Names
from counter.saying import Saying
from counter.state import CounterState


def words_of(said: Refused | Unavailable | Saying | None, text: Text) -> str:
    """Return why something did not happen in the operator's language."""
    if said is None:
        return ""
    if isinstance(said, Saying):
        return text(said.key, **said.facts)
    if isinstance(said, LostAnswer):
        return text(said.key)
    return text.refusal(said) if isinstance(said, Refused) else text("counter.no_answer")


def words_of_report(report: Sequence[Reconciled], text: Text) -> str:
    """Return what was not made of visitors served by hand, and why; the others are simply done."""
    return " ".join(
        text(REPORTED[outcome], labels=", ".join(labels))
        for outcome in REPORTED
        if (labels := [one.label for one in report if one.outcome is outcome])
    )


def words_of_told(told: Saying | None, text: Text) -> str:
    """Return what was just done here; empty where nothing was."""
    return words_of(told, text)


def words_to_tell(state: CounterState, names: Names, text: Text) -> str:
    """Return what the operator has to be told before all else; empty for nothing."""
    ended = None if state.desk is None else state.desk.day_ended_since
    return (
        words_of(state.said, text)
        or words_of_told(state.news, text)
        or words_of_report(state.report, text)
        or ("" if ended is None else text("day.ended", time=names.clock(ended)))
    )


REPORTED = {
    ByHand.MOVED: "counter.by_hand_moved",
    ByHand.NOT_HERE: "counter.by_hand_not_here",
    ByHand.NOT_FOUND: "counter.by_hand_not_found",
}


EDGE, PAGE_EDGE = 20, 24
"""From the edge of a card, and of the page, to what stands on it."""


class Tone(Enum):
    """How serious a sentence is: its colour, its tint, its sign."""

    WARN = (LIGHT.warn, LIGHT.warn_tint, "triangle-alert")
    DANGER = (LIGHT.bad, LIGHT.bad_tint, "triangle-alert")
    PRACTICE = (LIGHT.ink, LIGHT.practice, "graduation-cap")
    GOOD = (LIGHT.good, LIGHT.good_tint, "circle-check")


class Notice(QWidget):
    """A band with one sentence; it takes no room when there is nothing to say."""

    def __init__(
        self, look: Look, name: str = "message", tone: Tone = Tone.WARN, edge: float = EDGE
    ) -> None:
        super().__init__()
        self._colour, self._tint, sign = tone.value
        self._words = words(look, 16, 600, self._colour, wrap=True)
        self._words.setObjectName(name)
        row = row_of(look.px(12))
        row.setContentsMargins(look.px(edge), look.px(10), look.px(edge), look.px(10))
        row.addWidget(Picture(look, sign, 20, self._colour))
        row.addWidget(self._words, 1)
        self.setLayout(row)
        self.hide()

    def tell(self, reason: str) -> None:
        """Take the sentence; an empty one hides the band."""
        self._words.setText(reason)
        self._words.setAccessibleName(reason)
        self.setVisible(bool(reason))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the tint with its bar."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor(self._tint))
        painter.fillRect(0, 0, 4, self.height(), QColor(self._colour))
