"""What staff may do at a kiosk, and who may."""

from datetime import timedelta
from enum import StrEnum

from common.domain.permissions import Permission

STAFF = Permission.FLOOR_ACTS
"""What opens the staff menu of a kiosk."""
STAYS_IN = timedelta(minutes=15)
"""So long after the PIN was shown what is done at the kiosk is his who showed it."""


class StaffMove(StrEnum):
    """What is written down of staff at a kiosk."""

    ENTERED = "entered"
    PRINTER_TEST = "printer_test"
    PAPER_CHANGED = "paper_changed"
    OUT_OF_SERVICE = "out_of_service"
    IN_SERVICE = "in_service"
    RESTART = "restart"
    QUIT = "quit"
