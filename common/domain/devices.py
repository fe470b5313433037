"""The computers of a centre, each with a login of its own to a store that many share."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class DeviceKind(StrEnum):
    """What a computer is for, and so what the store lets it do."""

    KIOSK = "kiosk"
    DISPLAY = "display"
    COUNTER = "counter"
    KEEPER = "keeper"
    """Seals the log and puts closed days away, on the store's own computer."""
    ADMIN = "admin"
    """Changes the set-up."""


@dataclass(frozen=True, slots=True)
class Device:
    """One computer that may use the store."""

    login: str
    kind: DeviceKind
    code: str
    """The kiosk, display or counter of the floor that it is."""
    made_at: datetime
    revoked_at: datetime | None = None
    seen_at: datetime | None = None
    skew_ms: int = 0
    """Milliseconds its own clock was ahead of the store's when it was last seen."""
