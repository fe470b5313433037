"""One counter beside the tiles: who is there with whom, since when, and what may be done."""

from datetime import datetime, timedelta

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QScrollArea, QWidget

from common.domain.devices import DeviceKind
from common.domain.hall import CounterNow, Doing, HallNow
from common.domain.hall_alarms import is_silent
from common.i18n import Text
from counter.floor.act_buttons import ActButtons
from counter.floor.acts import OF_COUNTER
from counter.floor.alarm_words import window_words
from counter.floor.panel_frame import Facts, PanelFrame
from counter.floor.state import FloorState
from counter.pieces import Look, column_of
from counter.plural import times
from counter.rows import MINUTE, Names, spaced

KEYS = (
    "floor.fact.doing",
    "floor.fact.operator",
    "floor.fact.since",
    "floor.fact.ticket",
    "floor.fact.service",
    "floor.fact.target",
    "floor.fact.call",
    "floor.fact.served",
    "floor.fact.computer",
    "floor.fact.extra",
)


class CounterPanel(PanelFrame):
    """Draws one counter's facts, and what may be done with it."""

    act_chosen = Signal(str)

    def __init__(self, look: Look) -> None:
        super().__init__(look)
        self.setObjectName("floor:counter")
        self._facts = Facts(look, KEYS)
        self._acts = ActButtons(look, OF_COUNTER, column_of(look.px(8)))
        self._acts.chosen.connect(self.act_chosen)
        self.body.addWidget(_scrolled(self._facts), 1)
        self.body.addWidget(self._acts)

    def draw(self, state: FloorState, names: Names, text: Text) -> None:
        """Take the state; nothing is drawn where no counter is marked."""
        one = state.counter()
        if one is None or state.hall is None:
            return
        self.name(window_words(names.floor, one.counter, text), _place(one, names), text)
        self._facts.put(facts_of(one, state.hall, state.now, names, text), text)
        self._acts.draw(state, text)


def _scrolled(facts: Facts) -> QScrollArea:
    """Return facts that give way to the buttons below them in a low window."""
    holder, column = QWidget(), column_of()
    column.addLayout(facts)
    column.addStretch(1)
    holder.setLayout(column)
    scroll = QScrollArea()
    scroll.setWidget(holder)
    scroll.setWidgetResizable(True)
    scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    scroll.viewport().setAutoFillBackground(False)
    holder.setAutoFillBackground(False)
    return scroll


def facts_of(
    one: CounterNow, hall: HallNow, now: datetime, names: Names, text: Text
) -> tuple[str, ...]:
    """Return the values of `KEYS`; empty where there is nothing to say."""
    operator = None if one.operator is None else names.floor.operator(one.operator)
    person = "" if operator is None else operator.name
    if operator is not None and one.seated_at is not None:
        since = text("floor.seated_at", time=names.clock(one.seated_at))
        person = f"{person} · {since}"
    visitor = one.visitor
    elapsed = ""
    if one.since is not None and one.doing is not Doing.CLOSED:
        spent = text("counter.minutes", n=max(timedelta(), now - one.since) // MINUTE)
        elapsed = f"{names.clock(one.since)} ({spent})"
    return (
        _doing(one, text),
        person,
        elapsed,
        "" if visitor is None else spaced(visitor.label),
        "" if visitor is None else names.service(visitor.service),
        _target(one, text),
        _call(one, names, text),
        str(one.served),
        _computer(one, hall, now, names, text),
        ", ".join(names.short(code) for code in sorted(one.extra)),
    )


def _doing(one: CounterNow, text: Text) -> str:
    said = text(f"floor.doing.{one.doing.value}")
    return said if one.pause is None else f"{said} · {text(f'reason.{one.pause.value}')}"


def _target(one: CounterNow, text: Text) -> str:
    if one.doing is not Doing.SERVING or one.target is None:
        return ""
    return text("counter.minutes", n=one.target // MINUTE)


def _place(one: CounterNow, names: Names) -> str:
    counter = names.floor.counter(one.counter)
    zones = {zone.code: zone.name.of(names.language) for zone in names.floor.zones}
    profiles = {each.code: each.name.of(names.language) for each in names.floor.profiles}
    if counter is None:
        return ""
    return " · ".join(
        word for word in (zones.get(counter.zone, ""), profiles.get(counter.profile, "")) if word
    )


def _call(one: CounterNow, names: Names, text: Text) -> str:
    visitor = one.visitor
    if visitor is None:
        return ""
    said = [f"{names.clock_seconds(visitor.called_at)} ({times(visitor.calls, text)})"]
    if one.doing is Doing.CALLED:
        for at, key in ((visitor.shown_at, "shown"), (visitor.spoken_at, "spoken")):
            if at is not None:
                said.append(text(f"floor.{key}_at", time=names.clock_seconds(at)))
    return "\n".join(said)


def _computer(one: CounterNow, hall: HallNow, now: datetime, names: Names, text: Text) -> str:
    device = hall.device(DeviceKind.COUNTER, one.counter)
    if device is None or device.seen_at is None:
        return text("floor.unknown")
    if is_silent(device, now):
        return text("floor.silent_since", time=names.clock_seconds(device.seen_at))
    return text("floor.answers", seconds=text.tenths(device.skew_ms / 1000))
