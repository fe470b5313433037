"""The plain log of what happened; ids only, nothing personal."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from common.domain.ids import (
    CallId,
    CounterCode,
    DeviceCode,
    EventId,
    LegId,
    OperatorCode,
    TicketId,
)


class EventKind(StrEnum):
    """What happened."""

    ISSUED = "issued"
    SLIP = "slip"
    CALLED = "called"
    RECALLED = "recalled"
    SHOWN = "shown"
    SPOKEN = "spoken"
    STARTED = "started"
    FINISHED = "finished"
    NO_SHOW = "no_show"
    HELD = "held"
    RESUMED = "resumed"
    TRANSFERRED = "transferred"
    SENT = "sent"
    RETURNED = "returned"
    REINSTATED = "reinstated"
    CANCELLED = "cancelled"
    SIGNED_IN = "signed_in"
    SIGNED_OUT = "signed_out"
    OUT_OF_TURN = "out_of_turn"
    """A visitor was put ahead of his due place or dropped behind it (`domain/turns.py`)."""
    FREED = "freed"
    """A supervisor took a visitor from a counter (`at`): he waits where he had waited, or is on
    hold there (`held`)."""
    SENT_HOME = "sent_home"
    """A supervisor closed a counter (`at`)."""
    SERVICE_CLOSED = "service_closed"
    """No more tickets of a service are given today (`service`, `reason`, `words`)."""
    SERVICE_OPENED = "service_opened"
    SERVICE_ADDED = "service_added"
    """A counter (`at`) may call for a service besides its profile until the day ends."""
    SERVICE_WITHDRAWN = "service_withdrawn"
    CALL_UNDONE = "call_undone"
    """A call was taken back: the visitor waits again where he had waited."""
    PRIORITY_GRANTED = "priority_granted"
    PRIORITY_WITHDRAWN = "priority_withdrawn"
    """Somebody who had seen the proof changed a ticket's priority (`group`)."""
    ASKED = "asked"
    """Somebody asked a colleague (`to_counter`) or who sees the floor for help (`ask`, `words`)."""
    PANIC = "panic"
    """Somebody at a counter is in danger (`ask`)."""
    ASK_SEEN = "ask_seen"
    ASK_ENDED = "ask_ended"
    GOES_ON = "goes_on"
    """A visitor goes on to one more `service` afterwards, as `new_leg`."""
    NOTED = "noted"
    """An operator wrote something down of a visit (`words`)."""
    MARKED = "marked"
    """A visitor has these `marks` from now on, and no others."""
    NOT_PERMITTED = "not_permitted"
    """Somebody at a counter tried what he may not (`what`)."""
    PAUSED = "paused"
    """Nobody is called to a counter for a while (`reason`, `words`)."""
    WENT_ON = "went_on"
    """The break of a counter is over."""
    CLOSES_AFTER = "closes_after"
    """A counter will close behind the visitor at it, or will not after all (`on`)."""
    SIGN_IN_FAILED = "sign_in_failed"
    FLOOR_CHANGED = "floor_changed"
    PIN_SET = "pin_set"
    PIN_CHANGED = "pin_changed"
    """Somebody chose a PIN of his own."""
    ERASED = "erased"
    """What names persons in the log of a day (`day`) was erased."""
    LOG_CHECKED = "log_checked"
    """The seals were checked, of a day (`of`) or all (`faults`, `until`)."""
    LOG_EXPORTED = "log_exported"
    """What was shown of the log was written to a file (`what`, `rows`, from `first` to `last`)."""
    LEASED = "leased"
    RENUMBERED = "renumbered"
    APPOINTMENTS_IMPORTED = "appointments_imported"
    PAPER_CHANGED = "paper_changed"
    MESSAGE = "message"
    """A message on boards was shown or removed (`did`)."""
    EVACUATED = "evacuated"
    """The whole hall was told to leave the building."""
    EVACUATION_LIFTED = "evacuation_lifted"
    DAY_ENDED = "day_ended"
    DAY_REOPENED = "day_reopened"
    COPIED = "copied"
    """A copy of a slip was asked for; whether it came out says the slip."""
    STAFF = "staff"
    """What a person of the staff did at a kiosk (`did`)."""


@dataclass(frozen=True, slots=True)
class Event:
    """One thing that happened, stamped by the store's clock."""

    id: EventId
    at: datetime
    kind: EventKind
    ticket: TicketId | None = None
    leg: LegId | None = None
    call: CallId | None = None
    counter: CounterCode | None = None
    operator: OperatorCode | None = None
    device: DeviceCode | None = None
    facts: Mapping[str, object] = field(default_factory=dict)


def plainly(event: Event) -> dict[str, object]:
    """Return an event as plain values by their names, without its facts."""
    return {
        "id": event.id,
        "at": event.at.isoformat(),
        "kind": event.kind.value,
        "ticket": event.ticket,
        "leg": event.leg,
        "call": event.call,
        "counter": event.counter,
        "operator": event.operator,
        "device": event.device,
    }
