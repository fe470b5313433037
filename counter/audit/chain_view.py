"""How far the log is sealed, when it was checked, and the check of a day."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout

from common.domain.audits import SEALED_WITHIN, ChainState, LogCheck
from common.i18n import Text
from common.ui.tokens import LIGHT
from counter.audit.checking import found_words
from counter.audit.parts import DayField, button
from counter.audit.state import AuditState
from counter.audit.wording import Wording
from counter.dates import day_words
from counter.fields import RING
from counter.notice import Notice, Tone
from counter.passing import Passing
from counter.pieces import Card, Look, column_of, row_of, rule, words

KEYS = ("sealed", "position", "waiting", "full", "of_day")


class ChainView(Passing):
    """Draws the state of the chain; reports that a day is to be checked."""

    day_typed = Signal(str)
    day_stepped = Signal(int)
    check_wanted = Signal()

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self._nobody = Notice(look, "audit:nobody_seals")
        self._names = [words(look, 15, 400, LIGHT.slate) for _ in KEYS]
        self._values = [words(look, 16, 600, tabular=True, wrap=True) for _ in KEYS]
        self._day = DayField(look)
        self._check = button(look, "audit:check", primary=True)
        self._progress = words(look, 15, 400, LIGHT.slate, tabular=True)
        self._fine = Notice(look, "audit:fine", Tone.GOOD)
        self._found = Notice(look, "audit:found", Tone.DANGER)
        self._faults = words(look, 14, 400, LIGHT.bad, wrap=True)
        self._limits = words(look, 14, 400, LIGHT.slate, wrap=True)
        for key, value in zip(KEYS, self._values, strict=True):
            value.setObjectName(f"audit:chain:{key}")
        self._day.typed.connect(self.day_typed)
        self._day.stepped.connect(self.day_stepped)
        self._check.clicked.connect(lambda _=False: self.check_wanted.emit())
        self._arrange(look)
        self.reader = self._check

    def _arrange(self, look: Look) -> None:
        facts = QGridLayout()
        facts.setHorizontalSpacing(look.px(24))
        facts.setVerticalSpacing(look.px(10))
        facts.setColumnStretch(1, 1)
        for at, (name, value) in enumerate(zip(self._names, self._values, strict=True)):
            facts.addWidget(name, at, 0)
            facts.addWidget(value, at, 1)
        wanted = row_of(look.px(14))
        wanted.addWidget(self._day)
        wanted.addWidget(self._check)
        wanted.addWidget(self._progress, 1)
        sheet, column = Card(look), column_of(look.px(14))
        edge = look.px(24)
        column.setContentsMargins(edge, look.px(18), edge, look.px(18))
        for part in (facts, wanted):
            column.addLayout(part)
            column.addWidget(rule())
        for one in (self._fine, self._found, self._faults, self._limits):
            column.addWidget(one)
        column.addStretch(1)
        sheet.setLayout(column)
        page = column_of(look.px(8))
        page.setContentsMargins(0, 0, RING, 0)
        page.addWidget(self._nobody)
        page.addWidget(sheet, 1)
        self.setLayout(page)

    def draw(self, state: AuditState, say: Wording) -> None:
        """Take the state."""
        text = say.text
        self._day.draw(state, text)
        for key, name, value, said in zip(
            KEYS, self._names, self._values, _values(state.chain, say), strict=True
        ):
            name.setText(text(f"audit.chain.{key}"))
            value.setText(said)
            value.setAccessibleName(said)
        late = state.chain is not None and _waits(state.chain) > SEALED_WITHIN
        self._nobody.tell(text("audit.chain.nobody_seals") if late else "")
        self._check.setText(text("audit.chain.check"))
        self._check.setEnabled(state.whole and not state.checking)
        self._draw_check(state, say)
        self._limits.setText(
            text("audit.chain.limits" if state.whole else "audit.chain.only_whole")
        )

    def _draw_check(self, state: AuditState, say: Wording) -> None:
        walk, found = state.walk, state.found
        progress = ""
        if state.checking and walk is not None:
            begun = max(0, walk.of.first - 1)
            done = max(0, walk.checked.head.position - begun)
            progress = say.text("audit.chain.checking", n=done, all=max(0, walk.of.last - begun))
        self._progress.setText(progress)
        told, bad = ("", False) if found is None else found_words(found, say)
        self._fine.tell("" if bad else told)
        self._found.tell(told if bad else "")
        faults = () if walk is None or found is None else walk.faults
        self._faults.setText("\n".join(faults))
        self._faults.setVisible(bool(faults))


def _values(chain: ChainState | None, say: Wording) -> Iterator[str]:
    text = say.text
    if chain is None:
        yield from [text("audit.chain.not_told")] * len(KEYS)
        return
    never = text("audit.chain.never_sealed")
    yield never if chain.sealed_at is None else _moment(chain.sealed_at, say)
    yield str(chain.position)
    if chain.oldest is None:
        yield text("audit.chain.nothing_waits")
    else:
        yield text("audit.chain.waits", n=chain.waiting, span=age_words(_waits(chain), text))
    yield _check_words(chain.full, say)
    yield _check_words(chain.of_day, say)


def _waits(chain: ChainState) -> timedelta:
    return timedelta() if chain.oldest is None else chain.now - chain.oldest


def _moment(at: datetime, say: Wording) -> str:
    here = at.astimezone(say.names.floor.zone_info)
    return f"{day_words(here)} {here:%H:%M:%S}"


def age_words(age: timedelta, text: Text) -> str:
    """Return how long ago something was: in minutes, from an hour on in hours too."""
    minutes = int(age / timedelta(minutes=1))
    if minutes <= 0:
        return text("audit.age.now")
    hours, rest = divmod(minutes, 60)
    key = "audit.age.hours" if hours else "audit.age.minutes"
    return text(key, hours=hours, minutes=rest)


def _check_words(check: LogCheck | None, say: Wording) -> str:
    """Return when something was checked and what was found; that it never was is said."""
    text = say.text
    if check is None:
        return text("audit.chain.never")
    found = text("fact.faults", n=check.faults) if check.faults else text("fact.no_faults")
    at = _moment(check.at, say)
    if check.day is None:
        return text("audit.chain.result", at=at, found=found)
    return text("audit.chain.result_day", at=at, day=say.day(check.day), found=found)
