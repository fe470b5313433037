"""What is asked before an act, in words, and what there is to choose from."""

from collections.abc import Callable, Iterable, Mapping

from common.domain.ids import CounterCode, ServiceCode
from common.domain.reasons import ActReason
from common.i18n import Text
from counter.choice_panel import Question
from counter.destinations import among
from counter.floor.acts import EVERYWHERE, SPANS
from counter.floor.alarm_words import window_words
from counter.floor.asking import WRITTEN, ActName, Ask, Asking
from counter.floor.state import FloorState
from counter.option_list import Option
from counter.rows import Names, spaced

FAR = (Ask.TO_ADD, Ask.SERVICE)
"""What is chosen from a long list, by typing: no line of it is likelier than another."""


class FloorQuestions:
    """Puts the questions of one state in one language."""

    def __init__(self, state: FloorState, names: Names, text: Text) -> None:
        self._state, self._names, self._text = state, names, text
        self._options: Mapping[Ask, Callable[[Asking], Iterable[Option]]] = {
            Ask.REASON: lambda _: (
                self._option(one.value, text(f"reason.{one.value}")) for one in ActReason
            ),
            Ask.CONFIRM: lambda asking: [
                self._option("yes", text(f"floor.confirm.{asking.act.value}"))
            ],
            Ask.TO_ADD: self._to_add,
            Ask.TO_WITHDRAW: self._to_withdraw,
            Ask.SERVICE: lambda _: self._services(),
            Ask.MESSAGE: lambda _: self._messages(),
            Ask.SPAN: lambda _: (self._option(one, text(f"floor.span.{one}")) for one in SPANS),
            Ask.ZONE: lambda _: self._zones(),
        }

    def now(self, asking: Asking) -> Question | None:
        """Return what is asked now; None where everything was answered."""
        ask = asking.ask
        if ask is None:
            return None
        hint = self._hint(asking)
        if ask in WRITTEN:
            free = self._text("counter.own_words" if ask is Ask.WORDS else "floor.words")
            title = self._title(asking, ask)
            return Question(title, hint, lambda _: (), typed=True, free=free, needed=True)
        options = tuple(self._options[ask](asking))
        return Question(
            self._title(asking, ask),
            hint,
            among(options, lambda one: (one.title, one.detail, one.name)),
            typed=ask in FAR,
            nothing=self._text("counter.nothing_found"),
        )

    def _title(self, asking: Asking, ask: Ask) -> str:
        if asking.act in (ActName.NEW_MESSAGE, ActName.MESSAGE, ActName.SERVICE):
            return self._text(f"floor.ask.{ask.value}")
        return self._text(
            f"floor.asks.{asking.act.value}",
            label=spaced(asking.label) if asking.label else "",
            about=self._about(asking),
            n=asking.count,
        )

    def _hint(self, asking: Asking) -> str:
        return self._text("floor.why") if asking.ask is Ask.REASON else ""

    def _about(self, asking: Asking) -> str:
        if asking.act in (ActName.CLOSE, ActName.OPEN):
            return self._names.service(ServiceCode(asking.about))
        return window_words(self._names.floor, CounterCode(asking.about), self._text)

    def _option(self, name: str, title: str, detail: str = "") -> Option:
        return Option(f"answer:{name}", title, detail)

    def _services(self) -> Iterable[Option]:
        for one in () if self._state.hall is None else self._state.hall.queues:
            detail = self._text("floor.closed_today") if one.closed else ""
            yield self._service(one.service, detail)

    def _service(self, code: ServiceCode, detail: str = "") -> Option:
        said = detail or self._names.entity_of(code)
        return self._option(code, self._names.service(code), said)

    def _to_add(self, asking: Asking) -> Iterable[Option]:
        counter = self._names.floor.counter(CounterCode(asking.about))
        known = {
            code
            for profile in self._names.floor.profiles
            if counter is not None and profile.code == counter.profile
            for code in profile.handicaps
        }
        one = self._state.counter()
        known |= frozenset() if one is None else one.extra
        queues = () if self._state.hall is None else self._state.hall.queues
        return (self._service(each.service) for each in queues if each.service not in known)

    def _to_withdraw(self, _asking: Asking) -> Iterable[Option]:
        one = self._state.counter()
        return (self._service(code) for code in sorted(() if one is None else one.extra))

    def _messages(self) -> Iterable[Option]:
        yield self._option("", self._text("floor.new_message"))
        for one in self._state.messages:
            until = self._text("floor.until", time=self._names.clock(one.until))
            said = self._text("floor.remove", name=one.words.of(self._state.language))
            yield self._option(one.name, said, until)

    def _zones(self) -> Iterable[Option]:
        yield self._option(EVERYWHERE, self._text("floor.everywhere"))
        for zone in self._names.floor.zones:
            yield self._option(zone.code, zone.name.of(self._state.language))
