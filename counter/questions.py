"""What the panel asks, and what there is to choose."""

from collections.abc import Callable, Iterable, Mapping
from enum import StrEnum
from functools import partial

from common.domain.found_slip import FoundSlip
from common.domain.ids import ServiceCode
from common.domain.notes import TicketMark
from common.domain.outcomes import ServiceOutcome
from common.domain.permissions import Permission
from common.domain.reasons import CancelReason, HoldReason, OutOfTurnReason, PauseReason
from common.domain.views import Desk, Visit
from common.domain.words import Language
from common.i18n import Text
from counter.asking import Ask, Asking, DeedName
from counter.choice_panel import Question
from counter.deeds import DEEDS, may_do, more_of, next_ask
from counter.destinations import among, counters, everywhere, services_found
from counter.found import OF_RECEPTION, found_options, found_words
from counter.languages_view import LANGUAGES
from counter.lawful import visit_about
from counter.offers import resumable
from counter.option_list import Option
from counter.rows import Names, spaced
from counter.state import CounterState

NOW = DeedName.WALK_IN_NOW
SERVICES_OF_VISITOR = (
    DeedName.TRANSFER,
    DeedName.TRANSFER_NOTE,
    DeedName.TRANSFER_FIRST,
    DeedName.TRANSFER_LAST,
    DeedName.SEND,
    DeedName.ADD_SERVICE,
    DeedName.FINISH_MORE,
)
"""What offers every service but the one that the visitor is at the window for."""

REASONS: Mapping[Ask, type[StrEnum]] = {
    Ask.HOLD_REASON: HoldReason,
    Ask.CANCEL_REASON: CancelReason,
    Ask.PAUSE_REASON: PauseReason,
    Ask.TURN_REASON: OutOfTurnReason,
}
SETTINGS = {
    DeedName.AUTO_CALL: "counter.setting_off",
    DeedName.NO_AUTO_CALL: "counter.setting_on",
}
"""What lasts until it is changed, and the key of how it is now."""


