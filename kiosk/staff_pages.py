"""What staff see at a kiosk, and what they can wish for."""

from dataclasses import dataclass

from common.domain.errors import Refused
from common.domain.ids import OperatorCode
from common.domain.staff import StaffMove


@dataclass(frozen=True, slots=True)
class SwitchedOff:
    """Staff have taken the kiosk out of service."""


@dataclass(frozen=True, slots=True)
class StaffSign:
    """Who is it? First the code that he signs in with, then his PIN."""

    operator: str = ""
    pin: str = ""
    asks_pin: bool = False
    asking: bool = False
    refused: Refused | None = None
    no_store: bool = False
    """The store did not answer."""

    @property
    def typed(self) -> str:
        """Return what stands in the field."""
        return self.pin if self.asks_pin else self.operator


@dataclass(frozen=True, slots=True)
class StaffMenu:
    """What staff can do; without the store nobody is known, and little can be done."""

    operator: OperatorCode | None
    asking: bool = False
    said: str = ""
    """The text that says what became of the last wish; empty before the first one."""


@dataclass(frozen=True, slots=True)
class ChooseStaff:
    """Do one thing of the staff menu."""

    move: StaffMove


StaffPage = SwitchedOff | StaffSign | StaffMenu
