"""Decides what the page of the set-up shows; the only one that changes its state."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime

from PySide6.QtCore import QObject, Signal, Slot

from common.domain.floor import Floor
from common.domain.ids import OperatorCode
from common.domain.messages import Message
from common.domain.setups import LONGEST_WHAT
from common.domain.views import Seat
from common.domain.words import Language
from common.i18n import Text
from common.ports import Store
from common.ui.store_link import StoreLink
from common.ui.tasks import Expected
from common.usecases.messages import put_message, remove_message
from common.usecases.setup import change_setup, give_pin
from counter.setup.editing import form_for, form_of, judged, lists_from, told, with_floor
from counter.setup.of_messages import message_of
from counter.setup.of_people import PIN
from counter.setup.past import file_read, file_written, version_before
from counter.setup.refusals import faults_told, words_for
from counter.setup.sections import (
    Row,
    Section,
    kinds_for,
    rows_of,
    sections_for,
    version_rows,
)
from counter.setup.specs import Context, Kind, Value
from counter.setup.state import FormState, Proposal, Said, SetupState


class SetupPresenter(QObject):
    """Turns what is typed into a checked set-up, and saves it whole."""

    changed = Signal(SetupState)

    def __init__(
        self, link: StoreLink, texts: Mapping[Language, Text], parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._link, self._texts = link, texts
        self._seat: Seat | None = None
        self._state = SetupState()
        self._listed: tuple[object, ...] = ()

    @property
    def state(self) -> SetupState:
        """Return what is shown now."""
        return self._state

    def enter(self, seat: Seat, floor: Floor, language: Language) -> None:
        """Show the set-up to who sits at the counter; what he is typing stays."""
        self._seat = seat
        may = floor.permissions_of(seat.operator)
        sections = sections_for(may)
        state = replace(self._state, text=self._texts[language], may=may, sections=sections)
        if state.section not in sections and sections:
            state = replace(state, section=sections[0], form=None)
        self._put(with_floor(state, floor))
        self._read_more()

    def leave(self) -> None:
        """Show nobody anything more."""
        self._seat = None
        self._listed = ()
        self._put(SetupState())

    def tell(self) -> None:
        """Say the state once more, for a view that comes late."""
        self.changed.emit(self._state)

    @Slot(Section)
    def choose_section(self, section: Section) -> None:
        """Go to another part of the set-up."""
        if section is self._state.section or not self._may_go():
            return
        state = replace(self._state, section=section, search="", form=None, said=None)
        self._put(replace(state, proposal=None, faults=()))
        self._read_more()

    @Slot(str)
    def search(self, typed: str) -> None:
        """Show what has every word that was typed."""
        self._put(replace(self._state, search=typed))

    @Slot(Row)
    def choose(self, row: Row) -> None:
        """Show one thing of the list."""
        state, form = self._state, self._state.form
        if row.kind is Kind.VERSION:
            self._show_version(int(row.code))
            return
        again = form is not None and (form.kind, form.code) == (row.kind, row.code)
        if row.heading or again or not self._may_go():
            return
        self._put(replace(state, form=form_of(state, row.kind, row.code), said=None))

    @Slot(Row, bool)
    def open(self, row: Row, opened: bool) -> None:  # noqa: FBT001 - the signal's value
        """Show what stands under a thing of the list, or hide it."""
        state, code = self._state, frozenset({row.code})
        if row.opened is not None:
            self._put(replace(state, opened=state.opened | code if opened else state.opened - code))

    @Slot(Kind)
    def add(self, kind: Kind) -> None:
        """Begin a new thing, beside the one that is shown."""
        state = self._state
        blank = form_for(state, kind).blank
        if state.floor is None or state.text is None or blank is None or not self._may_go():
            return
        beside = "" if state.form is None else state.form.code
        values = blank(state.floor, beside)
        fields = form_for(state, kind).fields(Context(state.floor, state.text), "")
        title = state.text(f"setup.new.{kind.value}")
        form = FormState(kind, "", title, fields, values, values)
        self._put(replace(state, form=judged(state, form), said=None))

    @Slot(str, object)
    def type(self, name: str, value: Value) -> None:
        """Take what now stands in a field."""
        state, form = self._state, self._state.form
        if form is None or state.floor is None or form.values.get(name) == value:
            return
        typed = replace(
            form,
            values={**form.values, name: value},
            touched=form.touched | {name},
            removing=False,
        )
        self._put(replace(state, form=judged(state, typed), said=None))

    @Slot()
    def cancel(self) -> None:
        """Put back what the set-up says."""
        state, form = self._state, self._state.form
        if form is None or state.pending:
            return
        read = form_of(state, form.kind, form.code) if form.code else None
        self._put(replace(state, form=read, said=None))

    @Slot()
    def save(self) -> None:
        """Let what was typed hold, all of it or nothing."""
        state, form = self._state, self._state.form
        if form is None or state.floor is None or state.pending or not form.dirty:
            return
        if form.faults:
            touched = form.touched | form.faults.keys()
            self._put(replace(state, form=replace(form, touched=touched), focus=state.focus + 1))
            return
        if form.kind is Kind.MESSAGE:
            self._tell(form, removes=False)
            return
        after = form_for(state, form.kind).write(state.floor, form.code, form.values)
        named = form_for(state, form.kind).place or "code"
        code = str(form.values.get(named, "")).strip() if named in form.values else form.code
        self._change(after, told(form, state.text), code, str(form.values.get(PIN, "")))

    @Slot()
    def remove(self) -> None:
        """Ask whether to take a thing out; asked already, take it out."""
        state, form = self._state, self._state.form
        if form is None or state.floor is None or state.pending or not form.removable:
            return
        if state.text is not None:
            user = form_for(state, form.kind).user(Context(state.floor, state.text), form.code)
            if user:
                said = Said(state.text("setup.refused.used", name=user))
                self._put(replace(state, said=said))
                return
        if not form.removing:
            self._put(replace(state, form=replace(form, removing=True), said=None))
            return
        if form.kind is Kind.MESSAGE:
            self._tell(form, removes=True)
            return
        take_out = form_for(state, form.kind).remove
        if take_out is not None and state.text is not None:
            what = state.text("setup.what.removed", name=form.title)
            self._change(take_out(state.floor, form.code), what, "")

    @Slot(str)
    def read_file(self, path: str) -> None:
        """Show what a floor file would change."""
        self._propose(lambda store, text: file_read(store, path, text))

    @Slot(str)
    def write_file(self, path: str) -> None:
        """Write the set-up as a floor file."""
        text = self._state.text
        if self._state.pending or text is None:
            return
        self._put(replace(self._state, pending=True, said=None, faults=()))
        self._link.ask(
            lambda store: file_written(store, path),
            lambda name: self._put(
                replace(
                    self._state,
                    pending=False,
                    said=Said(text("setup.file_written", name=name), bad=False),
                )
            ),
            self._refused,
        )

    @Slot()
    def apply(self) -> None:
        """Let a version or a file that is shown hold."""
        state, proposal = self._state, self._state.proposal
        if proposal is None or proposal.target is None or state.text is None or state.pending:
            return
        if proposal.version is not None:
            what = state.text("setup.what.back", n=proposal.version.version)
        else:
            what = state.text("setup.what.file", name=proposal.file)
        self._change(proposal.target, what, "")

    def _read_more(self) -> None:
        """Read what is kept beside the set-up, where the page shows it."""
        if self._state.section is Section.MESSAGES:
            self._link.ask(
                lambda store: (store.messages(), store.now()), self._take_messages, self._refused
            )
        if self._state.section is not Section.VERSIONS:
            return
        self._link.ask(
            lambda store: store.setup_versions(),
            lambda found: self._put(replace(self._state, versions=found)),
            self._refused,
        )

    def _take_messages(self, found: tuple[tuple[Message, ...], datetime]) -> None:
        state = self._state
        if state.floor is not None:
            told_now = replace(state, messages=found[0], at=found[1])
            self._put(with_floor(told_now, state.floor))

    def _tell(self, form: FormState, *, removes: bool) -> None:
        """Let boards tell a message, or no longer."""
        seat, floor = self._seat, self._state.floor
        if seat is None or floor is None:
            return
        counter, name = seat.counter.code, form.code
        message = None if removes else message_of(floor, form.code, form.values)
        self._put(replace(self._state, pending=True, said=None))

        def question(store: Store) -> tuple[tuple[Message, ...], datetime]:
            if message is not None:
                put_message(store, message=message, counter=counter)
            else:
                remove_message(store, name=name, counter=counter)
            return store.messages(), store.now()

        self._link.ask(question, self._told, self._refused)

    def _told(self, found: tuple[tuple[Message, ...], datetime]) -> None:
        state = self._state
        if state.text is None:
            return
        said = Said(state.text("setup.saved"), bad=False)
        self._put(replace(state, pending=False, form=None, said=said))
        self._take_messages(found)

    def _show_version(self, version: int) -> None:
        self._propose(lambda store, text: version_before(store, version, text))

    def _propose(self, question: Callable[[Store, Text], Proposal]) -> None:
        text = self._state.text
        if self._state.pending or text is None:
            return
        self._put(replace(self._state, pending=True, said=None, faults=()))
        self._link.ask(
            lambda store: question(store, text),
            lambda found: self._put(replace(self._state, pending=False, proposal=found)),
            self._refused,
        )

    def _change(self, after: Floor, what: str, code: str, pin: str = "") -> None:
        seat, before = self._seat, self._state.floor
        if seat is None or before is None:
            return
        counter, seen = seat.counter.code, before.version

        def question(store: Store) -> int:
            version = seen
            if after != before:
                version = change_setup(
                    store, counter, after, seen_version=seen, what=what[:LONGEST_WHAT]
                )
            if pin:
                give_pin(store, counter, OperatorCode(code), pin)
            return version

        self._put(replace(self._state, pending=True, said=None))
        self._link.ask(
            question,
            lambda version: self._saved(replace(after, version=version), code),
            self._refused,
        )

    def _saved(self, floor: Floor, code: str) -> None:
        state = self._state
        if self._seat is None or state.text is None:
            return
        said = Said(state.text("setup.saved"), bad=False)
        state = replace(state, floor=floor, pending=False, said=said)
        form = state.form
        kept = form is not None and code in form_for(state, form.kind).codes(floor)
        shown = form_of(state, form.kind, code) if form is not None and kept else None
        self._put(replace(state, form=shown, proposal=None))
        self._read_more()

    def _refused(self, error: Expected) -> None:
        state = self._state
        if state.floor is None or state.text is None:
            return
        said = Said(words_for(error, state.floor, state.text))
        faults = faults_told(error) if state.section is Section.VERSIONS else ()
        if faults:
            said = Said(state.text("setup.file_faults", count=len(faults)))
            state = replace(state, proposal=None)
        self._put(replace(state, pending=False, said=said, faults=faults))

    def _may_go(self) -> bool:
        """Say whether nothing that was typed would be lost; if it would, say so."""
        state = self._state
        if state.pending or state.text is None:
            return False
        if state.form is None or not state.form.dirty:
            return True
        if not state.form.code and not state.form.touched:
            return True
        self._put(replace(state, said=Said(state.text("setup.unsaved"))))
        self.tell()  # the list has gone to another line already
        return False

    def _put(self, state: SetupState) -> None:
        if state.floor is not None and state.text is not None and lists_from(state) != self._listed:
            self._listed = lists_from(state)
            context = Context(state.floor, state.text)
            kinds = kinds_for(state.section, state.may)
            rows = rows_of(
                context,
                state.section,
                kinds,
                state.search,
                state.opened,
                lambda kind: form_for(state, kind),
            )
            if state.section is Section.VERSIONS:
                rows = version_rows(context, state.versions, state.search)
            state = replace(state, rows=rows)
        if state != self._state:
            self._state = state
            self.changed.emit(state)