class Questions:
    """Puts the questions of one state in one language."""

    def __init__(self, state: CounterState, desk: Desk, names: Names, text: Text) -> None:
        self._state, self._desk, self._names, self._text = state, desk, names, text
        self._ask: dict[Ask, Callable[[Asking], Question | None]] = {
            Ask.DEED: self._deeds,
            Ask.SERVICE: self._services,
            Ask.WHERE: self._services,
            Ask.NOTE: self._note,
            Ask.MARK: self._marks,
            Ask.OUTCOME: self._outcomes,
            Ask.FOUND: self._found,
            Ask.WHOM: self._whom,
            Ask.PLEA: self._plea,
            Ask.HELD: lambda asking: self._visits(asking, resumable(desk)),
            Ask.GROUP: self._groups,
            Ask.LANGUAGE: self._languages,
            Ask.PRINTER: self._printers,
            **dict.fromkeys(REASONS, self._reasons),
            Ask.WORDS: self._words,
            Ask.MISSED: lambda asking: self._visits(asking, desk.missed),
        }

    def now(self, asking: Asking) -> Question | None:
        """Return what is asked now; None when there is nobody any more to ask about."""
        ask = next_ask(asking)
        return None if ask is None else self._ask[ask](asking)

    def _title(self, asking: Asking) -> str:
        return self._title_of(asking.deed.value, asking)

    def _title_of(self, deed: str, asking: Asking) -> str:
        visit = visit_about(self._desk, asking)
        label = "" if visit is None else spaced(visit.ticket.label)
        about = asking.deed is DeedName.MORE and asking.about is not None
        return self._text(f"deed.{deed}.{'about' if about else 'asks'}", label=label)

    def _deeds(self, asking: Asking) -> Question | None:
        offered = tuple(
            Option(
                f"deed:{name.value}",
                self._text(f"deed.{name.value}"),
                self._text(SETTINGS[name]) if name in SETTINGS else "",
                DEEDS[name].icon,
            )
            for name in more_of(self._state, asking.about)
        )
        if asking.about is not None and visit_about(self._desk, asking) is None:
            return None
        nothing = self._text("counter.no_deeds")
        return Question(
            self._title(asking),
            "",
            among(offered),
            typed=True,
            nothing=nothing,
            typing=self._text("counter.find_deed"),
        )

    def _reasons(self, asking: Asking) -> Question | None:
        ask = next_ask(asking)
        if ask is None:
            return None
        options = tuple(
            Option(f"reason:{reason.value}", self._text(f"reason.{reason.value}"), "")
            for reason in REASONS[ask]
        )
        return _chosen(self._title(asking), options, "")

    def _groups(self, asking: Asking) -> Question:
        options = tuple(
            Option(f"group:{group.code}", group.name.of(self._names.language), "")
            for group in self._names.floor.catalogue.groups
        )
        return _chosen(self._title(asking), options, "")

    def _languages(self, _asking: Asking) -> Question:
        mine = self._names.language
        ordered = sorted(Language, key=lambda one: one is not mine)
        options = tuple(
            Option(f"language:{language.value}", LANGUAGES[language], "") for language in ordered
        )
        return _chosen(self._text("counter.which_language"), options, "")

    def _printers(self, asking: Asking) -> Question:
        """Offer the printers of kiosks, and no paper last."""
        options = [
            Option(f"printer:{kiosk.printer}", self._text("counter.at_kiosk", kiosk=kiosk.code), "")
            for kiosk in self._names.floor.kiosks
            if kiosk.printer is not None
        ]
        if asking.deed is DeedName.COPY:
            return _chosen(self._text("counter.which_printer"), tuple(options), "")
        nowhere = Option("printer:", self._text("counter.no_paper"), "")
        return _chosen(self._text("counter.which_printer"), (*options, nowhere), "")

    def _words(self, asking: Asking) -> Question:
        free = self._text("counter.own_words")
        return Question(self._title(asking), "", lambda _: (), typed=True, free=free, needed=True)

    def _note(self, asking: Asking) -> Question:
        free, title = self._text("counter.note_free"), self._title_of("note", asking)
        # A transfer may go without a note; a note alone is nothing without words.
        needed = asking.deed is DeedName.NOTE
        return Question(title, "", lambda _: (), typed=True, free=free, kind="note", needed=needed)

    def _marks(self, asking: Asking) -> Question | None:
        visit = visit_about(self._desk, asking)
        if visit is None:
            return None
        now = self._desk.marks.get(visit.ticket.id, ())
        options = tuple(
            Option(
                f"mark:{mark.value}",
                self._text(f"mark.{mark.value}"),
                "",
                "square-check" if mark in now else "square",
            )
            for mark in TicketMark
        )
        return _chosen(self._title(asking), options, "")

    def _found(self, asking: Asking) -> Question | None:
        slip = asking.found
        if slip is None:
            return None
        options = found_options(
            slip, self._text, self._reception(slip), busy=self._desk.current is not None
        )
        where = found_words(slip, self._names, self._text)
        nothing = self._text("counter.no_deeds")
        label = spaced(slip.ticket.label)
        untold = asking.deed is DeedName.UNTOLD
        title = self._text("deed.untold.asks", label=label) if untold else label
        return Question(title, where, lambda _: options, typed=False, nothing=nothing)

    def _reception(self, slip: FoundSlip) -> tuple[DeedName, ...]:
        if Permission.RECEPTION not in self._desk.may:
            return ()
        about = partial(Asking, about=slip.leg.id, found=slip)
        return tuple(deed for deed in OF_RECEPTION if may_do(self._state, about(deed)))

    def _outcomes(self, _asking: Asking) -> Question:
        options = tuple(
            Option(f"outcome:{one.value}", self._text(f"outcome.{one.value}"), "")
            for one in ServiceOutcome
        )
        return _chosen(self._text("counter.which_outcome"), options, "")

    def _whom(self, asking: Asking) -> Question:
        anybody = Option("counter:", self._text("counter.whoever_sees"), "", "users")
        options = (anybody, *counters(self._desk, self._names, self._text))
        find, typing = among(options), self._text("counter.find_counter")
        return Question(self._title(asking), "", find, typed=True, typing=typing)

    def _plea(self, _asking: Asking) -> Question:
        free, title = self._text("counter.plea_free"), self._text("counter.plea")
        return Question(title, "", lambda _: (), typed=True, free=free, kind="plea")

    def _visits(self, asking: Asking, visits: Iterable[Visit]) -> Question:
        options = tuple(
            Option(
                f"held:{visit.ticket.label}",
                spaced(visit.ticket.label),
                self._names.service(visit.leg.service),
            )
            for visit in visits
        )
        return _chosen(self._title(asking), options, self._text("counter.nothing_found"))

    def _services(self, asking: Asking) -> Question | None:
        index, visit = self._state.services, visit_about(self._desk, asking)
        if index is None or (visit is None and asking.deed in SERVICES_OF_VISITOR):
            return None
        hint = self._text("counter.send_hint") if asking.deed is DeedName.SEND else ""
        if asking.deed in SERVICES_OF_VISITOR and visit is not None:
            others = (code for code in self._names.given() if code != visit.leg.service)
            own = self._names.entity_of(visit.leg.service)
            alike = asking.deed is DeedName.FINISH_MORE
            given = tuple(
                code for code in others if not alike or self._names.entity_of(code) == own
            )
        else:
            given = services_taken_in(self._desk, self._names, now=asking.deed is NOW)
        typing = ""
        find = services_found(given, self._names, index, self._text)
        if next_ask(asking) is Ask.WHERE:
            find = everywhere(find, self._desk, self._names, self._text)
            typing = self._text("counter.find_where")
        nothing = self._text("counter.nothing_found")
        title = self._title(asking)
        return Question(title, hint, find, typed=True, nothing=nothing, typing=typing)


def _chosen(title: str, options: tuple[Option, ...], nothing: str) -> Question:
    return Question(title, "", lambda _: options, typed=False, nothing=nothing)


def services_taken_in(desk: Desk, names: Names, *, now: bool) -> tuple[ServiceCode, ...]:
    """Return for what somebody may be given a ticket at a counter; `now` is to be called at once.

    For one's own work; at the reception for all that one's own entity gives, or everything.
    """
    seat = desk.seat
    work = names.floor.work_of(seat.counter, seat.operator)
    if now or Permission.RECEPTION not in desk.may:
        return tuple(code for code in names.given() if code in work)
    services, entity = names.floor.catalogue.services(), seat.operator.entity
    return tuple(
        code for code in names.given() if entity is None or services[code].entity == entity
    )
