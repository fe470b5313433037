"""The two families of expected errors; everything else is a bug and must be seen."""

from enum import StrEnum


class Reason(StrEnum):
    """Why the rules said no; each has its words in every language (`refused.*`)."""

    UNKNOWN_SERVICE = "unknown_service"
    SERVICE_OFF = "service_off"
    CLOSED_NOW = "closed_now"
    CLOSED_BY_STAFF = "closed_by_staff"
    NO_MORE_TODAY = "no_more_today"
    LIMIT_REACHED = "limit_reached"
    OUT_OF_NUMBERS = "out_of_numbers"
    UNKNOWN_COUNTER = "unknown_counter"
    COUNTER_TAKEN = "counter_taken"
    OPERATOR_ELSEWHERE = "operator_elsewhere"
    NOT_SIGNED_IN = "not_signed_in"
    WRONG_PIN = "wrong_pin"
    LOCKED_OUT = "locked_out"
    PIN_MUST_CHANGE = "pin_must_change"
    PIN_UNFIT = "pin_unfit"
    PERSON_UNFIT = "person_unfit"
    HAS_ADMINISTRATOR = "has_administrator"
    NOT_PERMITTED = "not_permitted"
    PAUSED = "paused"
    CLOSES_AFTER = "closes_after"
    ALREADY_SERVING = "already_serving"
    VISITORS_HELD = "visitors_held"
    NOBODY_AT_COUNTER = "nobody_at_counter"
    COUNTER_CLOSED = "counter_closed"
    TICKET_GONE = "ticket_gone"
    DESK_CHANGED = "desk_changed"
    ONLY_PRACTICE = "only_practice"
    NOT_LAWFUL = "not_lawful"
    TOO_SOON = "too_soon"
    SAME_SERVICE = "same_service"
    NOT_SERVED_HERE = "not_served_here"
    UNKNOWN_APPOINTMENT = "unknown_appointment"
    APPOINTMENT_EARLY = "appointment_early"
    APPOINTMENT_LATE = "appointment_late"
    APPOINTMENT_USED = "appointment_used"
    APPOINTMENT_CANCELLED = "appointment_cancelled"
    UNKNOWN_SLIP = "unknown_slip"
    OLD_SLIP = "old_slip"
    UNKNOWN_ASK = "unknown_ask"
    OUTCOME_MISSING = "outcome_missing"
    REASON_MISSING = "reason_missing"
    UNKNOWN_OPERATOR = "unknown_operator"
    UNKNOWN_PRINTER = "unknown_printer"
    WORDS_MISSING = "words_missing"
    WORDS_TOO_LONG = "words_too_long"
    EVACUATION = "evacuation"
    DAY_ENDED = "day_ended"
    DAY_UNSETTLED = "day_unsettled"
    UNKNOWN_ZONE = "unknown_zone"
    UNKNOWN_MESSAGE = "unknown_message"
    SETUP_CHANGED = "setup_changed"
    SETUP_UNSOUND = "setup_unsound"
    SETUP_IN_USE = "setup_in_use"


class Refused(Exception):
    """The rules say no."""

    def __init__(self, reason: Reason, **facts: object) -> None:
        super().__init__(reason.value, facts)
        self.reason = reason
        self.facts = facts


class Unavailable(Exception):
    """Something cannot be reached; the message is one plain line for a log."""


class NoSetUp(Unavailable):
    """The store is there, and the centre has no set-up in it yet."""
