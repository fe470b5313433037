"""What a visitor does with his own slip: looks where he stands, gives up, comes back."""

from datetime import date

from common.domain.ids import DeviceCode
from common.domain.place import Place
from common.ports import Store
from common.rules import own_slip as rules


def look_up(store: Store, *, day: date, token: str, kiosk: DeviceCode | None = None) -> Place:
    """Return where the holder of a slip stands. Refused(OLD_SLIP | UNKNOWN_SLIP)."""
    return store.perform(rules.look_up, day=day, token=token, kiosk=kiosk)


def give_up(store: Store, *, day: date, token: str, kiosk: DeviceCode | None = None) -> Place:
    """Leave the queue; the next service of the visit then waits. Return where he stands now.

    Refused(OLD_SLIP | UNKNOWN_SLIP), and NOT_LAWFUL for one who does not wait any more.
    """
    return store.perform(rules.give_up, day=day, token=token, kiosk=kiosk)


def come_back(store: Store, *, day: date, token: str, kiosk: DeviceCode | None = None) -> Place:
    """Wait again for the counter that put the visitor aside, or sent him elsewhere.

    Who was put aside is due when he was before; an errand ends, and he is due now. Return where
    he stands then. Refused(OLD_SLIP | UNKNOWN_SLIP), and NOT_LAWFUL for whoever was neither.
    """
    return store.perform(rules.come_back, day=day, token=token, kiosk=kiosk)
