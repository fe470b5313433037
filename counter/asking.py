"""What is asked before a deed is done, one answer after another."""

from dataclasses import dataclass, field, replace
from enum import StrEnum
from uuid import uuid4

from common.domain.found_slip import FoundSlip
from common.domain.ids import LegId, RequestId

MARK = ":"
"""Between what an answer is and which one it is."""


class Ask(StrEnum):
    """One thing that is asked."""

    DEED = "deed"
    """Which of the rarer things to do."""
    SERVICE = "service"
    WHERE = "where"
    """To which service, counter or operator."""
    NOTE = "note"
    """What those who serve the visitor later should know."""
    MARK = "mark"
    FOUND = "found"
    """What to do with the visit of a slip that was scanned."""
    OUTCOME = "outcome"
    WHOM = "whom"
    """Which counter, or who sees the floor."""
    PLEA = "plea"
    """What help is asked for, in words."""
    HELD = "held"
    """Which of those put aside here."""
    MISSED = "missed"
    """Which of those who missed their calls."""
    HOLD_REASON = "hold_reason"
    CANCEL_REASON = "cancel_reason"
    PAUSE_REASON = "pause_reason"
    TURN_REASON = "turn_reason"
    """Why somebody is put ahead of his turn, or behind it."""
    GROUP = "group"
    """Which priority group."""
    LANGUAGE = "language"
    PRINTER = "printer"
    """At which kiosk a slip is to come out, or nowhere."""
    WORDS = "words"
    """What the operator writes beside a reason; asked where no reason of the list fits."""


class DeedName(StrEnum):
    """What an operator may do that asks something first; the value is part of its words' key."""

    MORE = "more"
    """The list of the others."""
    TRANSFER = "transfer"
    TRANSFER_NOTE = "transfer_note"
    TRANSFER_FIRST = "transfer_first"
    TRANSFER_LAST = "transfer_last"
    SEND = "send"
    RESUME = "resume"
    HOLD = "hold"
    REINSTATE = "reinstate"
    REINSTATE_FIRST = "reinstate_first"
    NOTE = "note"
    MARK = "mark"
    CANCEL = "cancel"
    CANCEL_HELD = "cancel_held"
    CALL_NOW = "call_now"
    """Call one of the queue whose turn it is anyway."""
    CALL_THIS = "call_this"
    UNDO_CALL = "undo_call"
    GRANT = "grant"
    """Grant priority after seeing proof."""
    WITHDRAW = "withdraw"
    WALK_IN = "walk_in"
    """Give a ticket to somebody who stands here."""
    WALK_IN_NOW = "walk_in_now"
    """The same, and call him at once."""
    PAUSE = "pause"
    FOUND = "found"
    UNTOLD = "untold"
    """The same with a number that was given here and told to nobody."""
    COPY = "copy"
    FINISH = "finish"
    """Finish and say what came of it."""
    FINISH_NEXT = "finish_next"
    """The same, and call the next."""
    FINISH_MORE = "finish_more"
    """Finish where another service was delivered too."""
    ADD_SERVICE = "add_service"
    HELP = "help"
    PANIC = "panic"
    SEEN = "seen"
    """Say that one has seen what is asked of him."""
    HELPED = "helped"
    """Say that it is done."""
    CLOSE_AFTER = "close_after"
    CLOSE_AFTER_HELD = "close_after_held"
    """The same, and leave those who are on hold."""
    STAY_OPEN = "stay_open"
    AUTO_CALL = "auto_call"
    """Call the next one whenever a service is finished, until the sign-out."""
    NO_AUTO_CALL = "no_auto_call"
    MY_DAY = "my_day"
    """Look at the operator's own day."""
    OWN_PIN = "own_pin"
    """Choose another PIN, on a page of its own."""


TAKES_IN = frozenset({DeedName.WALK_IN, DeedName.WALK_IN_NOW})
"""What gives a number to somebody who stands there and waits for it."""


SHOWS_SLIP = frozenset({DeedName.FOUND, DeedName.UNTOLD})
"""What shows where a visit stands, and what may be done with it."""


@dataclass(frozen=True, slots=True)
class Asking:
    """A deed that was begun, and what was answered so far."""

    deed: DeedName
    about: LegId | None = None
    """Whom it is about, where that is not the visitor at the window."""
    given: tuple[str, ...] = ()
    found: FoundSlip | None = None
    """The slip that was scanned, where one was."""
    wish: str = ""
    """Names this intention, so that the store can be asked what became of it."""
    typed: str = field(default="", compare=False)
    """What stands in the field of what is asked now, and was not given yet."""

    def with_answer(self, answer: str) -> "Asking":
        """Return the same with one more answer."""
        return replace(self, given=(*self.given, answer), typed="")

    def value(self, what: str) -> str:
        """Return which one an answer chose: of "service:DIN-02" it is DIN-02, empty for none."""
        found = (one.partition(MARK) for one in self.given)
        return next((value for kind, _, value in found if kind == what), "")

    def one_back(self) -> "Asking | None":
        """Return the same without the last answer; None where nothing was answered yet."""
        return replace(self, given=self.given[:-1], typed="") if self.given else None


class Wishes:
    """Names each intention, and remembers the last whose answer has not come.

    One that the store did not know when it was asked may still be on its way: the same ones give
    it the same name until its answer comes, so that it is done once.
    """

    def __init__(self) -> None:
        self._unanswered: Asking | None = None
        self._not_seen: Asking | None = None

    def name(self, asking: Asking) -> Asking:
        """Return a deed that was asked through with the name that only this intention has."""
        before = self._not_seen
        if before is not None and before == replace(asking, wish=before.wish):
            self._unanswered, self._not_seen = before, None
            return before
        self._unanswered = replace(asking, wish=str(uuid4()))
        return self._unanswered

    def answered(self) -> None:
        """Take that it is known what became of it."""
        if self.ticket is not None:
            self._not_seen = None
        self._unanswered = None

    def not_seen(self) -> None:
        """Take that the store does not know of it yet."""
        self._unanswered, self._not_seen = None, self._unanswered

    def told(self, request: RequestId) -> None:
        """Take that the number of an intention is known after all."""
        if self._not_seen is not None and self._not_seen.wish == request:
            self._not_seen = None

    @property
    def ticket(self) -> RequestId | None:
        """Return which ticket was asked for without an answer; None where none was."""
        asked = self._unanswered
        return None if asked is None or asked.deed not in TAKES_IN else RequestId(asked.wish)
