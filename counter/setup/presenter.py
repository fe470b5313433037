"""Decides what the page of the set-up shows; the only one that changes its state."""

from dataclasses import replace

from PySide6.QtCore import Slot

from common.domain.floor import Floor
from common.domain.views import Seat
from common.domain.words import Language
from counter.saying import Saying
from counter.setup.editing import form_for, form_of, judged, title_of_new, told
from counter.setup.of_people import PIN, rights_lost
from counter.setup.questions import SetupQuestions
from counter.setup.sections import (
    Row,
    Section,
    sections_for,
)
from counter.setup.specs import Context, Fault, Kind, Value
from counter.setup.state import FormState, Said, SetupState, Used


class SetupPresenter(SetupQuestions):
    """Turns what is typed into a checked set-up, and saves it whole."""

    def enter(self, seat: Seat, floor: Floor, language: Language) -> None:
        """Show the set-up to who sits at the counter; what he is typing stays."""
        self._seat = seat
        may = floor.permissions_of(seat.operator)
        sections = sections_for(may)
        state = replace(self._state, text=self._texts[language], may=may, sections=sections)
        if state.section not in sections and sections:
            state = replace(state, section=sections[0], form=None)
        # What was just saved may be known here before the console has read it.
        known = state.floor
        newer = known is not None and known.version > floor.version
        self._put(self._after(state, known if known is not None and newer else floor))
        self._read_more()

    def leave(self) -> None:
        """Show nobody anything more."""
        self._seat = None
        self._listed = ()
        self._files.leave()
        self._put(SetupState())

    @Slot(Section)
    def choose_section(self, section: Section) -> None:
        """Go to another part of the set-up."""
        if section is self._state.section or not self._may_go():
            return
        state = replace(self._state, section=section, search="", form=None, said=None)
        self._put(replace(state, proposal=None))
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
        title = title_of_new(kind, state.text)
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
        there = form.code in form_for(state, form.kind).codes(state.floor) if state.floor else False
        read = form_of(state, form.kind, form.code) if there else None
        self._put(replace(state, form=read, said=None))

    @Slot()
    def save(self) -> None:
        """Let what was typed hold, all of it or nothing."""
        state, form = self._state, self._state.form
        if form is None or state.floor is None or state.pending or not form.dirty:
            return
        if form.faults or form.gone or (form.unseen and form.rivals):
            self._lead(state, form)
            return
        if form.kind is Kind.MESSAGE:
            self._tell(form, removes=False)
            return
        after = form_for(state, form.kind).write(state.floor, form.code, form.values)
        if self._shuts_out(form, after):
            return
        named = form_for(state, form.kind).place or "code"
        code = str(form.values.get(named, "")).strip() if named in form.values else form.code
        self._change(after, told(form, state.text), code, str(form.values.get(PIN, "")))

    def _shuts_out(self, form: FormState, after: Floor) -> bool:
        """Say at its field whether the person who saves takes from himself what he needs here."""
        state, seat = self._state, self._seat
        if seat is None or state.floor is None:
            return False
        lost = rights_lost(state.floor, after, seat.operator.code)
        if not lost:
            return False
        changed = [one.name for one in form.fields if form.values[one.name] != form.kept[one.name]]
        name = next((one for one in changed if one in {"role", "entity", *lost}), changed[0])
        marked = replace(form, faults={name: Fault("own_right")}, touched=form.touched | {name})
        self._put(replace(state, form=marked, focus=state.focus + 1))
        return True

    @Slot()
    def remove(self) -> None:
        """Ask whether to take a thing out; asked already, take it out."""
        state, form = self._state, self._state.form
        if form is None or state.floor is None or state.pending or not form.removable:
            return
        if form.gone:
            self._lead(state, form)
            return
        if state.text is not None:
            user = form_for(state, form.kind).user(Context(state.floor, state.text), form.code)
            if user:
                self._put(replace(state, said=Said(Used(form.kind, form.code))))
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

    def _lead(self, state: SetupState, form: FormState) -> None:
        """Go to the first field that keeps what was typed from being saved, and say why."""
        said = state.said
        if form.gone:
            said = Said(Saying("setup.removed_meanwhile"))
        elif not form.faults:
            said = Said(Saying("setup.save_over"))
        touched = form.touched | form.faults.keys()
        form = replace(form, touched=touched, unseen=bool(form.faults) and form.unseen)
        self._put(replace(state, form=form, said=said, focus=state.focus + 1))

    def _may_go(self) -> bool:
        """Say whether nothing that was typed would be lost; if it would, say so."""
        state = self._state
        if state.pending or state.text is None:
            return False
        if state.form is None or not state.form.dirty:
            return True
        if not state.form.code and not state.form.touched:
            return True
        self._put(replace(state, said=Said(Saying("setup.unsaved"))))
        self.tell()  # the list has gone to another line already
        return False
