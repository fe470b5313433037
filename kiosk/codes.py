"""What is on the screen while somebody comes with the code of an appointment."""

from dataclasses import dataclass
from datetime import datetime

from common.domain.errors import Refused
from common.domain.ids import RequestId, ServiceCode


@dataclass(frozen=True, slots=True)
class Code:
    """The code that was typed so far."""

    typed: str = ""
    asking: bool = False
    """The store was asked what it is worth and has not answered yet."""


@dataclass(frozen=True, slots=True)
class Looking:
    """What the scanner read is looked up."""


@dataclass(frozen=True, slots=True)
class TooEarly:
    """An appointment whose time has not come; its code is taken from `earliest`."""

    at: datetime
    earliest: datetime


@dataclass(frozen=True, slots=True)
class Late:
    """An appointment whose time has passed; `request` is for an ordinary ticket instead."""

    service: ServiceCode
    at: datetime
    request: RequestId


@dataclass(frozen=True, slots=True)
class Used:
    """A code that was used before; `label` is what it got, empty where that was put away."""

    label: str


@dataclass(frozen=True, slots=True)
class CancelledBefore:
    """The code of an appointment that was cancelled."""


@dataclass(frozen=True, slots=True)
class UnknownCode:
    """A code that nobody knows."""


@dataclass(frozen=True, slots=True)
class Broken:
    """A promise that cannot be kept today, and why."""

    refused: Refused


@dataclass(frozen=True, slots=True)
class Unchecked:
    """A code that the store could not be asked about.

    `request` is what it was asked with in vain; None where it was not asked at all.
    """

    code: str
    request: RequestId | None = None


CodePage = (
    Code | Looking | TooEarly | Late | Used | CancelledBefore | UnknownCode | Broken | Unchecked
)
