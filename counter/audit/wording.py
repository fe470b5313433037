"""The log in words: what happened, who did it where, and the facts of it."""

from collections.abc import Iterator, Mapping
from datetime import date

from common.domain.audits import LogLine
from common.domain.events import EventKind
from common.domain.ids import CounterCode, DeviceCode, EventId, OperatorCode, ServiceCode
from common.i18n import Text
from counter.audit.state import Said
from counter.dates import day_words
from counter.notice import words_of
from counter.rows import Names, spaced
from counter.saying import Saying
from counter.setup.refusals import faults_told

NOBODY = "–"
_BY_STAFF = frozenset({EventKind.STAFF, EventKind.PIN_SET, EventKind.PIN_CHANGED})
_YES = {
    "by_hand": "fact.by_hand",
    "walk_in": "fact.walk_in",
    "offline": "fact.offline",
    "after_visitor": "fact.after_visitor",
    "held": "fact.held",
    "from_hold": "fact.from_hold",
    "again": "fact.again",
    "first": "fact.first",
}
"""Facts that are told where they hold."""
_COUNTERS = {"at": "fact.at", "to_counter": "fact.to_counter", "closed_from": "fact.closed_from"}


def words_of_said(said: Said, text: Text) -> str:
    """Return what was done or refused; a version that cannot be shown says why."""
    if isinstance(said.what, Saying):
        return text(said.what.key, **said.what.facts)
    faults = faults_told(said.what, text)
    return str(faults[0]) if faults else words_of(said.what, text)


class Wording:
    """Says lines of the log in one language, with the names of one floor."""

    def __init__(self, names: Names, text: Text) -> None:
        self.names, self.text = names, text
        self.said: dict[EventId, tuple[str, ...]] = {}
        """Lines that were put into words already."""

    def operator(self, code: OperatorCode) -> str:
        """Return a person's name; his code once the set-up lost him."""
        found = self.names.floor.operator(code)
        return code if found is None else found.name

    def counter(self, code: CounterCode) -> str:
        """Return a counter's number; its code once the set-up lost it."""
        found = self.names.floor.counter(code)
        return code if found is None else self.text("counter.window", number=found.number)

    def day(self, day: date) -> str:
        """Return a day as it is typed."""
        return day_words(day)

    def what(self, line: LogLine) -> str:
        """Return what happened."""
        return self.text(f"event.{line.event.kind.value}")

    def who(self, line: LogLine) -> str:
        """Return who did it, that his name was erased, or a dash where nobody did."""
        event = line.event
        if event.operator is not None:
            return self.operator(event.operator)
        if line.erased and (event.counter is not None or event.kind in _BY_STAFF):
            return self.text("audit.erased")
        return NOBODY

    def where(self, line: LogLine) -> str:
        """Return the counter or the device."""
        event = line.event
        if event.counter is not None:
            return self.counter(event.counter)
        return str(event.device or NOBODY)

    def facts(self, line: LogLine) -> str:
        """Return the facts in words, those that have any."""
        told = [one for one in self._facts(line.event.kind, line.event.facts) if one]
        if line.erased:
            told.append(self.text("fact.erased"))
        return " · ".join(told)

    def label(self, line: LogLine) -> str:
        """Return the number of its ticket."""
        return spaced(line.label) if line.label else ""

    def _facts(self, kind: EventKind, facts: Mapping[str, object]) -> Iterator[str]:
        text, number = self.text, self._number
        if "move" in facts:
            yield self._worded("turn", facts["move"])
        if "slip" in facts:
            yield self._worded("paper_state", facts["slip"])
        if "service" in facts:
            yield self.names.short(ServiceCode(str(facts["service"])))
        for name in ("reason", "sent_home"):
            if name in facts:
                yield self._reason(str(facts[name]))
        if facts.get("words"):
            yield text("fact.words", words=facts["words"])
        yield from (text(key) for name, key in _YES.items() if facts.get(name) is True)
        yield from (
            text(key, name=self._window(facts[name]))
            for name, key in _COUNTERS.items()
            if facts.get(name)
        )
        yield from (
            text(f"fact.{name}", n=number(facts, name))
            for name in ("passed", "times", "version", "back", "rows")
            if number(facts, name)
        )
        yield from self._named(kind, facts)
        if kind is EventKind.LOG_CHECKED:
            yield from self._check(facts)

    def _named(self, kind: EventKind, facts: Mapping[str, object]) -> Iterator[str]:
        text = self.text
        yield from (
            text(f"fact.{one}", name=self.operator(OperatorCode(str(facts[one]))))
            for one in ("for_operator", "by_operator")
            if facts.get(one)
        )
        if kind is EventKind.NOT_PERMITTED:
            yield text("fact.what", name=self._worded("permission", facts.get("what")))
        if kind is EventKind.LOG_EXPORTED:
            yield self._worded("audit.page", facts.get("what"))
            yield f"{self._iso(facts.get('first'))} … {self._iso(facts.get('last'))}"
        if kind is EventKind.STAFF:
            yield self._worded("fact.staff", facts.get("did"))
        marks = facts.get("marks")
        if isinstance(marks, list):
            yield ", ".join(self._worded("mark", one) for one in marks)
        if kind is EventKind.CLOSES_AFTER and facts.get("on") is False:
            yield text("fact.off")
        if kind is EventKind.ERASED:
            yield text("fact.erased_day", day=self._iso(facts.get("day")))
        if facts.get("printer"):
            yield text("fact.printer", name=DeviceCode(str(facts["printer"])))
        if isinstance(facts.get("group"), str):
            yield text("fact.group", name=self._group(str(facts["group"])))

    def _check(self, facts: Mapping[str, object]) -> Iterator[str]:
        of = facts.get("of")
        yield self.text("fact.whole_log") if of is None else self._iso(of)
        faults = self._number(facts, "faults")
        yield self.text("fact.faults", n=faults) if faults else self.text("fact.no_faults")

    def _reason(self, reason: str) -> str:
        if reason == "day closed":
            return self.text("fact.day_closed")
        return self._worded("reason", reason)

    def _worded(self, group: str, value: object) -> str:
        """Return the words of a value; the value where a program of another time wrote it."""
        try:
            return self.text(f"{group}.{value}")
        except KeyError:
            return str(value)

    def _window(self, code: object) -> str:
        found = self.names.floor.counter(CounterCode(str(code)))
        return str(code) if found is None else str(found.number)

    def _group(self, code: str) -> str:
        groups = {str(one.code): one for one in self.names.floor.catalogue.groups}
        found = groups.get(code)
        return code if found is None else found.name.of(self.names.language)

    def _iso(self, value: object) -> str:
        try:
            return self.day(date.fromisoformat(str(value)))
        except ValueError:
            return str(value)

    @staticmethod
    def _number(facts: Mapping[str, object], name: str) -> int:
        value = facts.get(name)
        return value if isinstance(value, int) and not isinstance(value, bool) else 0
