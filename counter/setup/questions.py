"""What the page of the set-up asks of the store, and what it shows of the answers."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime
from functools import partial

from PySide6.QtCore import QObject, Signal, Slot

from common.domain.errors import Reason, Refused
from common.domain.floor import Floor
from common.domain.ids import CounterCode, OperatorCode
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
from counter.saying import Saying
from counter.setup.editing import form_for, form_of, lists_from, with_floor
from counter.setup.file_lane import FileLane
from counter.setup.leading import led
from counter.setup.of_messages import message_of
from counter.setup.of_people import rights_lost
from counter.setup.past import file_read, file_written, version_before
from counter.setup.paths import paths_for
from counter.setup.sections import Section, kinds_for, rows_of, version_rows
from counter.setup.specs import Context
from counter.setup.state import Files, FormState, Proposal, Said, SetupState

_Messages = tuple[tuple[Message, ...], datetime]
"""What boards tell, and when it was read."""
_Ask = Callable[[Callable[[Proposal], None], Callable[[Expected], None]], None]


class SetupQuestions(QObject):
    """Holds the page's state, and puts to the store what is read, saved and told."""

    changed = Signal(SetupState)

    def __init__(
        self, link: StoreLink, texts: Mapping[Language, Text], parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._link, self._texts = link, texts
        self._seat: Seat | None = None
        self._state = SetupState()
        self._listed: tuple[object, ...] = ()
        self._files = FileLane(self)

    @property
    def state(self) -> SetupState:
        """Return what is shown now."""
        return self._state

    def tell(self) -> None:
        """Say the state once more, for a view that comes late."""
        self.changed.emit(self._state)

    @Slot(str)
    def read_file(self, path: str) -> None:
        """Show what a floor file would change."""
        held = self._state.floor
        if held is not None:
            self._propose(partial(self._files.run, lambda: file_read(held, path)))

    @Slot(str)
    def write_file(self, path: str) -> None:
        """Write the set-up as a floor file."""
        held = self._state.floor
        if self._state.pending or held is None:
            return
        self._put(replace(self._state, pending=True, said=None))
        self._files.run(lambda: file_written(held, path), self._written, self._refused)

    def _written(self, name: str) -> None:
        said = Said(Saying("setup.file_written", {"name": name}), bad=False)
        self._put(replace(self._state, pending=False, said=said))

    @Slot(str)
    def find_files(self, typed: str) -> None:
        """Offer the paths that what was typed may become; nothing is said where there are none."""
        self._files.run(
            lambda: paths_for(typed),
            lambda found: self._put(
                replace(self._state, files=Files(typed, found, self._state.files.asked + 1))
            ),
            lambda _error: None,
        )

    @Slot()
    def apply(self) -> None:
        """Let a version or a file that is shown hold."""
        state, proposal = self._state, self._state.proposal
        if proposal is None or proposal.target is None or state.text is None or state.pending:
            return
        seat = self._seat
        if (
            seat is not None
            and state.floor is not None
            and rights_lost(state.floor, proposal.target, seat.operator.code)
        ):
            self._put(replace(state, said=Said(Saying("setup.fault.own_right"))))
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

    def _take_messages(self, found: _Messages) -> None:
        state = self._state
        if state.floor is not None:
            told_now = replace(state, messages=found[0], at=found[1])
            self._put(with_floor(told_now, state.floor))

    def _after(self, state: SetupState, floor: Floor) -> SetupState:
        """Return the page once a set-up holds; what was to be applied is to be looked at again."""
        before, state = state.floor, with_floor(state, floor)
        stale = before is not None and before.version != floor.version and not state.pending
        if stale and state.proposal is not None and state.proposal.target is not None:
            said = Said(Saying("setup.proposal_gone"))
            state = replace(state, proposal=None, said=said)
        return state

    def _tell(self, form: FormState, *, removes: bool) -> None:
        """Let boards tell a message, or no longer."""
        seat, floor = self._seat, self._state.floor
        if seat is None or floor is None:
            return
        counter, seen = seat.counter.code, seat.as_seen()
        message = message_of(floor, form.code, form.values)
        wanted = None if removes else message
        shown = next((one for one in self._state.messages if one.name == message.name), None)
        self._put(replace(self._state, pending=True, said=None))

        def question(store: Store) -> _Messages | None:
            held = next((one for one in store.messages() if one.name == message.name), None)
            over = held is None and shown is not None and shown.until <= store.now()
            if held not in (shown, wanted) and not over:
                return None  # another was there first
            if wanted is not None:
                put_message(store.as_seen(seen), message=wanted, counter=counter)
            elif held is not None:
                remove_message(store.as_seen(seen), name=message.name, counter=counter)
            return store.messages(), store.now()

        self._link.ask(question, self._told, self._unsaved)

    def _told(self, found: _Messages | None) -> None:
        state = self._state
        if found is None:
            self._put(replace(state, pending=False))
            self._read_more()
            return
        said = Said(Saying("setup.saved"), bad=False)
        self._put(replace(state, pending=False, form=None, said=said))
        self._take_messages(found)

    def _show_version(self, version: int) -> None:
        self._propose(partial(self._link.ask, lambda store: version_before(store, version)))

    def _propose(self, ask: _Ask) -> None:
        if not self._state.pending:
            self._put(replace(self._state, pending=True, said=None))
            ask(self._proposed, self._refused)

    def _proposed(self, found: Proposal) -> None:
        self._put(replace(self._state, pending=False, proposal=found))

    def _change(self, after: Floor, what: str, code: str, pin: str = "") -> None:
        seat, before = self._seat, self._state.floor
        if seat is None or before is None:
            return
        counter, shown = seat.counter.code, before.version

        def question(whole: Store) -> int:
            version, store = shown, whole.as_seen(seat.as_seen())
            if after != before:
                version = _changed(store, counter, after, shown, what)
            if pin:
                give_pin(store, counter, OperatorCode(code), pin)
            return version

        self._put(replace(self._state, pending=True, said=None))
        self._link.ask(
            question,
            lambda version: self._saved(replace(after, version=version), code),
            self._unsaved,
        )

    def _saved(self, floor: Floor, code: str) -> None:
        state = self._state
        if self._seat is None:
            return
        said = Said(Saying("setup.saved"), bad=False)
        if state.floor is not None and state.floor.version > floor.version:
            floor = state.floor  # another has changed it since
        state = replace(state, floor=floor, pending=False, said=said)
        form = state.form
        kept = form is not None and code in form_for(state, form.kind).codes(floor)
        shown = form_of(state, form.kind, code) if form is not None and kept else None
        self._put(replace(state, form=shown, proposal=None))
        self._read_more()

    def _unsaved(self, error: Expected) -> None:
        """Say why nothing was saved, or that nobody knows whether it was."""
        if isinstance(error, Refused) and error.reason is Reason.SETUP_CHANGED:
            self._link.ask(
                lambda store: store.floor(),
                lambda floor: self._catch_up(floor, error),
                lambda _error: self._refused(error),
            )
            return
        self._refused(error)
        if isinstance(error, Refused):
            self._put(led(self._state, error))
        else:
            self._put(replace(self._state, said=Said(Saying("setup.refused.not_known"))))

    def _catch_up(self, floor: Floor, refused: Refused) -> None:
        """Take the set-up that came first, and go to what another changed of the same fields."""
        state = self._state
        if state.floor is None:
            return
        newer = max(state.floor, floor, key=lambda one: one.version)
        state = replace(with_floor(state, newer), pending=False, proposal=None)
        form, focus = state.form, state.focus
        if form is not None and form.rivals:
            form, focus = replace(form, unseen=False), focus + 1
        said = state.said if form is not None and form.gone else Said(refused)
        self._put(replace(state, form=form, focus=focus, said=said))
        self._read_more()

    def _refused(self, error: Expected) -> None:
        state = self._state
        if state.floor is None:
            return
        if isinstance(error, Refused) and error.facts.get("faults"):
            state = replace(state, proposal=None)
        self._put(replace(state, pending=False, said=Said(error)))

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


def _changed(store: Store, counter: CounterCode, after: Floor, shown: int, what: str) -> int:
    """Change the set-up and return its version; once more where the answer was lost is the same."""
    try:
        return change_setup(store, counter, after, seen_version=shown, what=what[:LONGEST_WHAT])
    except Refused as refused:
        held = store.floor() if refused.reason is Reason.SETUP_CHANGED else None
        if held is None or replace(held, version=after.version) != after:
            raise
        return held.version
