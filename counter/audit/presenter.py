"""Decides what the room of auditors shows; the only one that changes its state."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import TypeVar

from PySide6.QtCore import QObject, Slot

from common.clock import SystemClock
from common.domain.audits import (
    ACT_KINDS,
    COUNTED,
    DAYS_AT_MOST,
    LINES_AT_ONCE,
    Act,
    ActCount,
    DayWalk,
    LogAsked,
    LogPage,
    kinds_of,
)
from common.domain.day import business_day
from common.domain.errors import Refused
from common.domain.floor import Floor
from common.domain.ids import EventId, OperatorCode, SeriesCode
from common.domain.numbers import label, split_label
from common.domain.views import Seat
from common.domain.words import Language
from common.i18n import Text
from common.ports import Store
from common.ui.store_link import StoreLink
from common.ui.tasks import Expected
from common.usecases.audits import note_export
from counter.audit.checking import Checking
from counter.audit.counting import added, case_days
from counter.audit.days import days_back, is_period, read_day
from counter.audit.reading import LogReader
from counter.audit.spreadsheet import as_csv, file_of, write
from counter.audit.state import AuditPage, AuditState, Found, Narrowed, Said
from counter.audit.wording import Wording
from counter.rows import Names
from counter.saying import Saying
from counter.setup.past import version_before
from counter.setup.state import Proposal

T = TypeVar("T")
WEEK = timedelta(days=6)
VERSIONS_AT_MOST = 300


class AuditPresenter(LogReader):
    """Reads the log for who may, in pieces that keep no other question waiting."""

    def __init__(
        self,
        link: StoreLink,
        clock: SystemClock,
        texts: Mapping[Language, Text],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(link, texts, parent)
        self._checking = Checking(link, clock, self)
        self._checking.moved.connect(self._follow_check)
        self._checking.ended.connect(self._end_check)

    def enter(self, seat: Seat, floor: Floor, language: Language) -> None:
        """Show the log to who sits at the counter."""
        state = self._state
        same = state.seat is not None and state.seat.operator.code == seat.operator.code
        if not same:
            state = AuditState()
        self._say = Wording(Names(floor, language), self._texts[language])
        self._put(replace(state, seat=seat, floor=floor, language=language))
        if state.today is None:
            self._ask(lambda store: store.now(), self._begin)

    def leave(self) -> None:
        """Show nothing any more, and keep nothing of it."""
        self._asked += 1
        self._checking.stop()
        self._say = None
        self._put(AuditState(language=self._state.language))

    @Slot(AuditPage)
    def choose_page(self, page: AuditPage) -> None:
        """Look at something else."""
        if page is not self._state.page:
            self._put(replace(self._state, page=page, search="", said=None))
            self.read()

    @Slot()
    def read(self) -> None:
        """Read what the page shows, from its beginning."""
        if self._state.today is None:
            return
        {
            AuditPage.LOG: self._read_log,
            AuditPage.OPERATORS: self._read_acts,
            AuditPage.CHAIN: self._read_chain,
            AuditPage.CHANGES: self._read_changes,
        }[self._state.page]()

    @Slot()
    def refresh(self) -> None:
        """Read once more, on a day that may be another by now."""
        if self._state.today is not None:
            self._ask(lambda store: store.now(), self._go_on)

    @Slot(str)
    def choose_day(self, typed: str) -> None:
        """Look at another day, as it was typed."""
        state = self._state
        if state.today is None:
            return
        day = read_day(typed, state.today)
        if day is None:
            self._tell("audit.bad_day")
        elif day != state.day:
            self._put(replace(state, day=day, said=None, found=None))
            self.read()

    @Slot(int)
    def step_day(self, by: int) -> None:
        """Look at the day before or after."""
        state = self._state
        if state.day is not None and state.today is not None:
            day = state.day + timedelta(days=by)
            if day <= state.today:
                self._put(replace(state, day=day, said=None, found=None))
                self.read()

    @Slot(str, str)
    def choose_period(self, first: str, last: str) -> None:
        """Count other days, as they were typed."""
        state = self._state
        if state.today is None:
            return
        begin, end = read_day(first, state.today), read_day(last, state.today)
        if begin is None or end is None:
            self._tell("audit.bad_day")
        elif not is_period(begin, end):
            self._tell("audit.bad_period", n=DAYS_AT_MOST)
        elif (begin, end) != (state.first, state.last):
            self._put(replace(state, first=begin, last=end, said=None))
            self.read()

    @Slot(Narrowed)
    def narrow(self, wanted: Narrowed) -> None:
        """Show other lines of the day."""
        if wanted != self._state.narrowed:
            self._put(replace(self._state, narrowed=wanted))
            self.read()

    @Slot(str)
    def search(self, typed: str) -> None:
        """Show of the rows that were read those with every word that was typed."""
        if typed != self._state.search:
            self._put(replace(self._state, search=typed))

    @Slot()
    def read_more(self) -> None:
        """Read older lines."""
        state = self._state
        if state.more and state.lines and not state.reading:
            asked = replace(self._log_asked(state), before=state.lines[-1].event.id)
            self._ask_page(asked, lambda page: self._take_lines(page, more=True))

    @Slot(str)
    def choose(self, key: str) -> None:
        """Show a line with the whole way of its ticket."""
        state = self._state
        lines = state.lines if state.page is AuditPage.LOG else state.cases
        line = next((one for one in lines if str(one.event.id) == key), None)
        if line is None or line.event.id == state.chosen:
            return
        self._put(replace(state, chosen=line.event.id, way=(line,)))
        if line.event.ticket is not None and line.day:
            asked, chosen = LogAsked(line.day, ticket=line.event.ticket), line.event.id
            self._ask_page(asked, lambda page: self._take_way(page, chosen), keep=True)

    @Slot(str)
    def choose_person(self, code: str) -> None:
        """List the cases of an operator, newest first."""
        state = self._state
        if code != state.person:
            self._put(replace(state, person=code))
            self._list_cases()

    @Slot(str)
    def choose_act(self, act: str) -> None:
        """List other cases of the operator."""
        wanted = Act(act) if act else None
        if wanted is not self._state.act:
            self._put(replace(self._state, act=wanted))
            self._list_cases()

    @Slot()
    def check(self) -> None:
        """Check the seals of the day."""
        state = self._state
        if state.seat is not None and state.day is not None and not state.checking:
            self._checking.begin(state.seat.counter.code, state.day)

    @Slot(str)
    def choose_version(self, key: str) -> None:
        """Show what a version of the set-up changed."""
        shown = self._state.proposal
        known = shown.version if shown is not None else None
        if known is None or str(known.version) != key:
            self._ask(lambda store: version_before(store, int(key)), self._take_version, keep=True)

    @Slot(str)
    def export(self, path: str) -> None:
        """Write the rows that are shown into a new file, and that this was done into the log."""
        state = self._state
        if state.seat is None or state.day is None or self._say is None:
            return
        table, file = state.table, file_of(path)
        if not table.rows:
            self._tell("audit.export.nothing")
            return
        if file is None:
            self._tell("audit.export.bad_path")
            return
        content = as_csv(table.heads, [row.cells for row in table.rows])
        counter, count, what = state.seat.counter.code, len(table.rows), state.page.value
        first, last = self._days_shown(state, state.day)

        def question(store: Store) -> str:
            note_export(store, counter, what=what, first=first, last=last, rows=count)
            write(file, content)
            return str(file)

        self._link.ask(
            question,
            lambda name: self._say_so(
                Said(Saying("audit.export.done", {"n": count, "file": name}), bad=False)
            ),
            self._fail_export,
        )

    def _fail_export(self, error: Expected) -> None:
        if isinstance(error, Refused):
            self._fail(error)
        else:
            self._tell("audit.export.failed", why=str(error))

    def _begin(self, now: datetime) -> None:
        floor = self._state.floor
        if floor is not None:
            today = business_day(now, floor.zone_info, floor.rollover)
            self._put(replace(self._state, day=today, first=today - WEEK, last=today))
            self._go_on(now)

    def _go_on(self, now: datetime) -> None:
        floor = self._state.floor
        if floor is not None:
            today = business_day(now, floor.zone_info, floor.rollover)
            self._put(replace(self._state, today=today))
            self.read()

    def _read_log(self) -> None:
        state = self._state
        self._put(replace(state, lines=(), more=False, chosen=None, way=()))
        self._ask_page(self._log_asked(state), self._take_lines)

    def _log_asked(self, state: AuditState) -> LogAsked:
        wanted = state.narrowed
        if state.day is None:
            raise AssertionError("nothing is read before the day is known")
        return LogAsked(
            day=state.day,
            kinds=frozenset() if wanted.group is None else kinds_of(wanted.group),
            operator=wanted.operator,
            counter=wanted.counter,
            label=_normal(wanted.label),
        )

    def _take_lines(self, page: LogPage, *, more: bool = False) -> None:
        lines = (*self._state.lines, *page.lines) if more else page.lines
        self._put(replace(self._state, lines=lines, more=page.more))

    def _take_way(self, page: LogPage, chosen: EventId) -> None:
        if self._state.chosen == chosen:
            self._put(replace(self._state, way=tuple(reversed(page.lines))))

    def _read_acts(self) -> None:
        state = self._state
        if state.first is None or state.last is None:
            return
        state = replace(state, acts={}, person=None, cases=(), chosen=None, way=())
        self._put(state)
        self._count(tuple(days_back(state.first, state.last)) if state.first and state.last else ())

    def _count(self, days: tuple[date, ...]) -> None:
        """Count one day after another, so that no question is a long one."""
        seat = self._state.seat
        if not days or seat is None:
            return
        counter = seat.counter.code

        def take(counts: tuple[ActCount, ...]) -> None:
            acts = {**self._state.acts, days[0]: added(counts)}
            self._put(replace(self._state, acts=acts))
            self._count(days[1:])

        self._ask(lambda store: store.acts_of_day(counter, days[0]), take)

    def _list_cases(self) -> None:
        state = self._state
        if state.person is not None:
            self._put(replace(state, cases=(), chosen=None, way=()))
            self._read_cases(state.person, state.act, case_days(state.acts, state.person))

    def _read_cases(self, code: str, act: Act | None, days: tuple[date, ...]) -> None:
        """Read the cases of one day after another, until there are enough to look at."""
        if not days:
            return
        kinds = COUNTED - ACT_KINDS[Act.SERVED] if act is None else ACT_KINDS[act]
        asked = LogAsked(days[0], kinds, OperatorCode(code) if code else None)

        def take(page: LogPage) -> None:
            if (self._state.person, self._state.act) != (code, act):
                return
            lines = [one for one in page.lines if code or one.event.operator is None]
            cases = (*self._state.cases, *lines)[:LINES_AT_ONCE]
            self._put(replace(self._state, cases=cases))
            if len(cases) < LINES_AT_ONCE:
                self._read_cases(code, act, days[1:])

        self._ask_page(asked, take, keep=True)

    def _read_chain(self) -> None:
        seat = self._state.seat
        if seat is not None:
            counter = seat.counter.code
            self._ask(
                lambda store: store.chain_state(counter),
                lambda chain: self._put(replace(self._state, chain=chain)),
            )

    def _read_changes(self) -> None:
        if self._state.whole:
            self._ask(
                lambda store: store.setup_versions()[:VERSIONS_AT_MOST],
                lambda versions: self._put(replace(self._state, versions=versions)),
            )

    def _take_version(self, proposal: Proposal) -> None:
        self._put(replace(self._state, proposal=proposal))

    def _follow_check(self, walk: DayWalk) -> None:
        self._put(replace(self._state, walk=walk, checking=True, found=None))

    def _end_check(self, found: Found) -> None:
        if self._state.seat is not None:
            self._put(replace(self._state, checking=False, found=found))
            self._read_chain()

    def _days_shown(self, state: AuditState, day: date) -> tuple[date, date]:
        if state.page is AuditPage.OPERATORS and state.first and state.last:
            return state.first, state.last
        return day, day


def _normal(typed: str) -> str:
    """Return a ticket's number as the log has it; what is none, as it was typed."""
    bare = "".join(typed.split()).upper()
    try:
        series, serial = split_label(bare)
    except ValueError:
        return bare
    return label(SeriesCode(series), serial)
