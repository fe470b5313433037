"""Why somebody did what needs a reason; each has its words in every language (`reason.*`)."""

from enum import StrEnum

WORDS_AT_MOST = 200
"""Characters of what somebody writes of his own beside a reason, or as a note."""

OTHER = "other"
"""The reason of each list that says nothing by itself: it needs words beside it."""


class PauseReason(StrEnum):
    """Why nobody is called to a counter for a while."""

    REST = "rest"
    MEAL = "meal"
    PAPERWORK = "paperwork"
    COLLEAGUE = "colleague"
    MEETING = "meeting"
    FAULT = "fault"
    OTHER = "other"


class OutOfTurnReason(StrEnum):
    """Why a visitor is put ahead of his due place, or drops behind it."""

    VISITOR_UNWELL = "visitor_unwell"
    SMALL_CHILD = "small_child"
    PROOF_SEEN = "proof_seen"
    DOCUMENT_READY = "document_ready"
    WRONG_SERVICE = "wrong_service"
    CALLED_BY_MISTAKE = "called_by_mistake"
    OPERATOR_REQUEST = "operator_request"
    OTHER = "other"


class HoldReason(StrEnum):
    """Why a visitor is put aside."""

    PAYMENT = "payment"
    DOCUMENTS = "documents"
    FORM = "form"
    APPROVAL = "approval"
    FAULT = "fault"
    OTHER = "other"


class CancelReason(StrEnum):
    """Why an operator ends a visit that was not served."""

    LEFT = "left"
    CHANGED_MIND = "changed_mind"
    WRONG_SERVICE = "wrong_service"
    DOCUMENTS_MISSING = "documents_missing"
    DUPLICATE = "duplicate"
    FAULT = "fault"
    OTHER = "other"


class ActReason(StrEnum):
    """Why a supervisor acts on a counter or a service of the floor."""

    COMPUTER_DOWN = "computer_down"
    OPERATOR_AWAY = "operator_away"
    NO_STAFF = "no_staff"
    OVERLOAD = "overload"
    BY_MISTAKE = "by_mistake"
    OTHER = "other"


def one_line(written: str) -> str:
    """Return what somebody wrote or pasted as one line, without what a terminal would obey."""
    return " ".join("".join(sign if sign.isprintable() else " " for sign in written).split())
